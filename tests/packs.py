"""Terms made by hand, for tests of what reads declarations and needs no clauses."""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from tariff.diagnostics import Diagnostic, InputError
from tariff.model.expr import Compare, CompareOp
from tariff.model.expr import Field as Read
from tariff.model.money import Rounding
from tariff.model.records import BUILT_IN, Cardinality, Field, Never, NeverAtOnce, Record, Titles
from tariff.model.terms import BillingCycle, Terms, Version
from tariff.model.types import DATE, INSTANT, MONEY, NUMBER, TEXT, YESNO, Kind, Type

GRAVITY = Type(Kind.CHOICE, choices=("ordinary", "gross_negligence", "intent"))

KDDI = Terms(
    name="kddi.nuisance_call_light",
    titles=Titles("迷惑電話光ってお知らせサービス", "Nuisance-call light alert"),
    issuer="KDDI株式会社",
    currency="JPY",
    minor_digits=0,
    zone="Asia/Tokyo",
    rounding=Rounding.DOWN,
    unit=1,
    billing=BillingCycle(),
    records=(
        Record(
            "contract", Cardinality.ONE, (Field("applied_on", DATE), Field("accepted_on", DATE), Field("au_id", TEXT))
        ),
        Record("cancellation", Cardinality.AT_MOST_ONCE, (Field("received_at", INSTANT),)),
        Record("termination", Cardinality.AT_MOST_ONCE, (Field("ended_on", DATE), Field("ground", TEXT))),
        Record(
            "device",
            Cardinality.MANY,
            (Field("return_due", DATE.or_unknown()), Field("returned_on", DATE.or_unknown())),
        ),
        Record(
            "visit",
            Cardinality.MANY,
            (
                Field("applied_on", DATE),
                Field("scheduled_on", DATE),
                Field("withdrawn_at", INSTANT.or_unknown()),
            ),
        ),
        Record(
            "damage",
            Cardinality.MANY,
            (Field("occurred_on", DATE), Field("amount", MONEY), Field("gravity", GRAVITY)),
        ),
        *BUILT_IN,
    ),
    versions=(Version(date(2015, 5, 26).toordinal(), None, ()),),
    branches=(),
    taxes=(),
    calendars=(),
    digest="",
)

DOLLARS = evolve(
    KDDI,
    name="test.dollars",
    currency="USD",
    minor_digits=2,
    zone="America/New_York",
    records=(
        Record("contract", Cardinality.ONE, (Field("signed_at", INSTANT),)),
        Record(
            "usage",
            Cardinality.MANY,
            (Field("fee", MONEY), Field("units", NUMBER), Field("roaming", YESNO.or_unknown())),
        ),
        *BUILT_IN,
    ),
)

_BEGAN, _LIFTED = Read("stop", "began_on", DATE), Read("stop", "lifted_on", DATE.or_unknown())
# What the provider sets, contracts of one customer, and rows that must not run at once.
CARRIER = evolve(
    KDDI,
    name="test.carrier",
    records=(
        Record("contract", Cardinality.ONE, (Field("accepted_on", DATE), Field("au_id", TEXT.or_unknown()))),
        Record("parameter", Cardinality.AT_MOST_ONCE, (Field("limit", MONEY), Field("switched_at", INSTANT))),
        Record(
            "sibling",
            Cardinality.MANY,
            (Field("au_id", TEXT), Field("accepted_on", DATE), Field("ended_on", DATE.or_unknown())),
            same="au_id",
        ),
        Record(
            "stop",
            Cardinality.MANY,
            (Field("number", TEXT), Field("began_on", DATE), Field("lifted_on", DATE.or_unknown())),
            rules=(
                Never(
                    Titles("開始前の解除", "lifted before it began"),
                    Compare(CompareOp.LT, _LIFTED, _BEGAN),
                ),
                NeverAtOnce(Titles(), "number", _BEGAN, _LIFTED),
            ),
        ),
        *BUILT_IN,
    ),
)


@frozen
class Shelf:
    """A library of hand-made terms."""

    packs: tuple[Terms, ...] = (KDDI, DOLLARS, CARRIER)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(terms.name for terms in self.packs)

    def terms(self, name: str, *, known_on: date | None = None, readings: Mapping[str, str] | None = None) -> Terms:
        del known_on, readings
        found = next((terms for terms in self.packs if terms.name == name), None)
        if found is None:
            raise InputError([Diagnostic("E0205", f"there are no terms called {name}")])
        return found
