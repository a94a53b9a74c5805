"""Numbers as the language moves them: what is struck closes up, and what is inserted may push the rest on."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from tariff.compare.amending.renumbering import loops, ordered
from tariff.versions.provisions import Step


@frozen
class Moved:
    """``renumber part old to last as new``; `last` is ``""`` where one provision alone moves."""

    part: str
    old: str
    new: str
    last: str


@frozen
class Shifts:
    """What is struck, then what is renumbered, and which insertions push the rest on."""

    struck: tuple[Step, ...]
    moved: tuple[Moved, ...]
    pushing: frozenset[Step]


def shifts(numbers: Mapping[str, Step], goals: Mapping[str, Step], inserted: Sequence[Step]) -> Shifts | None:
    """How siblings get from their numbers to their goals, both by identity, around what is inserted among them.

    None where some of them change places, which no order of operations does.
    """
    gone = sorted((step for key, step in numbers.items() if key not in goals), key=_order, reverse=True)
    standing = {key: step for key, step in numbers.items() if key in goals}
    for step in gone:
        standing = {key: _moved(other, step, -1) for key, other in standing.items()}
    pushed, pushing = standing, set[Step]()
    for step in sorted(inserted, key=_order):
        if step in pushed.values():
            pushed = {key: _moved(other, step, 1) for key, other in pushed.items()}
            pushing.add(step)
    if pushed == goals:
        return Shifts(tuple(gone), (), frozenset(pushing))
    moved: list[Moved] = []
    for part in dict.fromkeys(step.part for step in standing.values()):
        own = [(step.number, goals[key].number) for key, step in standing.items() if step.part == part]
        moves = [(old, new) for old, new in sorted(own, key=lambda move: _numbers(move[0])) if old != new]
        if loops(moves):
            return None
        still = {old for old, new in own if old == new}
        moved += (Moved(part, move.old, move.new, move.last) for move in ordered(moves, still, ranges=True))
    return Shifts(tuple(gone), tuple(moved), frozenset())


def _moved(step: Step, first: Step, by: int) -> Step:
    """Where a step comes to stand when all from `first` on move; numbers of another stem (78-3 beside 79) stay."""
    stem, _, least = first.number.rpartition("-")
    own, dash, number = step.number.rpartition("-")
    if step.part != first.part or own != stem or not (number.isdecimal() and least.isdecimal()):
        return step
    return Step(step.part, f"{own}{dash}{int(number) + by}") if int(number) >= int(least) else step


def _order(step: Step) -> tuple[str, tuple[int, ...]]:
    return step.part, _numbers(step.number)


def _numbers(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("-") if part.isdecimal())
