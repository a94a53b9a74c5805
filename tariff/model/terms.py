"""Terms as both evaluators take them: versions of clauses over time, with readings chosen."""

from datetime import date
from fractions import Fraction

from attrs import Factory, field, frozen

from tariff.model.clause import Clause
from tariff.model.expr import Expr
from tariff.model.money import Rounding
from tariff.model.records import Record, Titles
from tariff.model.ruling import Ruling


@frozen
class Branch:
    """Prior terms that some facts keep: a governing date at or after `since` is moved to `prior_day` for them.

    record: the driver record whose rows may keep them; clauses driven by others are not touched.
    condition: which rows do; over the contract, its at-most-once records and the row.
    until: prior terms are kept for governing dates before this day; None: for ever.
    frozen: True for ``keep prior terms`` (the version of `prior_day`); False for ``prior terms remain in force``, where
        `versions` holds the prior line, amendable, and the governing date itself picks among them.
    prior_day: the day before the amendment; `since` is later where the transition itself was written later.
    """

    amendment: str
    record: str
    condition: Expr
    since: int
    until: int | None
    frozen: bool
    versions: "tuple[Version, ...]" = ()
    prior_day: int = field(default=Factory(lambda self: self.since - 1, takes_self=True))


@frozen
class Version:
    """One consolidated version, in force in ``[since, until)`` (days); `until` None: still in force."""

    since: int
    until: int | None
    clauses: tuple[Clause, ...]
    rulings: tuple[Ruling, ...] = ()

    @property
    def held(self) -> tuple[Clause | Ruling, ...]:
        """Its clauses and rulings."""
        return (*self.clauses, *self.rulings)

    def clause(self, name: str) -> Clause | None:
        """The clause called `name` in this version."""
        return next((item for item in self.clauses if item.name == name), None)


@frozen
class TaxStep:
    """The rates of each class in force from a day, as exact fractions."""

    since: int
    rates: dict[str, Fraction] = field(hash=False)


@frozen
class BillingCycle:
    """When a month's invoice is issued and due, as days in the months after it (1: the first; 0: the last day)."""

    issue_months: int = 1
    issue_day: int = 1
    due_months: int = 1
    due_day: int = 0


@frozen
class Calendar:
    """Closed days between the bounds of `calendar` (days); outside them every day is open."""

    name: str
    closed: frozenset[int]

    @property
    def longest(self) -> int:
        """How many days on end it is closed at most."""
        firsts = sorted(day for day in self.closed if day - 1 not in self.closed)
        lasts = sorted(day for day in self.closed if day + 1 not in self.closed)
        return max((last - first + 1 for first, last in zip(firsts, lasts, strict=True)), default=0)


@frozen
class Terms:
    """A pack, consolidated as known on a day under chosen readings: all that an evaluator needs.

    digest: content hash of the packs this came from. known_on: the day that was asked for, None: all is known.
    readings: the chosen readings that are not defaults, as (``CLAUSE.AXIS`` or ``CLAUSE``, name), sorted.
    versions: in order of `since`, without gaps: ``versions[0].since`` is the first day in force.
    branches: in order of `since`.
    """

    name: str
    titles: Titles
    issuer: str
    currency: str
    minor_digits: int
    zone: str
    rounding: Rounding
    unit: int
    billing: BillingCycle
    records: tuple[Record, ...]
    versions: tuple[Version, ...]
    branches: tuple[Branch, ...]
    taxes: tuple[TaxStep, ...]
    calendars: tuple[Calendar, ...]
    digest: str
    readings: tuple[tuple[str, str], ...] = ()
    known_on: date | None = None

    def record(self, name: str) -> Record | None:
        """The record called `name`, the built-in ones included."""
        return next((item for item in self.records if item.name == name), None)

    def calendar(self, name: str) -> Calendar:
        """The calendar called `name`."""
        return next(item for item in self.calendars if item.name == name)
