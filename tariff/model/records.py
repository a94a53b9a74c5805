"""Records: the facts of a contract that a pack declares, and the two that every pack has."""

from enum import StrEnum
from typing import TYPE_CHECKING

from attrs import frozen

from tariff.diagnostics import Span
from tariff.model.types import DATE, MONEY, MONTH, Type

if TYPE_CHECKING:
    from tariff.model.expr import Expr


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
    """One field of a record. `means`: in a record of other contracts, its value over the other contract's facts."""

    name: str
    type: Type
    titles: Titles = Titles()
    span: Span | None = None
    means: "Expr | None" = None


@frozen
class Never:
    """A row for which `when` holds is wrong. `when` reads the row, its contract and at-most-once records."""

    titles: Titles
    when: "Expr"
    span: Span | None = None


@frozen
class NeverAtOnce:
    """Two rows of a contract with one value of the field `per` (any two, when None) share no day.

    A row takes the days from `first` to `last`, both included; an unknown or missing `last` is open, and a row whose
    `first` is unknown, or later than its `last`, takes none.
    """

    titles: Titles
    per: str | None
    first: "Expr"
    last: "Expr | None"
    span: Span | None = None


@frozen
class Record:
    """A kind of fact. A `many` record has, beside `fields`, an implicit text `id` that names the row.

    rules: what makes a row wrong, so that its contract is refused (a case) or set apart (a book).
    same: for a record of other contracts, the field of the contract that they share; its rows' ids are the names of
        those contracts, and a book derives them.
    """

    name: str
    cardinality: Cardinality
    fields: tuple[Field, ...]
    titles: Titles = Titles()
    span: Span | None = None
    rules: tuple[Never | NeverAtOnce, ...] = ()
    same: str | None = None

    def field(self, name: str) -> Field | None:
        """The field called `name`, or None."""
        return next((item for item in self.fields if item.name == name), None)

    @property
    def key(self) -> str | None:
        """What a row's id is called where facts are written; None where rows have none."""
        if self.cardinality is not Cardinality.MANY:
            return None
        return ID if self.same is None else CONTRACT

    def needs(self, field: Field) -> bool:
        """Whether every row has to have a value of the field; a parameter is missed only by what reads it."""
        return not field.type.optional and self.name != PARAMETER


CONTRACT = "contract"
ID = "id"

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
# What the provider sets and the terms leave open: one row for all contracts, with the fields that a pack declares.
PARAMETER = "parameter"
BUILT_IN = (PAYMENT, BROUGHT_FORWARD)

# A late payment, derived by settlement: what an interest clause runs over. `principal` is the part of the debt it
# settles.
LATE = Record(
    "late",
    Cardinality.MANY,
    (
        Field("month", MONTH, Titles("月", "month")),
        Field("due_on", DATE, Titles("支払期限", "due on")),
        Field("paid_on", DATE, Titles("支払日", "paid on")),
        Field("principal", MONEY, Titles("元本", "principal")),
    ),
    Titles("延滞した支払い", "late payment"),
)

# A debt not fully paid by the end of its due day, derived by settlement: only rulings run over it. `amount` was unpaid
# then; `settled_on` is the day on which payments cover the debt.
ARREARS = Record(
    "arrears",
    Cardinality.MANY,
    (
        Field("month", MONTH, Titles("月", "month")),
        Field("due_on", DATE, Titles("支払期限", "due on")),
        Field("amount", MONEY, Titles("未払額", "amount")),
        Field("settled_on", DATE.or_unknown(), Titles("弁済日", "settled on")),
    ),
    Titles("未払い", "unpaid debt"),
)
