"""The label before a part: which number it says, and how another number is written in its manner."""

import re

from attrs import frozen

from tariff.compare.document import Key, Part
from tariff.compare.labels import KANA
from tariff.compare.plain.ranks import KINDS
from tariff.compare.plain.signs import IROHA, Sign, Style, signs_at, written

_COUNTED = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>\D*?)(?P<branches>(?:\s?の\s?\d+)*)")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PAGES = {Style.CONTENTS: "目次", Style.GENERAL: "通則"}
# What the kind known from a sentence decides: (5) may stand before an item or before a row.
_OPEN = ("para", "item", "subitem", "row")
_SUBITEMS = (Style.KANA, Style.IROHA, Style.BRACKETED_KANA, Style.BRACKETED_IROHA, Style.LETTERED)
# After these signs words may follow at once.
_BRACKETS = (Style.BRACKETED, Style.BRACKETED_KANA, Style.BRACKETED_IROHA, Style.CIRCLED, Style.LETTERED, Style.NOTE)
# A bare number with a heading in brackets right behind it.
_TITLED = re.compile(r"(?:\d+(?:の\d+)*|[ァ-ヺ])(?=[（(])")
_APART = re.compile(r"[\s（(]|削\s*除|\Z")


@frozen
class Label:
    """The label that a line begins with: as it is written, the part it says, and the last of those that it says."""

    raw: str
    key: Key
    last: str
    end: int


def label_at(line: str, kind: str = "") -> Label | None:
    """The label that a line begins with, None where there is none; `kind` is that of the part, ``""`` if not known."""
    titled = _TITLED.match(line)
    for sign in signs_at(f"{titled[0] if titled else line}\u3000", 0):
        if sign.style in _BRACKETS or _APART.match(line, sign.end):
            last = written(sign.last) if sign.is_range else ""
            return Label(sign.label, _key(sign, kind), last, min(sign.end, len(line)))
    return None


def _key(sign: Sign, kind: str) -> Key:
    number = _PAGES.get(sign.style, written(sign.number))
    if sign.style is Style.APPENDIX:
        return Key("appendix", sign.name.removesuffix("別表") + number)
    if sign.style is Style.NOTE:
        return Key("text", f"注{number}")
    if sign.style in KINDS and sign.style is not Style.PARAGRAPH:
        return Key(KINDS[sign.style], number)
    usual = "para" if sign.style is Style.PARAGRAPH else "subitem" if sign.style in _SUBITEMS else "item"
    return Key(kind if kind in _OPEN else usual, number)


def number_of(part: Part, said: str) -> str:
    """The number that a new name of a part says: for ア, イ, ウ the place of the sign in the order they are in."""
    sign = re.sub(r"[()（）]", "", said)
    order = _order(part)
    return str(order.index(sign) + 1) if part.key.kind == "subitem" and len(sign) == 1 and sign in order else said


def _order(part: Part) -> str:
    """The order of signs that a part's label is of."""
    sign = re.sub(r"[()（）]", "", part.label)
    orders = (order for order in (KANA, IROHA, _CIRCLED) if sign and str(order.find(sign) + 1) == part.key.number)
    return next(orders, KANA)


def relabelled(part: Part, number: str) -> str:
    """The label of a part with another number, in its manner: full width stays so, and after (5) comes (6)."""
    label, order = part.label, _order(part)
    sign = re.sub(r"[()（）]", "", label)
    if len(sign) == 1 and sign in order and number.isdecimal() and int(number) <= len(order):
        return label.replace(sign, order[int(number) - 1])
    match = _COUNTED.fullmatch(label)
    if match is None:
        return label and number
    first, *branches = number.split("-")
    new = match["before"] + first + match["after"] + "".join(f"の{branch}" for branch in branches)
    return new if match["number"].isascii() else new.translate(_WIDE)
