"""What drives a clause or ruling, before and after."""

from collections.abc import Iterable
from typing import TypeVar

from tariff.compare.meaning.change import Aspect
from tariff.compare.meaning.form import bare
from tariff.compare.meaning.found import Found
from tariff.compare.meaning.mapped import mapped, over_another
from tariff.model.clause import Every, Once
from tariff.model.expr import Expr, Field
from tariff.model.walk import walk

Driver = Once | Every
Drivers = tuple[Driver, ...]
T = TypeVar("T")


def over_new_rows(item: T, old: Drivers, new: Drivers, read: Iterable[Expr]) -> T:
    """What is said of the rows of a clause, over the rows that it is about now, as far as fields of these are `read`.

    The same where the clause is about several records, or as before.
    """
    before, after = ({driver.record for driver in drivers} for drivers in (old, new))
    if before == after or not len(before) == len(after) == 1:
        return item
    record = after.pop()
    names = {node.name for expr in read for node in walk(expr) if isinstance(node, Field) and node.record == record}
    return mapped(item, over_another(before.pop(), record, names))


def drivers(found: Found, old: Drivers, new: Drivers) -> None:
    """The changes in what drives a clause: when its lines are made, and for which rows."""
    if len(old) == len(new) == 1 and old[0].record != new[0].record:
        found.note(Aspect.RECORD, old[0], new[0])
        return
    gone = [item for item in old if not any(bare(item) == bare(other) for other in new)]
    come = [item for item in new if not any(bare(item) == bare(other) for other in old)]
    for item in list(gone):
        other = next((other for other in come if other.record == item.record), None)
        if other is not None:
            gone.remove(item)
            come.remove(other)
            _driver(found, item, other)
    for item in gone:
        found.note(Aspect.ALTERNATIVE, item, None)
    for item in come:
        found.note(Aspect.ALTERNATIVE, None, item)
    if not found.changes and bare(old) != bare(new):
        found.note(Aspect.ORDER, None, None)


def _driver(found: Found, old: Driver, new: Driver) -> None:
    match old, new:
        case Once(), Once():
            found.values(Aspect.ON, old.on, new.on)
            on_the_fact = (bare(old.on), bare(new.on)) == (bare(old.governed), bare(new.governed))
            if not on_the_fact:
                found.values(Aspect.GOVERNED, old.governed, new.governed)
            found.conditions(Aspect.CONDITION, old.when, new.when)
        case Every(), Every():
            found.values(Aspect.FROM, old.first, new.first)
            found.values(Aspect.TO, old.last, new.last)
        case _:
            found.note(Aspect.RHYTHM, old, new)
