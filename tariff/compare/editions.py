"""Consolidated terms as a document: the headings and the text of each provision, without the clauses beside it."""

from datetime import date

from tariff.compare.document import Document, Key, Part
from tariff.compare.labels import is_sign, label_of, named
from tariff.model.records import Titles
from tariff.versions.provisions import Provision, text_lines


def document_of(titles: Titles, tree: Provision, day: date, language: str, pin: str) -> Document:
    """What stands in a language on a day: `tree` is the edition in force then, `pin` a hash of what it comes from."""
    parts = tuple(_part(item, language, 0) for item in tree.children)
    return Document(titles.of(language), day, Part(Key("document", ""), children=parts), pin)


def _part(item: Provision, language: str, depth: int) -> Part:
    """The part of a provision; `depth` is how many lists it stands in."""
    depth += item.step.part == "item"
    kind = "subitem" if depth > 1 and item.step.part == "item" else item.step.part
    label, title = _heading(item, language, depth)
    return Part(
        Key(kind, item.step.number),
        label,
        title,
        _text(item, language),
        tuple(_part(child, language, depth) for child in item.children),
        deleted=item.deleted is not None,
        identity=item.identity,
    )


def _heading(item: Provision, language: str, depth: int) -> tuple[str, str]:
    label = label_of(item.step.part, item.step.number, depth, language)
    title = item.titles.of(language) if item.deleted is None else ""
    if item.step.part == "item" and is_sign(item.titles.ja):
        return title, ""
    if item.step.part == "appendix" and (split := named(title, language)):
        return split
    return label, title


def _text(item: Provision, language: str) -> tuple[str, ...]:
    """The paragraphs of a provision: its own, then those that stand with its clauses."""
    return tuple(line.text for line in text_lines(item) if line.language == language)
