"""The codes of findings about examples; stable, one per kind of fault. A wrong value has the code it has in a case."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with an example."""

    UNKNOWN_RECORD = "E1101"
    UNKNOWN_FIELD = "E1102"
    MISSING = "E1103"
    TWICE = "E1104"
    UNKNOWN_CLAUSE = "E1105"
    UNKNOWN_READING = "E1106"
    TOO_LATE = "E1107"
    EXPECTS_NOTHING = "E1108"
    COUNT = "E1109"
    CURRENCY = "E1110"
    UNKNOWN_REASON = "E1111"
