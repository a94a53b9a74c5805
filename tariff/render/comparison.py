"""Two results of one contract side by side: as it is, and with `--with`."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, TypeVar

from attrs import frozen

from tariff.model.results import Decision, Line
from tariff.render.data import decision_data, owed_data
from tariff.render.pins import print_data
from tariff.render.simulation import Simulation, simulation_data

K = TypeVar("K", bound=Hashable)


@frozen
class Pair:
    """One amount, before and after; 0 where there is none."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """What the change adds."""
        return self.after - self.before


@frozen
class Comparison:
    """What `--with` changes: each line by (month, clause, subject), each invoice's total by month, and what is owed.

    decided, redecided: the decisions that only the result as it is has, and those that only the changed one has.
    alike: how many both have.
    """

    lines: dict[tuple[str, str, str], Pair]
    totals: dict[str, Pair]
    owed: dict[str, Pair]
    decided: tuple[Decision, ...]
    redecided: tuple[Decision, ...]
    alike: int


def compare(now: Simulation, then: Simulation, meaning: Callable[[Decision], object] = lambda item: item) -> Comparison:
    """The amounts of both results beside each other, in order of month.

    meaning: what of a decision has to be the same for it to be the same one.
    """
    lines = _pairs(_amounts(now.lines), _amounts(then.lines))
    totals = _pairs(_totals(now), _totals(then))
    decided, redecided = ([meaning(item) for item in result.decisions] for result in (now, then))
    return Comparison(
        dict(sorted(lines.items(), key=lambda item: item[0][0])),
        dict(sorted(totals.items())),
        _pairs(owed_data(now.owed), owed_data(then.owed)),
        tuple(item for item in now.decisions if meaning(item) not in redecided),
        tuple(item for item in then.decisions if meaning(item) not in decided),
        sum(item in redecided for item in decided),
    )


def _amounts(lines: Iterable[Line]) -> dict[tuple[str, str, str], int]:
    return {(line.month, line.clause, line.subject or ""): line.amount for line in lines}


def _totals(result: Simulation) -> dict[str, int]:
    return {item.month: item.total for item in result.invoices}


def _pairs(before: Mapping[K, int], after: Mapping[K, int]) -> dict[K, Pair]:
    return {key: Pair(before.get(key, 0), after.get(key, 0)) for key in dict.fromkeys([*before, *after])}


def comparison_data(now: Simulation, then: Simulation) -> dict[str, Any]:
    """The changed result as `simulation_data` has it, and beside it the result as it is and the difference."""
    found = compare(now, then)
    lines = [
        {"month": month, "clause": clause, "subject": subject or None, **_plain(pair)}
        for (month, clause, subject), pair in found.lines.items()
        if pair.difference
    ]
    invoices = [{"month": month, **_plain(pair)} for month, pair in found.totals.items() if pair.difference]
    owed = {name: _plain(pair) for name, pair in found.owed.items()}
    decisions = {
        "as_it_is": [decision_data(item) for item in found.decided],
        "with": [decision_data(item) for item in found.redecided],
    }
    difference = {"lines": lines, "invoices": invoices, "decisions": decisions, "owed": owed}
    return simulation_data(then) | {"as_it_is": simulation_data(now), "difference": difference}


def _plain(pair: Pair) -> dict[str, int]:
    return {"as_it_is": pair.before, "with": pair.after, "difference": pair.difference}


def print_comparison(now: Simulation, then: Simulation, form: str) -> None:
    """Prints both results as a ``table``, as ``csv`` (a line of amounts each) or as ``json``."""
    if form == "json":
        print_data(comparison_data(now, then), then.packs)
    elif form == "csv":
        from tariff.render.listing import Column, Format, print_rows

        rows = [
            {"month": month, "clause": clause, "subject": subject or None, **_plain(pair)}
            for (month, clause, subject), pair in compare(now, then).lines.items()
        ]
        names = ("month", "clause", "subject", "as_it_is", "with", "difference")
        print_rows([Column(name) for name in names], rows, Format.CSV, then.packs)
    else:
        from tariff.render.comparison_table import comparison_table
        from tariff.render.console import show
        from tariff.render.decisions import changes_table
        from tariff.render.pins import pins
        from tariff.render.simulation_tables import heading

        show(heading(then))
        found = compare(now, then)
        show(comparison_table(found, then.terms))
        if found.alike or found.decided or found.redecided:
            show(changes_table(found, then.terms))
        show(pins(then.packs))
