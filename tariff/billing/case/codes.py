"""The codes of findings about a case and about `--with`; stable, one per kind of fault."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with a case."""

    UNREADABLE = "E1001"
    TOO_LARGE = "E1002"
    NOT_UTF8 = "E1003"
    SYNTAX = "E1004"
    EMPTY = "E1005"
    DEPTH = "E1006"
    ANCHOR = "E1007"
    DUPLICATE_KEY = "E1008"
    SHAPE = "E1009"
    UNKNOWN_TERMS = "E1010"
    UNKNOWN_NAME = "E1011"
    MISSING = "E1012"
    WRONG_TYPE = "E1013"
    IMPOSSIBLE = "E1014"
    OUT_OF_BOUNDS = "E1015"
    NEGATIVE = "E1016"
    TOO_MUCH = "E1017"
    FRACTION = "E1018"
    NOT_A_CHOICE = "E1019"
    CLOCK_CHANGE = "E1020"
    DUPLICATE_ID = "E1021"
    SECOND_ROW = "E1022"
    SECOND_DEBT = "E1023"
    OVERRIDE = "E1024"
    NO_SIBLING = "E1025"
