"""Lowering expressions: from the sentence's tree to the typed core, with names resolved and types checked."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.money import Rounding, minor_digits
from tariff.model.records import CONTRACT, LATE, Cardinality, Record
from tariff.model.types import DATE, MONEY, NUMBER, TEXT, YESNO, Kind, Type
from tariff.syntax.nodes import Node
from tariff.versions.pack import currency_of
from tariff.versions.provisions import path_number, titles_of, unquote
from tariff.versions.scope import Place, Scope, fail
from tariff.versions.taxes import with_tax

_TIMELIKE = frozenset({Kind.DATE, Kind.INSTANT})
_NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER})
_MOST_DAYS = 36_525  # a hundred years: computed days stay within what both evaluators can hold
_MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}


def number_of(text: str) -> int | Fraction:
    """The exact value of a number as written: ``1,200``, ``14.5``."""
    value = Fraction(text.replace(",", ""))
    return value.numerator if value.denominator == 1 else value


@frozen
class Lowering:
    """Lowers the expressions of one place in one edition."""

    scope: Scope
    place: Place
    rounding: Rounding
    unit: int

    def at(self, place: Place) -> "Lowering":
        """The same scope at another place."""
        return evolve(self, place=place)

    def expr(self, node: Node) -> Expr:
        """The core expression of a node; raises Fault."""
        return _LOWER[node.kind](self, node)

    def parts(self, node: Node) -> list[Expr]:
        """The core expressions of a node's operands."""
        return [self.expr(child) for child in node.nodes()]

    def condition(self, node: Node) -> Expr:
        """A yes/no expression."""
        return self.want(node, self.expr(node), Kind.YESNO)

    def day(self, node: Node) -> Expr:
        """A day; an instant becomes its civil day."""
        return as_day(self.want(node, self.expr(node), *_TIMELIKE))

    def month(self, node: Node) -> Expr:
        """A month; a day or an instant becomes its month."""
        value = self.want(node, self.expr(node), Kind.MONTH, *_TIMELIKE)
        return value if value.type.kind is Kind.MONTH else core.MonthOf(as_day(value))

    def amount(self, node: Node) -> Expr:
        """Money or a number."""
        return self.want(node, self.expr(node), *_NUMERIC)

    def want(self, node: Node, value: Expr, *kinds: Kind) -> Expr:
        """`value`, or a fault where it is of no wanted kind."""
        if value.type.kind not in kinds:
            wanted = " or ".join(sorted(kinds))
            fail("E0301", f"this is a {value.type.kind}, where {wanted} is needed", node.span, f"write {wanted}")
        return value


def as_day(value: Expr) -> Expr:
    """The civil day of an instant; a day as it is."""
    return core.DayOf(value) if value.type.kind is Kind.INSTANT else value


# ---- names -----------------------------------------------------------------------------------------------------


def _name(low: Lowering, node: Node) -> Expr:
    name = unquote(node.text("NAME"))
    record, dot, attribute = name.partition(".")
    if dot and record in low.scope.records:
        return _field(low, node, low.scope.records[record], attribute)
    if low.place.interest and (own := LATE.field(name)):
        return core.Field(LATE.name, name, own.type)
    if own := low.scope.records[CONTRACT].field(name):
        return core.Field(CONTRACT, name, own.type)
    if name in low.scope.definitions:
        return _definition(low, node, name)
    if name in low.scope.clauses:
        return core.SumOfClauses((name,), core.UnitMonth() if low.place.unit else core.LineMonth())
    if name in ("yes", "no"):
        return core.Const(name == "yes", YESNO)
    known = [*low.scope.definitions, *low.scope.clauses, *(item.name for item in low.scope.records[CONTRACT].fields)]
    fields = (f"{item.name}.{entry.name}" for item in low.scope.records.values() for entry in item.fields)
    return fail(
        "E0207",
        f"nothing here is called {name}",
        node.span,
        did_you_mean(name, [*known, *fields], "declare it, or mend the name"),
    )


def _field(low: Lowering, node: Node, record: Record, attribute: str) -> Expr:
    if not low.place.reads(record):
        fail(
            "E0208",
            f"{record.name} has many rows, and this sentence is not about one of them",
            node.span,
            f"use it in a clause that is “once per {record.name}” or “every month per {record.name}”",
        )
    found = record.field(attribute)
    if found is None:
        names = [item.name for item in record.fields]
        fail(
            "E0209",
            f"{record.name} has no field {attribute}",
            node.span,
            did_you_mean(attribute, names, "declare it, or mend the name"),
        )
    single = record.cardinality is Cardinality.AT_MOST_ONCE
    return core.Field(record.name, attribute, found.type.or_unknown() if single else found.type)


def _definition(low: Lowering, node: Node, name: str) -> Expr:
    if name in low.place.using:
        fail("E0210", f"{name} is defined by itself", node.span, "break the circle")
    found = low.scope.definitions[name]
    definition = low.scope.read(name, found.node)
    means = next(reversed(list(definition.all("means"))), None)
    if means is None:
        fail("E0211", f"{name} has no meaning", found.node.span, "add a sentence “means …”")
    inner = low.at(evolve(low.place, using=(*low.place.using, name)))
    body = inner.expr(means.nodes()[0])
    declared = type_of(definition.first("scalar_type", "choice_type"))
    if declared.kind is Kind.DATE:
        body = as_day(inner.want(means, body, *_TIMELIKE))
    elif declared.kind is not body.type.kind and not {declared.kind, body.type.kind} <= _NUMERIC:
        fail(
            "E0301",
            f"{name} is declared a {declared.kind} and means a {body.type.kind}",
            means.span,
            f"declare it “as {body.type.kind}”",
        )
    if body.type.optional and not declared.optional:
        fail("E0302", f"{name} may be unknown", means.span, "declare it “or unknown”")
    return core.Named(name, titles_of(found.node), path_number(found.path), body)


def type_of(node: Node | None) -> Type:
    """The type a declaration gives."""
    assert node is not None, "the grammar gives every declaration a type"
    optional = node.word("OR_UNKNOWN") is not None
    if node.kind == "choice_type":
        return Type(Kind.CHOICE, optional, tuple(unquote(word.text) for word in node.words("NAME")))
    word = node.text("SCALAR_TYPE")
    return Type(Kind.YESNO if word == "yes or no" else Kind(word), optional)


# ---- literals --------------------------------------------------------------------------------------------------


def _money(low: Lowering, node: Node) -> Expr:
    declared = currency_of(low.scope.pack)
    if node.text("CURRENCY") != declared:
        fail("E0303", f"{node.text('CURRENCY')} is not the currency of these terms", node.span, f"write {declared}")
    value = number_of(node.text("NUMBER")) * 10 ** minor_digits(declared)
    if value != int(value):
        message = f"{node.text('NUMBER')} is not a whole number of the smallest unit of {declared}"
        fail("E0304", message, node.span, "write a whole amount")
    return core.Const(int(value), MONEY)


def _quantity(_low: Lowering, node: Node) -> Expr:
    return core.Const(number_of(node.text("NUMBER")), NUMBER)


def _percent(_low: Lowering, node: Node) -> Expr:
    return core.Const(Fraction(node.text("PERCENT")[:-1]) / 100, NUMBER)


def _date_literal(_low: Lowering, node: Node) -> Expr:
    return core.Const(date.fromisoformat(node.text("DATE")).toordinal(), DATE)


# ---- logic and arithmetic --------------------------------------------------------------------------------------


def _join(kind: type[core.And] | type[core.Or]) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        items: list[Expr] = []
        for child in node.nodes():
            value = low.condition(child)
            items.extend(value.items if isinstance(value, kind) else (value,))
        return kind(tuple(items))

    return lower


def _compare(op: core.CompareOp, *, dates: bool) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = low.parts(node)
        if dates and left.type.kind is Kind.MONTH:
            return core.Compare(op, left, low.want(node, right, Kind.MONTH))
        wanted = _TIMELIKE if dates else _NUMERIC
        low.want(node.nodes()[0], left, *wanted)
        low.want(node.nodes()[1], right, *wanted)
        return core.Compare(op, *_same_time(left, right))

    return lower


def _same_time(left: Expr, right: Expr) -> tuple[Expr, Expr]:
    """Two instants as they are; a day and an instant as two days."""
    if left.type.kind is Kind.INSTANT and right.type.kind is Kind.INSTANT:
        return left, right
    return as_day(left), as_day(right)


def _equal(low: Lowering, node: Node) -> Expr:
    first, second = node.nodes()
    left = low.expr(first)
    if left.type.kind is Kind.CHOICE and second.kind == "name":
        word = unquote(second.text("NAME"))
        if word not in left.type.choices:
            fail(
                "E0306",
                f"{word} is not one of {', '.join(left.type.choices)}",
                second.span,
                did_you_mean(word, left.type.choices, ""),
            )
        return core.Compare(core.CompareOp.EQ, left, core.Const(word, left.type.known()))
    right = low.expr(second)
    if left.type.kind in _TIMELIKE and right.type.kind in _TIMELIKE:
        left, right = _same_time(left, right)
    elif left.type.kind is not right.type.kind and not {left.type.kind, right.type.kind} <= _NUMERIC:
        fail("E0301", f"a {left.type.kind} is compared with a {right.type.kind}", node.span, "compare like with like")
    return core.Compare(core.CompareOp.EQ, left, right)


def _sum(op: core.ArithmeticOp) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        first, second = node.nodes()
        left = low.expr(first)
        if left.type.kind in _TIMELIKE:
            return core.AddDays(as_day(left), _days(low, second, negative=op is core.ArithmeticOp.SUBTRACT))
        right = low.amount(second)
        low.want(first, left, *_NUMERIC)
        if isinstance(left, core.SumOfClauses) and isinstance(right, core.SumOfClauses) and op is core.ArithmeticOp.ADD:
            return core.SumOfClauses((*left.clauses, *right.clauses), left.month)
        return core.Arithmetic(op, left, right)

    return lower


def _days(low: Lowering, node: Node, *, negative: bool) -> Expr:
    if node.kind == "quantity" and node.text("UNIT") in _MONTHS:
        fail(
            "E0307",
            "adding months to a day does not say how they count",
            node.span,
            "write “the last of N months after …” or “… counting from …”",
        )
    days = low.expr(node)
    if not isinstance(days, core.Const) or not isinstance(days.value, int) or days.value > _MOST_DAYS:
        fail("E0311", "only a written number of days can be added", node.span, f"write 0 to {_MOST_DAYS:,} days")
    return core.Const(-days.value, NUMBER) if negative else days


def _product(op: core.ArithmeticOp) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = (low.amount(child) for child in node.nodes())
        if op is core.ArithmeticOp.DIVIDE:
            bare = right.body if isinstance(right, core.Named) else right
            if not (isinstance(bare, core.DaysOfMonth) or (isinstance(bare, core.Const) and bare.value != 0)):
                fail(
                    "E0308",
                    "this cannot be a divisor",
                    node.nodes()[1].span,
                    "divide by a number other than 0, or by the days of a month",
                )
            right = bare
        elif left.type.kind is Kind.MONEY and right.type.kind is Kind.MONEY:
            fail("E0301", "money is multiplied by money", node.span, "multiply money by a number")
        return core.Arithmetic(op, left, right)

    return lower


def _with_tax(low: Lowering, node: Node) -> Expr:
    value = low.amount(node.nodes()[0])
    return with_tax(
        value, core.FirstDay(core.UnitMonth()) if low.place.unit else core.LineDate(), low.rounding, low.unit
    )


# ---- days, months, periods ---------------------------------------------------------------------------------------


def _shift_day(days: int) -> Callable[[Lowering, Node], Expr]:
    return lambda low, node: core.AddDays(low.day(node.nodes()[0]), core.Const(days, NUMBER))


def _period_end(low: Lowering, node: Node) -> Expr:
    period = node.nodes()[0]
    quantity, base = period.nodes()
    count = number_of(quantity.text("NUMBER"))
    longest = _MOST_DAYS // (1 if quantity.text("UNIT") not in _MONTHS else 31 * _MONTHS[quantity.text("UNIT")])
    if not isinstance(count, int) or not 1 <= count <= longest:
        fail(
            "E0309",
            "this is not the length of a period",
            quantity.span,
            "write a whole number, from a day to a hundred years",
        )
    start = low.day(base)
    counted = 0 if period.kind == "counting_from" else 1
    unit = quantity.text("UNIT")
    if unit not in _MONTHS:
        return core.AddDays(start, core.Const(count - 1 + counted, NUMBER))
    first = core.AddDays(start, core.Const(1, NUMBER)) if counted else start
    return core.AddDays(core.DayAfterMonths(first, count * _MONTHS[unit]), core.Const(-1, NUMBER))


def _within(low: Lowering, node: Node) -> Expr:
    return core.Compare(
        core.CompareOp.LE, low.day(node.nodes()[0]), _period_end(low, Node("period_end", node.nodes()[1:], node.span))
    )


def _between(count: core.SpanCount) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        first, last = (low.day(child) for child in node.nodes())
        return core.Between(count, first, last)

    return lower


def _calendar_months(low: Lowering, node: Node) -> Expr:
    first, last = (low.month(child) for child in node.nodes())
    return core.Arithmetic(core.ArithmeticOp.ADD, core.MonthsApart(first, last), core.Const(1, NUMBER))


def _instant_at(low: Lowering, node: Node) -> Expr:
    hours, minutes = (int(part) for part in node.text("TIME").split(":"))
    return core.InstantAt(low.day(node.nodes()[0]), 60 * hours + minutes)


def _pick(kind: type[core.Least] | type[core.Greatest]) -> Callable[[Lowering, Node], Expr]:
    def lower(low: Lowering, node: Node) -> Expr:
        left, right = (low.want(child, low.expr(child), *_TIMELIKE, Kind.MONTH) for child in node.nodes())
        if Kind.MONTH in (left.type.kind, right.type.kind):
            low.want(node, left, Kind.MONTH)
            return kind((left, low.want(node, right, Kind.MONTH)))
        return kind(_same_time(left, right))

    return lower


def _open_day(low: Lowering, node: Node) -> Expr:
    name = unquote(node.text("NAME"))
    if name not in low.scope.calendars:
        fail(
            "E0212",
            f"there is no calendar {name}",
            node.span,
            did_you_mean(name, low.scope.calendars, f"add “use {name}” to the header"),
        )
    return core.NextOpen(low.day(node.nodes()[0]), name)


_LOWER: dict[str, Callable[[Lowering, Node], Expr]] = {
    "name": _name,
    "money": _money,
    "quantity": _quantity,
    "number": _quantity,
    "percent": _percent,
    "day": _date_literal,
    "string": lambda _low, node: core.Const(unquote(node.text("STRING")), TEXT),
    "or_": _join(core.Or),
    "and_": _join(core.And),
    "not_": lambda low, node: core.Not(low.condition(node.nodes()[0])),
    "eq": _equal,
    "ne": lambda low, node: core.Not(_equal(low, node)),
    "known": lambda low, node: core.Known(low.expr(node.nodes()[0])),
    "unknown": lambda low, node: core.Not(core.Known(low.expr(node.nodes()[0]))),
    "before": _compare(core.CompareOp.LT, dates=True),
    "by": _compare(core.CompareOp.LE, dates=True),
    "later": _compare(core.CompareOp.GT, dates=True),
    "on_or_later": _compare(core.CompareOp.GE, dates=True),
    "ge": _compare(core.CompareOp.GE, dates=False),
    "le": _compare(core.CompareOp.LE, dates=False),
    "lt": _compare(core.CompareOp.LT, dates=False),
    "gt": _compare(core.CompareOp.GT, dates=False),
    "within": _within,
    "plus": _sum(core.ArithmeticOp.ADD),
    "minus": _sum(core.ArithmeticOp.SUBTRACT),
    "times": _product(core.ArithmeticOp.MULTIPLY),
    "over": _product(core.ArithmeticOp.DIVIDE),
    "with_tax": _with_tax,
    "day_after": _shift_day(1),
    "day_before": _shift_day(-1),
    "day_of": lambda low, node: low.day(node.nodes()[0]),
    "month_of": lambda low, node: low.month(node.nodes()[0]),
    "month_after": lambda low, node: core.AddMonths(low.month(node.nodes()[0]), 1),
    "month_before": lambda low, node: core.AddMonths(low.month(node.nodes()[0]), -1),
    "first_day": lambda low, node: core.FirstDay(low.month(node.nodes()[0])),
    "last_day": lambda low, node: core.LastDay(low.month(node.nodes()[0])),
    "period_end": _period_end,
    "open_day": _open_day,
    "earlier": _pick(core.Least),
    "later_of": _pick(core.Greatest),
    "instant_at": _instant_at,
    "whole_months": _between(core.SpanCount.MONTHS),
    "whole_years": _between(core.SpanCount.YEARS),
    "days_between": _between(core.SpanCount.DAYS),
    "calendar_months": _calendar_months,
    "days_of_its_month": lambda low, _node: core.DaysOfMonth(core.UnitMonth() if low.place.unit else core.LineMonth()),
    "days_of_month": lambda low, node: core.DaysOfMonth(low.month(node.nodes()[0])),
}
