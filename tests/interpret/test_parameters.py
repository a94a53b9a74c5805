"""What the provider sets: needed only where a line or decision rests on it."""

from typing import Any

import pytest

from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model import expr as e
from tariff.model.clause import Clause, Every, Once
from tariff.model.gather import Aggregate, Element, Gathering
from tariff.model.records import PARAMETER, Cardinality
from tariff.model.ruling import Outcome, Ruling
from tariff.model.terms import Branch, Terms
from tariff.model.types import INSTANT, MONEY, NUMBER
from tests.interpret.build import (
    APPLIED,
    APPLIED_ONCE,
    branch,
    clause,
    compare,
    day,
    decided,
    evaluate,
    facts,
    ground,
    money,
    month,
    monthly,
    number,
    on_day,
    record,
    ruling,
    terms,
    times,
    version,
)

PARAMETERS = record(PARAMETER, Cardinality.AT_MOST_ONCE, price=MONEY, switched_at=INSTANT, months=NUMBER.or_unknown())
PRICE = e.Field(PARAMETER, "price", MONEY)
SWITCHED = e.Field(PARAMETER, "switched_at", INSTANT)
MONTHS = e.Field(PARAMETER, "months", NUMBER.or_unknown())
REQUEST = record("request", made_at=INSTANT)
MADE_AT = e.Field("request", "made_at", INSTANT)
MADE = e.DayOf(MADE_AT)


def these(*parts: Clause | Ruling, **changes: Any) -> Terms:
    return terms(*parts, records=[PARAMETERS, REQUEST], **changes)


def refused(given: Terms, until: str = "2016-12-31", **rows: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        evaluate(given, facts(**rows), until)
    return [(item.code, item.message) for item in caught.value.findings]


def test_a_parameter_is_read_like_a_field_of_the_contract() -> None:
    (line,) = evaluate(these(clause("fee", APPLIED_ONCE, amount=PRICE)), facts(parameter={"price": 390})).lines
    assert line.amount == 390


@pytest.mark.parametrize(
    "part",
    [
        clause("fee", APPLIED_ONCE, amount=PRICE),
        clause("fee", APPLIED_ONCE, amount=1, guard=compare(PRICE, ">", money(0))),
        clause("fee", APPLIED_ONCE, amount=1, cap=PRICE),
        clause("fee", Once("contract", APPLIED, APPLIED, when=e.Known(PRICE)), amount=1),
        clause("fee", monthly(), amount=PRICE),
        clause("fee", Every("contract", e.MonthOf(APPLIED), e.MonthOf(e.DayOf(SWITCHED))), amount=PRICE),
        ruling("duty", APPLIED_ONCE, amount=PRICE),
        ruling("duty", APPLIED_ONCE, guard=e.Known(PRICE)),
        ruling("duty", APPLIED_ONCE, grounds=(ground("1", "", e.Known(PRICE)),), against=Outcome.REFUSED),
        ruling("duty", APPLIED_ONCE, until=e.DayOf(SWITCHED)),
    ],
)
def test_what_rests_on_a_parameter_needs_it(part: Clause | Ruling) -> None:
    ((code, message),) = refused(these(part))
    assert (code, message.removesuffix(" is not given")) in (
        ("E0703", "the parameter price"),
        ("E0703", "the parameter switched_at"),
    )


def test_all_that_is_missing_is_said_once() -> None:
    parts: list[Clause | Ruling] = [
        clause("fee", monthly(), amount=PRICE),
        clause("more", monthly(), amount=PRICE),
        ruling("duty", APPLIED_ONCE, until=e.DayOf(SWITCHED)),
    ]
    assert [message for _, message in refused(these(*parts))] == [
        "the parameter price is not given",
        "the parameter switched_at is not given",
    ]


def test_a_parameter_that_nothing_rests_on_is_not_needed() -> None:
    early = compare(APPLIED, "<", on_day("2016-05-20"))
    applied = ground("1", "", e.Known(APPLIED))
    parts: list[Clause | Ruling] = [
        clause("guarded", APPLIED_ONCE, amount=PRICE, guard=early),
        clause("lazy", APPLIED_ONCE, amount=1, guard=e.And((early, e.Known(PRICE)))),
        ruling("requested", Once("request", MADE, MADE), amount=PRICE),
        ruling("refused", APPLIED_ONCE, amount=PRICE, grounds=(applied,), against=Outcome.REFUSED),
    ]
    found = evaluate(these(*parts), facts())
    assert ([line.clause for line in found.lines], [item.clause for item in found.decisions]) == ([], ["refused"])


def test_what_comes_later_needs_nothing_yet() -> None:
    later = these(clause("fee", Once("contract", on_day("2016-07-01"), APPLIED), amount=PRICE))
    assert evaluate(later, facts(), "2016-06-30").lines == ()
    assert len(refused(later, "2016-07-01")) == 1


def test_a_parameter_that_may_be_unknown_may_be_left_out() -> None:
    guard = e.Not(compare(MONTHS, "<", number(3)))
    assert len(evaluate(these(clause("fee", APPLIED_ONCE, amount=1, guard=guard)), facts()).lines) == 1


SINCE = "2019-11-20"


def switching() -> Terms:
    """A request is governed by the prior terms until an instant of the day of the amendment."""
    prior: Branch = branch("a", "request", compare(MADE_AT, "<", SWITCHED), SINCE, until="2019-11-21")
    request = Once("request", MADE, MADE)
    versions = [
        version("2015-01-01", SINCE, ruling("option", request, article="old")),
        version(SINCE, None, ruling("option", request, article="new")),
    ]
    return these(versions=versions, branches=(prior,))


def test_an_amendment_takes_effect_at_an_instant_that_the_provider_sets() -> None:
    instants = [f"2019-11-20T{time}+09:00" for time in ("09:59:59", "10:00:00")]
    given = facts(request=[{"made_at": made_at} for made_at in instants], parameter={"switched_at": instants[1]})
    found = evaluate(switching(), given, "2019-12-31").decisions
    assert [(item.subject, item.article) for item in found] == [("request:1", "old"), ("request:2", "new")]


def test_without_the_instant_only_the_day_of_the_amendment_is_unresolved() -> None:
    (missing,) = refused(switching(), "2019-12-31", request=[{"made_at": "2019-11-20T00:00:00+09:00"}])
    assert missing == ("E0703", "the parameter switched_at is not given")
    before = facts(request=[{"made_at": "2019-11-19T23:59:59+09:00"}])
    assert [item[1] for item in decided(switching(), before, "2019-12-31")] == ["request:1"]


def test_a_reason_that_was_not_looked_at_says_that_a_parameter_is_missing() -> None:
    guard = e.Or((e.Known(APPLIED), compare(PRICE, ">", money(0))))
    evaluator = Evaluator(these(clause("fee", APPLIED_ONCE, amount=1, guard=guard)))
    reason = evaluator.why(facts(), day("2016-12-31"), "test.terms/K-1/fee/-/2016-05")
    told = [item for part in reason.because for item in part.because]
    assert "unresolved: the parameter price is not given" in [item.value for item in told]


def test_an_id_that_names_nothing_for_want_of_a_parameter_says_so() -> None:
    evaluator = Evaluator(these(ruling("duty", APPLIED_ONCE, amount=PRICE)))
    with pytest.raises(InputError, match="the parameter price is not given"):
        evaluator.why_decision(facts(), day("2016-12-31"), "test.terms/K-1/duty/-/2016-05")


@pytest.mark.parametrize(
    "part",
    [
        clause("fee", APPLIED_ONCE, amount=1, guard=compare(PRICE, ">", money(0))),
        ruling("fee", APPLIED_ONCE, guard=compare(PRICE, ">", money(0))),
        ruling("fee", Once("contract", e.DayOf(SWITCHED), APPLIED)),
    ],
)
def test_a_line_that_is_not_there_for_want_of_a_parameter(part: Clause | Ruling) -> None:
    with pytest.raises(InputError, match=r"the parameter \w+ is not given"):
        Evaluator(these(part)).why_not(facts(), day("2016-12-31"), "fee", None, month("2016-05"))


def test_a_condition_on_rows_rests_on_a_parameter_only_where_there_are_rows() -> None:
    made = e.DayOf(Element("request", "made_at", INSTANT))
    count = Aggregate(Gathering.COUNT, "request", None, compare(made, "<", e.DayOf(SWITCHED)))
    given = these(ruling("duty", APPLIED_ONCE, amount=times(money(1), count)))
    assert [item.amount for item in evaluate(given, facts()).decisions] == [0]
    assert len(refused(given, request=[{"made_at": "2016-06-01T00:00:00+09:00"}])) == 1
