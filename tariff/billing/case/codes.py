"""The codes of findings about a case and about `--with`; stable, one per kind of fault."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a case."""

    UNREADABLE = "E0901"
    TOO_LARGE = "E0902"
    NOT_UTF8 = "E0903"
    SYNTAX = "E0904"
    EMPTY = "E0905"
    DEPTH = "E0906"
    ANCHOR = "E0907"
    DUPLICATE_KEY = "E0908"
    SHAPE = "E0909"
    UNKNOWN_TERMS = "E0910"
    UNKNOWN_NAME = "E0911"
    MISSING = "E0912"
    WRONG_TYPE = "E0913"
    IMPOSSIBLE = "E0914"
    OUT_OF_BOUNDS = "E0915"
    NEGATIVE = "E0916"
    TOO_MUCH = "E0917"
    FRACTION = "E0918"
    NOT_A_CHOICE = "E0919"
    CLOCK_CHANGE = "E0920"
    DUPLICATE_ID = "E0921"
    SECOND_ROW = "E0922"
    SECOND_DEBT = "E0923"
    OVERRIDE = "E0924"
