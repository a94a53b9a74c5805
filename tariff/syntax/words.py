"""Terminals of the grammar in human words: what a sentence still needs, and which keywords could stand somewhere."""

import re
from collections.abc import Iterable
from functools import cache

from lark import Token
from lark.lexer import PatternStr

from tariff.syntax.parser import parser

_SAMPLES = {
    "NAME": "a name such as monthly_fee",
    "FACT_NAME": "a field's name such as paid_on",
    "STRING": 'a text in quotes such as "初期費用"',
    "TEXT": "a line of text such as ja| …",
    "DATE": "a date such as 2016-04-25",
    "MONTH": "a month such as 2016-05",
    "MONTH_DAY": "a day of the year such as 12-29",
    "TIME": "a time of day such as 15:00",
    "PERCENT": "a percentage such as 14.5%",
    "NUMBER": "a number such as 10",
    "NUMERAL": "a number such as 3 or 78-3",
    "CURRENCY": "a currency such as JPY",
    "COUNTRY": "a country such as JP",
    "LANGUAGE": "a language such as ja",
    "ZONE": "a time zone such as Asia/Tokyo",
    "UNIT": "days, months or years",
    "SCALAR_TYPE": "a type such as date or money",
    "CLAUSE_KIND": "a clause such as charge or penalty",
    "OUTCOME": "an outcome such as granted or refused",
    "WEEKDAY": "a day of the week such as Sunday",
    "PART": "article, appendix, para, item or row",
    "SCALAR": "a value such as 2016-05-20",
    "_NL": "the end of the line",
    "ONE": "“one of”",
    "_INDENT": "indented lines",
}
# An expression can begin where all of these can stand.
_VALUE = frozenset({"NAME", "NUMBER", "PERCENT", "DATE", "STRING", "LPAR", "THE", "TIME", "WHOLE", "CALENDAR", "DAYS"})
# And with these, which need not be told beside the others.
_VALUE_TOO = frozenset({"NOT", "ITS", "ANY", "THIS"})
# What goes on with a complete expression: too many to list, and none of them needed.
_OPERATORS = frozenset(
    ["is", "before", "by", "at", "under", "over", "within", "and", "or", "if", "with", "+", "-", "*", "/"]
)
_AMOUNT_AFTER = frozenset({"amount", "cap", "worth"})
_DAY_AFTER = frozenset({"on", "from", "to", "before", "than", "after", "of"})
_CONDITION_AFTER = frozenset({"when", "unless", "where", "and", "or", "not"})
_ENUMERATION = re.compile(r"(?:\(\?:)?([A-Za-z0-9 +?|]+)\)?")


@cache
def keywords_of(terminal: str) -> tuple[str, ...]:
    """The words that a terminal stands for; none where it stands for names, numbers and the like."""
    pattern = parser().get_terminal(terminal).pattern if terminal in _terminals() else None
    if pattern is None:
        return ()
    if isinstance(pattern, PatternStr):
        return (pattern.value,)
    listed = _ENUMERATION.fullmatch(pattern.value)
    if not listed:
        return ()
    words = (word.replace(" +", " ") for word in listed[1].split("|"))
    return tuple(form for word in words for form in ({word[:-2], word[:-1]} if word.endswith("?") else {word}))


def fixed(terminals: Iterable[str]) -> list[str]:
    """The words and signs that could stand where `terminals` could."""
    return sorted(word for terminal in terminals for word in keywords_of(terminal))


def keywords(terminals: Iterable[str]) -> list[str]:
    """The words that could stand where `terminals` could."""
    return [word for word in fixed(terminals) if word[0].isalpha()]


def expected(terminals: frozenset[str], previous: Token | None) -> str:
    """What could stand after `previous`, as a phrase: ``an amount such as 390 JPY``."""
    if terminals == {"_NL"}:
        return _SAMPLES["_NL"]
    rest = terminals - {"_NL"}
    phrases: list[str] = []
    if rest >= _VALUE:
        phrases.append(_value_phrase(str(previous or "")))
        rest -= _VALUE | _VALUE_TOO
    elif "STAR" in rest or {"IS", "BEFORE"} <= rest:
        rest = frozenset(terminal for terminal in rest if not _OPERATORS.issuperset(keywords_of(terminal) or ("",)))
    for terminal in sorted(rest):
        listed = keywords_of(terminal)
        phrases.append(_SAMPLES.get(terminal) or _choice([f"“{word}”" for word in listed]))
    return _choice(phrases) if phrases else "more"


def _value_phrase(previous: str) -> str:
    if previous in _CONDITION_AFTER:
        return "a condition such as returned_on is unknown"
    if previous in _AMOUNT_AFTER:
        return "an amount such as 390 JPY"
    if previous in _DAY_AFTER:
        return "a day such as 2016-04-25 or billing_start"
    return "a value such as 390 JPY, 2016-04-25 or a name"


def _choice(phrases: list[str]) -> str:
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} or {phrases[-1]}"


@cache
def _terminals() -> frozenset[str]:
    return frozenset(terminal.name for terminal in parser().terminals)
