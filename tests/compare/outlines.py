"""How a text is read, on a page: a line for each part, with its number, its heading and the beginning of its words."""

from collections.abc import Iterator

from tariff.compare.document import Part

_SHOWN = 24


def outline(part: Part) -> str:
    """The part and all below it."""
    return "\n".join(_lines(part, 0)) + "\n"


def _lines(part: Part, depth: int) -> Iterator[str]:
    marks = [f"to {part.last}"] * bool(part.last) + ["left out"] * part.omitted + ["deleted"] * part.deleted
    words = " / ".join(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…{text[-1]}" for text in part.text)
    shown = [f"[{part.label}]", f"«{part.title}»" if part.title else "", words, *(f"({mark})" for mark in marks)]
    yield f"{'  ' * depth}{part.key.kind} {part.key.number or '-'} " + " ".join(filter(None, shown))
    for child in part.children:
        yield from _lines(child, depth + 1)
