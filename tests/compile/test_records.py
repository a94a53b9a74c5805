"""The rows that rules make wrong, and those of other contracts: queries over a book, as the evaluator sees a case."""

import random
from datetime import date

from attrs import evolve

from tariff.compile import Compiler, trees
from tariff.interpret import broken_rules
from tariff.model import types
from tariff.model.calendar import MAX_DAY
from tariff.model.expr import AddDays, CompareOp, DayOf, Field, Known, Least, Not
from tariff.model.facts import Facts, Row, Value
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.records import CONTRACT, Cardinality, Never, NeverAtOnce, Record, Titles
from tariff.model.records import Field as Column
from tariff.model.terms import Terms
from tests.compile.loading import connect
from tests.model_terms import RECORDS, TERMS, compare, day, field, number
from tests.strategies import WildFacts

_NONE = Titles()
_DONE, _PLANNED = field("visit", "done_on"), field("visit", "planned_on")
RULES: dict[str, tuple[Never | NeverAtOnce, ...]] = {
    CONTRACT: (Never(_NONE, compare(CompareOp.LT, field(CONTRACT, "accepted_on"), field(CONTRACT, "applied_on"))),),
    "ban": (Never(_NONE, Not(Known(field("ban", "ground")))),),
    "visit": (
        Never(_NONE, compare(CompareOp.LT, _DONE, field(CONTRACT, "applied_on"))),
        NeverAtOnce(_NONE, None, _PLANNED, Least((_DONE, AddDays(_PLANNED, number(900))))),
        NeverAtOnce(_NONE, "accepted_on", _PLANNED, None),
    ),
    "outage": (NeverAtOnce(_NONE, "cause", DayOf(field("outage", "known_at")), DayOf(field("outage", "restored_at"))),),
}


def ruled() -> Terms:
    return evolve(TERMS, records=tuple(evolve(item, rules=RULES.get(item.name, ())) for item in RECORDS))


def test_the_rows_that_rules_make_wrong_are_those_that_the_evaluator_finds() -> None:
    terms = ruled()
    wild = WildFacts(terms)
    batch = [wild.facts(random.Random(f"rules/{one}"), f"K-{one}") for one in range(300)]
    query = Compiler(terms).violations()
    assert query is not None
    with connect(terms, batch) as connection:
        found = connection.execute(query.sql(trees.DIALECT)).fetchall()
    expected = [
        (facts.contract, item.record.name, item.row.id or None, item.record.rules.index(item.rule))
        for facts in batch
        for item in broken_rules(terms, facts)
    ]
    assert sorted(found, key=repr) == sorted(expected, key=repr)
    assert {(name, place) for _, name, _, place in expected} == {
        (name, place) for name, rules in RULES.items() for place in range(len(rules))
    }


def test_records_without_rules_ask_for_nothing() -> None:
    assert Compiler(TERMS).violations() is None


_ENDED = Least((field("ban", "on"), DayOf(field("notice", "received_at"))))
_VISITS = Aggregate(Gathering.COUNT, "visit", None, Known(Element("visit", "done_on", types.DATE.or_unknown())))
SIBLING = Record(
    "sibling",
    Cardinality.MANY,
    (
        Column("accepted_on", types.DATE),
        Column("ended_on", types.DATE.or_unknown(), means=_ENDED),
        Column("visits", types.NUMBER, means=_VISITS),
        Column("name", types.TEXT, means=Field(CONTRACT, "id", types.TEXT)),
    ),
    same="holder",
)


def contract(name: str, holder: str | None, accepted: str, **rows: tuple[Row, ...]) -> Facts:
    days = {"applied_on": 1, "accepted_on": day(accepted)}
    values: dict[str, Value] = {**days, "plan": "full", "seats": 1, "holder": holder}
    return Facts(name, TERMS.name, {CONTRACT: (Row("", values),), **rows})


def test_a_book_derives_the_contracts_that_share_a_holder() -> None:
    terms = evolve(TERMS, records=(*RECORDS, SIBLING))
    done = {"accepted_on": None, "planned_on": 1, "withdrawn_at": None}
    visits = tuple(Row(f"{place}", {**done, "done_on": seen}) for place, seen in enumerate((1, None, MAX_DAY)))
    batch = [
        contract("K-1", "au-1", "2016-05-20", ban=(Row("", {"on": day("2017-01-02"), "ground": None}),)),
        contract("K-2", "au-1", "2016-06-01", visit=visits),
        contract("K-3", "au-2", "2016-06-01"),
        contract("K-4", None, "2016-06-01"),
        contract("K-5", None, "2016-06-01"),
    ]
    query = Compiler(terms).siblings(SIBLING)
    with connect(terms, batch) as connection:
        found = connection.execute(query.sql(trees.DIALECT))
        assert [column[0] for column in found.description or ()] == [
            "contract",
            "id",
            *(f.name for f in SIBLING.fields),
        ]
        rows = sorted(found.fetchall())
    assert rows == [
        ("K-1", "K-2", date(2016, 6, 1), None, 2, "K-2"),
        ("K-2", "K-1", date(2016, 5, 20), date(2017, 1, 2), 0, "K-1"),
    ]
