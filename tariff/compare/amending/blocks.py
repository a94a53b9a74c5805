"""The words of whole parts, as they stand below a sentence that inserts or substitutes them.

A part begins on a line of its own: label, heading in brackets, a blank, its first paragraph. Each level stands in by
one full-width blank. Further paragraphs hang: they stand in by four more than their part. The first paragraph (項) of
an article has no number and stands on the article's line, that of supplementary provisions on the next; words of an
article that are no paragraph hang. What a line would not say by itself stands before it in 〔〕: the number of a part
without a label, or a place that follows from the blanks alone.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import define, evolve, field

from tariff.compare.amending.names import name, steps
from tariff.compare.amending.signs import label_at
from tariff.compare.document import DELETED, KINDS, Key, Part
from tariff.compare.normal import normal

BLANK = "\u3000"
_OMITTED = "（略）"
_HANGING = 4
_IN_PARAGRAPHS = ("article", "supplement")
_FIRST = Key("para", "1")
_SAID = re.compile(r"〔(?P<name>[^〕\s]*)(?:\s(?P<label>[^〕]*))?〕")
_RANGE = re.compile(r"\s?[～〜~]\s?")


def block(parts: Sequence[Part], kind: str) -> Iterator[str]:
    """The lines of parts whose kind is known to be `kind` from the sentence above."""
    for part in parts:
        yield from _lines(part, 1, kind, alone=False)


def _lines(part: Part, depth: int, kind: str, *, alone: bool) -> Iterator[str]:
    """The lines of a part; `alone`: only the blanks before it say what it stands in."""
    title = f"（{part.title}）" if part.title else ""
    texts = (DELETED,) if part.deleted else (_OMITTED,) if part.omitted else part.text
    line, children = _head(part, kind, alone=alone) + title, part.children
    inner = children[0] if _is_first(part) else None
    hangs = part.key.kind in _IN_PARAGRAPHS and not (part.deleted or part.omitted)
    if inner and part.key.kind == "article":
        line, texts = f"{line}{BLANK}{inner.text[0]}", ()
    elif texts and not hangs:
        line, texts = f"{line}{BLANK}{texts[0]}", texts[1:]
    yield BLANK * depth + line
    yield from (BLANK * (depth + _HANGING) + paragraph for paragraph in texts)
    if inner:
        first, *rest = inner.text
        if part.key.kind == "supplement":
            yield BLANK * (depth + 1) + first
        yield from (BLANK * (depth + 1 + _HANGING) + paragraph for paragraph in rest)
        yield from _below(inner, depth + 1)
    yield from _below(part, depth, 1 if inner else 0)


def _below(part: Part, depth: int, start: int = 0) -> Iterator[str]:
    """The lines of the parts below one, from that at `start` on."""
    before = KINDS.index(part.children[0].key.kind) if start else 0
    for child in part.children[start:]:
        rank = KINDS.index(child.key.kind)
        yield from _lines(child, depth + 1, "", alone=rank > before > 0)
        before = max(before, rank)


def _is_first(part: Part) -> bool:
    """Whether the first thing in a part is a paragraph (項) that has no number, and shows as one."""
    if part.key.kind not in _IN_PARAGRAPHS or part.text or part.deleted or part.omitted or not part.children:
        return False
    first = part.children[0]
    plain = not (first.label or first.title or first.deleted or first.omitted)
    if first.key != _FIRST or not plain or not first.text:
        return False
    shows = label_at(first.text[0]) or first.text[0][0] in "〔(（"
    return part.key.kind == "article" or not shows


def _head(part: Part, kind: str, *, alone: bool) -> str:
    """The label of a part, with what it does not say."""
    found = None if alone else label_at(part.label, kind)
    if found and found.raw == part.label and (_known(found.key, part.title), found.last) == (part.key, part.last):
        return part.label
    ends = (part.key, *((Key(part.key.kind, part.last),) if part.last else ()))
    said = "～".join(name(key).strip("〔〕") for key in ends)
    return f"〔{said}{' ' * bool(part.label)}{part.label}〕"


def _known(key: Key, title: str) -> Key:
    """What a part is called that bears a label and a heading: supplementary provisions go by their heading."""
    return Key("supplement", normal(title)) if key.kind == "supplement" else key


@define
class _Open:
    """A part that is being read. indent: how far it stands in; line: how far its line does."""

    part: Part
    indent: int
    line: int
    children: "list[_Open]" = field(factory=list)

    def closed(self) -> Part:
        return evolve(self.part, children=tuple(child.closed() for child in self.children))

    def write(self, paragraph: str) -> None:
        """Add a paragraph to its words."""
        self.part = evolve(self.part, text=(*self.part.text, paragraph))

    def holds(self, part: Part, indent: int, *, alone: bool) -> bool:
        """Whether a part whose line stands in so far stands in this one."""
        outer = KINDS.index(self.part.key.kind) < KINDS.index(part.key.kind)
        return self.indent < indent or (self.line <= indent and outer and not alone)


def parts_of(lines: Sequence[str], kind: str) -> tuple[Part, ...]:
    """The parts that the lines of a block hold, those on top of `kind` where their labels leave it open.

    ValueError, with the line, where a paragraph belongs to no part.
    """
    path, heading = [_Open(Part(Key("document", "")), -1, -1)], ""
    for index, line in enumerate(lines):
        body = line.lstrip(" \u3000\t")
        indent = len(line[: len(line) - len(body)].replace("  ", BLANK))
        hangs = len(path) > 1 and indent >= path[-1].indent + _HANGING
        part, alone = _part(body, kind if len(path) == 1 or indent <= path[1].indent else "")
        if part is None or hangs:
            if not hangs and _is_heading(body, lines[index + 1 : index + 2], kind):
                heading = body.strip()[1:-1]
            else:
                _continue(path, body, hangs=hangs)
            continue
        part, heading = evolve(part, title=part.title or heading), ""
        while not path[-1].holds(part, indent, alone=alone):
            path.pop()
        _enter(path, part, indent, alone=alone)
    return path[0].closed().children


def _continue(path: list[_Open], paragraph: str, *, hangs: bool) -> None:
    """Add a paragraph without a number to what was read last; to an article or a supplement as its first (項)."""
    if len(path) == 1:
        raise ValueError(paragraph)
    last = path[-1]
    if hangs or last.part.key.kind not in _IN_PARAGRAPHS or last.children:
        last.write(paragraph)
    else:
        _enter(path, Part(_FIRST, text=(paragraph,)), last.indent + 1, alone=True)
        path[-1].line = last.line


def _enter(path: list[_Open], part: Part, indent: int, *, alone: bool) -> None:
    """Open a part in the last one; the words of an article that stand on its line are its first paragraph."""
    inner = part.text if part.key.kind == "article" and not (part.deleted or part.omitted) else ()
    opened = _Open(evolve(part, text=()) if inner else part, indent, indent)
    path[-1].children.append(opened)
    path.append(opened)
    if inner:
        _enter(path, Part(_FIRST, text=inner), indent + 1, alone=alone)
        path[-1].line = indent


def _is_heading(body: str, following: Sequence[str], kind: str) -> bool:
    """Whether a line is the heading in brackets above the article that follows."""
    if not re.fullmatch(r"[（(].*[）)]", body.strip()) or not following:
        return False
    found = label_at(following[0].strip(), kind)
    return found is not None and found.key.kind == "article"


def _part(body: str, kind: str) -> tuple[Part | None, bool]:
    """The part that a line begins, None where it begins none; and whether only its blanks say what it stands in."""
    if said := _SAID.match(body):
        first, *last = _RANGE.split(said["name"])
        found = [_named(normal(item)) for item in (first, *last)]
        if found[0] is None or None in found:
            return None, False
        key, ends = found[0], found[1].number if len(found) > 1 and found[1] else ""
        return _filled(Part(key, said["label"] or "", last=ends), body[said.end() :]), True
    label = label_at(body, kind)
    if label is None:
        return None, False
    return _filled(Part(label.key, label.raw, last=label.last), body[label.end :]), False


def _named(said: str) -> Key | None:
    found = steps(said) or steps(f"〔{said}〕")
    return found[0] if found and len(found) == 1 and isinstance(found[0], Key) else None


def _filled(part: Part, rest: str) -> Part:
    """A part with what stands behind its label: a heading in brackets, and its first paragraph."""
    title = _bracketed(rest)
    text = rest[len(title) :].strip(" \u3000\t")
    if normal(rest) == "(略)":
        title, text = "", rest
    part = evolve(part, key=_known(part.key, title[1:-1]) if part.key.number == "" else part.key)
    word = normal(text)
    if word in (DELETED, "(略)"):
        return evolve(part, title=title[1:-1], deleted=word == DELETED, omitted=word != DELETED)
    return evolve(part, title=title[1:-1], text=(text,) if text else ())


def _bracketed(rest: str) -> str:
    """What stands in brackets right at the beginning, with them; ``""`` where nothing does."""
    depth = 0
    for index, sign in enumerate(rest):
        depth += (sign in "（(") - (sign in "）)")
        if depth == 0:
            return rest[: index + 1] if index else ""
    return ""
