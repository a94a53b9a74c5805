"""The codes of findings about examples; stable, one per kind of fault. A wrong value has the code it has in a case."""

from enum import StrEnum


class Code(StrEnum):
    """What is wrong with an example."""

    UNKNOWN_RECORD = "E0640"
    UNKNOWN_FIELD = "E0641"
    MISSING = "E0642"
    TWICE = "E0643"
    UNKNOWN_CLAUSE = "E0644"
    UNKNOWN_READING = "E0645"
    TOO_LATE = "E0646"
    EXPECTS_NOTHING = "E0647"
    COUNT = "E0648"
    CURRENCY = "E0649"
