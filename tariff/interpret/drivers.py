"""Drivers over one row: the days on which a clause or ruling falls, and the version that governs each of them."""

from collections.abc import Iterator

from attrs import frozen

from tariff.interpret.dates import first_day, month_of
from tariff.interpret.expressions import Expressions
from tariff.interpret.governance import Governance, Stand
from tariff.interpret.scope import Fn, Scope
from tariff.model.clause import Every, Once


@frozen(eq=False)
class OnceDriver:
    """A compiled Once."""

    source: Once
    on: Fn
    governed: Fn
    when: Fn | None


@frozen(eq=False)
class EveryDriver:
    """A compiled Every."""

    source: Every
    first: Fn
    last: Fn | None


@frozen(eq=False)
class Drivers:
    """What drives a clause or ruling. once: the alternatives of each record, in order."""

    once: tuple[tuple[str, tuple[OnceDriver, ...]], ...]
    every: tuple[EveryDriver, ...]

    @property
    def records(self) -> frozenset[str]:
        """The records over whose rows it runs."""
        return frozenset([record for record, _ in self.once] + [every.source.record for every in self.every])

    def alternatives(self, record: str) -> tuple[OnceDriver, ...]:
        """The alternatives over a record; () where none runs over it."""
        return next((drivers for name, drivers in self.once if name == record), ())


def compile_drivers(drivers: tuple[Once | Every, ...], to: Expressions) -> Drivers:
    """The closures of a clause's or ruling's drivers."""
    alternatives: dict[str, list[OnceDriver]] = {}
    every: list[EveryDriver] = []
    for driver in drivers:
        if isinstance(driver, Once):
            once = OnceDriver(driver, to.compile(driver.on), to.compile(driver.governed), to.optional(driver.when))
            alternatives.setdefault(driver.record, []).append(once)
        else:
            every.append(EveryDriver(driver, to.compile(driver.first), to.optional(driver.last)))
    return Drivers(tuple((record, tuple(items)) for record, items in alternatives.items()), tuple(every))


def fall_once(drivers: tuple[OnceDriver, ...], record: str, governance: Governance, scope: Scope) -> Stand | None:
    """The version that governs the row in `scope`, whose date is then set; None where it has none."""
    chosen = alternative(drivers, scope)
    if chosen is None:
        return None
    _, day, governing = chosen
    scope.day, scope.month = day, month_of(day)
    return governance.stand(governing, governance.kept(record, scope, governing))


def fall_monthly(every: EveryDriver, through: int, governance: Governance, scope: Scope) -> Iterator[Stand]:
    """The version that governs each month of the row in `scope`, whose date is then set, up to the month `through`."""
    first = every.first(scope)
    last = every.last(scope) if every.last is not None else None
    if first is None:
        return
    last = through if last is None else min(last, through)
    if last < first:
        return
    kept = governance.kept(every.source.record, scope, max(first_day(last), governance.first_in_force))
    for month in range(first, last + 1):
        day = first_day(month)
        stand = governance.stand(max(day, governance.first_in_force), kept)
        if stand is not None:
            scope.day, scope.month = day, month
            yield stand


def alternative(drivers: tuple[OnceDriver, ...], scope: Scope) -> tuple[OnceDriver, int, int] | None:
    """The first alternative whose date and governing date are known and whose condition holds, with those two days."""
    for driver in drivers:
        day, governing = driver.on(scope), driver.governed(scope)
        if day is not None and governing is not None and (driver.when is None or driver.when(scope)):
            return driver, day, governing
    return None
