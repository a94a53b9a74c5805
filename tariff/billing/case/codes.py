"""The codes of findings about a case and about `--with`; stable, one per kind of fault."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a case."""

    UNREADABLE = "E0601"
    TOO_LARGE = "E0602"
    NOT_UTF8 = "E0603"
    SYNTAX = "E0604"
    EMPTY = "E0605"
    DEPTH = "E0606"
    ANCHOR = "E0607"
    DUPLICATE_KEY = "E0608"
    SHAPE = "E0609"
    UNKNOWN_TERMS = "E0610"
    UNKNOWN_NAME = "E0611"
    MISSING = "E0612"
    WRONG_TYPE = "E0613"
    IMPOSSIBLE = "E0614"
    OUT_OF_BOUNDS = "E0615"
    NEGATIVE = "E0616"
    TOO_MUCH = "E0617"
    FRACTION = "E0618"
    NOT_A_CHOICE = "E0619"
    CLOCK_CHANGE = "E0620"
    DUPLICATE_ID = "E0621"
    SECOND_ROW = "E0622"
    SECOND_DEBT = "E0623"
    OVERRIDE = "E0624"
