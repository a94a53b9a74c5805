"""What drives a clause's lines: the rows of a record, dated and governed, for the months that are demanded."""

from collections.abc import Callable, Iterator

from attrs import evolve, frozen
from sqlglot import exp

from tariff.compile import primitives, trees
from tariff.compile.arrears import ArrearsScope
from tariff.compile.bounds import Bounds
from tariff.compile.demand import Demand
from tariff.compile.rationals import Value, choose, combined, number
from tariff.compile.scope import ContractScope, RowScope, Scope
from tariff.compile.settlement import LateScope
from tariff.compile.versions import Governing, governing_every, governing_once, same_day, through_branches
from tariff.compile.walk import expressions, repeated
from tariff.model.calendar import first_day, last_day
from tariff.model.clause import Basis, Clause, Every, Once
from tariff.model.expr import Expr
from tariff.model.records import ARREARS, LATE
from tariff.model.ruling import Ruling


@frozen(eq=False)
class Driven:
    """Rows with a line's month and date set in `scope`, and the date that governs each."""

    scope: RowScope
    record: str
    governing: Governing


# Makes the rows of a record for a clause or a ruling; the expressions are those worth a column of their own.
ScopeOf = Callable[[str, Clause | Ruling, frozenset[Expr]], RowScope]


def over_facts(contracts: ContractScope, demand: Demand) -> ScopeOf:
    """The rows of records as the facts have them, and of the derived records `late` and `arrears`."""

    def scope_of(record: str, item: Clause | Ruling, shared: frozenset[Expr]) -> RowScope:
        if isinstance(item, Clause) and record == LATE.name:
            return LateScope(contracts, item.basis or Basis(), shared)
        if record == ARREARS.name:
            return ArrearsScope(contracts, item.drivers, demand, shared)
        return RowScope(contracts, record, shared)

    return scope_of


def driven(item: Clause | Ruling, demand: Demand, scope_of: ScopeOf) -> Iterator[Driven]:
    """The rows of each record that drives a clause; Once drivers over one record are alternatives, and go together."""
    shared = repeated(expressions(item))
    alternatives: dict[str, list[Once]] = {}
    for driver in item.drivers:
        if isinstance(driver, Every):
            yield _every(scope_of(driver.record, item, shared), driver, demand)
        else:
            alternatives.setdefault(driver.record, []).append(driver)
    for record, drivers in alternatives.items():
        yield _once(scope_of(record, item, shared), record, drivers, demand)


def _every(scope: RowScope, driver: Every, demand: Demand) -> Driven:
    last = scope.value(driver.last) if driver.last is not None else None
    month = demand.every(scope, scope.value(driver.first), last)
    scope.line_month = month = scope.share(month, "month")
    scope.line_date = scope.share(primitives.first_day(month, scope.share), "date")
    governing = governing_every(scope, scope.plan.terms, month)
    return Driven(scope, driver.record, through_branches(scope, driver.record, governing))


def _once(scope: RowScope, record: str, drivers: list[Once], demand: Demand) -> Driven:
    if len(drivers) == 1:
        date = scope.share(scope.value(drivers[0].on), "date")
        month = demand.once(scope, date)
        governed = _known(scope, scope.share(scope.value(drivers[0].governed), "governed"))
        scope.holds(drivers[0].when)
    else:
        date, governed = _first_that_holds(scope, drivers)
        month = demand.once(scope, date)
    days = _within(primitives.days_of(date), demand.months)
    scope.line_date = evolve(date, nullable=False, bounds=days)
    scope.line_month = evolve(scope.share(month, "month"), nullable=False)
    dated = all(same_day(driver) for driver in drivers)
    governing = governing_once(scope, governed, dated=dated, months=demand.months)
    return Driven(scope, record, through_branches(scope, record, governing))


def _within(days: Bounds, months: Bounds) -> Bounds:
    return Bounds(max(days.low, first_day(months.low)), min(days.high, last_day(months.high)))


def _known(scope: Scope, value: Value) -> Value:
    if value.nullable:
        scope.rows.keep(combined((value,), trees.not_null(value.tree)))
    return evolve(value, nullable=False)


def _first_that_holds(scope: Scope, drivers: list[Once]) -> tuple[Value, Value]:
    """The date and the governing date of the first alternative whose dates are known and whose condition holds."""
    days = [tuple(scope.share(scope.value(item), "day") for item in (driver.on, driver.governed)) for driver in drivers]
    tests = []
    for driver, (on, governed) in zip(drivers, days, strict=True):
        conditions = [combined((item,), trees.not_null(item.tree)) for item in (on, governed) if item.nullable]
        if driver.when is not None:
            conditions.append(scope.condition(driver.when))
        true = [Value(exp.true())]
        tests.append(combined(tuple(conditions or true), trees.all_of([item.tree for item in conditions or true])))
    index = choose([(test, number(place)) for place, test in enumerate(tests, start=1)], number(0))
    picked = scope.share(index, "alternative")
    scope.rows.keep(combined((picked,), trees.binary(exp.GT, picked.tree, trees.integer(0))))
    chosen = []
    for side, hint in ((0, "date"), (1, "governed")):
        branches = [(_is(picked, place), pair[side]) for place, pair in enumerate(days, start=1)]
        value = choose(branches[:-1], branches[-1][1])
        chosen.append(evolve(scope.share(value, hint), nullable=False))
    return chosen[0], chosen[1]


def _is(picked: Value, place: int) -> Value:
    return combined((picked,), trees.binary(exp.EQ, picked.tree, trees.integer(place)))
