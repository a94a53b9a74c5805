"""An amendment text as an amendment of a clause file: what sentences do, in the operations of the language.

Clauses cannot be read from a text, so those that compute what is changed are named in comments.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from attrs import define, field, frozen

from tariff.compare.amending.applying import Draft, phrases
from tariff.compare.amending.names import named
from tariff.compare.amending.operations import Add, Edit, Operation, Replace, Strike, Substitute, Within, edited
from tariff.compare.amending.phrases import Phrase
from tariff.compare.amending.places import found, part_at
from tariff.compare.amending.quoting import quoted, sentences
from tariff.compare.amending.reading import Said
from tariff.compare.amending.shifting import Shifts, shifts
from tariff.compare.document import Part
from tariff.diagnostics import Diagnostic, InputError
from tariff.syntax.formatter import format_text
from tariff.versions.provisions import PARTS, Path, Provision, Step, text_lines, unquote

_LANGUAGE = "ja"
_COMMENT = 100  # signs on a line of a comment
_STILL = "# Made of an amendment text: what clauses compute, and text in other languages, is still to be written."


@frozen
class Heading:
    """What the sentences do not say about an amendment."""

    name: str
    terms: str
    in_force: date
    issued: date | None = None


def coded(heading: Heading, tree: Provision, root: Part, said: Sequence[Said]) -> str:
    """The amendment as a unit of a clause file; `tree` are the provisions amended, and `root` their Japanese text.

    InputError where a sentence does not fit, or does what no operation of the language can.
    """
    draft, spoken = Draft(root), _Spoken()
    for item in said:
        spoken.note(draft.root, item.operation)
        draft.make(item.operation, item.span)
    if draft.findings:
        raise InputError(draft.findings)
    unit = _Unit(spoken, {item.identity: item for _, item in tree.walk()})
    lines = [*unit.head(heading, root, draft.root), *unit.below(root, draft.root, ())]
    lines += unit.own(root, draft.root)
    if unit.findings:
        raise InputError(unit.findings)
    return format_text(heading.name, "\n".join([_STILL, *lines, ""]))


@define
class _Spoken:
    """What the sentences say of parts by their identities: phrases in their order, and which are said anew."""

    phrases: dict[str, list[Phrase]] = field(factory=dict)
    anew: set[str] = field(factory=set)

    def note(self, root: Part, operation: Operation) -> None:
        """Note an operation that is about to be made on the document `root`."""
        places = found(root, operation.at) if isinstance(operation, Edit | Substitute) else []
        part = part_at(root, places[0]) if len(places) == 1 else None
        if part and isinstance(operation, Substitute):
            self.anew.add(part.identity)
        elif part and isinstance(operation, Replace | Add | Strike):
            self._note_words(part, operation)

    def _note_words(self, part: Part, edit: Edit) -> None:
        old, new = edited(edit)
        for place, index, start, end in phrases(part, old, edit.within) if edit.within is not Within.HEADING else ():
            holder = part_at(part, place)
            if holder and holder.identity:
                standing = holder.text[index][start:end]
                added = standing + edit.words if isinstance(edit, Add) else new
                self.phrases.setdefault(holder.identity, []).append((standing, added))


@define
class _Unit:
    """The lines of the unit, and what cannot be said in them."""

    spoken: _Spoken
    provisions: dict[str, Provision]
    findings: list[Diagnostic] = field(factory=list)

    def head(self, heading: Heading, old: Part, new: Part) -> Iterator[str]:
        """The first line and the sentences below it that say what the amendment is."""
        day = heading.in_force
        title = (
            next((part.title for part in _supplements(old, new)), "") or f"{day.year}年{day.month}月{day.day}日の改正"
        )
        yield f'amendment {heading.name} {self._quoted(title)} / "Amendment of {day}"'
        yield f"  amends {heading.terms}"
        if heading.issued:
            yield f"  issued {heading.issued}"
        yield f"  in force from {day}"

    def own(self, old: Part, new: Part) -> Iterator[str]:
        """The amendment's own supplementary provisions."""
        for part in _supplements(old, new):
            if part.text or part.children:
                yield from self._block(part, 1)

    def below(self, old: Part, new: Part, path: Path) -> Iterator[str]:
        """What changes below a part that stands at `path` when all above it is done."""
        inserted = [part for part in new.children if not part.identity and self._is_part(part, path)]
        numbers = {part.identity: _step(part) for part in old.children}
        goals = {part.identity: _step(part) for part in new.children if part.identity}
        yield from self._shifted(shifts(numbers, goals, [_step(part) for part in inserted]), inserted, path)
        before = {part.identity: part for part in old.children}
        for part in new.children:
            if part.identity:
                yield from self._part(before[part.identity], part, (*path, _step(part)))

    def _shifted(self, found: Shifts | None, inserted: Sequence[Part], path: Path) -> Iterator[str]:
        if found is None:
            self._fault(path, "provisions that change places have no operation of the language")
            return
        for step in found.struck:
            yield f"  strike {_ref((*path, step))} and close up"
        for move in found.moved:
            last = f" to {move.last}" if move.last else ""
            yield f"  renumber {_ref((*path, Step(move.part, move.old)))}{last} as {move.new}"
        for part in sorted(inserted, key=lambda item: _sorted(_step(item))):
            rest = " and renumber the rest" if _step(part) in found.pushing else ""
            yield f"  insert {_ref((*path, _step(part)))}{self._title(part.title)}{rest}"
            yield from self._block(part, 2)

    def _part(self, old: Part, new: Part, path: Path) -> Iterator[str]:
        """What changes in a part that stands on both sides, and below it."""
        if new.deleted and not old.deleted:
            yield f"  delete {_ref(path)} leaving {quoted('削除')}"
            return
        # Words said anew, and nothing below them: they are changed phrase by phrase, so that the clauses stay.
        words_only = old.text and new.text and not (old.children or new.children)
        if new.identity in self.spoken.anew and not words_only:
            title = f" {self._titles(old, new)}" if old.title != new.title else ""
            yield f"  substitute {_ref(path)}{title}"
            yield from self._clauses(new.identity, "These are gone with the old text, and are to be written anew:")
            yield from self._block(new, 2)
            return
        if old.title != new.title:
            yield f"  retitle {_ref(path)} {self._titles(old, new)}"
        if old.text != new.text:
            yield from self._words(old, new, path)
        yield from self.below(old, new, path)

    def _titles(self, old: Part, new: Part) -> str:
        """The new heading, with the label where that is part of it, and the old one in English."""
        titles = self.provisions[new.identity].titles
        title = titles.ja.replace(old.title, new.title) if old.title and old.title in titles.ja else new.title
        return self._quoted(title) + (f" / {self._quoted(titles.en)}" if titles.en and new.title else "")

    def _words(self, old: Part, new: Part, path: Path) -> Iterator[str]:
        lines = text_lines(self.provisions[new.identity])
        others = [line.text for line in lines if line.language != _LANGUAGE]
        try:
            found = sentences(old.text, new.text, self.spoken.phrases.get(new.identity, ()), others)
        except ValueError as fault:
            self._fault(path, str(fault))
            return
        yield f"  in {_ref(path)}"
        yield from self._clauses(new.identity, "See whether these still compute what the text says:")
        yield from (f"    {sentence}" for sentence in found)

    def _clauses(self, identity: str, comment: str) -> Iterator[str]:
        """A comment with the clauses and definitions of a provision, on which its new words bear."""
        content = self.provisions[identity].content
        names = [unquote(node.text("NAME")) for node in content if node.kind in ("clause", "define")]
        yield from (f"    # {line}" for line in wrap(f"{comment} {', '.join(names)}", _COMMENT) if names)

    def _block(self, part: Part, depth: int) -> Iterator[str]:
        """The words of a new part, and the parts below it."""
        blank = "  " * depth
        yield from (f"{blank}{_LANGUAGE}| {paragraph}" for paragraph in part.text)
        for child in part.children:
            if self._is_part(child, (_step(part),)):
                yield f"{blank}{_step(child)}{self._title(child.title)}"
                yield from self._block(child, depth + 1)
        if not part.text and not part.children:
            yield f'{blank}assume "the amendment text has no words here"'

    def _is_part(self, part: Part, path: Path) -> bool:
        """Whether a new part can stand in a clause file; supplementary provisions are the amendment's own."""
        if _step(part).part not in PARTS:
            self._fault(path, f"{named((part.key,))} is no part of provisions in a clause file")
        return _step(part).part in PARTS and part.key.kind != "supplement"

    def _title(self, title: str) -> str:
        return f" {self._quoted(title)}" if title else ""

    def _quoted(self, text: str) -> str:
        try:
            return quoted(text)
        except ValueError as fault:
            self._fault((), str(fault))
            return quoted("")

    def _fault(self, path: Path, message: str) -> None:
        where = _ref(path) if path else "the amendment"
        mend = "write this change into the clause file by hand, and leave its sentence out here"
        self.findings.append(Diagnostic("E1306", f"in {where}, {message}", where=where, mend=mend))


def _supplements(old: Part, new: Part) -> list[Part]:
    """The supplementary provisions that the sentences add."""
    before = {part.identity for part in old.children}
    return [part for part in new.children if part.key.kind == "supplement" and part.identity not in before]


def _step(part: Part) -> Step:
    return Step("item" if part.key.kind == "subitem" else part.key.kind, part.key.number)


def _sorted(step: Step) -> tuple[int, tuple[int, ...]]:
    rank = PARTS.index(step.part) if step.part in PARTS else len(PARTS)
    return rank, tuple(int(number) for number in step.number.split("-") if number.isdecimal())


def _ref(path: Iterable[Step]) -> str:
    """A reference to a provision; one of an amendment's own names that last."""
    steps = list(path)
    own = steps[0].number if steps and steps[0].part == "supplement" else ""
    return " ".join(map(str, steps[1:] if own else steps)) + (f" of {own}" if own else "")
