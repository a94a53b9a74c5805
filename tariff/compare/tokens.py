"""The smallest pieces in which words change: a legal reference, an amount with its unit, a word; never a character."""

import re

from attrs import frozen

from tariff.compare.normal import located

# All of this reads normal text: half-width digits and brackets, no blanks but between Latin words.
_DIGITS = r"[0-9]+"
_NUMBER = r"[0-9]+(?:[,.][0-9]+)*"
_KANJI_NUMBER = r"[一二三四五六七八九十百千]+"
_ANY_NUMBER = rf"(?:{_NUMBER}|{_KANJI_NUMBER})"
_LATIN = r"[0-9A-Za-zÀ-ɏ_]"
_KANJI = r"[々〇〆㐀-䶿一-鿿豈-﫿]"

# 条件 and 項目 are words of their own: 同条件 is no reference.
_LEVEL = r"(?:条(?!件)|項(?!目)|号|章|節|款|編|表|欄|類|種|目|部)"
_MONTHS = r"(?:[ヶケかカヵ]月|箇月)間?"
_COUNTED = (
    rf"(?:円|銭|{_MONTHS}|週間|日間?|年間?|年度|月|時間|時|分間?|秒間?|回線?|件|個|通話?|歳|才|人|名|台|枚|倍|割|"
    rf"%|パーセント|[GMKk]?(?:bps|バイト|B)(?!{_LATIN}))"
)
_ENGLISH_COUNTED = rf" ?(?:yen|percent|days?|months?|years?|hours?|minutes?|seconds?|times)(?!{_LATIN})"
_REFERENCE = rf"第{_ANY_NUMBER}(?:{_LEVEL}(?:の{_ANY_NUMBER}(?!{_COUNTED}))*)?"
_CONJUNCTION = r"及び|並びに|又は|若しくは"

_PIECES = (
    # references: 第97条の2, 第2項, 第3; 前2項, 同条, 各号; article 97-2
    _REFERENCE,
    rf"[前次同各本]{_ANY_NUMBER}?(?:条(?!件)|項(?!目)|号|章|節|款)",
    r"(?i:article|paragraph|item|section|chapter)s? [0-9]+(?:[-.][0-9]+)*",
    # the number of an item: (5)
    rf"\({_NUMBER}\)",
    # dates and times: 令和元年11月14日, 2019年11月20日, 11月20日, 2019-11-20, 10:00
    rf"(?:明治|大正|昭和|平成|令和)(?:元|{_ANY_NUMBER})年(?:{_ANY_NUMBER}月(?:{_ANY_NUMBER}日)?)?",
    rf"(?:[0-9]{{4}}年)?[0-9]{{1,2}}月(?:{_DIGITS}日)?",
    r"[0-9]{4}(?:(?:-[0-9]{1,2}){2}|(?:/[0-9]{1,2}){2}|(?:\.[0-9]{1,2}){2})(?![0-9])",
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])",
    # rates, amounts, counts: 年14.5%, ¥1,050, 1,050円, 3万円, 24時間, 61日, 30 days, 三十日
    rf"[年月日]{_NUMBER}%",
    rf"[¥$€]{_NUMBER}",
    rf"{_NUMBER}[十百千万億]*(?:{_COUNTED}|{_ENGLISH_COUNTED})",
    rf"{_KANJI_NUMBER}[万億]?(?:円|{_MONTHS}|日間?|年間?|時間)",
    # words: numbers, Latin, conjunctions, katakana,
    # particles that begin no word, hiragana, kanji up to the next conjunction, reference or rate.
    rf"{_NUMBER}(?!{_LATIN})",
    rf"{_LATIN}+(?:['’]{_LATIN}+)*",
    _CONJUNCTION,
    r"[ァ-ヺヽヾ][ァ-ヺーヽヾ]*",
    r"[がを]|の(?![みちにで])|は(?!じめ|がき)",
    r"[ぁ-ゖゝゞ][ぁ-ゖーゝゞ]*",
    rf"{_KANJI}(?:(?!{_REFERENCE}|{_CONJUNCTION}|年{_NUMBER}%){_KANJI})*",
    r".",
)
_WORD = re.compile("|".join(_PIECES))
_TOKEN = re.compile(f"(?:{_WORD.pattern}) ?")


@frozen
class Token:
    """A piece of text: as it is written, with the blanks after it, and as it is compared."""

    raw: str
    norm: str


def norms(text: str) -> list[str]:
    """The tokens of a text that is normal, as they are compared; a blank between two words is one of them."""
    return _WORD.findall(text)


def tokens(text: str) -> tuple[Token, ...]:
    """`text` in tokens: their `raw` joined is `text`, unless it is blank, which has none."""
    close, starts = located(text)
    return tuple(
        Token(text[starts[piece.start()] : starts[piece.end()]], piece[0].rstrip(" "))
        for piece in _TOKEN.finditer(close)
    )
