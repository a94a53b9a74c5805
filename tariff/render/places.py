"""Where a part of a document stands, as lawyers write it: 第8条第3項第5号, 第1表第1(1)サ, Article 8, paragraph 3."""

import re

from tariff.compare.document import Part, Place
from tariff.render.language import WORDS

# What stands above an article is no part of its name, unless it is a contents (目次): articles are numbered through.
_ABOVE_ARTICLES = ("chapter", "section")

# In these paragraphs and items are named by their numbers; elsewhere, as in tables of fees, by their labels.
_PROVISIONS = ("article", "supplement")
_NUMBERED = {"ja": {"para": "第{}項", "item": "第{}号"}, "en": {"para": "paragraph {}", "item": "item {}"}}
_NUMBER = re.compile(r"([0-9]+)((?:-[0-9]+)*)")
_BLANKS = re.compile(r"\s+")

_BEGINNING = 8


def place_name(root: Part, place: Place, language: str) -> str:
    """The name of the part that stands at `place` below `root`; `language` is that of the document."""
    return _joined(_names(root, place, language), language)


def places_name(old: Part, at_old: Place, new: Part, at_new: Place, language: str) -> str:
    """The names of a part that stands at one place below `old` and at another below `new`: 第78条の3第2項 → 第1項."""
    names, names_new = _names(old, at_old, language), _names(new, at_new, language)
    if names == names_new:
        return _joined(names, language)
    apart = next((at for at, pair in enumerate(zip(names, names_new, strict=False)) if pair[0] != pair[1]), 0)
    return f"{_joined(names, language)} → {_joined(names_new[apart:], language)}"


def _names(root: Part, place: Place, language: str) -> list[str]:
    parts = [part for depth in range(1, len(place) + 1) if (part := root.find(place[:depth]))]
    if any(part.key.kind == "article" for part in parts):
        parts = [
            part for part in parts if part.key.kind not in _ABOVE_ARTICLES or not _NUMBER.fullmatch(part.key.number)
        ]
    numbered = any(part.key.kind in _PROVISIONS for part in parts)
    return [_name(part, language, numbered=numbered) for part in parts]


def _joined(names: list[str], language: str) -> str:
    if language == "en":
        return ", ".join(names)
    return "".join(f" {name}" if place and name[0].isdigit() else name for place, name in enumerate(names))


def _name(part: Part, language: str, *, numbered: bool) -> str:
    form = _NUMBERED[language].get(part.key.kind) if numbered else None
    number = _NUMBER.fullmatch(part.key.number)
    if form and number:
        branches = number[2].replace("-", "の") if language == "ja" else ""
        return form.format(number[1]) + branches if language == "ja" else form.format(number[0])
    if part.label or part.key.number:
        written = part.label or part.key.number
        return _BLANKS.sub("", written) if language == "ja" else written
    begins = part.title or "".join(part.text)
    return (
        f"「{begins[:_BEGINNING]}{'…' * (len(begins) > _BEGINNING)}」" if begins else WORDS["unnumbered"].of(language)
    )
