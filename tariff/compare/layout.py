"""One side of a pair as lines of a cell: number, heading and text where a Japanese or English text has them."""

import itertools
from collections.abc import Iterable, Iterator
from enum import Enum

from attrs import frozen

from tariff.compare.document import Part
from tariff.compare.pairs import Pair, Run, Words
from tariff.compare.style import Style
from tariff.compare.table import Line, Mark
from tariff.model.records import Titles

OUTER = frozenset({"document", "appendix", "supplement", "chapter", "section", "article"})
"""The kinds of parts that no number of an article stands before."""

# A chapter's heading stands in further than the articles below it, as in statutes; items stand in by their depth.
_INDENTS = {"chapter": 3, "section": 4}
_BLANKS = {"ja": "　", "en": "\N{EN SPACE}"}
_STEPS = frozenset({"item", "subitem", "row", "table"})


class Side(Enum):
    """One of the two texts."""

    OLD = "old"
    NEW = "new"

    @property
    def other(self) -> "Side":
        """The side across."""
        return Side.NEW if self is Side.OLD else Side.OLD

    def part(self, pair: Pair) -> Part | None:
        """The part of the pair that stands on this side."""
        return pair.old if self is Side.OLD else pair.new

    def present(self, pair: Pair) -> Part:
        """The part of the pair on this side, where it is known to stand."""
        part = self.part(pair)
        assert part is not None, "only a side that has the part is laid out"
        return part

    def words(self, run: Run) -> str:
        """The words of the run that stand on this side."""
        return run.old if self is Side.OLD else run.new


@frozen
class Frame:
    """Where a pair stands in the table.

    above: the pairs above it, from the outside in.
    """

    style: Style
    language: str
    above: tuple[Pair, ...] = ()

    def below(self, pair: Pair) -> "Frame":
        """The frame of the parts below `pair`, which stands in this one."""
        return Frame(self.style, self.language, (*self.above, pair))

    def indent(self, part: Part) -> int:
        """How far a part stands in, in characters."""
        steps = sum((item.new or item.old or part).key.kind in _STEPS for item in self.above)
        return _INDENTS.get(part.key.kind, steps + (part.key.kind in _STEPS))

    def word(self, titles: Titles) -> str:
        """A word of the style, in the language of the texts; ``""`` where the style has none."""
        return titles.of(self.language) if titles.ja else ""


def label(pair: Pair, side: Side, frame: Frame) -> tuple[Mark, ...]:
    """The number that stands before the part's text.

    In Japanese an article's number stands in place of that of its first paragraph (第78条の3　当社は…).
    """
    part = side.present(pair)
    above = frame.above[-1] if frame.above else None
    holder = side.part(above) if above is not None else None
    if above is not None and holder is not None and carrier(holder, frame) is part:
        return (Mark(holder.label, _renamed(above, frame.above[:-1])),)
    return (Mark(part.label, _renamed(pair, frame.above)),) if part.label else ()


def _renamed(pair: Pair, above: tuple[Pair, ...]) -> bool:
    """Whether the part had no number, another number, or the same one elsewhere."""
    came = bool(above) and above[-1].old is not None and pair.at_old[:-1] != above[-1].at_old
    return pair.old is None or pair.new is None or pair.renumbered or came


def carrier(part: Part, frame: Frame) -> Part | None:
    """The paragraph before whose text the number of this article stands, None where it stands before its own."""
    return opening(part) if frame.language == "ja" else None


def opening(part: Part) -> Part | None:
    """The paragraph with which an article begins that has no text of its own."""
    first = part.children[0] if part.children else None
    if part.key.kind != "article" or part.text or part.deleted or first is None:
        return None
    return first if first.key.kind == "para" and first.key.number in ("", "1") else None


def lines(pair: Pair, side: Side, frame: Frame, *, brief: bool = False) -> Iterator[Line]:
    """The part on one side, without those below it: in full, or its number and heading with （略） for its text."""
    part = side.present(pair)
    yield from _title(pair, side, frame)
    kind, indent = part.key.kind, frame.indent(part)
    paragraphs = [marks for marks in _paragraphs(pair, side, frame) if marks]
    if part.deleted:
        paragraphs = [(Mark(frame.word(frame.style.emptied), changed=not _deleted(pair)),)]
    elif (paragraphs and brief) or part.omitted:
        paragraphs = [(omitted(frame),)]
    head = _head(pair, side, frame)
    if head and _heads_alone(part, frame):
        listed = kind == "article" and not (part.text or part.children)  # in a table of contents
        yield Line("heading" if kind in OUTER and not listed else kind, indent, _joined(head))
    elif head and paragraphs:
        paragraphs[0] = spaced(head, paragraphs[0], frame)
    elif head:
        paragraphs.insert(0, head)
    yield from (Line(kind, indent, _joined(marks)) for marks in paragraphs)


def _deleted(pair: Pair) -> bool:
    return pair.old is not None and pair.new is not None and pair.old.deleted and pair.new.deleted


def omitted(frame: Frame) -> Mark:
    """What stands for text that is left out."""
    return Mark(frame.word(frame.style.omitted), own=True)


def _title(pair: Pair, side: Side, frame: Frame) -> Iterator[Line]:
    """The heading that stands above an article or paragraph."""
    part = side.present(pair)
    if part.title and titled_above(part, frame):
        title = tuple(_marks(pair.title, part.title, pair, side, frame))
        yield Line("title", frame.indent(part) + 1, _joined(_bracketed(title, frame)))


def _bracketed(title: tuple[Mark, ...], frame: Frame) -> tuple[Mark, ...]:
    """A heading in the style's brackets, which are underlined if all of it is."""
    left, right = frame.style.brackets
    whole = all(mark.changed for mark in title)
    return (Mark(left, whole), *title, Mark(right, whole))


def titled_above(part: Part, frame: Frame) -> bool:
    """Whether the heading stands above the number, in brackets, and not beside it.

    So it does in Japanese articles and their paragraphs, but neither in a table of contents nor in appendices.
    """
    if frame.language != "ja":
        return False
    if part.key.kind == "article":
        return bool(part.text or part.children or part.deleted or part.omitted)
    kinds = [(above.new or above.old or part).key.kind for above in frame.above]
    return part.key.kind == "para" and bool({"article", "supplement"} & set(kinds))


def _heads_alone(part: Part, frame: Frame) -> bool:
    """Whether the number stands in a line of its own: with a heading beside it."""
    return bool(part.title) and not titled_above(part, frame) and not part.omitted


def _head(pair: Pair, side: Side, frame: Frame) -> tuple[Mark, ...]:
    """The number, with the heading where that stands beside it; empty where a paragraph carries the number."""
    part = side.present(pair)
    number = () if carrier(part, frame) is not None else label(pair, side, frame)
    if not part.title or titled_above(part, frame) or part.key.kind == "document":
        return number
    title = tuple(_marks(pair.title, part.title, pair, side, frame))
    if part.key.kind == "supplement" and frame.language == "ja":
        return (*number, *_bracketed(title, frame))
    return spaced(number, title, frame) if number else title


def spaced(number: tuple[Mark, ...], text: tuple[Mark, ...], frame: Frame) -> tuple[Mark, ...]:
    """A number and what stands after it; an underline goes through from the one to the other."""
    return (*number, Mark(frame.word(frame.style.after_label), number[-1].changed and text[0].changed), *text)


def _joined(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The same marks, with neighbours that look alike made one."""
    alike = itertools.groupby(marks, key=lambda mark: (mark.changed, mark.own))
    return tuple(Mark("".join(mark.text for mark in group), *look) for look, group in alike)


def _paragraphs(pair: Pair, side: Side, frame: Frame) -> Iterator[tuple[Mark, ...]]:
    """The paragraphs of the part's own text."""
    part = side.present(pair)
    found: list[Mark] = []
    for mark in _marks(pair.text, "\n".join(part.text), pair, side, frame):
        first, *others = mark.text.split("\n")
        found.append(Mark(first, mark.changed, mark.own))
        for text in others:
            yield tuple(item for item in found if item.text)
            found = [Mark(text, mark.changed, mark.own)]
    yield tuple(item for item in found if item.text)


def _marks(words: Words, raw: str, pair: Pair, side: Side, frame: Frame) -> Iterator[Mark]:
    """The words of one side, those that differ marked; all of `raw` where the other side has no such part."""
    if side.other.part(pair) is None:
        yield Mark(raw, changed=True)
        return
    for run in words:
        text = side.words(run)
        gap = 0 if text or run.same else min(len(side.other.words(run).strip()), frame.style.gap)
        if text:
            yield Mark(text, changed=not run.same)
        elif gap and (side is Side.NEW or frame.style.underline_old):
            yield Mark(_BLANKS[frame.language] * gap, changed=True, own=True)
