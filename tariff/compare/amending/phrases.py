"""The phrases that a sentence quotes: as short as tells them from all others in their part."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from tariff.compare.amending.operations import Add, Edit, Replace, Strike, Within
from tariff.compare.document import Place
from tariff.compare.pairs import Words
from tariff.compare.tokens import tokens

Phrase = tuple[str, str]
"""Words that stand somewhere, and those in their place."""


@frozen
class Hunk:
    """In a paragraph, from `start` to before `end`, stands `new` in place of what stood there."""

    start: int
    end: int
    new: str


def hunks(words: Words) -> tuple[tuple[Hunk, ...], ...] | None:
    """What changed in each paragraph of a text; None where paragraphs were joined, parted, added or dropped."""
    found: list[list[Hunk]] = [[]]
    at = 0
    for run in words:
        if not run.same and ("\n" in run.old or "\n" in run.new):
            return None
        if not run.same:
            found[-1].append(Hunk(at, at + len(run.old), run.new))
            at += len(run.old)
            continue
        *whole, last = run.old.split("\n")
        found.extend([] for _ in whole)
        at = len(last) if whole else at + len(last)
    return tuple(map(tuple, found))


def edits(
    at: Place, paragraph: str, changed: Sequence[Hunk], texts: Sequence[str], within: Within = Within.ALL
) -> tuple[Edit, ...] | None:
    """The changes of `paragraph` as phrases, each once in `texts` at its turn: those `within` the part at `at`.

    None where not even the whole paragraph is one that can be quoted.
    """
    bounds = _bounds(paragraph)
    spans = [_Span(hunk.start, hunk.end, (hunk,)) for hunk in changed]
    while True:
        spans = _merged(spans)
        unfit = _unfit(paragraph, spans, texts)
        if unfit is None:
            return tuple(edit_of(at, span.old(paragraph), span.new(paragraph), within) for span in spans)
        wider = _wider(spans[unfit], bounds)
        if wider is None:
            return None
        spans[unfit] = wider


def as_said(
    at: Place, paragraph: str, goal: str, said: Iterable[Phrase], texts: Sequence[str], within: Within
) -> tuple[Edit, ...] | None:
    """Those of the phrases `said` that make `goal` of `paragraph`, as `edits` gives them; None where they do not."""
    now, current, found = list(texts), paragraph, list[Edit]()
    for old, new in said:
        once = old in current and _count(texts, old) == _count(now, old) == 1
        if once and _closed(old) and _closed(new):
            now.remove(current)
            current = current.replace(old, new)
            now.append(current)
            found.append(edit_of(at, old, new, within))
    return tuple(found) if current == goal else None


def edit_of(at: Place, old: str, new: str, within: Within) -> Edit:
    """The edit that puts `new` in place of `old`, as it is said best."""
    if not new:
        return Strike(at, old, within)
    return Add(at, old, new[len(old) :], within) if new.startswith(old) else Replace(at, old, new, within)


def replaced(paragraph: str, changed: Sequence[Hunk]) -> str:
    """The paragraph with the changes made."""
    return _Span(0, len(paragraph), tuple(changed)).new(paragraph)


@frozen
class _Span:
    """A stretch of a paragraph that is quoted, and what changes in it; `turns` counts how often it was widened."""

    start: int
    end: int
    changed: tuple[Hunk, ...]
    turns: int = 0

    def old(self, paragraph: str) -> str:
        """Its words."""
        return paragraph[self.start : self.end]

    def new(self, paragraph: str) -> str:
        """The words in their place."""
        pieces, at = [], self.start
        for hunk in self.changed:
            pieces += [paragraph[at : hunk.start], hunk.new]
            at = hunk.end
        return "".join((*pieces, paragraph[at : self.end]))


def _bounds(paragraph: str) -> list[int]:
    bounds = [0]
    for token in tokens(paragraph):
        bounds.append(bounds[-1] + len(token.raw))
    return bounds if bounds[-1] == len(paragraph) else [0, len(paragraph)]


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Spans that overlap or touch, as one."""
    found: list[_Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            last = found.pop()
            turns, end = max(last.turns, span.turns), max(last.end, span.end)
            found.append(_Span(last.start, end, (*last.changed, *span.changed), turns))
        else:
            found.append(span)
    return found


def _unfit(paragraph: str, spans: Sequence[_Span], texts: Sequence[str]) -> int | None:
    """The first span whose words cannot be quoted, or do not stand once, at first or at their turn; None if all do."""
    now, current = list(texts), paragraph
    for index, span in enumerate(spans):
        old, new = span.old(paragraph), span.new(paragraph)
        if not old or not _closed(old) or not _closed(new) or _count(texts, old) != 1 or _count(now, old) != 1:
            return index
        now.remove(current)
        current = current.replace(old, new)
        now.append(current)
    return None


def _count(texts: Sequence[str], phrase: str) -> int:
    return sum(sum(1 for _ in _starts(text, phrase)) for text in texts)


def _starts(text: str, phrase: str) -> Iterator[int]:
    start = text.find(phrase)
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _closed(text: str) -> bool:
    """Whether each 「 in a phrase has its 」, so that it can be quoted."""
    depth = 0
    for sign in text:
        depth += (sign == "「") - (sign == "」")
        if depth < 0:
            return False
    return depth == 0


def _wider(span: _Span, bounds: Sequence[int]) -> _Span | None:
    """The span with a word more, of the left and the right in turn; None where it is all there is."""
    left = bounds[max(bisect_left(bounds, span.start) - 1, 0)]
    right = bounds[min(bisect_right(bounds, span.end), len(bounds) - 1)]
    if (left, right) == (span.start, span.end):
        return None
    if left < span.start and (span.turns % 2 == 0 or right == span.end):
        return _Span(left, span.end, span.changed, span.turns + 1)
    return _Span(span.start, right, span.changed, span.turns + 1)
