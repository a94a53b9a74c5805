"""Billing: what a bill writes is what simulation says, in any order of runs and of news."""

import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from attrs import evolve

from tariff.billing.book_contract import read_contract
from tariff.billing.book_records import of_siblings
from tariff.billing.months import Months, parse_month
from tariff.billing.sample import Sampler
from tariff.interpret import Evaluator
from tariff.model.calendar import last_day
from tariff.model.facts import Facts, Row
from tariff.model.records import CONTRACT, PARAMETER, PAYMENT
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tests.billing.books import write_facts, write_sheets
from tests.billing.loads import read_contracts
from tests.billing.runs import KDDI, bill_into, rows, sheets
from tests.shipped import LIBRARY, MOBILE

CONTRACTS = 40
# Terms that between them have every kind of clause and decision; `tests/test_two_evaluators.py` runs over all packs.
BILLED = (KDDI, "softbank.call_recording", "docomo.ip_voice", MOBILE)
# What a run changed of months billed before.
CORRECTED = """
    SELECT id FROM line WHERE kind = 'adjustment'
    UNION ALL
    SELECT clause FROM decision JOIN run ON run.id = decision.run WHERE strftime("from", '%Y-%m') < month
"""


def standing(ledger: Path) -> dict[str, list[tuple[object, ...]]]:
    """What stands: the sums of what each line and each tax came to, corrections and all."""
    return {
        "lines": rows(
            ledger,
            """
            SELECT coalesce(refers_to, id) AS id, contract, month, clause, tax, rate, sum(amount), sum(quantity)
            FROM line GROUP BY ALL HAVING sum(amount) <> 0 ORDER BY ALL
            """,
        ),
        "taxes": rows(
            ledger,
            """
            SELECT contract, month, rate, sum(base), sum(tax) FROM invoice_tax
            GROUP BY ALL HAVING sum(base) <> 0 OR sum(tax) <> 0 ORDER BY ALL
            """,
        ),
        "payments": rows(
            ledger,
            """
            SELECT terms, contract, month, sum(amount) FROM payment
            GROUP BY ALL HAVING sum(amount) <> 0 ORDER BY ALL
            """,
        ),
        "decisions": rows(ledger, "SELECT * EXCLUDE (run) FROM decision ORDER BY ALL"),
        "invoices": rows(
            ledger,
            """
            SELECT contract, month, sum(subtotal), sum(total) FROM invoice
            GROUP BY ALL HAVING sum(total) <> 0 ORDER BY ALL
            """,
        ),
    }


def contents(ledger: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a ledger but the times of its runs."""
    names = ("line", "decision", "invoice", "invoice_tax", "quarantine", "payment", "fingerprint", "settled")
    tables = dict.fromkeys(names, "*") | {"run": "* EXCLUDE (started_at, finished_at)"}
    return {name: rows(ledger, f"SELECT {columns} FROM {name} ORDER BY ALL") for name, columns in tables.items()}


def busiest(terms: Terms, contracts: Sequence[Facts], until: int) -> tuple[Months, int]:
    """The four months of most lines and decisions before a month that has lines, too; and how many these are."""
    evaluator = Evaluator(terms)
    said = [evaluator.evaluate(facts, until) for facts in contracts]
    billed = Counter(parse_month(line.month) for one in said for line in one.lines)
    happened = billed + Counter(parse_month(decision.month) for one in said for decision in one.decisions)
    count, after = max((sum(happened[month - past] for past in range(1, 5)), month) for month in billed)
    return Months(after - 4, after - 1), count


class Village:
    """Contracts of one pack, and the months in which most is billed or decided."""

    def __init__(self, name: str, contracts: int = CONTRACTS, seed: str = "bill") -> None:
        self.terms: Terms = LIBRARY.terms(name)
        sampler = Sampler(self.terms, book=0)
        for size in (contracts, 4 * contracts):  # where little happens, it takes more contracts
            self.facts = [sampler.facts(random.Random(f"{seed}/{number}"), f"K-{number}") for number in range(size)]
            self.months, count = busiest(self.terms, self.facts, sampler.window.last)
            if count > contracts:
                break

    def as_read(self, book: Path) -> Sequence[Facts]:
        """The facts, with what the book derives: some read as simulation reads them, which says how all are read."""
        if not of_siblings(self.terms):
            return self.facts
        names = [facts.contract for facts in self.facts]
        read = read_contracts(book, self.terms, names)
        for facts in read[::8]:
            assert read_contract(book, facts.contract, packs=[self.terms.name], terms=LIBRARY.terms)[0] == facts
        return read


@pytest.fixture(scope="module", params=BILLED)
def village(request: pytest.FixtureRequest) -> Village:
    return Village(request.param)


@pytest.fixture(scope="module")
def book(village: Village, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_facts(tmp_path_factory.mktemp("book"), village.terms, village.facts)


@pytest.fixture(scope="module")
def ledger(village: Village, book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger into which the months were billed as one range."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.duckdb"
    bill_into(path, book, village.months)
    return path


def test_a_bill_is_what_simulation_says(village: Village, book: Path, ledger: Path) -> None:
    first = month_text(village.months.first)
    evaluator = Evaluator(village.terms)
    lines, invoices, taxes, decisions = [], [], [], []
    for facts in village.as_read(book):
        said = evaluator.evaluate(facts, last_day(village.months.last))
        lines += [
            (
                line.id, line.invoice, line.contract, line.terms, line.month, line.date, line.kind.value, line.clause,
                line.article, line.version, line.subject, line.quantity, line.amount, line.tax.value, line.rate, None,
            )
            for line in said.lines
            if line.month >= first
        ]  # fmt: skip
        billed = [invoice for invoice in said.invoices if invoice.month >= first]
        invoices += [
            (one.id, one.contract, one.terms, one.month, one.issued_on, one.due_on, one.subtotal, one.total)
            for one in billed
        ]
        taxes += [(one.id, tax.rate, tax.base, tax.tax) for one in billed for tax in one.taxes]
        decisions += [tuple(one) for one in said.decisions if one.month >= first]
    assert len(lines) + len(decisions) > CONTRACTS
    assert rows(ledger, "SELECT * EXCLUDE (run, turn, place) FROM line ORDER BY id") == sorted(lines)
    assert rows(ledger, "SELECT * EXCLUDE (run, turn) FROM invoice ORDER BY id") == sorted(invoices)
    assert rows(ledger, "SELECT invoice, rate, base, tax FROM invoice_tax ORDER BY ALL") == sorted(taxes)
    decided = [
        (*about, tuple(reasons), amount)  # type: ignore[arg-type]  # a list in the ledger
        for *about, reasons, amount in rows(ledger, "SELECT * EXCLUDE (run) FROM decision")
    ]
    assert sorted(decided, key=repr) == sorted(decisions, key=repr)
    assert (decisions != []) == any(version.rulings for version in village.terms.versions)


def test_months_one_by_one_are_the_months_as_a_range(
    village: Village, book: Path, ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ledger.duckdb"
    for month in village.months:
        bill_into(path, book, Months(month, month))
    assert contents(path) == contents(ledger)


def test_a_second_run_writes_nothing(village: Village, book: Path, ledger: Path) -> None:
    before = ledger.read_bytes()
    for months in (village.months, Months(village.months.first + 1, village.months.first + 2)):
        again = bill_into(ledger, book, months)
        assert [run.id for run in again.runs] == [None] * len(list(months))
        assert again.summary.invoices == 0
    assert ledger.read_bytes() == before


def test_a_dry_run_writes_nothing(village: Village, book: Path, ledger: Path, tmp_path: Path) -> None:
    before = ledger.read_bytes()
    month = village.months.last + 1
    dry = bill_into(ledger, book, Months(month, month), dry_run=True)
    assert dry.summary.invoices > 0
    assert ledger.read_bytes() == before
    fresh = tmp_path / "ledger.duckdb"
    assert bill_into(fresh, book, village.months, dry_run=True).summary.invoices == len(rows(ledger, "FROM invoice"))
    assert not fresh.exists()


def as_known(rng: random.Random, facts: Facts) -> Facts:
    """The facts as a book before the last may have them: some rows had not come in yet, or one was wrong."""
    chance = rng.randrange(10)
    if chance == 0:
        wrong = Row("wrong", {"month": 24_000, "paid_on": 730_000, "amount": rng.choice((-1, 1))})
        return evolve(facts, rows=facts.rows | {PAYMENT.name: (*facts.of(PAYMENT.name), wrong)})
    if chance > 3:
        return facts
    return evolve(
        facts,
        rows={
            record: tuple(row for row in rows if record in (CONTRACT, PARAMETER) or rng.randrange(3))
            for record, rows in facts.rows.items()
        },
    )


@pytest.mark.parametrize("seed", range(2))
def test_news_in_any_order_end_in_the_sums_of_a_fresh_ledger(
    village: Village, book: Path, ledger: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)
    late = tmp_path / "ledger.duckdb"
    months = list(village.months)
    runs = [*months, *rng.sample(months, 2)]
    for turn, month in enumerate(sorted(runs[:-2]) + runs[-2:]):
        known = [as_known(rng, facts) for facts in village.facts]
        bill_into(late, write_facts(tmp_path / f"book-{turn}", village.terms, known), Months(month, month))
    bill_into(late, book, Months(months[-1], months[-1]))
    assert len(rows(late, CORRECTED)) > 3
    assert standing(late) == standing(ledger)
    assert rows(late, "SELECT id FROM line GROUP BY id HAVING count(*) > 1") == []
    assert rows(late, "SELECT id FROM invoice GROUP BY id HAVING count(*) > 1") == []
    assert rows(late, "SELECT invoice FROM line ANTI JOIN invoice ON invoice.id = line.invoice") == []


def paid_in_full(rng: random.Random, contract: str) -> list[str]:
    """A contract from May 2016 on, and its payments by August's end, each in the month after the one that it is for."""
    day = f"2016-05-{rng.randint(1, 20):02}"
    months = [f"{contract} p-{month} 2016-{month:02} 2016-{month + 1:02}-30 421" for month in range(5, 9)]
    return [f"contract {contract} {day} {day} a-1", *(f"payment {paid}" for paid in months if rng.randrange(8))]


@pytest.mark.parametrize("seed", range(3))
def test_a_cancellation_that_arrives_late_finds_what_it_would_have_found_in_time(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    known = [row for number in range(30) for row in paid_in_full(rng, f"K-{number}")]
    news = [
        f"cancellation K-{number} 2016-{rng.randint(5, 9):02}-{rng.randint(1, 30):02}T12:00+09:00"
        for number in rng.sample(range(30), 15)
    ]
    ledger, fresh = tmp_path / "ledger.duckdb", tmp_path / "fresh.duckdb"
    bill_into(ledger, write_sheets(tmp_path / "known", KDDI, sheets(*known)), "2016-05..2016-08")
    book = write_sheets(tmp_path / "news", KDDI, sheets(*known, *news))
    bill_into(ledger, book, "2016-09")
    bill_into(fresh, book, "2016-05..2016-09")
    found = 'SELECT contract, "row", field, code FROM quarantine WHERE run = (SELECT max(id) FROM run) ORDER BY ALL'
    unfounded = {(str(contract), str(row)) for contract, row, *_ in rows(ledger, found)}
    apart = {contract for contract, _ in unfounded}
    assert rows(ledger, found) == rows(fresh, found)
    assert 0 < len(apart) < 15, "some were paid for months that they no longer have, and some were not"
    both = [standing(path) for path in (ledger, fresh)]
    others = [{name: [row for row in of[name] if not apart & set(map(str, row))] for name in of} for of in both]
    assert others[0] == others[1]

    kept = [row for row in known if tuple(row.split()[1:3]) not in unfounded]
    book = write_sheets(tmp_path / "mended", KDDI, sheets(*kept, *news))
    for path in (ledger, fresh):
        assert bill_into(path, book, "2016-09").quarantined == 0
    assert standing(ledger) == standing(fresh)


def test_terms_that_join_or_pause_are_billed_for_the_months_they_missed(tmp_path: Path) -> None:
    villages = [Village(name, contracts=15, seed="join") for name in BILLED[:3]]
    first = max(village.months.first for village in villages)
    both = tmp_path / "both"
    for village in villages:
        write_facts(both, village.terms, village.facts)
    alone = write_facts(tmp_path / "alone", villages[0].terms, villages[0].facts)

    path = tmp_path / "ledger.duckdb"
    bill_into(path, alone, Months(first, first))
    bill_into(path, both, Months(first + 1, first + 1))
    paused = bill_into(path, alone, Months(first + 2, first + 2))
    assert [warning.code for warning in paused.warnings if warning.code != "E0818"] == ["E0810"] * (len(villages) - 1)
    bill_into(path, both, Months(first + 3, first + 3))

    fresh = tmp_path / "fresh.duckdb"
    bill_into(fresh, both, Months(first, first + 3))
    assert len({row[1] for row in standing(fresh)["lines"]}) > 1
    assert standing(path) == standing(fresh)
    paid = [sorted(row[1:] for row in contents(ledger)["payment"]) for ledger in (path, fresh)]
    assert paid[0] == paid[1] != []
