"""In which order parts get their new numbers, so that none is given a number that another one still has."""

from collections.abc import Iterator, Sequence

from attrs import frozen

# So many parts that move in a row are said one by one; of more, all but the first as a range.
_ONE_BY_ONE = 3


@frozen
class Move:
    """The part `old` gets the number `new`; with `last`, all from `old` to `last` move by as much."""

    old: str
    new: str
    last: str = ""


def loops(moves: Sequence[tuple[str, str]]) -> set[str]:
    """Old numbers of parts that cannot move by turns because they change places: one of each ring of them."""
    goals, found, seen = dict(moves), set[str](), set[str]()
    for start in goals:
        path: list[str] = []
        number = start
        while number in goals and number not in seen:
            seen.add(number)
            path.append(number)
            number = goals[number]
        if number in path and goals[number] != number:
            found.add(number)
    return found


def ordered(moves: Sequence[tuple[str, str]], staying: set[str], *, ranges: bool) -> Iterator[Move]:
    """The moves of parts of one kind, old and new number each, in an order in which each new number is free.

    `staying` are the numbers of those that do not move. ranges: whether many may be said as one. Without `loops` there
    always is such an order.
    """
    waiting = list(_runs(moves)) if ranges else [[move] for move in moves]
    while waiting:
        taken = staying | {old for run in waiting for old, _ in run}
        ready = next((run for run in waiting if not _clashes(run, taken)), None)
        if ready is None:
            waiting = [[move] for run in waiting for move in run]
            continue
        waiting.remove(ready)
        staying = staying | {new for _, new in ready}
        yield from _said(ready)


def _clashes(run: Sequence[tuple[str, str]], taken: set[str]) -> bool:
    return bool({new for _, new in run} & (taken - {old for old, _ in run}))


def _runs(moves: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Moves of parts in a row, without branches, by as much each."""
    run: list[tuple[str, str]] = []
    for move in moves:
        if run and not (_whole(run[-1]) and _whole(move) and _next(run[-1], move)):
            yield run
            run = []
        run.append(move)
    if run:
        yield run


def _whole(move: tuple[str, str]) -> bool:
    return all(number.isdecimal() for number in move)


def _next(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return all(int(after) == int(before) + 1 for before, after in zip(one, other, strict=True))


def _said(run: Sequence[tuple[str, str]]) -> Iterator[Move]:
    """A run as it is said: from the end that it moves towards."""
    if len(run) > 1 and int(run[0][1]) > int(run[0][0]):
        run = run[::-1]
    single = run if len(run) <= _ONE_BY_ONE else run[:1]
    yield from (Move(*move) for move in single)
    if rest := run[len(single) :]:
        first, last = sorted((rest[0], rest[-1]), key=lambda move: int(move[0]))
        yield Move(*first, last=last[0])
