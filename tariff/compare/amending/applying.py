"""Operations made on a document, each on what the last one left; of what no longer fits, what stands there instead."""

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, field, mutable

from tariff.compare.amending.names import named
from tariff.compare.amending.operations import (
    Add,
    Delete,
    Edit,
    Insert,
    Operation,
    Renumber,
    Replace,
    Retitle,
    Rewrite,
    Strike,
    Substitute,
    Within,
    edited,
    scope,
)
from tariff.compare.amending.places import found, part_at, standing, with_part
from tariff.compare.amending.signs import number_of, relabelled
from tariff.compare.document import Document, Key, Part, Place
from tariff.compare.normal import located
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.diagnostics.nearest import did_you_mean

_SHOWN = 120


@mutable
class Draft:
    """A document while it is amended; an operation that does not fit changes nothing and leaves a finding."""

    root: Part
    findings: list[Diagnostic] = field(factory=list)
    span: Span | None = None

    def make(self, operation: Operation, span: Span | None = None) -> bool:
        """Make an operation, said at `span`; whether it fits."""
        faults, self.span = len(self.findings), span
        match operation:
            case Replace() | Add() | Strike():
                self._edit(operation)
            case Insert():
                self._insert(operation)
            case Renumber():
                self._renumber(operation)
            case Delete(at=at):
                self._delete(at)
            case Rewrite(at=at, text=text):
                self._change(at, lambda part: evolve(part, text=text, deleted=False, omitted=False, last=""))
            case Retitle(at=at, title=title):
                self._change(at, lambda part: evolve(part, title=title))
            case Substitute(at=at, part=new):
                self._change(at, lambda part: _in_place(part, new))
        return len(self.findings) == faults

    def fault(self, code: str, message: str, mend: str) -> None:
        """Record that an operation does not fit."""
        where = "" if self.span else "the amendment"
        self.findings.append(Diagnostic(code, message, self.span, where, mend))

    def at(self, said: Place) -> Place | None:
        """Where the part stands that a sentence names; None, and a finding, unless there is one."""
        places = found(self.root, said)
        if len(places) == 1:
            return places[0]
        if places:
            self.fault("E1303", f"{named(said)} may be {len(places)} provisions", "name the chapter, too")
            return None
        above = next((said[:end] for end in reversed(range(len(said))) if len(found(self.root, said[:end])) == 1), ())
        parent = part_at(self.root, found(self.root, above)[0])
        names = [named((child.key,)) for child in parent.children] if parent else []
        whole = named(above) or "the text"
        there = f"{whole} has {_list(names)}" if names else f"{whole} is not divided further: name it as a whole"
        self.fault("E1303", f"there is no {named(said)}", did_you_mean(named(said[len(above) :]), names, there))
        return None

    def _change(self, said: Place, change: Callable[[Part], Part]) -> None:
        place = self.at(said)
        part = part_at(self.root, place) if place is not None else None
        if place is not None and part is not None:
            self.root = with_part(self.root, place, change(part))

    def _delete(self, said: Place) -> None:
        place = self.at(said)
        parent = part_at(self.root, place[:-1]) if place else None
        if place and parent:
            gone = standing(parent, place[-1])[0]
            left = tuple(child for child in parent.children if child is not gone)
            self.root = with_part(self.root, place[:-1], evolve(parent, children=left))

    def _edit(self, edit: Edit) -> None:
        place = self.at(edit.at)
        part = part_at(self.root, place) if place is not None else None
        if place is None or part is None:
            return
        old, new = edited(edit)
        hits = list(phrases(part, old, edit.within))
        if len(hits) == 1:
            inner, index, start, end = hits[0]
            holder = part_at(part, inner)
            assert holder is not None
            texts = [holder.title] if edit.within is Within.HEADING else list(holder.text)
            whole = texts[index]
            texts[index] = whole[:start] + _new(edit, whole[start:end], new) + whole[end:]
            if edit.within is Within.HEADING:
                changed = evolve(holder, title=texts[0])
            else:
                changed = evolve(holder, text=tuple(filter(None, texts)))
            self.root = with_part(self.root, (*place, *inner), changed)
            return
        what = f"stands {len(hits)} times" if hits else "does not stand"
        words = " / ".join(text for _, texts in _texts(part, edit.within) for text in texts) or "no text"
        now = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        mend = f"there stands now: {now}" if not hits else f"quote more of the words around it; there stands now: {now}"
        self.fault("E1304", f"「{old}」 {what} in {scope(named(edit.at), edit.within)}", mend)

    def _insert(self, insert: Insert) -> None:
        beside = insert.after or insert.before
        place = self.at((*insert.parent, beside) if beside else insert.parent)
        if place is None:
            return
        at = place[:-1] if beside else place
        parent = part_at(self.root, at)
        assert parent is not None
        taken = {child.key for child in parent.children} & {part.key for part in insert.parts}
        if taken:
            self._taken(insert.parent, min(taken, key=lambda key: key.number))
            return
        index = len(parent.children)
        if beside:
            mark = standing(parent, place[-1])[0]
            index = next(n for n, child in enumerate(parent.children) if child is mark) + bool(insert.after)
        children = (*parent.children[:index], *insert.parts, *parent.children[index:])
        self.root = with_part(self.root, at, evolve(parent, children=children))

    def _taken(self, parent: Place, key: Key) -> None:
        self.fault("E1305", f"{named((*parent, key))} stands already", "delete it or give it another number before")

    def _renumber(self, renumber: Renumber) -> None:
        place = self.at(renumber.at)
        parent = part_at(self.root, place[:-1]) if place is not None else None
        if place is None or parent is None:
            return
        moves = _moves(parent, place[-1], renumber)
        if not moves:
            last = named((*renumber.at[:-1], Key(place[-1].kind, renumber.last)))
            self.fault("E1303", f"there is no {last}", "name a range of numbers that stand in a row, without branches")
            return
        kind = place[-1].kind
        staying = {child.key.number for child in parent.children if child.key.kind == kind} - set(moves)
        if taken := sorted(staying & set(moves.values())):
            self._taken(renumber.at[:-1], Key(kind, taken[0]))
            return
        moving = [standing(parent, Key(kind, number))[0] for number in moves]
        children = tuple(
            _moved(child, moves) if any(child is part for part in moving) else child for child in parent.children
        )
        self.root = with_part(self.root, place[:-1], evolve(parent, children=children))


def _moves(parent: Part, key: Key, renumber: Renumber) -> dict[str, str]:
    """The new number for each old one; empty where the range does not stand there."""
    goal = number_of(standing(parent, key)[0], renumber.to)
    if not renumber.last:
        return {key.number: goal}
    there = {child.key.number for child in parent.children if child.key.kind == key.kind}
    numbers = (key.number, renumber.last, goal)
    if not all(number.isdecimal() for number in numbers) or not {key.number, renumber.last} <= there:
        return {}
    first, last, to = map(int, numbers)
    return {str(number): str(number - first + to) for number in range(first, last + 1) if str(number) in there}


def _moved(part: Part, moves: dict[str, str]) -> Part:
    """The part with its new number, before it, too; of what is left out with it the last one moves as far."""
    number, old = moves[part.key.number], part.key.number
    if part.key.kind == "para" and "1" in (number, old):
        label = "" if number == "1" else number  # no number stands before the first paragraph (項)
    else:
        label = relabelled(part, number)
    whole = part.last.isdecimal() and old.isdecimal() and number.isdecimal()
    last = str(int(part.last) + int(number) - int(old)) if whole else part.last
    return evolve(part, key=Key(part.key.kind, number), label=label, last=last)


def _in_place(part: Part, new: Part) -> Part:
    """A part said anew: it keeps what it is and its number, and its label where no other is said."""
    return evolve(new, key=part.key, label=new.label or part.label, identity=part.identity)


def _new(edit: Edit, standing: str, new: str) -> str:
    """What stands in place of the phrase found: words that are added come after it as it is written there."""
    return standing + edit.words if isinstance(edit, Add) else new


def _texts(part: Part, within: Within) -> list[tuple[Place, tuple[str, ...]]]:
    """The texts in which a phrase is looked for, by the places of those that hold them."""
    if within is Within.HEADING:
        return [((), (part.title,))]
    below = ((place, held.text) for place, held in part.walk()) if within is Within.ALL else ()
    return [((), part.text), *below]


def phrases(part: Part, phrase: str, within: Within) -> Iterator[tuple[Place, int, int, int]]:
    """Where a phrase stands in a part: the place below it, the paragraph there, from where to where in it.

    A phrase that stands nowhere as it is written is looked for without regard to width and blanks.
    """
    texts = _texts(part, within)
    exact = [
        (place, index, start, start + len(phrase))
        for place, paragraphs in texts
        for index, paragraph in enumerate(paragraphs)
        for start in _starts(paragraph, phrase)
    ]
    if exact:
        yield from exact
        return
    close, _ = located(phrase)
    for place, paragraphs in texts:
        for index, paragraph in enumerate(paragraphs):
            whole, begins = located(paragraph)
            for start in _starts(whole, close):
                yield place, index, begins[start], begins[start + len(close)]


def _starts(text: str, phrase: str) -> Iterator[int]:
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        yield start
        start = text.find(phrase, start + 1)


def _list(names: list[str]) -> str:
    shown = names if len(names) <= 8 else [*names[:4], "…", *names[-3:]]
    return ", ".join(shown)


def apply(document: Document, operations: Iterable[Operation], spans: Iterable[Span] = ()) -> Document:
    """The document after the operations, `spans` being where each is said.

    InputError with every operation that does not fit: which phrase or number, where, and what stands there now.
    """
    draft, places = Draft(document.root), iter(spans)
    for operation in operations:
        draft.make(operation, next(places, None))
    if draft.findings:
        raise InputError(draft.findings)
    return evolve(document, root=draft.root)
