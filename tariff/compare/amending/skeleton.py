"""A sentence with its phrases taken out, so that what it says can be read without regard to what it quotes."""

import re

from attrs import frozen

from tariff.compare.normal import normal

QUOTED = "\ue000"

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_KANJI = r"[〇一二三四五六七八九十百千]+"
# Where a number stands in kanji: 第七十八条の三, 次の一項, 一項ずつ, 別表第二.
_BEHIND = rf"[第条項号章節表行の、。を中から]|ずつ|{QUOTED}|$"
_COUNTED = re.compile(rf"(?:(?<=第)|(?<=の)|(?<=を)|(?<=別表)){_KANJI}(?={_BEHIND})")


@frozen
class Skeleton:
    """A sentence in normal writing, each phrase in 「」 being one sign, and the phrases in order as they are written.

    closed: whether each 「 has its 」.
    """

    text: str
    phrases: tuple[str, ...]
    closed: bool


def skeleton(sentence: str) -> Skeleton:
    """The skeleton of a sentence; a phrase may hold others in 「」."""
    kept: list[str] = []
    phrases: list[str] = []
    depth = start = 0
    for index, sign in enumerate(sentence):
        if sign == "「":
            start = start if depth else index + 1
            depth += 1
        elif sign == "」" and depth:
            depth -= 1
            if not depth:
                phrases.append(sentence[start:index])
                kept.append(QUOTED)
        elif not depth:
            kept.append(sign)
    text = _COUNTED.sub(lambda found: str(_number(found[0])), normal("".join(kept)))
    return Skeleton(re.sub(r"(?<=[0-9]) (?=[0-9])", "の", text).replace(" ", ""), tuple(phrases), depth == 0)


def _number(kanji: str) -> int:
    """The value of a number in kanji, with units (七十八) or without (七八)."""
    if not set(kanji) & set(_UNITS):
        return int("".join(str(_DIGITS[sign]) for sign in kanji))
    total = digit = 0
    for sign in kanji:
        if sign in _UNITS:
            total += max(digit, 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
