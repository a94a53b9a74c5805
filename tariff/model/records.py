"""Records: the facts of a contract that a pack declares, and the two that every pack has."""

from enum import StrEnum

from attrs import frozen

from tariff.diagnostics import Span
from tariff.model.types import DATE, MONEY, MONTH, Type


class Cardinality(StrEnum):
    """How many rows of a record a contract may have."""

    ONE = "one"
    AT_MOST_ONCE = "at most once"
    MANY = "many"


@frozen
class Titles:
    """A thing's title in each declared language, by language code."""

    ja: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The title in `language`, or in the other language, or ``""``."""
        first, second = (self.ja, self.en) if language == "ja" else (self.en, self.ja)
        return first or second


@frozen
class Field:
    """One field of a record."""

    name: str
    type: Type
    titles: Titles = Titles()
    span: Span | None = None


@frozen
class Record:
    """A kind of fact. A `many` record has, beside `fields`, an implicit text `id` that names the row."""

    name: str
    cardinality: Cardinality
    fields: tuple[Field, ...]
    titles: Titles = Titles()
    span: Span | None = None

    def field(self, name: str) -> Field | None:
        """The field called `name`, or None."""
        return next((item for item in self.fields if item.name == name), None)


CONTRACT = "contract"

PAYMENT = Record(
    "payment",
    Cardinality.MANY,
    (Field("month", MONTH), Field("paid_on", DATE), Field("amount", MONEY)),
    Titles("支払い", "payment"),
)
BROUGHT_FORWARD = Record(
    "brought_forward",
    Cardinality.MANY,
    (Field("month", MONTH), Field("due_on", DATE), Field("amount", MONEY)),
    Titles("繰越債務", "debt brought forward"),
)
BUILT_IN = (PAYMENT, BROUGHT_FORWARD)

# A late payment, derived by settlement: what an interest clause runs over. `principal` is the part of the debt it
# settles.
LATE = Record(
    "late",
    Cardinality.MANY,
    (Field("month", MONTH), Field("due_on", DATE), Field("paid_on", DATE), Field("principal", MONEY)),
    Titles("延滞した支払い", "late payment"),
)
