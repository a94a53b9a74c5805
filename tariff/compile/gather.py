"""Aggregates over the rows of a record: what is asked is brought to the rows, and the answer joined back.

Where a row looked at finds the row outside by its contract, or by values equal to the row's own, the record is grouped
by those once, whatever rows ask. In all other cases the distinct questions of the rows become a table of their own, and
each meets the rows of its contract. Either way an aggregate in an aggregate is nothing special.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve
from sqlglot import exp

from tariff.compile import rationals, trees
from tariff.compile.bounds import Bounds
from tariff.compile.rationals import Value
from tariff.compile.rows import KEY, Rows
from tariff.compile.scope import Scope, field_value, lowers
from tariff.compile.walk import conjuncts, outside, repeated
from tariff.model.expr import Compare, CompareOp, Expr
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.records import PAYMENT

# What a sum is taken to have at most, so that the usual arithmetic on it fits into BIGINT. More rows are right all the
# same, or the engine raises.
_ROWS = Bounds(0, 10_000)
_MOST = Bounds(0, 2**31)


class ElementScope(Scope):
    """The rows of a record that an aggregate looks at; with `questions` each beside what is asked of it.

    given: what the row outside decides, as columns of `questions` and as constants.
    """

    def __init__(self, outer: Scope, item: Aggregate, given: Mapping[Expr, Value], questions: str | None) -> None:
        shared = repeated(part for part in (item.value, item.where) if part is not None)
        super().__init__(outer.plan, Rows(self._scan, outer.plan.name), shared)
        self._outer = outer
        self._record = item.record
        self._memo.update(given)
        self._questions = questions
        self._fields: dict[str, Element] = {}

    def element(self, item: Element) -> Value:
        """A field of the row looked at; of a record further out it is given."""
        assert item.record == self._record
        name = f"{item.record}.{item.name}"
        self._fields[name] = item
        return field_value(name, item.of, nullable=item.of.optional)

    def define(self, hint: str, make: Callable[[], exp.Query]) -> str:
        """A common table, where the row outside would have it."""
        return self._outer.define(hint, make)

    def _scan(self) -> exp.Query:
        columns = [trees.named(trees.column(item.name, "r"), name) for name, item in self._fields.items()]
        seen = []
        if self._record == PAYMENT.name:
            seen = [trees.binary(exp.LTE, trees.column("paid_on", "r"), trees.day(self.plan.paid_until))]
        source = self.plan.facts(self._record, "r")
        if self._questions is None:
            return trees.select([trees.named(trees.column(KEY, "r"), KEY), *columns], source, where=seen)
        same = [trees.binary(exp.EQ, trees.column(KEY, "q"), trees.column(KEY, "r"))]
        asked = trees.join(trees.table(self._questions, alias="q"), "inner", same)
        return trees.select([trees.star("q"), *columns], source, [asked], seen)


Condition = Callable[[exp.Expr], exp.Expr]
_ANSWER = "answer"


@lowers(Aggregate)
def _aggregate(scope: Scope, item: Aggregate) -> Value:
    asking = _Asking(scope, item)
    equalities = asking.equalities()
    return asking.questioned() if equalities is None else asking.grouped(equalities)


class _Asking:
    """One aggregate of the rows of a scope. The parts that the row outside decides are constants or its columns."""

    def __init__(self, scope: Scope, item: Aggregate) -> None:
        self._scope = scope
        self._item = item
        self._alias = scope.plan.name("a")
        self._conditions = list(conjuncts(item.where)) if item.where is not None else []
        wholes = [*self._conditions, *([] if item.value is None else [item.value])]
        parts = dict.fromkeys(part for whole in wholes for part in self._outside(whole))
        held = {part: scope.shared(part) for part in parts}
        self._asked = {part: value for part, value in held.items() if isinstance(value.node, exp.Column)}
        self._fixed = {part: value for part, value in held.items() if part not in self._asked}

    def _outside(self, whole: Expr) -> Iterator[Expr]:
        return outside(whole, frozenset({self._item.record}))

    def _asks(self, whole: Expr | None) -> bool:
        return whole is not None and any(part in self._asked for part in self._outside(whole))

    def equalities(self) -> dict[Expr, tuple[Expr, Expr]] | None:
        """The conditions that a value of the row looked at equals one of the row outside, as these two values.

        None where a condition, or the value, asks more of the row outside than that.
        """
        found: dict[Expr, tuple[Expr, Expr]] = {}
        for part in self._conditions:
            if part in self._asked or not self._asks(part):
                continue
            sides = self._equality(part)
            if sides is None:
                return None
            found[part] = sides
        return None if self._asks(self._item.value) else found

    def _equality(self, part: Expr) -> tuple[Expr, Expr] | None:
        if isinstance(part, Compare) and part.op is CompareOp.EQ:
            for mine, other in ((part.left, part.right), (part.right, part.left)):
                if other in self._asked and not self._asks(mine):
                    return mine, other
        return None

    def grouped(self, equalities: Mapping[Expr, tuple[Expr, Expr]]) -> Value:
        """The record grouped by its contracts and by what must equal the row's own."""
        inner = ElementScope(self._scope, self._item, self._fixed, None)
        keys, on = [(KEY, inner.key)], [(self._scope.key, self._equal(KEY))]
        for part in self._conditions:
            if part in self._asked:
                on.append((self._asked[part], _as_it_is))
            elif part in equalities:
                mine, other = equalities[part]
                name = self._scope.plan.name("key")
                first, second = rationals.comparable(inner.value(mine), self._asked[other])
                keys.append((name, first))
                on.append((second, self._equal(name)))
            else:
                inner.holds(part)
        return self._joined(inner, keys, on)

    def questioned(self) -> Value:
        """The distinct questions of the rows, each with the rows of its contract for which the conditions hold."""
        scope, names = self._scope, {part: self._scope.plan.name("asked") for part in self._asked}
        source = trees.table(scope.store("asking"), alias=trees.PREVIOUS)
        columns = [trees.named(self._asked[part].tree, name) for part, name in names.items()]
        query = trees.select([trees.named(trees.column(KEY), KEY), *columns], source, distinct=True)
        questions = scope.define("questions", lambda: query)
        given = {part: evolve(self._asked[part], node=trees.column(name), depth=0) for part, name in names.items()}
        inner = ElementScope(scope, self._item, {**self._fixed, **given}, questions)
        for part in self._conditions:
            inner.holds(part)
        keys, on = [(KEY, inner.key)], [(scope.key, self._equal(KEY))]
        for part, name in names.items():
            value = self._asked[part]
            keys.append((name, given[part]))
            on.append((value, self._same(name) if value.nullable else self._equal(name)))
        return self._joined(inner, keys, on)

    def _joined(
        self, inner: ElementScope, keys: Sequence[tuple[str, Value]], on: Sequence[tuple[Value, Condition]]
    ) -> Value:
        """The aggregate of the inner rows by their keys, joined to the rows outside."""
        item = self._item
        value = inner.value(item.value) if item.value is not None else None
        outputs = [*keys, *([] if value is None else [(_ANSWER, value)])]
        columns = [trees.named(trees.column(name), name) for name, _ in keys]
        columns.append(trees.named(_gathered(item.gathering, value), _ANSWER))
        source = trees.subquery(inner.rows.result(outputs), trees.PREVIOUS)
        query = trees.select(columns, source, group=[trees.column(name) for name, _ in keys])
        answers = trees.table(self._scope.define("answers", lambda: query), alias=self._alias)
        answer = _answer(item.gathering, value, trees.column(_ANSWER, self._alias))
        return self._scope.rows.join(answers, "left", on, answer=answer)["answer"]

    def _equal(self, name: str) -> Condition:
        return lambda tree: trees.binary(exp.EQ, trees.column(name, self._alias), tree)

    def _same(self, name: str) -> Condition:
        return lambda tree: trees.same(trees.column(name, self._alias), tree)


def _as_it_is(tree: exp.Expr) -> exp.Expr:
    return tree


def _gathered(gathering: Gathering, value: Value | None) -> exp.Expr:
    """The answer of a group, over the column that holds the value."""
    column = exp.Star() if value is None else trees.column(_ANSWER)
    match gathering:
        case Gathering.COUNT:
            return exp.Count(this=column)
        case Gathering.EARLIEST:
            return exp.Min(this=column)
        case Gathering.LATEST:
            return exp.Max(this=column)
        case Gathering.SUM:
            total = exp.Sum(this=column)
            return trees.bigint(total) if value is not None and (value.range * _ROWS).narrow else total


def _answer(gathering: Gathering, value: Value | None, column: exp.Expr) -> Value:
    """The answer beside the row outside, where there may be no group."""
    if gathering is Gathering.COUNT or value is None:
        return Value(trees.coalesce(column, trees.integer(0)), bounds=_MOST)
    if gathering is Gathering.SUM:
        total = trees.coalesce(column, trees.integer(0))
        return Value(total, bounds=value.range * _ROWS, denominator=value.denominator)
    return Value(column, nullable=True, bounds=value.bounds, denominator=value.denominator)
