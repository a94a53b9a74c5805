"""The codes of findings about examples; stable, one per kind of fault. A wrong value has the code it has in a case."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with an example."""

    UNKNOWN_RECORD = "E0830"
    UNKNOWN_FIELD = "E0831"
    MISSING = "E0832"
    TWICE = "E0833"
    UNKNOWN_CLAUSE = "E0834"
    UNKNOWN_READING = "E0835"
    TOO_LATE = "E0836"
    EXPECTS_NOTHING = "E0837"
    COUNT = "E0838"
    CURRENCY = "E0839"
