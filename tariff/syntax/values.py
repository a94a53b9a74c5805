"""Faults that the grammar cannot see: days that no calendar has, amounts without a currency, nesting too deep."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from lark import Token, Tree

from tariff.diagnostics import Diagnostic
from tariff.syntax.codes import Code
from tariff.syntax.layout import Places
from tariff.syntax.nodes import Node, Word

# Far over what terms need, and far under what would exhaust the stack of those who walk the tree.
MAX_DEPTH = 100
# More than any amount, rate or number of a provision has, and few enough to reckon with.
MAX_DIGITS = 30

_DAYS = frozenset({"DATE", "MONTH", "MONTH_DAY", "TIME"})
_NUMBERS = frozenset({"NUMBER", "NUMERAL", "PERCENT"})

_WORTHS = {"amount": 0, "worth": 0, "cap": 0, "tier": 1}


def depth_fault(tree: Tree[Token], base: int, places: Places) -> Diagnostic | None:
    """The fault of a tree that is nested more than MAX_DEPTH levels deep."""
    level = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in node.children if isinstance(child, Tree)]
    if not level:
        return None
    start = base + level[0].meta.start_pos
    return Diagnostic(
        Code.TOO_DEEP,
        f"this is nested more than {MAX_DEPTH} levels deep",
        places.span(start, start + 1),
        mend="give parts of it names with “define”, or split the sentence",
    )


def value_faults(node: Node) -> Iterator[Diagnostic]:
    """The faults of values in a unit, in order of place."""
    place = _WORTHS.get(node.kind)
    if place is not None:
        value = node.nodes()[place]
        if value.kind == "number":
            number = value.text("NUMBER")
            yield Diagnostic(Code.NO_CURRENCY, f"“{number}” has no currency", value.span, mend=f"write “{number} JPY”")
    day = _day_in_parts(node)
    if day:
        yield Diagnostic(Code.NO_DATE, f"“{day[0]}” is a subtraction, not a date", node.span, mend=f"write “{day[1]}”")
        return
    for child in node.children:
        if isinstance(child, Node):
            yield from value_faults(child)
        else:
            fault = _impossible(child)
            if fault:
                yield Diagnostic(Code.NO_DATE, fault[0], child.span, mend=fault[1])
            elif child.type in _NUMBERS and len(child.text) > MAX_DIGITS:
                message = f"a number of {len(child.text):,} signs"
                yield Diagnostic(Code.TOO_LONG, message, child.span, mend=f"write at most {MAX_DIGITS}")


def _impossible(word: Word) -> tuple[str, str] | None:
    """Message and mend of a date, month or time that does not exist."""
    if word.type not in _DAYS:
        return None
    parts = [int(part) for part in re.findall("[0-9]+", word.text)]
    match word.type, parts:
        case "DATE", [year, month, day]:
            return _impossible_day(word.text, year, month, day)
        case "MONTH_DAY", [month, day]:
            # Any year will do, so a leap year is taken.
            return _impossible_day(word.text, 2000, month, day)
        case "MONTH", [year, month] if not (1 <= month <= 12 and year):
            return f"there is no month {word.text}", "write year and month, such as 2016-05"
        case "TIME", [hour, minute] if hour > 23 or minute > 59:
            return f"there is no time {word.text}", "write hours from 00 to 23 and minutes from 00 to 59"
    return None


def _impossible_day(text: str, year: int, month: int, day: int) -> tuple[str, str] | None:
    try:
        date(year, month, day)
    except ValueError:
        if not (1 <= month <= 12 and year):
            return f"there is no day {text}", "write year, month and day, such as 2016-04-25"
        last = monthrange(year, month)[1]
        return f"there is no day {text}", f"the last day of that month is {text[:-2]}{last}"
    return None


def _day_in_parts(node: Node) -> tuple[str, str] | None:
    """A date such as 2016-4-25 that was read as a subtraction: as written, and as it should be."""
    if node.kind != "minus" or node.children[0].__class__ is not Node:
        return None
    first, *rest = node.nodes()
    parts = [*first.nodes(), *rest]
    numbers = [part.text("NUMBER") for part in parts if part.kind == "number"]
    width = node.span.end_column - node.span.column
    # Written together, so that 2016 - 4 - 25 stays a subtraction.
    if first.kind != "minus" or len(numbers) != 3 or len(numbers[0]) != 4 or width != sum(map(len, numbers)) + 2:
        return None
    year, month, day = numbers
    return "-".join(numbers), f"{year}-{month:0>2}-{day:0>2}"
