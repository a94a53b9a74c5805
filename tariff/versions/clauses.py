"""Lowering a clause: from its sentences to the typed core."""

from attrs import define, evolve, field

from tariff.diagnostics import Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.clause import Basis, Clause, Every, LineKind, Once, Sentence, TaxClass, Units
from tariff.model.expr import ArithmeticOp, Expr
from tariff.model.records import LATE, Cardinality
from tariff.model.types import DATE, NUMBER, YESNO, Kind
from tariff.syntax.nodes import Node
from tariff.versions.drivers import lower_every, lower_once
from tariff.versions.expressions import Lowering, as_day, number_of
from tariff.versions.interest import interest_amount
from tariff.versions.provisions import joined_text, path_number, text_of, titles_of, unquote
from tariff.versions.scope import Fault, Place, Scope, fail
from tariff.versions.tables import table_faults
from tariff.versions.taxes import before_tax, with_tax
from tariff.versions.unknowns import known_where, known_with, may_be_unknown

_TAX = {
    "plus_tax": TaxClass.STANDARD,
    "plus_reduced_tax": TaxClass.REDUCED,
    "tax_included": TaxClass.STANDARD,
    "tax_exempt": TaxClass.EXEMPT,
    "outside_tax": TaxClass.OUTSIDE,
}
_UNTAXED = frozenset({LineKind.COMPENSATION, LineKind.INTEREST})
_TRUE = core.Const(True, YESNO)


@define
class _Parts:
    """What the sentences of a clause have said so far."""

    drivers: list[Once | Every] = field(factory=list)
    guards: list[Expr] = field(factory=list)
    amount: Expr | None = None
    tax: TaxClass | None = None
    included: bool = False
    units: Units | None = None
    cap: Expr | None = None
    capped: Expr | None = None
    measured: list[Expr] = field(factory=list)  # what tables go by, which must be known


def lower_clause(scope: Scope, name: str, base: Lowering) -> Clause:
    """The clause called `name` of an edition, with its readings chosen; raises Fault."""
    found = scope.clauses[name]
    node = scope.read(name, found.node)
    kind = LineKind(node.text("CLAUSE_KIND"))
    low = base.at(_place(node))
    parts = _Parts()
    _drivers(low, node, parts)
    _guards(low, node, parts)
    guard = _conjunction(parts.guards)
    if kind is LineKind.INTEREST:
        _interest(low, node, parts)
        quantity = _interest_days(low, node)
    else:
        quantity = core.Const(1, NUMBER)
        _worth(low, node, parts)
        _cap(low, node, parts)
    _tax(node, kind, parts)
    amount = _amount(node, low, parts)
    _require_known(node, parts, guard, amount)
    return Clause(
        name,
        kind,
        titles_of(node),
        path_number(found.path),
        tuple(parts.drivers),
        guard,
        amount,
        low.rounding,
        low.unit,
        parts.tax or TaxClass.OUTSIDE,
        quantity,
        parts.units,
        parts.cap,
        parts.capped,
        _basis(scope, node) if kind is LineKind.INTEREST else None,
        joined_text(text_of(node) or found.provision.text),
        _sentences(scope, node),
    )


def _place(node: Node) -> Place:
    """Where the sentences stand that hold for every driver: they read a row where all are over its record."""
    rows = {unquote(item.text("NAME")) for item in node.all("once", "every")}
    if node.first("on_bills"):
        rows.add(LATE.name)
    return Place(frozenset(rows) if len(rows) == 1 else frozenset())


def _drivers(low: Lowering, node: Node, parts: _Parts) -> None:
    for item in node.all("once", "every", "on_bills"):
        if item.kind == "once":
            parts.drivers.append(lower_once(low, item))
        elif item.kind == "every":
            parts.drivers.append(lower_every(low, item))
        else:
            paid_on, due_on = (core.Field(LATE.name, name, DATE) for name in ("paid_on", "due_on"))
            parts.drivers.append(Once(LATE.name, paid_on, due_on))
    if not parts.drivers:
        fail(
            "E0501",
            f"nothing drives {unquote(node.text('NAME'))}",
            node.span,
            "add “once per …”, “every month per …” or “on bills”",
        )
    _require_own_ids(low, node, parts)
    monthly = any(isinstance(item, Every) for item in parts.drivers)
    if node.first("prorate") and not (monthly and len(parts.drivers) == 1):
        fail("E0516", "only a clause with one “every month” can be prorated", node.span, "make clauses of their own")
    if monthly and not node.first("prorate", "no_proration"):
        fail(
            "E0502",
            "a monthly amount must say whether it is prorated",
            node.span,
            "add “no proration” or “prorate by days of the month”",
        )


def _require_own_ids(low: Lowering, node: Node, parts: _Parts) -> None:
    """Lines are named by clause, row and month: only alternatives over one record may share rows."""
    rows: dict[str, list[Once | Every]] = {}
    for item in parts.drivers:
        many = item.record == LATE.name or low.scope.records[item.record].cardinality is Cardinality.MANY
        rows.setdefault(item.record if many else "", []).append(item)
    for drivers in rows.values():
        alternatives = all(isinstance(item, Once) for item in drivers) and len({item.record for item in drivers}) == 1
        if len(drivers) > 1 and not alternatives:
            fail(
                "E0515", "two sentences would make lines of one name in a month", node.span, "make clauses of their own"
            )


def _guards(low: Lowering, node: Node, parts: _Parts) -> None:
    for item in node.all("when", "unless"):
        condition = low.condition(item.nodes()[0])
        parts.guards.append(condition if item.kind == "when" else core.Not(condition))


def _conjunction(items: list[Expr]) -> Expr | None:
    flat = [part for item in items for part in (item.items if isinstance(item, core.And) else (item,))]
    return None if not flat else flat[0] if len(flat) == 1 else core.And(tuple(flat))


def _worth(low: Lowering, node: Node, parts: _Parts) -> None:
    found = list(node.all("amount", "table", "worth"))
    if len(found) != 1:
        fail("E0503", "a clause has one worth", node.span, "write one of “amount …”, “table by …”, “each day worth …”")
    item = found[0]
    if words := item.first(*_TAX):
        parts.tax, parts.included = _TAX[words.kind], words.kind == "tax_included"
    if item.kind == "table":
        parts.amount = _table(low, item, parts)
    elif item.kind == "worth":
        parts.units = _units(low, node)
        parts.amount = low.at(evolve(low.place, unit=True)).amount(item.nodes()[0])
    else:
        parts.amount = low.amount(item.nodes()[0])


def _units(low: Lowering, node: Node) -> Units:
    count = node.first("count")
    if count is None:
        fail(
            "E0504",
            "“each day worth” needs the time that is counted",
            node.span,
            "add “count whole 24 hours from … to …”",
        )
    numbers = [number_of(word.text) for word in count.words("NUMBER")]
    if numbers[0] != 24:
        fail("E0505", "only pieces of 24 hours can be counted", count.span, "write “count whole 24 hours”")
    start, end = (low.want(item, low.expr(item), Kind.INSTANT) for item in count.nodes()[:2])
    return Units(start, end, int(numbers[1]) if len(numbers) > 1 else 1)


def _table(low: Lowering, node: Node, parts: _Parts) -> Expr:
    subject = low.amount(node.nodes()[0])
    parts.measured.append(subject)
    for fault in table_faults(node):
        if fault.severity is Severity.ERROR:
            raise Fault(fault)
    result: Expr | None = None
    for tier in reversed(list(node.all("tier"))):
        bounds, value = tier.nodes()
        worth = low.amount(value)
        test = _tier_test(low, subject, bounds)
        result = worth if result is None else core.If(test or _TRUE, worth, result)
    assert result is not None, "the grammar gives every table a row"
    return result


def _tier_test(low: Lowering, subject: Expr, bounds: Node) -> Expr | None:
    """What must hold for a row, given that no row above it held; the checks see that rows fit together."""
    limits = [low.amount(item) for item in bounds.nodes()]
    if bounds.kind in ("below", "within_bounds"):
        return core.Compare(core.CompareOp.LT, subject, limits[-1])
    return core.Compare(core.CompareOp.GE, subject, limits[0]) if limits else None


def _interest(low: Lowering, node: Node, parts: _Parts) -> None:
    rate, period = node.first("rate_fixed", "rate_leap", "rate_calendar"), node.first("period")
    if rate is None or period is None:
        fail("E0506", "interest needs a rate and the days it runs", node.span, "add “rate …% per …” and “from … to …”")
    first, last = (low.day(item) for item in period.nodes()[:2])
    parts.amount = interest_amount(rate, first, last, low, each_part=node.first("round_parts") is not None)


def _interest_days(low: Lowering, node: Node) -> Expr:
    period = node.first("period")
    assert period is not None, "an interest clause without a period has already failed"
    first, last = (low.day(item) for item in period.nodes()[:2])
    return core.Between(core.SpanCount.DAYS, first, last)


def _cap(low: Lowering, node: Node, parts: _Parts) -> None:
    item = node.first("cap")
    if item is None or parts.amount is None:
        return
    limit = low.amount(item.nodes()[0])
    if node.first("cap_with_tax"):
        limit = with_tax(limit, core.LineDate(), low.rounding, low.unit)
    unless = [low.condition(child) for child in item.nodes()[1:] if child.kind != "assume"]
    capped: Expr = core.Not(unless[0]) if unless else _TRUE
    if node.first("cap_in_all"):
        parts.cap, parts.capped = limit, capped
    elif unless:
        parts.amount = core.If(capped, core.Least((parts.amount, limit)), parts.amount)
    else:
        parts.amount = core.Least((parts.amount, limit))


def _tax(node: Node, kind: LineKind, parts: _Parts) -> None:
    for item in node.all("tax"):
        words = item.nodes()[0]
        parts.tax, parts.included = _TAX[words.kind], words.kind == "tax_included"
    if parts.tax is None and kind not in _UNTAXED:
        fail(
            "E0507",
            "an amount must say how tax treats it",
            node.span,
            "add “plus tax”, “tax included”, “tax exempt” or “outside tax”",
        )
    if kind in _UNTAXED and parts.tax not in (None, TaxClass.OUTSIDE):
        fail("E0508", f"{kind} is outside tax", node.span, "write “outside tax”")


def _amount(node: Node, low: Lowering, parts: _Parts) -> Expr:
    amount = parts.amount
    assert amount is not None, "every kind of clause has set its amount"
    if every := node.first("every") if node.first("prorate") else None:
        amount = core.Arithmetic(ArithmeticOp.MULTIPLY, amount, _share_of_month(low, every))
    if parts.included:
        return before_tax(amount, low.scope.taxes, low.rounding, low.unit)
    return amount


def _share_of_month(low: Lowering, every: Node) -> Expr:
    """The days of the line's month from the clause's first day to its last, over the days of that month."""
    ends = [low.expr(item) for item in every.nodes() if item.kind != "assume"]
    days = [core.FirstDay(end) if end.type.kind is Kind.MONTH else as_day(end) for end in ends[:1]]
    days += [core.LastDay(end) if end.type.kind is Kind.MONTH else as_day(end) for end in ends[1:]]
    month = core.LineMonth()
    first = core.Greatest((days[0], core.FirstDay(month)))
    last = core.Least((*days[1:], core.LastDay(month)))
    return core.Arithmetic(ArithmeticOp.DIVIDE, core.Between(core.SpanCount.DAYS, first, last), core.DaysOfMonth(month))


def _require_known(node: Node, parts: _Parts, guard: Expr | None, amount: Expr) -> None:
    shared = frozenset(known_where(guard)) if guard else frozenset()
    amounts = [value for value in (amount, parts.cap, *parts.measured) if value is not None]
    for item in parts.drivers:
        days = (item.on, item.governed) if isinstance(item, Once) else (item.first,)
        known = shared.union(*map(known_with, days))
        if isinstance(item, Once) and item.when is not None:
            known = known.union(known_where(item.when))
        if any(may_be_unknown(value, known) for value in amounts):
            fail("E0302", "the amount rests on a value that may be unknown", node.span, "guard it: “when … is known”")


def _basis(scope: Scope, node: Node) -> Basis:
    left_out = [word for item in node.all("leaving_out") for word in item.words("NAME")]
    names = tuple(unquote(word.text) for word in left_out)
    for name, word in zip(names, left_out, strict=True):
        if name not in scope.clauses:
            fail(
                "E0207",
                f"there is no clause {name}",
                word.span,
                did_you_mean(name, scope.clauses, "name a clause of these terms"),
            )
    return Basis(tuple(sorted(names)), node.first("before_tax") is None)


def _sentences(scope: Scope, node: Node) -> tuple[Sentence, ...]:
    skipped = ("text", "titles", "reading", "assume", "see")
    return tuple(Sentence(item.kind, scope.pack.source_of(item)) for item in node.nodes() if item.kind not in skipped)
