"""What has to be known of a contract, before and after: records, their fields, and what makes a row wrong."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tariff.compare.meaning.change import Aspect, Change, Weight
from tariff.compare.meaning.form import bare, same
from tariff.model.records import PARAMETER, Field, Never, NeverAtOnce, Record
from tariff.model.types import Type

_T = TypeVar("_T")
Rule = Never | NeverAtOnce


def fact_changes(old: tuple[Record, ...], new: tuple[Record, ...]) -> Iterator[Change]:
    """The changes in what is declared of the facts."""
    for name, before, after in _matched({item.name: item for item in old}, {item.name: item for item in new}):
        if before is None or after is None:
            yield Change(
                Aspect.FACTS, Weight.DUTY, old=name if before else None, new=name if after else None, subject=name
            )
        else:
            yield from _record(before, after)


def _record(old: Record, new: Record) -> Iterator[Change]:
    if old.cardinality is not new.cardinality:
        yield Change(Aspect.ROWS, Weight.DUTY, old=old.cardinality, new=new.cardinality, subject=new.name)
    if old.same != new.same:
        yield Change(Aspect.SHARED, Weight.DUTY, old=old.same, new=new.same, subject=new.name)
    fields = {item.name: item for item in old.fields}, {item.name: item for item in new.fields}
    for name, before, after in _matched(*fields):
        yield from _field(new.name, name, before, after)
    gone = [rule for rule in old.rules if not any(bare(rule) == bare(other) for other in new.rules)]
    come = [rule for rule in new.rules if not any(bare(rule) == bare(other) for other in old.rules)]
    for rule in gone:
        yield Change(Aspect.RULE, Weight.DUTY, old=rule, subject=new.name)
    for rule in come:
        yield Change(Aspect.RULE, Weight.DUTY, new=rule, subject=new.name)


def _field(record: str, name: str, old: Field | None, new: Field | None) -> Iterator[Change]:
    subject = f"{record}.{name}"
    if old is None or new is None:
        # What the provider sets is part of what is owed.
        weight = Weight.MONEY if record == PARAMETER else Weight.DUTY
        yield Change(Aspect.FIELD, weight, old=name if old else None, new=name if new else None, subject=subject)
        return
    if _kind(old.type) != _kind(new.type):
        yield Change(Aspect.FIELD_TYPE, Weight.DUTY, old=old.type, new=new.type, subject=subject)
    if not same(old.means, new.means):
        yield Change(Aspect.FIELD_MEANING, Weight.DUTY, old=old.means, new=new.means, subject=subject)


def _kind(kind: Type) -> tuple[object, ...]:
    return kind.kind, kind.optional, frozenset(kind.choices)


def _matched(old: Mapping[str, _T], new: Mapping[str, _T]) -> Iterator[tuple[str, _T | None, _T | None]]:
    for name in dict.fromkeys((*new, *old)):
        yield name, old.get(name), new.get(name)
