"""Two texts word for word: what stays, and what stands in place of what, in whole phrases."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from tariff.compare.normal import normal
from tariff.compare.pairs import Run, Words
from tariff.compare.sequences import anchors
from tariff.compare.tokens import tokens

# Words that stay between two changes, up to so many signs, are read as part of one change; and up to so many where the
# changes on both sides are no shorter than they are.
_ISLAND = 4
_ISTHMUS = 16

# With these an added phrase begins; after these one begins that ends with one of them.
_JOINS = ("、", "及び", "並びに", "又は", "若しくは")
_ENDS = ("。", "、", "」", ")")

# Texts that share less than this of their words were not reworded but replaced.
_ALIKE = 0.3

# Above so many pairs of tokens only phrases of so many tokens that stand once in both are taken to be the same.
_MOST_PAIRS = 1_000_000
_PHRASE = 4


@frozen
class _Block:
    """A stretch of old tokens and the new ones beside it."""

    same: bool
    old: range
    new: range


def words(old: str, new: str) -> Words:
    """Both texts in runs, each raw as it stands; equal in normal writing, they are one run that is the same."""
    if not old and not new:
        return ()
    if old == new or normal(old) == normal(new):
        return (Run(old, new, same=True),)
    before, after = tokens(old), tokens(new)
    blocks = _blocks([token.norm for token in before], [token.norm for token in after])
    if not any(block.same for block in blocks):
        return (Run(old, new, same=False),)
    runs = (
        Run(
            "".join(before[place].raw for place in block.old),
            "".join(after[place].raw for place in block.new),
            block.same,
        )
        for block in blocks
    )
    return tuple(_blanks_out(runs))


def wording(old: Iterable[str], new: Iterable[str]) -> Words:
    """`words` of paragraphs, each of which ends with a line break."""
    return words(*("".join(f"{paragraph}\n" for paragraph in side) for side in (old, new)))


def _blocks(old: list[str], new: list[str]) -> list[_Block]:
    """What stays and what changes, in turn; the same whichever side is the old one."""
    if new < old:
        return [_Block(block.same, block.new, block.old) for block in _blocks(new, old)]
    shared = sum(len(word) * times for word, times in (Counter(old) & Counter(new)).items())
    if 2 * shared < _ALIKE * (sum(map(len, old)) + sum(map(len, new))):
        return [_Block(False, range(len(old)), range(len(new)))]
    blocks = _phrases(_in_turn(_matched(old, new), len(old), len(new)), old, new)
    return [block for block in _settled(blocks, old, new) if block.old or block.new]


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int]]:
    """The stretches that stay: where they begin on both sides, and how many tokens they are."""
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    most = shorter - head
    tail = next((place for place in range(most) if old[-1 - place] != new[-1 - place]), most)
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    few = len(one) * len(other) <= _MOST_PAIRS
    within = _longest(one, other) if few else anchors(one, other, _PHRASE)
    yield 0, 0, head
    yield from ((head + here, head + there, length) for here, there, length in within)
    yield len(old) - tail, len(new) - tail, tail


def _longest(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _in_turn(matched: Iterable[tuple[int, int, int]], old: int, new: int) -> Iterator[_Block]:
    here, there = 0, 0
    for one, other, length in (*matched, (old, new, 0)):
        if one > here or other > there:
            yield _Block(False, range(here, one), range(there, other))
        if length:
            yield _Block(True, range(one, one + length), range(other, other + length))
        here, there = one + length, other + length


def _phrases(blocks: Iterable[_Block], old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """The same blocks with little islands between two changes made part of one change."""
    found: list[_Block] = []
    for block in blocks:
        found.append(block)
        # A change has come after an island, or has grown over one; it may now outweigh the island before it.
        while len(found) >= 3 and not found[-1].same and found[-2].same and not found[-3].same:
            before, island, after = found[-3:]
            length = sum(len(old[place]) for place in island.old)
            if length > _ISLAND and length > min(_ISTHMUS, _size(before, old, new), _size(after, old, new)):
                break
            found[-3:] = [
                _Block(False, range(before.old.start, after.old.stop), range(before.new.start, after.new.stop))
            ]
    return found


def _settled(blocks: list[_Block], old: Sequence[str], new: Sequence[str]) -> list[_Block]:
    """The same blocks, but what was only put in or taken out is the phrase that reads best of those it may be.

    「A、B」 of 「A」 is 「、B」 put in, and never half a bracket or the end of one word with the beginning of another.
    """
    found = list(blocks)
    for place in range(1, len(found) - 1):
        before, change, after = found[place - 1 : place + 2]
        if not change.same and (not change.old or not change.new):
            found[place - 1 : place + 2] = _slid(before, change, after, new if change.new else old)
    return found


def _slid(before: _Block, change: _Block, after: _Block, words: Sequence[str]) -> tuple[_Block, _Block, _Block]:
    here = change.new or change.old
    # What stays beside it stays there, be it one word.
    back, forth = 0, 0
    while back < len(before.old) - 1 and words[here.start - 1 - back] == words[here.stop - 1 - back]:
        back += 1
    while forth < len(after.old) - 1 and words[here.start + forth] == words[here.stop + forth]:
        forth += 1
    by = max(range(-back, forth + 1), key=lambda by: (_reads(words, here.start + by, here.stop + by), by))
    return (
        _Block(True, _stretched(before.old, 0, by), _stretched(before.new, 0, by)),
        _Block(False, _stretched(change.old, by, by), _stretched(change.new, by, by)),
        _Block(True, _stretched(after.old, by, 0), _stretched(after.new, by, 0)),
    )


def _stretched(places: range, start: int, stop: int) -> range:
    return range(places.start + start, places.stop + stop)


def _reads(words: Sequence[str], start: int, stop: int) -> int:
    """How well a stretch of words reads as a phrase that is put in or taken out."""
    if words[start] in _JOINS:
        return 2
    return int(words[stop - 1] in _ENDS and (start == 0 or words[start - 1] in _ENDS))


def _size(block: _Block, old: Sequence[str], new: Sequence[str]) -> int:
    return max(sum(len(old[place]) for place in block.old), sum(len(new[place]) for place in block.new))


def _blanks_out(runs: Iterable[Run]) -> Iterator[Run]:
    """The same runs, but for blanks with which both sides of a change end: they are the following run's."""
    carried = ""
    for run in runs:
        old, new = carried + run.old, carried + run.new
        carried = ""
        if not run.same:
            ends = [side[len(side.rstrip()) :] for side in (old, new) if side]
            if len(set(ends)) == 1 and ends[0] and len(ends) == 2 and old.strip() and new.strip():
                carried = ends[0]
                old, new = old.removesuffix(carried), new.removesuffix(carried)
        yield Run(old, new, run.same)
    if carried:
        yield Run(carried, carried, same=True)
