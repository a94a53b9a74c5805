"""The codes of faults in the writing of clause files; stable, one per kind of fault."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a clause file as text; `tariff.diagnostics.codes` explains each."""

    INDENT_SIGN = "E0101"
    UNKNOWN_SENTENCE = "E0102"
    NOT_THERE = "E0103"
    NOT_UTF8 = "E0104"
    TOO_LARGE = "E0105"
    UNEXPECTED_WORD = "E0106"
    ENDS_EARLY = "E0107"
    LEFT_OVER = "E0108"
    NO_CURRENCY = "E0109"
    NO_DATE = "E0110"
    FULL_WIDTH = "E0111"
    UNKNOWN_SIGN = "E0112"
    CONTROL_SIGN = "E0113"
    UNCLOSED_QUOTE = "E0114"
    RUN_TOGETHER = "E0115"
    NO_SUCH_LEVEL = "E0116"
    INDENTED_TOO_FAR = "E0117"
    INDENTED_TOO_LITTLE = "E0118"
    NOTHING_UNDER = "E0119"
    CONTINUES_NOTHING = "E0120"
    TOO_DEEP = "E0121"
    TOO_MANY = "E0122"
    UNREADABLE = "E0123"
    TOO_LONG = "E0124"
