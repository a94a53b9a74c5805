"""A sample book is believable, the same for the same seed, and comes to every side of every condition."""

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import evolve

from tariff.billing.months import Months
from tariff.billing.run import bill
from tariff.billing.sample import Sampler
from tariff.billing.sample_book import ORIGINALS, write_book
from tariff.billing.sample_days import Window
from tariff.billing.summary import LARGEST
from tariff.interpret import Evaluator, Rules
from tariff.model.calendar import month_of
from tariff.model.clause import LineKind
from tariff.model.facts import Facts
from tariff.model.records import BUILT_IN, PARAMETER, Cardinality
from tariff.model.types import Kind
from tests.model_terms import TERMS as MODEL
from tests.reach import unreached
from tests.shipped import ALL, MOBILE

WINDOW = Window(MODEL.versions[1].since, MODEL.versions[1].since + 200)


@pytest.mark.parametrize("name", ALL)
def test_a_sample_comes_to_every_side_of_every_condition(name: str) -> None:
    """Most terms need few contracts for it; all do with the contracts that a book does not copy."""
    sampler = Sampler(ALL[name])
    months = month_of(sampler.window.first), month_of(sampler.window.last)
    batch: list[Facts] = []
    missed = ["nothing drawn"]
    while missed and len(batch) < ORIGINALS:
        numbers = range(len(batch), len(batch) + 1_024)
        batch += [sampler.facts(random.Random(f"reach/{number}"), f"K-{number}") for number in numbers]
        missed = unreached(sampler.terms, batch, *months)
    assert missed == []


def test_what_is_not_reached_is_named() -> None:
    facts = Sampler(MODEL).facts(random.Random(1), "K-1")
    alone = evolve(facts, rows={"contract": facts.of("contract")})
    missing = unreached(MODEL, [alone], month_of(MODEL.versions[0].since), month_of(MODEL.versions[0].since) + 120)
    plan = facts.of("contract")[0].values["plan"]
    assert (plan == "full") == ("monthly: contract.plan == full" not in missing)
    assert {"outage: too short", "damage: damage.amount == 390", "interest: late.principal == 100"} <= set(missing)


@pytest.mark.parametrize("name", ALL)
def test_a_sample_holds_what_a_real_book_holds(name: str) -> None:
    sampler = Sampler(ALL[name])
    terms, evaluator = sampler.terms, Evaluator(sampler.terms)
    batch = [sampler.facts(random.Random(f"real/{number}"), f"K-{number}") for number in range(400)]
    for record in terms.records:
        counts = {len(facts.of(record.name)) for facts in batch}
        once = record.cardinality is Cardinality.ONE or record.name == PARAMETER
        assert (counts == {1}) if once else counts >= ({1} if record in BUILT_IN else {0, 1})
        assert record.cardinality is not Cardinality.MANY or max(counts) > 2
        for field in record.fields:
            values = [row.values[field.name] for facts in batch for row in facts.of(record.name)]
            assert (None in values) == field.type.optional
            assert set(field.type.choices) <= set(values)
            assert field.type.kind is not Kind.DATE or len(set(values)) > len(values) // 50 or record.name == PARAMETER
    rules = Rules(terms)
    assert not [broken for facts in batch for broken in rules.broken(facts)]
    results = [evaluator.evaluate(facts, sampler.window.last) for facts in batch]
    assert not [fault for result in results for fault in result.faults]
    kinds = {clause.kind for version in terms.versions for clause in version.clauses}
    made = {line.kind for result in results for line in result.lines}
    assert made >= kinds & {LineKind.CHARGE, LineKind.INTEREST}
    paid = [result.owed.overdue == 0 for result in results if result.invoices]
    # Where a contract has one invoice or two, few are left with a debt.
    assert not kinds or 0.4 < sum(paid) / len(paid) < 1


def test_a_sample_is_decided_in_every_way() -> None:
    sampler = Sampler(ALL[MOBILE])
    evaluator = Evaluator(sampler.terms)
    facts = (sampler.facts(random.Random(f"decided/{number}"), f"K-{number}") for number in range(400))
    decisions = [item for one in facts for item in evaluator.evaluate(one, sampler.window.last).decisions]
    rulings = [ruling for version in sampler.terms.versions for ruling in version.rulings]
    ways = {(ruling.name, way) for ruling in rulings for way in (ruling.outcome, ruling.against) if way}
    assert {(item.clause, item.outcome) for item in decisions} == ways
    grounds = {(ruling.name, ground.label("ja")) for ruling in rulings for ground in ruling.grounds}
    assert {(item.clause, reason) for item in decisions for reason in item.reasons} == grounds


def test_the_contracts_of_a_book_share_what_the_provider_set_and_customers(tmp_path: Path) -> None:
    write_book(ALL[MOBILE], 400, 3, tmp_path)
    assert asked(tmp_path, "SELECT count(*) FROM parameter") == (1,)
    most, two = asked(
        tmp_path,
        """
        SELECT max(contracts), count(*) FILTER (WHERE contracts > 1)
        FROM (SELECT count(*) AS contracts FROM contract WHERE au_id IS NOT NULL GROUP BY au_id)
        """,
    )
    assert most > 4
    assert two > 30
    assert not (tmp_path / MOBILE / "sibling.parquet").exists()


def test_faulty_contracts_get_rows_that_rules_forbid(tmp_path: Path) -> None:
    write_book(ALL[MOBILE], 60, 5, tmp_path, faulty=24)
    packs = {MOBILE: ALL[MOBILE]}
    month = month_of(ALL[MOBILE].versions[0].since) + 12
    found = bill(tmp_path, Months(month, month), tmp_path / "l", packs=packs, terms=packs.__getitem__, dry_run=True)
    assert {"E0837", "E0838"} <= {item.code for item in found.summary.quarantine}


def test_days_fall_where_law_and_calendar_change() -> None:
    sampler = Sampler(MODEL)
    batch = [sampler.facts(random.Random(number), "K-1") for number in range(300)]
    days = {date.fromordinal(int(facts.of("contract")[0].values["applied_on"] or 0)) for facts in batch}
    assert {date(2016, 4, 24), date(2016, 4, 25)} <= days | {day + timedelta(1) for day in days}
    assert any((day.month, day.day) == (2, 29) for day in days)
    assert any((day + timedelta(1)).day == 1 for day in days)
    assert min(days) < date.fromordinal(MODEL.versions[0].since)


def book(folder: Path, contracts: int, seed: int, faulty: int = 0, window: Window | None = None) -> dict[str, bytes]:
    write_book(MODEL, contracts, seed, folder, window=window, faulty=faulty)
    return {path.stem: path.read_bytes() for path in sorted((folder / MODEL.name).iterdir())}


def test_a_book_depends_on_its_seed_alone(tmp_path: Path) -> None:
    one = book(tmp_path / "one", 200, 7)
    assert one == book(tmp_path / "other", 200, 7)
    assert one["contract"] != book(tmp_path / "third", 200, 8)["contract"]
    assert set(one) == {record.name for record in MODEL.records}


def asked(folder: Path, query: str) -> tuple[Any, ...]:
    """The one row that a query of a book's tables gives."""
    with duckdb.connect() as connection:
        for path in folder.glob("*/*.parquet"):
            connection.execute(f"CREATE VIEW {path.stem} AS FROM '{path}'")
        row = connection.execute(query).fetchone()
        assert row is not None
        return row


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of which half are copies."""
    folder = tmp_path_factory.mktemp("copies")
    book(folder, 2 * ORIGINALS, 3, window=WINDOW)
    return folder


def test_copies_keep_what_counts_and_have_names_of_their_own(copies: Path) -> None:
    assert asked(copies, "SELECT count(*), count(DISTINCT contract) FROM contract") == (2 * ORIGINALS, 2 * ORIGINALS)
    assert asked(copies, "SELECT count(*) FROM payment ANTI JOIN contract USING (contract)") == (0,)
    holders, names = asked(copies, "SELECT count(holder), count(DISTINCT holder) FROM contract")
    assert 1 < names < holders
    (late,) = asked(copies, "SELECT max(paid_on) FROM payment")
    assert WINDOW.first + 60 <= late.toordinal() <= WINDOW.last


def test_a_contract_with_one_of_a_months_largest_invoices_is_not_copied(copies: Path, tmp_path: Path) -> None:
    month, packs = month_of(WINDOW.first) + 3, {MODEL.name: MODEL}
    ledger = tmp_path / "ledger.duckdb"
    result = bill(copies, Months(month, month), ledger, packs=packs, terms=packs.__getitem__, dry_run=True)
    numbers = [int(invoice.contract.removeprefix("C-")) for invoice in result.summary.largest]
    assert len(numbers) == LARGEST
    assert max(numbers) <= ORIGINALS


def test_faulty_contracts_get_rows_that_cannot_be_billed(tmp_path: Path) -> None:
    book(tmp_path / "plain", 40, 5)
    book(tmp_path / "faulty", 40, 5, faulty=12)
    twice = "SELECT count(*) - count(DISTINCT contract) FROM "
    wrong = "SELECT count(*) FROM payment WHERE amount < 0 OR amount > 1e12 OR paid_on IS NULL"
    for record, fewest in (("contract", 2), ("notice", 1), ("ban", 1)):
        assert asked(tmp_path / "plain", twice + record) == (0,)
        assert asked(tmp_path / "faulty", twice + record)[0] >= fewest
    assert asked(tmp_path / "plain", wrong) == (0,)
    assert asked(tmp_path / "faulty", wrong)[0] >= 3
