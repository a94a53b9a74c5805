"""A document as terms are printed, and as plain data."""

from collections.abc import Iterator
from typing import Any

from tariff.compare.document import DELETED, Document, Part

_BLANK = "\u3000"
_OMITTED = "（略）"
_HEADINGS = ("chapter", "section", "appendix", "supplement")
_SET_APART = (*_HEADINGS, "article")


def own_data(part: Part) -> dict[str, Any]:
    """A part without those below it as plain data."""
    return {
        "kind": part.key.kind,
        "number": part.key.number,
        "label": part.label,
        "title": part.title,
        "text": list(part.text),
    }


def part_data(part: Part) -> dict[str, Any]:
    """A part and those below it as plain data."""
    return {
        **own_data(part),
        "deleted": part.deleted,
        "omitted": part.omitted,
        "parts": list(map(part_data, part.children)),
    }


def document_data(document: Document) -> dict[str, Any]:
    """A document as plain data."""
    day = document.day.isoformat() if document.day else None
    return {"name": document.name, "day": day, "pin": document.pin, **part_data(document.root)}


def document_text(document: Document) -> str:
    """A document as terms are printed: 第2条（料金）, its first paragraph behind it, the others below."""
    root = document.root
    words = (*((root.title,) if root.title else ()), *root.text)
    lines = [*words, *(line for part in root.children for line in _lines(part, 0, tabled=False))]
    return "\n".join(lines).lstrip("\n") + "\n"


def _lines(part: Part, depth: int, *, tabled: bool) -> Iterator[str]:
    """The lines of a part; what begins a provision is set apart from what stands above it.

    tabled: whether it stands in an appendix, whose paragraphs have their headings beside their numbers.
    """
    words, inner = part.text, part.children
    tabled = tabled or part.key.kind == "appendix"
    headed = tabled and part.key.kind == "para" and bool(part.label and part.title)
    apart = headed or part.key.kind in _HEADINGS
    if part.deleted or part.omitted:
        words = (DELETED if part.deleted else _OMITTED,)
    elif part.key.kind == "article" and not words and inner and _is_first(inner[0]):
        words, inner = inner[0].text, (*inner[0].children, *inner[1:])
    if part.key.kind in _SET_APART:
        yield ""
    heading = _heading(part, beside=apart)
    if words and heading and (part.deleted or part.omitted or not apart):
        heading, words = f"{heading}{_BLANK}{words[0]}", words[1:]
    yield from (_BLANK * depth + line for line in (heading, *words) if line)
    for child in inner:
        deeper = part.key.kind not in _SET_APART or child.key.kind == "item"
        yield from _lines(child, depth + deeper, tabled=tabled)


def _is_first(part: Part) -> bool:
    """Whether a part is a paragraph (項) that no number stands before."""
    return part.key.kind == "para" and not (part.label or part.title or part.deleted or part.omitted)


def _heading(part: Part, *, beside: bool) -> str:
    """What stands at the beginning of a part: its label, and its heading."""
    if not part.title or not beside or part.key.kind == "supplement":
        return part.label + (f"（{part.title}）" if part.title else "")
    return _BLANK.join(filter(None, (part.label, part.title)))
