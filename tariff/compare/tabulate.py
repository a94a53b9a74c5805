"""From a comparison of two documents to their old-and-new table."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve

from tariff.compare.changes import Kind, changes
from tariff.compare.document import Document, Part
from tariff.compare.layout import OUTER, Frame, Side, carrier, label, lines, omitted, opening, spaced, titled_above
from tariff.compare.pairs import Pair
from tariff.compare.style import Style
from tariff.compare.table import Cell, Line, Mark, Passage, Row, Table

# Between the first and the last number of parts that a text itself leaves out: 第81条～第89条.
_TO = re.compile(r"[～〜~―－‐-]|から")
_UNIT = re.compile(r"(?![〇一二三四五六七八九十百千])[一-龠]")

# What can be done to a part without a change of what is read in it.
_UNREAD = frozenset({Kind.RENUMBERED, Kind.LEFT_OUT})

Source = Callable[[Pair], tuple[str, ...]]
"""The amendments that changed a pair, by their titles."""

# What was done to pairs, and the places of parts among their siblings: both by the identity of the object.
_Kinds = Mapping[int, tuple[Kind, ...]]
_Order = Mapping[int, int]


def tabulate(
    old: Document,
    new: Document,
    pair: Pair,
    *,
    style: Style,
    language: str,
    by: Source = lambda _pair: (),
    meaning: Sequence[Passage] = (),
) -> Table:
    """The table of a comparison.

    pair: the roots of both documents, aligned.
    language: the language of both texts, ``ja`` or ``en``.
    by: the amendments that changed a pair; none where that is not known, as between plain texts.
    meaning: what the change means for the clauses.
    """
    rows = tuple(_Rows(_kinds(pair), by).of(pair, Frame(style, language)))
    return Table(old, new, language, style, rows, _amendment(rows), tuple(meaning))


def _amendment(rows: Sequence[Row]) -> str:
    """The one amendment that made all changes, or ``""``."""
    made = {row.by for row in rows if row.kinds}
    found = {title for by in made for title in by}
    return found.pop() if len(found) == len(made) == 1 else ""


def _kinds(root: Pair) -> _Kinds:
    """What was done to each pair, by the identity of its object."""
    found: dict[int, tuple[Kind, ...]] = {}
    for change in changes(root):
        found[id(change.pair)] = (*found.get(id(change.pair), ()), change.kind)
    return found


class _Rows:
    """Makes the rows of pairs."""

    def __init__(self, kinds: _Kinds, by: Source) -> None:
        self._kinds, self._by = kinds, by

    def of(self, pair: Pair, frame: Frame) -> Iterator[Row]:
        """The rows of a pair and of all below it."""
        only = _only_side(pair)
        replaced = {Kind.EMPTIED: Side.OLD, Kind.FILLED: Side.NEW}
        side = next((replaced[kind] for kind in self._of(pair) if kind in replaced), None)
        if only is not None:
            yield self._one_sided(pair, only, frame)
        elif side is not None:
            cells = {side: _whole(pair, side, frame), side.other: tuple(lines(pair, side.other, frame))}
            yield self._row(pair, cells)
        else:
            yield from self._head(pair, frame)
            yield from self._below(pair, frame.below(pair))

    def _of(self, pair: Pair) -> tuple[Kind, ...]:
        return self._kinds.get(id(pair), ())

    def _alike(self, pair: Pair) -> bool:
        """Whether the pair itself reads the same on both sides."""
        return pair.old is not None and pair.new is not None and _UNREAD.issuperset(self._of(pair))

    def _one_sided(self, pair: Pair, side: Side, frame: Frame) -> Row:
        whole = _whole(pair, side, frame)
        if Kind.LEFT_OUT in self._of(pair):
            return self._row(pair, {side: whole, side.other: ()})
        word = frame.word(frame.style.inserted if side is Side.NEW else frame.style.deleted)
        note = (Line("note", 0, (Mark(word, own=True),)),) if word else ()
        return self._row(pair, {side: whole, side.other: note})

    def _head(self, pair: Pair, frame: Frame) -> Iterator[Row]:
        """The pair's own lines: in full if they differ or the style wants them, else with （略） for the text."""
        brief = frame.style.abbreviate and not frame.style.lead and self._alike(pair)
        cells = {
            side: tuple(lines(pair, side, frame, brief=brief)) if side.part(pair) is not None else () for side in Side
        }
        if any(cells.values()) and not (brief and not frame.above):
            yield self._row(pair, cells)

    def _below(self, pair: Pair, frame: Frame) -> Iterator[Row]:
        """The rows of the pairs below, those that are the same left out in runs."""
        run: list[Pair] = []
        order = {side: _order(side.part(pair)) for side in Side}
        for child in pair.children:
            if not self._left_out(child, frame):
                yield from self._omitted(run, frame)
                run = []
                yield from self.of(child, frame)
                continue
            if run and not self._continues(run[-1], child, order, frame):
                yield from self._omitted(run, frame)
                run = []
            run.append(child)
        yield from self._omitted(run, frame)

    def _left_out(self, pair: Pair, frame: Frame) -> bool:
        """Whether only the number of a pair is printed, and （略）: it may differ, all else must not."""
        if not frame.style.abbreviate or not self._alike(pair):
            return False
        if frame.style.lead and all(_opens(pair, side, frame) for side in Side):
            return False
        if all(_heads(side.part(pair), side.part(frame.above[-1])) for side in Side):
            return False
        return not any(item.old is None or item.new is None or self._of(item) for item in _inner(pair))

    def _omitted(self, run: Sequence[Pair], frame: Frame) -> Iterator[Row]:
        """The row of a run of pairs that are the same: (略), on each side under its own numbers."""
        if run:
            yield self._row(run[0], {side: (_range(run, side, frame),) for side in Side})

    def _continues(self, last: Pair, child: Pair, order: Mapping[Side, _Order], frame: Frame) -> bool:
        """Whether a pair that is the same can be left out together with the one before it.

        Parts with a number stand in no range with those that have none or carry that of their article.
        """
        return self._of(last) == self._of(child) and all(
            not _carries(last, side, frame) and _follows(side.part(last), side.part(child), order[side])
            for side in Side
        )

    def _row(self, pair: Pair, cells: dict[Side, Cell]) -> Row:
        part = pair.new or pair.old
        assert part is not None, "a pair has a part"
        kinds = tuple(kind for kind in self._of(pair) if kind is not Kind.LEFT_OUT)
        if kinds != self._of(pair):
            cells = {side: _unmarked(cell) for side, cell in cells.items()}
        return Row(
            new=cells[Side.NEW],
            old=cells[Side.OLD],
            kinds=kinds,
            at_new=pair.at_new if pair.new is not None else None,
            at_old=pair.at_old if pair.old is not None else None,
            opens=part.key.kind in OUTER,
            by=self._by(pair) if kinds else (),
        )


def _inner(pair: Pair) -> Iterator[Pair]:
    """All pairs below one."""
    for child in pair.children:
        yield from child.walk()


def _only_side(pair: Pair) -> Side | None:
    """The side on which alone the pair and all below it stand."""
    side = Side.NEW if pair.old is None else Side.OLD if pair.new is None else None
    if side is None or any(side.other.part(item) is not None for item in pair.walk()):
        return None
    return side


def _opens(pair: Pair, side: Side, frame: Frame) -> bool:
    """Whether the part is the paragraph with which its article begins."""
    holder = side.part(frame.above[-1])
    return holder is not None and opening(holder) is side.part(pair)


def _heads(part: Part | None, holder: Part | None) -> bool:
    """Whether the part is the row with the headings of a table's columns, without which no row below can be read."""
    return (
        part is not None
        and holder is not None
        and part.key.kind == "row"
        and not part.label
        and holder.children[0] is part
    )


def _carries(pair: Pair, side: Side, frame: Frame) -> bool:
    """Whether the part is the paragraph that carries the number of its article."""
    holder = side.part(frame.above[-1])
    return holder is not None and carrier(holder, frame) is side.part(pair)


def _order(holder: Part | None) -> _Order:
    """The places of the parts directly below one, by the identity of their objects."""
    return {id(part): place for place, part in enumerate(holder.children if holder is not None else ())}


def _follows(before: Part | None, after: Part | None, order: _Order) -> bool:
    """Whether one part comes next after another and is numbered as it is: 別表1 is not next to 料金表."""
    if before is None or after is None or before.key.kind != after.key.kind:
        return False
    if bool(before.label) != bool(after.label) or _unit(before) != _unit(after):
        return False
    return order.get(id(after), -1) == order.get(id(before), -1) + 1


def _unit(part: Part) -> str:
    """What a label says beside the number: 第条 of 第81条～第89条."""
    return "".join(sorted(set(_UNIT.findall(part.label))))


def _whole(pair: Pair, side: Side, frame: Frame) -> Cell:
    """All of a part on one side, with what stands below it."""
    below = frame.below(pair)
    inner = (line for child in pair.children if side.part(child) is not None for line in _whole(child, side, below))
    return (*lines(pair, side, frame), *inner)


def _unmarked(cell: Cell) -> Cell:
    """A cell without underlines: what it shows is left out on one side, and has not changed."""
    return tuple(evolve(line, marks=tuple(evolve(mark, changed=False) for mark in line.marks)) for line in cell)


def _range(run: Sequence[Pair], side: Side, frame: Frame) -> Line:
    """The numbers of a run of parts, from the first to the last, and （略）."""
    first, last = side.present(run[0]), side.present(run[-1])
    marks = label(run[0], side, frame) or ((Mark(first.title),) if first.title else ())
    if len(run) == 1 and first.omitted and first.label and first.title and not titled_above(first, frame):
        marks = spaced(marks, (Mark(first.title),), frame)
    elif len(run) > 1 and marks:
        joint = frame.word(frame.style.joint if len(run) == 2 and not (first.last or last.last) else frame.style.span)
        begin, end = _TO.split(first.label)[0], _TO.split(last.label)[-1]
        marks = (Mark(begin + joint + end, marks[0].changed),)
    content = spaced(marks, (omitted(frame),), frame) if marks else (omitted(frame),)
    return Line(first.key.kind, frame.indent(first), content)
