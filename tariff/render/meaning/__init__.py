"""What changes in meaning between two versions, in sentences: for the terminal, as data, and for tables."""

from itertools import groupby
from typing import TYPE_CHECKING, Any

from tariff.compare.meaning import Change, Meaning
from tariff.compare.table import Passage
from tariff.render.meaning.patterns import HEADINGS, TITLE, WORDING_ONLY
from tariff.render.meaning.sentences import Sentences

if TYPE_CHECKING:
    from rich.text import Text


def meaning_text(meaning: Meaning, language: str) -> "Text":
    """The changes as sentences under headings, the most costly kinds first; or that only the wording changed."""
    from rich.text import Text

    text = Text(TITLE.of(language), "bold")
    for passage in meaning_passages(meaning, language):
        if passage.heading:
            text.append(f"\n  {passage.heading}", "cyan")
        for sentence in passage.sentences:
            text.append(f"\n  {'  ' if passage.heading else ''}{sentence}", "default")
    return text


def meaning_passages(meaning: Meaning, language: str) -> tuple[Passage, ...]:
    """A sentence for each change under the heading of its weight; first, where it is so, that only words changed."""
    words = Sentences(meaning, language)
    weighed = groupby(meaning.changes, key=lambda change: change.weight)
    told = (Passage(HEADINGS[weight].of(language), tuple(map(words.of, changes))) for weight, changes in weighed)
    return (*((Passage("", (WORDING_ONLY.of(language),)),) if meaning.wording_only else ()), *told)


def meaning_data(meaning: Meaning, language: str) -> dict[str, Any]:
    """The changes as plain data: what is said of each, and what stood and stands in words of the language."""
    words = Sentences(meaning, language)
    return {"wording_only": meaning.wording_only, "changes": [_data(words, change) for change in meaning.changes]}


def _data(words: Sentences, change: Change) -> dict[str, Any]:
    return {
        "weight": change.weight,
        "aspect": change.aspect,
        "clauses": [
            {"name": name, "title": words.title(name), "article": words.article(name)} for name in change.clauses
        ],
        "definition": change.definition and change.definition.name,
        "cases": words.cases(change),
        "old": words.old(change),
        "new": words.new(change),
        "effect": change.effect or None,
        "kept": change.kept or None,
        "sentence": words.of(change),
    }
