"""The numbers that stand before provisions, as they are written: 第78条の3, 2, (5), サ, (イ), ①, 附則, 別表2."""

import re
from collections.abc import Callable
from enum import Enum

from attrs import frozen

from tariff.compare.labels import KANA
from tariff.compare.plain.numerals import value_of

IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
BLANK = r"[ \t\u3000]"

_S = f"{BLANK}*"
_DIGITS = "[0-9０-９]{1,8}"
_KANJI = "[〇一二三四五六七八九十百千]{1,8}"
# A numeral of kanji before other kanji is no branch number: 第5条の一部.
_BRANCHES = rf"(?:{_S}の{_S}(?:{_DIGITS}|{_KANJI}(?![一-龠]))){{0,8}}"
_NUMBER = rf"(?:{_DIGITS}|{_KANJI})"
_TO = rf"{_S}(?:[～〜~―－‐-]|から){_S}"


class Style(Enum):
    """What a number looks like."""

    PART = "編"
    CHAPTER = "章"
    SECTION = "節"
    DIVISION = "款"
    ARTICLE = "条"
    TABLE = "表"
    TABLE_PART = "第"
    APPENDIX = "別表"
    GENERAL = "通則"
    SUPPLEMENT = "附則"
    CONTENTS = "目次"
    NOTE = "注"
    ROW = "行"
    PARAGRAPH = "1"
    BRACKETED = "(1)"
    CLOSED = "1)"
    DOTTED = "1."
    KANJI = "一"
    KANA = "ア"
    IROHA = "イ"
    BRACKETED_KANA = "(ア)"
    BRACKETED_IROHA = "(イ)"
    CIRCLED = "①"
    LETTERED = "(a)"


Number = tuple[int, ...]


@frozen
class Sign:
    """A number in a text.

    number: with its branches, () where there is none. last: the end of a range, else the number itself.
    label: as it is written. end: where what it numbers begins. name: of an appendix, what stands before its number.
    """

    style: Style
    number: Number
    last: Number
    label: str
    end: int
    name: str = ""

    @property
    def is_range(self) -> bool:
        """Whether it stands for several at once."""
        return self.number != self.last


_HEAD = re.compile(
    rf"第{_S}(?P<number>{_NUMBER})(?:{_S}(?P<unit>[編章節款条表])(?P<branches>{_BRANCHES})"
    rf"(?:{_TO}(?:第{_S})?(?P<last>{_NUMBER}){_S}(?P=unit)(?P<last_branches>{_BRANCHES})(?:まで)?)?)?"
)
_APPENDIX = re.compile(
    rf"[(（]?{_S}(?P<name>附則別表|別表|別紙|料金表)(?:{_S}第?{_S}(?P<number>{_NUMBER})(?P<branches>{_BRANCHES}))?(?:{_S}[)）])?"
    rf"(?:{_TO}(?:別表|別紙)?{_S}第?{_S}(?P<last>{_NUMBER})(?P<last_branches>{_BRANCHES}))?"
)
_NOTE = re.compile(
    rf"[(（]{_S}注{_S}(?P<number>(?:{_DIGITS})?){_S}[)）](?:{_TO}[(（]{_S}注{_S}(?P<last>{_DIGITS}){_S}[)）])?"
)
_PARAGRAPH = re.compile(
    rf"(?P<number>{_DIGITS})(?P<branches>{_BRANCHES})(?:{_TO}(?P<last>{_DIGITS})(?P<last_branches>{_BRANCHES}))?"
    rf"(?:(?={BLANK}|[(（]{_S}略)|$|(?<=[０-９])(?=[^0-9０-９.．,，:：%％]))"
)
_BRACKETED = re.compile(
    rf"[(（]{_S}(?P<number>{_DIGITS}){_S}[)）](?P<branches>{_BRANCHES})"
    rf"(?:{_TO}[(（]{_S}(?P<last>{_DIGITS}){_S}[)）](?P<last_branches>{_BRANCHES}))?"
)
_CLOSED = re.compile(rf"(?P<number>{_DIGITS})[)）]")
_DOTTED = re.compile(rf"(?P<number>{_DIGITS})[.．](?![0-9０-９])")
_KANJI_ITEM = re.compile(rf"(?P<number>{_KANJI})(?={BLANK})")
_KANA = re.compile(rf"(?P<number>[ァ-ヺ])(?:{_TO}(?P<last>[ァ-ヺ]))?(?={BLANK}|[(（]{_S}略)")
_BRACKETED_KANA = re.compile(rf"[(（]{_S}(?P<number>[ァ-ヺ]){_S}[)）](?:{_TO}[(（]{_S}(?P<last>[ァ-ヺ]){_S}[)）])?")
_CIRCLED = re.compile(rf"(?P<number>[①-⑳])(?:{_TO}(?P<last>[①-⑳]))?")
_LETTERED = re.compile(r"[(（](?P<number>[a-zａ-ｚ])[)）]")
_SUPPLEMENT = re.compile(rf"[(（]{_S}[附付]{_S}則{_S}[)）]|[附付]{_S}則(?![一-龠])")
_CONTENTS = re.compile(rf"[(（]{_S}目{_S}次{_S}[)）]|目{_S}次(?={BLANK}|$)")
_GENERAL = re.compile(rf"通{_S}則(?={BLANK}|$)")

_UNITS = {style.value: style for style in (Style.PART, Style.CHAPTER, Style.SECTION, Style.DIVISION, Style.ARTICLE)}
_UNITS |= {"表": Style.TABLE, "": Style.TABLE_PART}

Read = Callable[[str], int]


def _kana(sign: str) -> int:
    return KANA.find(sign) + 1


def _iroha(sign: str) -> int:
    return IROHA.find(sign) + 1


def _circled(sign: str) -> int:
    return ord(sign) - ord("①") + 1


def _letter(sign: str) -> int:
    return (ord(sign) - ord("a") if sign <= "z" else ord(sign) - ord("ａ")) + 1


_BRACKETS = "(（"
_NUMERALS = "0123456789０１２３４５６７８９"
_PATTERNS: tuple[tuple[str, Style, re.Pattern[str], Read], ...] = (
    (f"{_BRACKETS}附別料", Style.APPENDIX, _APPENDIX, value_of),
    (f"{_BRACKETS}附付", Style.SUPPLEMENT, _SUPPLEMENT, value_of),
    (f"{_BRACKETS}目", Style.CONTENTS, _CONTENTS, value_of),
    ("通", Style.GENERAL, _GENERAL, value_of),
    (_BRACKETS, Style.NOTE, _NOTE, value_of),
    (_NUMERALS, Style.PARAGRAPH, _PARAGRAPH, value_of),
    (_BRACKETS, Style.BRACKETED, _BRACKETED, value_of),
    (_NUMERALS, Style.CLOSED, _CLOSED, value_of),
    (_NUMERALS, Style.DOTTED, _DOTTED, value_of),
    ("〇一二三四五六七八九十百千", Style.KANJI, _KANJI_ITEM, value_of),
    (KANA, Style.KANA, _KANA, _kana),
    (IROHA, Style.IROHA, _KANA, _iroha),
    (_BRACKETS, Style.BRACKETED_KANA, _BRACKETED_KANA, _kana),
    (_BRACKETS, Style.BRACKETED_IROHA, _BRACKETED_KANA, _iroha),
    ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", Style.CIRCLED, _CIRCLED, _circled),
    (_BRACKETS, Style.LETTERED, _LETTERED, _letter),
)
_BY_FIRST = {
    first: [(style, pattern, read) for firsts, style, pattern, read in _PATTERNS if first in firsts]
    for first in "".join(firsts for firsts, *_ in _PATTERNS)
}


def signs_at(text: str, start: int) -> tuple[Sign, ...]:
    """What the text at a place may be read as, the likeliest first; () where no number stands there."""
    first = text[start : start + 1]
    if first == "第":
        found = _HEAD.match(text, start)
        return (_sign(_UNITS[found["unit"] or ""], found, value_of),) if found else ()
    matches = ((style, pattern.match(text, start), read) for style, pattern, read in _BY_FIRST.get(first, ()))
    return tuple(_sign(style, found, read) for style, found, read in matches if found)


def _sign(style: Style, found: re.Match[str], read: Read) -> Sign:
    groups = found.groupdict()
    number = _number(groups.get("number"), groups.get("branches"), read)
    last = _number(groups.get("last"), groups.get("last_branches"), read) or number
    return Sign(style, number, last, found[0].strip(), found.end(), groups.get("name") or "")


def _number(stem: str | None, branches: str | None, read: Read) -> Number:
    if not stem:
        return ()
    parts = (branches or "").split("の")[1:]
    return (read(stem), *(value_of(part.strip(" \t\u3000")) for part in parts))


def follows(number: Number, last: Number) -> bool:
    """Whether a number comes next after another: 78の3 and 79 after 78の2, 78の2 after 78."""
    if number == (*last, 2):
        return True
    return any(number == (*last[: depth - 1], last[depth - 1] + 1) for depth in range(1, len(last) + 1))


def written(number: Number) -> str:
    """A number as keys have it: ``78-3``."""
    return "-".join(map(str, number))
