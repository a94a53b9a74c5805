"""The smallest contract on which two versions differ."""

import random
from pathlib import Path

import pytest
from attrs import evolve

from tariff.billing.case import case_text, read_case
from tariff.billing.sample import Sampler
from tariff.compare.impact.result import Side
from tariff.compare.impact.shrink import Shrinker
from tariff.compare.impact.witness import search
from tariff.model.calendar import last_day, month_of
from tariff.model.facts import Facts
from tariff.model.records import CONTRACT
from tariff.model.terms import Terms
from tests.shipped import ALL, LIBRARY, MOBILE


def versions(name: str, amendment: int) -> tuple[Side, Side]:
    """Some terms without one of their amendments, by number, and with it."""
    before, after = (Side(name, LIBRARY.terms(name, amendments=number)) for number in (amendment, amendment + 1))
    return before, after


@pytest.mark.parametrize(("name", "amendment"), [("docomo.ip_voice", 0), ("docomo.xi", 2)])
def test_nothing_more_can_be_left_out(name: str, amendment: int, tmp_path: Path) -> None:
    old, new = versions(name, amendment)
    found = search(old, new).witness
    assert found is not None
    assert found.in_money
    amounts = [[(item.month, item.clause, item.amount) for item in side.lines] for side in (found.old, found.new)]
    assert amounts[0] != amounts[1]
    # It is a case that can be given to `simulate`, and there is hardly anything in it.
    path = tmp_path / "case.yaml"
    path.write_text(case_text(found.facts, new.terms), encoding="utf-8")
    assert read_case(path, LIBRARY).facts.contract == found.facts.contract
    assert sum(len(rows) for rows in found.facts.rows.values()) <= 4
    assert new.terms.versions[-1].since <= found.until <= last_day(month_of(new.terms.versions[-1].since) + 1)
    assert search(old, new).witness == found


def test_where_only_decisions_differ() -> None:
    found = search(*versions("docomo.spend_alerts", 0)).witness
    assert found is not None
    assert not found.in_money
    assert found.old.decisions != found.new.decisions


def test_that_none_was_found_and_that_there_can_be_none() -> None:
    terms = LIBRARY.terms("docomo.xi")
    readings = {"attains_13_on": LIBRARY.axes("docomo.xi")[1].options[0].name}
    other = Side("b", LIBRARY.terms("docomo.xi", readings=readings))
    assert (missed := search(Side("a", terms), other, tries=2)).witness is None
    assert missed.tries == 2
    assert search(*versions("docomo.foma", 0)).tries == 0


def test_contracts_shrink_to_what_is_asked_for() -> None:
    """Down to the rows, values and days without which it no longer holds."""
    terms: Terms = ALL[MOBILE]
    facts = Sampler(terms).facts(random.Random(1), "K-1")
    since = terms.versions[0].since

    def has_contract(facts: Facts, _: int) -> bool:
        return bool(facts.of(CONTRACT))

    small, until = Shrinker(terms, since, has_contract).shrunk(facts, since + 1_000)
    assert {name for name, rows in small.rows.items() if rows} == {CONTRACT}
    contract = terms.record(CONTRACT)
    assert contract is not None
    (row,) = small.of(CONTRACT)
    assert [field.name for field in contract.fields if row.values[field.name] is not None] == [
        field.name for field in contract.fields if contract.needs(field)
    ]
    again = Shrinker(terms, since, has_contract).shrunk(evolve(small), until)
    assert again == (small, until)
