"""Types of values, and how both evaluators hold them.

Inside the evaluators every value is an exact, comparable scalar:

| kind    | Python                                   | SQL         |
|---------|------------------------------------------|-------------|
| DATE    | int, proleptic Gregorian ordinal         | DATE        |
| INSTANT | int, microseconds since 1970-01-01 UTC   | TIMESTAMPTZ |
| MONTH   | int, ``12 * year + month - 1``           | BIGINT      |
| MONEY   | int or Fraction, minor units             | BIGINT over a static denominator |
| NUMBER  | int or Fraction                          | BIGINT over a static denominator |
| TEXT, CHOICE | str                                 | VARCHAR     |
| YESNO   | bool                                     | BOOLEAN     |

An unknown value is None in Python and NULL in SQL.
"""

from enum import StrEnum

from attrs import evolve, frozen


class Kind(StrEnum):
    """What sort of value an expression has."""

    DATE = "date"
    INSTANT = "instant"
    MONTH = "month"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    YESNO = "yes/no"


@frozen
class Type:
    """A kind, whether the value may be unknown, and for a choice its words."""

    kind: Kind
    optional: bool = False
    choices: tuple[str, ...] = ()

    def known(self) -> "Type":
        """The same type without "or unknown"."""
        return evolve(self, optional=False) if self.optional else self

    def or_unknown(self) -> "Type":
        """The same type with "or unknown"."""
        return self if self.optional else evolve(self, optional=True)

    def __str__(self) -> str:
        words = "one of " + ", ".join(self.choices) if self.kind is Kind.CHOICE else str(self.kind)
        return words + (" or unknown" if self.optional else "")


DATE = Type(Kind.DATE)
INSTANT = Type(Kind.INSTANT)
MONTH = Type(Kind.MONTH)
MONEY = Type(Kind.MONEY)
NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)
YESNO = Type(Kind.YESNO)
