"""Calendars of closed days, from the sentences of a pack and the public holidays of a country."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from tariff.diagnostics import Diagnostic
from tariff.model.calendar import MAX_DAY, MIN_DAY
from tariff.model.terms import Calendar
from tariff.syntax.nodes import Node
from tariff.versions.consolidate import Consolidation
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, fail

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEARS = range(date.fromordinal(MIN_DAY).year, date.fromordinal(MAX_DAY).year + 1)


def calendars(line: Consolidation) -> tuple[tuple[Calendar, ...], list[Diagnostic]]:
    """The calendars of a line of editions, in which a day is closed where the edition of the day says so; the faults.

    A calendar with a fault stays known, and is never closed.
    """
    found: dict[str, set[int]] = {}
    closed: dict[Node, frozenset[int]] = {}
    findings: list[Diagnostic] = []
    for edition, days in line.spans():
        for node in (node for _, item in edition.tree.walk() for node in item.content if node.kind == "calendar"):
            if node not in closed:
                try:
                    closed[node] = _closed(node)
                except Fault as fault:
                    findings.extend(fault.findings)
                    closed[node] = frozenset()
            found.setdefault(unquote(node.text("NAME")), set()).update(day for day in closed[node] if day in days)
    return tuple(Calendar(name, frozenset(items)) for name, items in found.items()), findings


@lru_cache(maxsize=16)  # every pack that uses a calendar asks for its days, once for each of its editions
def _closed(node: Node) -> frozenset[int]:
    return frozenset(day for item in node.nodes() for day in _days(item))


def _days(item: Node) -> Iterator[int]:
    if item.kind == "closed_weekdays":
        wanted = {_WEEKDAYS.index(word.text) for word in item.words("WEEKDAY")}
        yield from (day for day in range(MIN_DAY, MAX_DAY + 1) if (day - 1) % 7 in wanted)
    elif item.kind == "closed_holidays":
        yield from _holidays(item)
    elif item.kind == "closed_range":
        yield from _yearly(item)


def _holidays(node: Node) -> Iterator[int]:
    import holidays  # slow to import, and only packs with holidays need it

    try:
        found = holidays.country_holidays(node.text("COUNTRY"), years=_YEARS)
    except NotImplementedError:
        fail(
            "E0214",
            f"no holidays of {node.text('COUNTRY')} are known",
            node.span,
            "name a country by its two letters, such as JP",
        )
    return iter([day.toordinal() for day in found])


def _yearly(node: Node) -> Iterator[int]:
    first, last = (tuple(int(part) for part in word.text.split("-")) for word in node.words("MONTH_DAY"))
    for day in range(MIN_DAY, MAX_DAY + 1):
        value = date.fromordinal(day)
        here = (value.month, value.day)
        if first <= here <= last if first <= last else here >= first or here <= last:
            yield day
