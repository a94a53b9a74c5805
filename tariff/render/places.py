"""Where a part of a document stands, as lawyers write it: 第8条第3項第5号, 第1表第1(1)サ, Article 8, paragraph 3."""

import re

from tariff.compare.document import Part, Place
from tariff.compare.normal import normal
from tariff.compare.pairs import Pair
from tariff.render.language import WORDS

# What stands above an article is no part of its name, unless it is a contents (目次): articles are numbered through.
_ABOVE_ARTICLES = ("chapter", "section")

# In these paragraphs and items are named by their numbers; elsewhere, as in tables of fees, by their labels.
_PROVISIONS = ("article", "supplement")
_NUMBERED = {"ja": {"para": "第{}項", "item": "第{}号"}, "en": {"para": "paragraph {}", "item": "item {}"}}
_NUMBER = re.compile(r"([0-9]+)((?:-[0-9]+)*)")
_BLANKS = re.compile(r"\s+")

# What has no number is called by the words with which it begins: so many signs of them, in these quotes.
_QUOTED = {"ja": (8, "「", "」"), "en": (24, "“", "”")}


def place_name(root: Part, place: Place, language: str, part: Part | None = None) -> str:
    """The name of the part that stands at `place` below `root`; `language` is that of the document.

    part: which part it is, where several stand under one number or under none.
    """
    return _joined(_names(root, place, language, part), language)


def moved_name(old: Part, new: Part, pair: Pair, language: str) -> str:
    """The names of a part where it stood below `old` and where it stands below `new`: 第78条の3第2項 → 第1項.

    A number that is only written otherwise (第１条, 第一条) is the same one.
    """
    names = _names(old, pair.at_old, language, pair.old)
    names_new = _names(new, pair.at_new, language, pair.new)
    one, other = list(map(normal, names)), list(map(normal, names_new))
    if one == other or pair.at_old == pair.at_new:
        return _joined(names, language)
    apart = next((at for at, both in enumerate(zip(one, other, strict=False)) if both[0] != both[1]), 0)
    return f"{_joined(names, language)} → {_joined(names_new[apart:], language)}"


def _names(root: Part, place: Place, language: str, part: Part | None) -> list[str]:
    parts = _trail(root, place, part)
    if any(part.key.kind == "article" for part in parts):
        parts = [
            part for part in parts if part.key.kind not in _ABOVE_ARTICLES or not _NUMBER.fullmatch(part.key.number)
        ]
    numbered = any(part.key.kind in _PROVISIONS for part in parts)
    return [_name(part, language, numbered=numbered) for part in parts]


def _trail(root: Part, place: Place, part: Part | None) -> list[Part]:
    """The parts from below `root` down to the one at `place`, none where it does not stand there."""
    for child in root.called.get(place[0], ()) if place else ():
        if len(place) == 1 and (part is None or child is part):
            return [child]
        if below := _trail(child, place[1:], part):
            return [child, *below]
    return []


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
    if not begins:
        return WORDS["unnumbered"].of(language)
    most, opening, closing = _QUOTED[language]
    return f"{opening}{begins[:most]}{'…' * (len(begins) > most)}{closing}"
