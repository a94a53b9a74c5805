"""Rulings as queries: what is decided for the rows that a version governs, from which day to which, and why."""

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen
from sqlglot import exp

from tariff.compile import rationals, trees
from tariff.compile.demand import Demand
from tariff.compile.drivers import Driven, ScopeOf
from tariff.compile.plan import Plan
from tariff.compile.rationals import Value, choose, combined
from tariff.compile.rows import KEY, Rows
from tariff.compile.scope import RowScope, definite
from tariff.compile.standing import guarded, nobody, row_id, standing, subject
from tariff.compile.versions import Group
from tariff.model.money import Rounding
from tariff.model.ruling import Ground, Ruling

TYPES = {
    "contract": "VARCHAR",
    "month": "BIGINT",
    "clause": "VARCHAR",
    "article": "VARCHAR",
    "version": "DATE",
    "subject": "VARCHAR",
    "from": "DATE",
    "to": "DATE",
    "outcome": "VARCHAR",
    "reasons": "VARCHAR[]",
    "amount": "BIGINT",
}
LANGUAGE = "ja"  # reasons are written in it, or as they are where a title is in another language alone


@frozen(eq=False)
class Decided:
    """A ruling's rows and what is decided of them. opposed: where a ground holds against it; None where none can."""

    scope: RowScope
    record: str
    columns: dict[str, Value]
    opposed: Value | None


def decided(group: Group[Ruling], demand: Demand, scope_of: ScopeOf) -> Iterator[Decided]:
    """What a ruling decides, by driver; drivers that no demanded month can reach are left out."""
    for item, version in standing(group, demand, scope_of):
        guarded(item.scope, group.clause.guard)
        yield _decided(group.clause, item, version)


def decisions(item: Decided) -> exp.Query:
    """The decisions, each of which stands."""
    return item.scope.rows.result([(name, item.columns[name]) for name in TYPES])


def unopposed(item: Decided) -> exp.Query:
    """Those of the decisions that no ground stands against."""
    if item.opposed is not None:
        item.scope.rows.keep(_not(item.opposed))
    return decisions(item)


def first_of_months(plan: Plan, items: Sequence[Decided]) -> exp.Query:
    """Of the decisions of one name the first of each contract's month; they are about nothing but the contract."""
    rows = [(name, Value(trees.column(name))) for name in (*TYPES, "id", "record")]
    queries = []
    for item in items:
        extra = [("id", row_id(item.scope, item.record)), ("record", Value(trees.text(item.record)))]
        queries.append(item.scope.rows.result([*((name, item.columns[name]) for name in TYPES), *extra]))
    united = trees.union_all(queries)
    result = Rows(lambda: united, plan.name)
    place = exp.Window(
        this=exp.RowNumber(),
        partition_by=[trees.column(KEY), trees.column("month")],
        order=exp.Order(expressions=[trees.ordered(name) for name in ("from", "id", "record", "version")]),
    )
    first = result.add(Value(place), "place")
    result.keep(combined((first,), trees.binary(exp.EQ, first.tree, trees.integer(1))))
    columns = {name: value for name, value in rows if name in TYPES}
    return result.result([*{**columns, "subject": nobody()}.items()])


def none() -> exp.Query:
    """No decisions."""
    columns = [trees.named(trees.cast(exp.null(), kind), name) for name, kind in TYPES.items()]
    query = exp.Select(expressions=columns)
    query.set("where", exp.Where(this=exp.false()))
    return query


def _decided(ruling: Ruling, item: Driven, version: Value) -> Decided:
    scope = item.scope
    assert scope.line_month is not None
    assert scope.line_date is not None
    against = [(ground, _whether(scope, ground)) for ground in ruling.grounds] if ruling.against is not None else []
    opposed = scope.share(_any([holds for _, holds in against]), "opposed") if against else None
    reasons = _remarks(scope, ruling, opposed)
    if opposed is not None:
        reasons = choose([(opposed, _listed(against))], reasons)
    columns = {
        KEY: scope.key,
        "month": scope.line_month,
        "clause": _text(ruling.name),
        "article": _text(ruling.article),
        "version": version,
        "subject": subject(scope, item.record),
        "from": scope.line_date,
        "to": _until(scope, ruling),
        "outcome": _outcome(ruling, opposed),
        "reasons": reasons,
        "amount": _amount(scope, ruling, opposed),
    }
    return Decided(scope, item.record, columns, opposed)


def _whether(scope: RowScope, ground: Ground) -> Value:
    return scope.share(definite(scope.condition(ground.when)), "ground")


def _remarks(scope: RowScope, ruling: Ruling, opposed: Value | None) -> Value:
    """The remarks that hold, or the first of them; rows that need one and have none are dropped, unless opposed."""
    remarks = [(ground, _whether(scope, ground)) for ground in ruling.remarks]
    if not ruling.first_remark:
        return _listed(remarks)
    scope.rows.keep(_any([*(holds for _, holds in remarks), *([] if opposed is None else [opposed])]))
    return choose([(holds, _list(ground)) for ground, holds in remarks], _list()) if remarks else _list()


def _listed(grounds: Sequence[tuple[Ground, Value]]) -> Value:
    """The labels of the grounds that hold, in order."""
    found = [choose([(holds, _list(ground))], _list()) for ground, holds in grounds if ground.label(LANGUAGE)]
    reasons = found[0] if found else _list()
    for more in found[1:]:
        reasons = combined((reasons, more), trees.call("LIST_CONCAT", reasons.tree, more.tree))
    return reasons


def _list(*grounds: Ground) -> Value:
    """The labels of grounds; a ground without any gives no reason."""
    return Value(trees.texts([label for ground in grounds if (label := ground.label(LANGUAGE))]))


def _outcome(ruling: Ruling, opposed: Value | None) -> Value:
    outcome = _text(ruling.outcome.value)
    if opposed is None or ruling.against is None:
        return outcome
    return choose([(opposed, _text(ruling.against.value))], outcome)


def _until(scope: RowScope, ruling: Ruling) -> Value:
    """The last day; rows for which it lies before the first are dropped."""
    if ruling.until is None:
        return Value(trees.cast(exp.null(), "DATE"), nullable=True)
    last = scope.share(scope.value(ruling.until), "until")
    assert scope.line_date is not None
    known = trees.binary(exp.GTE, last.tree, scope.line_date.tree)
    if last.nullable:
        known = trees.any_of([trees.is_null(last.tree), known])
    scope.rows.keep(combined((last, scope.line_date), known))
    return last


def _amount(scope: RowScope, ruling: Ruling, opposed: Value | None) -> Value:
    """What the decision is about, rounded down; NULL where a ground stands against it."""
    unknown = Value(trees.cast(exp.null(), "BIGINT"), nullable=True)
    if ruling.amount is None:
        return unknown
    exact = scope.value(ruling.amount)
    amount = rationals.narrowed(rationals.rounded(exact, Rounding.DOWN, 1, scope.share))
    return amount if opposed is None else choose([(_not(opposed), amount)], evolve(unknown, bounds=amount.bounds))


def _any(conditions: Sequence[Value]) -> Value:
    some = trees.any_of([item.tree for item in conditions]) if conditions else exp.false()
    return combined(tuple(conditions), some) if conditions else Value(some)


def _not(condition: Value) -> Value:
    return evolve(condition, node=trees.negation(condition.tree))


def _text(value: str) -> Value:
    return Value(trees.text(value))
