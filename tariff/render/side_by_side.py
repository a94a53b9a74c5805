"""Two versions or texts side by side: which they are, and what differs, for people and as plain data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tariff.render.changes import changes_data, changes_text
from tariff.render.language import language, word
from tariff.render.meaning import meaning_data, meaning_text
from tariff.render.pins import short

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tariff.compare.comparison import Comparison
    from tariff.compare.meaning import Meaning
    from tariff.compare.sources import Source


def comparison_text(comparison: "Comparison", meaning: "Meaning | None") -> "Iterator[RenderableType]":
    """Both sides with the hashes of what they show, what changed from one to the other, and what it means if known."""
    from rich.text import Text

    for sign, side in (("-", comparison.old), ("+", comparison.new)):
        document = side.documents[comparison.language]
        colour = "red" if sign == "-" else "green"
        told = [document.name] * (side.origin is not None) + [short(document.pin)]
        yield Text.assemble((f"{sign} {side.name}", colour), ("".join(f"  {item}" for item in told), "dim"))
    differs = False
    for piece in changes_text(comparison.pair, comparison.language):
        if not differs:
            yield Text()
        differs = True
        yield piece
    if not differs:
        yield Text(word("no_difference"), "dim")
    if meaning is not None and (differs or meaning.changes):
        yield Text()
        yield meaning_text(meaning, language())


def comparison_data(comparison: "Comparison", meaning: "Meaning | None") -> dict[str, Any]:
    """The same as plain data."""
    return {
        "language": comparison.language,
        "old": _side(comparison.old, comparison.language),
        "new": _side(comparison.new, comparison.language),
        "changes": changes_data(comparison.pair, comparison.language),
        "meaning": None if meaning is None else meaning_data(meaning, comparison.language),
    }


def _side(source: "Source", language: str) -> dict[str, Any]:
    document = source.documents[language]
    return {
        "name": source.name,
        "title": document.name,
        "day": document.day.isoformat() if document.day else None,
        "pin": document.pin,
    }
