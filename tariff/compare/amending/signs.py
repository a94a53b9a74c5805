"""The label before a part: which number it says, and how another number is written in its manner."""

import re

from attrs import frozen

from tariff.compare.amending.names import steps
from tariff.compare.document import Key
from tariff.compare.labels import KANA
from tariff.compare.normal import normal

_BRANCHES = r"(?:\s?の\s?\d+)*"
_LABELS = (
    rf"第\s?\d+\s?[条項号章節]{_BRANCHES}",
    rf"(?:別表|別記|様式)(?:第?\s?\d+{_BRANCHES})?",
    r"[^\s第同「」、。〔〕（(]*表(?:\d+|\s?第\s?\d+\s?表|\s?第\s?\d+(?![\s\d条項号章節表]))*",
    r"附\s?則",
    rf"\d+{_BRANCHES}",
    rf"[{KANA}]",
)
_SIGNS = (rf"[(（]\d+[)）]{_BRANCHES}", rf"[(（][{KANA}][)）]")
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})(?=[\s（(～〜]|削除|\Z)|{'|'.join(_SIGNS)}")
_COUNTED = re.compile(r"(?P<before>\D*)(?P<number>\d+)(?P<after>\D*?)(?P<branches>(?:\s?の\s?\d+)*)")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# What may stand before a part of these kinds; a bare number stands before a paragraph where nothing else is said.
_BARE = ("para", "item", "subitem", "row", "text", "table")


@frozen
class Label:
    """A label at the beginning of a line: as it is written, and the part it says."""

    raw: str
    key: Key


def label_at(line: str, kind: str = "") -> Label | None:
    """The label that a line begins with, None where there is none; `kind` is that of the part, ``""`` if not known."""
    match = _LABEL.match(line)
    key = key_of(match[0], kind) if match else None
    return Label(match[0], key) if match and key else None


def key_of(label: str, kind: str = "") -> Key | None:
    """The part that a label says: its kind is `kind` where the label may stand before it."""
    said = normal(label).replace(" ", "")
    number = re.sub(r"[()]", "", said)
    if number in KANA and len(number) == 1:
        return Key("subitem", str(KANA.index(number) + 1))
    if re.fullmatch(r"\d+(?:の\d+)*", number):
        usual = "item" if said[0] == "(" else "para"
        return Key(kind if kind in _BARE else usual, number.replace("の", "-"))
    found = steps(said)
    key = found[0] if found and len(found) == 1 else None
    return key if isinstance(key, Key) else None


def number_of(kind: str, said: str) -> str:
    """The number that a name says: of ウ the third, any other is a number already."""
    found = key_of(said) if kind == "subitem" and said else None
    return found.number if found and found.kind == "subitem" else said


def relabelled(label: str, number: str) -> str:
    """The label with another number, in its own manner: full width stays so, and after (5) comes (6)."""
    kana = re.sub(r"[()（）]", "", label)
    if kana in KANA and len(kana) == 1 and number.isdigit() and int(number) <= len(KANA):
        return label.replace(kana, KANA[int(number) - 1])
    match = _COUNTED.fullmatch(label)
    if match is None:
        return label and number
    first, *branches = number.split("-")
    written = match["before"] + first + match["after"] + "".join(f"の{branch}" for branch in branches)
    return written.translate(_WIDE) if not match["number"].isascii() else written
