"""What two sequences have in common, in order."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from attrs import frozen


@frozen
class Match:
    """A place of one sequence beside a place of another, and how much speaks for it."""

    old: int
    new: int
    weight: float = 1


def heaviest(matches: Iterable[Match]) -> list[Match]:
    """The matches that together weigh most, of those that go together: in order on both sides, no place twice."""
    ordered = sorted(matches, key=lambda match: (match.old, -match.new))
    # A Fenwick tree over the places on the new side: the heaviest chain that ends there or before, by its last match.
    best: list[tuple[float, int]] = [(0, -1)] * (2 + max((match.new for match in ordered), default=0))
    before: list[int] = []

    def upto(place: int) -> tuple[float, int]:
        found: tuple[float, int] = (0, -1)
        while place > 0:
            if best[place][0] > found[0]:
                found = best[place]
            place -= place & -place
        return found

    for link, match in enumerate(ordered):
        weight, last = upto(match.new)
        before.append(last)
        place = match.new + 1
        while place < len(best):
            if weight + match.weight > best[place][0]:
                best[place] = (weight + match.weight, link)
            place += place & -place
    chain = []
    link = upto(len(best) - 1)[1]
    while link >= 0:
        chain.append(ordered[link])
        link = before[link]
    return chain[::-1]


def anchors(old: Sequence[Hashable], new: Sequence[Hashable], length: int) -> list[tuple[int, int, int]]:
    """Stretches of both that are alike, found by what stands once in each: where they begin, and how long they are.

    length: how many neighbours a stretch has at least. Stretches are in order and do not overlap.
    """
    here, there = _once(old, length), _once(new, length)
    found: list[tuple[int, int, int]] = []
    one_end, other_end = 0, 0
    for match in heaviest(Match(one, there[phrase]) for phrase, one in here.items() if phrase in there):
        one, other = match.old, match.new
        if one < one_end or other < other_end:
            continue
        while one > one_end and other > other_end and old[one - 1] == new[other - 1]:
            one, other = one - 1, other - 1
        begin = one
        while one < len(old) and other < len(new) and old[one] == new[other]:
            one, other = one + 1, other + 1
        found.append((begin, other - (one - begin), one - begin))
        one_end, other_end = one, other
    return found


def _once(items: Sequence[Hashable], length: int) -> dict[tuple[Hashable, ...], int]:
    phrases = [tuple(items[start : start + length]) for start in range(len(items) - length + 1)]
    counted = Counter(phrases)
    return {phrase: start for start, phrase in enumerate(phrases) if counted[phrase] == 1}
