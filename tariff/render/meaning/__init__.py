"""What changes in meaning between two versions, in sentences: for the terminal, as data, and for tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tariff.compare.meaning import Change, Stand, Weight, wording_only
from tariff.render.meaning.patterns import HEADINGS, TITLE, WORDING_ONLY
from tariff.render.meaning.sentences import Sentences

if TYPE_CHECKING:
    from rich.text import Text


def meaning_text(old: Stand, new: Stand, changes: Sequence[Change], language: str) -> "Text":
    """The changes as sentences under headings, the most costly kinds first; or that only the wording changed."""
    from rich.text import Text

    text = Text(TITLE.of(language), "bold").append("\n")
    if wording_only(changes):
        text.append(f"  {WORDING_ONLY.of(language)}\n", "default")
    for weight, sentences in meaning_sentences(old, new, changes, language):
        text.append(f"  {weight}\n", "cyan")
        for sentence in sentences:
            text.append(f"    {sentence}\n", "default")
    return text


def meaning_sentences(old: Stand, new: Stand, changes: Sequence[Change], language: str) -> list[tuple[str, list[str]]]:
    """The sentences under the heading of each weight that has some, the most costly first."""
    words = Sentences(old, new, language)
    found = [
        (HEADINGS[weight].of(language), [words.of(item) for item in changes if item.weight is weight])
        for weight in Weight
    ]
    return [(heading, sentences) for heading, sentences in found if sentences]


def meaning_data(old: Stand, new: Stand, changes: Sequence[Change], language: str) -> dict[str, Any]:
    """The changes as plain data: what is said of each, and what stood and stands in words of the language."""
    words = Sentences(old, new, language)
    return {"wording_only": wording_only(changes), "changes": [_data(words, change) for change in changes]}


def _data(words: Sentences, change: Change) -> dict[str, Any]:
    return {
        "weight": change.weight,
        "aspect": change.aspect,
        "clauses": [
            {"name": name, "title": words.title(name), "article": words.article(name)} for name in change.clauses
        ],
        "definition": change.definition and change.definition.name,
        "old": words.old(change),
        "new": words.new(change),
        "effect": change.effect or None,
        "kept": change.kept or None,
        "sentence": words.of(change),
    }
