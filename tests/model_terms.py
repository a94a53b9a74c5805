"""Small terms, built by hand, with every kind of driver, record, branch and limit."""

from datetime import date
from fractions import Fraction

from attrs import evolve

from tariff.model import types
from tariff.model.clause import Basis, Clause, Every, LineKind, Once, TaxClass, Units
from tariff.model.expr import (
    AddDays,
    AddMonths,
    And,
    Arithmetic,
    ArithmeticOp,
    Between,
    Compare,
    CompareOp,
    Const,
    DayAfterMonths,
    DayOf,
    DaysOfMonth,
    Expr,
    Field,
    If,
    InstantAt,
    Known,
    Least,
    MonthOf,
    Named,
    NextOpen,
    Not,
    Or,
    SpanCount,
    SumOfClauses,
    UnitMonth,
)
from tariff.model.money import Rounding
from tariff.model.records import ARREARS, BUILT_IN, LATE, Cardinality, Record, Titles
from tariff.model.records import Field as Column
from tariff.model.terms import BillingCycle, Branch, Calendar, TaxStep, Terms, Version

CAUSE = types.Type(types.Kind.CHOICE, choices=("carrier", "customer", "storm"))
PLAN = types.Type(types.Kind.CHOICE, choices=("basic", "full"))

RECORDS = (
    Record(
        "contract",
        Cardinality.ONE,
        (
            Column("applied_on", types.DATE),
            Column("accepted_on", types.DATE),
            Column("plan", PLAN),
            Column("seats", types.NUMBER),
            Column("holder", types.TEXT),
            Column("paperless", types.YESNO.or_unknown()),
        ),
    ),
    Record("notice", Cardinality.AT_MOST_ONCE, (Column("received_at", types.INSTANT),)),
    Record("ban", Cardinality.AT_MOST_ONCE, (Column("on", types.DATE), Column("ground", types.TEXT.or_unknown()))),
    Record(
        "visit",
        Cardinality.MANY,
        (
            Column("accepted_on", types.DATE.or_unknown()),
            Column("planned_on", types.DATE),
            Column("done_on", types.DATE.or_unknown()),
            Column("withdrawn_at", types.INSTANT.or_unknown()),
        ),
    ),
    Record("line", Cardinality.MANY, (Column("from_month", types.MONTH), Column("to_month", types.MONTH.or_unknown()))),
    Record(
        "outage",
        Cardinality.MANY,
        (
            Column("known_at", types.INSTANT),
            Column("restored_at", types.INSTANT.or_unknown()),
            Column("cause", CAUSE),
        ),
    ),
    Record(
        "damage",
        Cardinality.MANY,
        (
            Column("on", types.DATE),
            Column("amount", types.MONEY),
            Column("grave", types.YESNO),
        ),
    ),
    *BUILT_IN,
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def money(amount: int) -> Const:
    return Const(amount, types.MONEY)


def number(value: int | Fraction) -> Const:
    return Const(value, types.NUMBER)


def field(record: str, name: str) -> Field:
    declared = next(item for item in (*RECORDS, ARREARS, LATE) if item.name == record)
    column = declared.field(name)
    assert column is not None
    optional = column.type.optional or declared.cardinality is Cardinality.AT_MOST_ONCE
    return Field(record, name, column.type.or_unknown() if optional else column.type)


def compare(op: CompareOp, left: Expr, right: Expr) -> Compare:
    return Compare(op, left, right)


def times(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic(ArithmeticOp.MULTIPLY, left, right)


def over(left: Expr, right: Expr) -> Arithmetic:
    return Arithmetic(ArithmeticOp.DIVIDE, left, right)


def clause(name: str, kind: LineKind, drivers: tuple[Once | Every, ...], amount: Expr, **more: object) -> Clause:
    base = Clause(
        name=name,
        kind=kind,
        titles=Titles(en=name),
        article="1",
        drivers=drivers,
        guard=None,
        amount=amount,
        rounding=Rounding.DOWN,
        unit=1,
        tax=TaxClass.STANDARD,
        quantity=number(1),
    )
    return evolve(base, **more)  # type: ignore[arg-type]


APPLIED, ACCEPTED = field("contract", "applied_on"), field("contract", "accepted_on")
START = Named("start", Titles(en="start"), "1", AddDays(APPLIED, number(7)))
END = Named("end", Titles(en="end"), "1", Least((DayOf(field("notice", "received_at")), field("ban", "on"))))
MONTHS = Between(SpanCount.MONTHS, AddDays(ACCEPTED, number(1)), END)

JOINING = clause(
    "joining",
    LineKind.CHARGE,
    (Once("contract", START, APPLIED),),
    money(2_000),
    guard=Not(compare(CompareOp.LE, DayOf(field("notice", "received_at")), START)),
)
MONTHLY = clause(
    "monthly",
    LineKind.CHARGE,
    (Every("contract", AddMonths(MonthOf(START), 1), MonthOf(END)),),
    If(compare(CompareOp.EQ, field("contract", "plan"), Const("full", PLAN)), money(390), money(200)),
    tax=TaxClass.REDUCED,
)
LINES = clause(
    "lines",
    LineKind.CHARGE,
    (Every("line", field("line", "from_month"), Least((field("line", "to_month"), MonthOf(END)))),),
    times(field("contract", "seats"), money(130)),
)
LEAVING = clause(
    "leaving",
    LineKind.PENALTY,
    (Once("contract", END, ACCEPTED),),
    If(
        compare(CompareOp.LT, MONTHS, number(13)),
        money(5_600),
        If(compare(CompareOp.LT, MONTHS, number(25)), money(2_800), money(1_000)),
    ),
    guard=Or((Not(field("contract", "paperless")), Known(field("notice", "received_at")))),
)
VISIT = clause(
    "visit",
    LineKind.CHARGE,
    (
        Once("visit", field("visit", "done_on"), field("visit", "planned_on")),
        Once(
            "visit",
            DayOf(field("visit", "withdrawn_at")),
            field("visit", "planned_on"),
            when=compare(
                CompareOp.GE,
                field("visit", "withdrawn_at"),
                InstantAt(AddDays(field("visit", "planned_on"), number(-1)), 15 * 60),
            ),
        ),
    ),
    money(3_400),
)
OUTAGE = clause(
    "outage",
    LineKind.REFUND,
    (Once("outage", DayOf(field("outage", "restored_at")), DayOf(field("outage", "known_at"))),),
    over(SumOfClauses(("monthly", "lines"), UnitMonth()), DaysOfMonth(UnitMonth())),
    guard=compare(CompareOp.EQ, field("outage", "cause"), Const("carrier", CAUSE)),
    units=Units(field("outage", "known_at"), field("outage", "restored_at"), 1),
)
DAMAGE = clause(
    "damage",
    LineKind.COMPENSATION,
    (Once("damage", field("damage", "on"), field("damage", "on")),),
    field("damage", "amount"),
    tax=TaxClass.OUTSIDE,
    cap=money(390),
    capped=Not(field("damage", "grave")),
)
DUE, PAID, PRINCIPAL = field("late", "due_on"), field("late", "paid_on"), field("late", "principal")
GRACE = NextOpen(AddDays(DUE, number(10)), "sundays")
LATE_DAYS = Between(SpanCount.DAYS, AddDays(DUE, number(1)), AddDays(PAID, number(-1)))
INTEREST = clause(
    "interest",
    LineKind.INTEREST,
    (Once("late", PAID, DUE),),
    over(times(times(PRINCIPAL, number(Fraction(29, 200))), LATE_DAYS), number(365)),
    guard=And((compare(CompareOp.GT, PAID, GRACE), compare(CompareOp.GT, PRINCIPAL, money(100)))),
    tax=TaxClass.OUTSIDE,
    quantity=LATE_DAYS,
    basis=Basis(leave_out=("leaving",)),
)
DUNNING = clause(
    "dunning",
    LineKind.INTEREST,
    (Once("late", PAID, DUE, when=compare(CompareOp.GE, PAID, DayAfterMonths(AddDays(DUE, number(1)), 2))),),
    money(300),
    tax=TaxClass.OUTSIDE,
    basis=Basis(with_tax=False),
)

FIRST = Version(
    day("2015-05-26"),
    day("2016-04-25"),
    (JOINING, MONTHLY, LINES, LEAVING, VISIT, OUTAGE, DAMAGE, INTEREST, DUNNING),
)
DEARER = evolve(JOINING, amount=money(2_500))
GENTLER = evolve(INTEREST, guard=compare(CompareOp.GT, PAID, AddDays(DUE, number(30))), rounding=Rounding.HALF_UP)
SECOND = Version(day("2016-04-25"), None, (DEARER, MONTHLY, LINES, LEAVING, OUTAGE, DAMAGE, GENTLER, DUNNING))
OLD_DAMAGE = Version(
    day("2015-05-26"), day("2018-01-01"), (evolve(DAMAGE, cap=money(1_000), rounding=Rounding.UP, unit=10),)
)
OLDER_DAMAGE = Version(day("2018-01-01"), None, (evolve(DAMAGE, cap=None, capped=None),))

TERMS = Terms(
    name="model.terms",
    titles=Titles(en="Model terms"),
    issuer="nobody",
    currency="JPY",
    minor_digits=0,
    zone="Asia/Tokyo",
    rounding=Rounding.DOWN,
    unit=1,
    billing=BillingCycle(),
    records=RECORDS,
    versions=(FIRST, SECOND),
    branches=(
        Branch(
            "of.2016",
            "visit",
            compare(CompareOp.LT, field("visit", "accepted_on"), Const(day("2016-04-25"), types.DATE)),
            day("2016-04-25"),
            None,
            frozen=True,
        ),
        Branch(
            "of.2016",
            "damage",
            compare(CompareOp.LT, ACCEPTED, Const(day("2016-04-25"), types.DATE)),
            day("2016-04-25"),
            day("2019-10-01"),
            frozen=False,
            versions=(OLD_DAMAGE, OLDER_DAMAGE),
        ),
        Branch(
            "of.2016",
            "late",
            compare(CompareOp.LT, DUE, Const(day("2016-06-01"), types.DATE)),
            day("2016-04-25"),
            None,
            frozen=True,
        ),
    ),
    taxes=(
        TaxStep(day("2014-04-01"), {"standard": Fraction(8, 100), "reduced": Fraction(8, 100)}),
        TaxStep(day("2019-10-01"), {"standard": Fraction(10, 100), "reduced": Fraction(8, 100)}),
    ),
    calendars=(Calendar("sundays", frozenset(range(day("2015-01-04"), day("2030-01-01"), 7))),),
    digest="model",
)
