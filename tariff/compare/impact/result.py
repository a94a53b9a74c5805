"""What two versions make of a book, side by side. Amounts are integers in the currency's minor unit."""

from collections.abc import Iterable

from attrs import frozen

from tariff.billing.months import Months
from tariff.billing.summary import QuarantineTotal
from tariff.diagnostics import Diagnostic
from tariff.model.terms import Terms


@frozen
class Side:
    """One of two versions: what it is called in headings, and its terms."""

    name: str
    terms: Terms


@frozen
class Asked:
    """The first and last month asked for, as month numbers; None: from where the versions differ, to the book's end."""

    first: int | None = None
    last: int | None = None


@frozen
class Amounts:
    """One sum under both versions."""

    old: int
    new: int

    @property
    def difference(self) -> int:
        """What the new version adds."""
        return self.new - self.old


@frozen
class Counts:
    """How many contracts pay more, less and the same over all months, and how many were set apart and not compared."""

    more: int
    less: int
    same: int
    quarantined: int

    @property
    def compared(self) -> int:
        """How many were compared."""
        return self.more + self.less + self.same


@frozen
class ClauseMonth:
    """The lines of a clause in a month (``YYYY-MM``), before tax."""

    clause: str
    month: str
    amounts: Amounts


@frozen
class TaxMonth:
    """The tax of a rate in a month (``YYYY-MM``)."""

    rate: str
    month: str
    amounts: Amounts


@frozen
class DecisionChange:
    """The decisions of a clause with one outcome: how many there are, and how many only one version has.

    gone: those of the old version that the new one does not make just so; come: the other way round. Decisions that
    differ in nothing but the version or article that makes them are the same.
    """

    clause: str
    outcome: str
    amounts: Amounts
    gone: int
    come: int


@frozen
class Mover:
    """A contract with one of the largest differences, with tax, and the clause that moves it most, before tax.

    clause: ``""`` where the lines are the same and the tax alone differs.
    """

    contract: str
    amounts: Amounts
    clause: str
    moved: int


@frozen
class Bin:
    """How many contracts differ by `first` to `last`, both included; the outermost take in all that lies beyond."""

    first: int
    last: int
    contracts: int


@frozen
class Distribution:
    """How much the contracts differ that do.

    quantiles: (per cent, difference), each the difference of some contract. Both are empty where none differs.
    """

    quantiles: tuple[tuple[int, int], ...] = ()
    bins: tuple[Bin, ...] = ()


@frozen
class Impact:
    """What changes where contracts of a book fall under `new` instead of `old`.

    months: those compared; `asked` says which of their ends were named. onset: the first day (ordinal) from which the
    two compute otherwise, None where they never do.
    """

    old: Side
    new: Side
    onset: int | None
    asked: Asked
    months: Months
    counts: Counts
    clauses: tuple[ClauseMonth, ...]
    taxes: tuple[TaxMonth, ...]
    decisions: tuple[DecisionChange, ...]
    distribution: Distribution
    movers: tuple[Mover, ...]
    quarantine: tuple[QuarantineTotal, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def subtotal(self) -> Amounts:
        """The sum of all lines, before tax."""
        return together(item.amounts for item in self.clauses)

    @property
    def total(self) -> Amounts:
        """The sum of all invoices, with tax."""
        return together([self.subtotal, *(item.amounts for item in self.taxes)])


def together(amounts: Iterable[Amounts]) -> Amounts:
    """The sum of amounts."""
    found = list(amounts)
    return Amounts(sum(item.old for item in found), sum(item.new for item in found))
