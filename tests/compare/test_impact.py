"""Two versions in money over a book, as the reference evaluator and the bill have it."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from tariff.billing.book_records import parameters_read
from tariff.billing.months import Months
from tariff.billing.run import bill
from tariff.billing.sample import Sampler
from tariff.billing.sample_book import write_book
from tariff.compare.impact.book import impact
from tariff.compare.impact.onset import onset
from tariff.compare.impact.records import merged
from tariff.compare.impact.result import Asked, Impact, Side
from tariff.compare.meaning import equal
from tariff.diagnostics import InputError
from tariff.interpret import Evaluator
from tariff.model.calendar import last_day, month_of
from tariff.model.facts import Facts
from tariff.model.records import CONTRACT, PAYMENT, Cardinality, Field, Record
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import DATE, TEXT
from tariff.versions import Library
from tests.compare.respelled import respelled

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = Library.load([ROOT / "fixtures/commands/phone.tariff", ROOT / "fixtures/versions/patches.tariff"])
PHONE, PATCHED = "test.phone", "t.patches"
SEED, CONTRACTS, FAULTY = 3, 60, 4
MARCH = 12 * 2021 + 2
Sums = dict[str, int]


def sides(name: str) -> tuple[Side, Side]:
    """Some terms without their last amendment and with it."""
    count = len(LIBRARY.pack(name).amendments)
    before, after = (Side(name, LIBRARY.terms(name, amendments=number)) for number in (count - 1, count))
    return before, after


def compared(book: Path, old: Side, new: Side, asked: Asked) -> Impact:
    return impact(book, old, new, asked, packs=LIBRARY.contractual, tell=lambda _: None)


@pytest.fixture(scope="module", params=(PHONE, "docomo.foma"))
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Impact]:
    """A random book, and two versions of its terms over it, from where they first differ to its last payment."""
    old, new = sides(request.param)
    book = tmp_path_factory.mktemp(request.param)
    write_book(new.terms, CONTRACTS, SEED, book)
    return book, compared(book, old, new, Asked())


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random book of the smallest terms, some of it faulty."""
    book = tmp_path_factory.mktemp(PHONE)
    write_book(LIBRARY.terms(PHONE), CONTRACTS, SEED, book, faulty=FAULTY)
    return book


def contracts(terms: Terms) -> Iterable[Facts]:
    """The contracts of that book; in it payments may come earlier by days that no line can tell."""
    sampler = Sampler(terms, book=SEED)
    for number in range(CONTRACTS):
        yield sampler.facts(random.Random(f"{SEED}/{number}"), f"C-{number + 1:06d}")


def evaluated(evaluator: Evaluator, facts: Facts, months: Months) -> Sums:
    """What a contract comes to by clause, and in all with tax under ``""``."""
    result = evaluator.evaluate(facts, last_day(months.last))
    asked = {month_text(month) for month in months}
    lines = [(line.clause, line.amount) for line in result.lines if line.month in asked]
    return summed([*lines, *(("", invoice.total) for invoice in result.invoices if invoice.month in asked)])


def summed(items: Iterable[tuple[str, int]]) -> Sums:
    total: Sums = defaultdict(int)
    for name, amount in items:
        total[name] += amount
    return {name: amount for name, amount in total.items() if amount}


def in_all(sums: Iterable[Mapping[str, int]]) -> Sums:
    return summed(item for each in sums for item in each.items())


def test_both_sides_are_what_the_reference_evaluator_says(found: tuple[Path, Impact]) -> None:
    _, result = found
    evaluators = [Evaluator(side.terms) for side in (result.old, result.new)]
    rows = list(contracts(result.new.terms))
    old, new = ([evaluated(evaluator, facts, result.months) for facts in rows] for evaluator in evaluators)
    assert in_all(old) == in_all([summed((c.clause, c.amounts.old) for c in result.clauses), {"": result.total.old}])
    assert in_all(new) == in_all([summed((c.clause, c.amounts.new) for c in result.clauses), {"": result.total.new}])
    moved = [after.get("", 0) - before.get("", 0) for before, after in zip(old, new, strict=True)]
    counts = result.counts
    assert (counts.more, counts.less) == (sum(value > 0 for value in moved), sum(value < 0 for value in moved))
    assert (counts.compared, counts.quarantined) == (CONTRACTS, 0)
    assert counts.more or counts.less
    differing = sorted(value for value in moved if value)
    assert dict(result.distribution.quantiles)[0] == differing[0]
    assert dict(result.distribution.quantiles)[100] == differing[-1]
    for each in result.distribution.bins:
        assert each.contracts == sum(each.first <= value <= each.last for value in differing)
    assert [abs(item.amounts.difference) for item in result.movers] == sorted(map(abs, differing), reverse=True)[:10]
    for item in result.movers:
        at = int(item.contract.removeprefix("C-")) - 1
        assert (item.amounts.old, item.amounts.new) == (old[at].get("", 0), new[at].get("", 0))
        assert item.moved == new[at].get(item.clause, 0) - old[at].get(item.clause, 0)


def decided(evaluator: Evaluator, facts: Facts, months: Months) -> set[tuple[object, ...]]:
    """What is decided of a contract in the months, whichever version decides it; its clause and outcome first."""
    decisions = evaluator.evaluate(facts, last_day(months.last)).decisions
    return {
        (item.clause, item.outcome, facts.contract, item.subject, item.from_, item.to, item.reasons, item.amount)
        for item in decisions
        if month_of(item.from_.toordinal()) in months
    }


def test_decisions_are_those_of_the_reference_evaluator(found: tuple[Path, Impact]) -> None:
    _, result = found
    evaluators = [Evaluator(side.terms) for side in (result.old, result.new)]
    rows = list(contracts(result.new.terms))
    old, new = ({item for facts in rows for item in decided(each, facts, result.months)} for each in evaluators)
    counted = [Counter(item[:2] for item in items) for items in (old, new, old - new, new - old)]
    assert {
        (item.clause, item.outcome): [item.amounts.old, item.amounts.new, item.gone, item.come]
        for item in result.decisions
    } == {key: [counts[key] for counts in counted] for key in counted[0] | counted[1]}


def test_both_sides_are_what_is_billed(phone: Path, tmp_path: Path) -> None:
    old, new = sides(PHONE)
    result = compared(phone, old, new, Asked(MARCH, MARCH + 1))
    for side, subtotal, total in (
        (old, result.subtotal.old, result.total.old),
        (new, result.subtotal.new, result.total.new),
    ):
        billed = bill(
            phone,
            result.months,
            tmp_path / "ledger.duckdb",
            packs=LIBRARY.contractual,
            terms=lambda _, terms=side.terms: terms,  # type: ignore[misc]
            dry_run=True,
        )
        assert (billed.summary.subtotal, billed.summary.total) == (subtotal, total)
        assert (billed.quarantined, billed.summary.quarantine) == (result.counts.quarantined, result.quarantine)
    assert result.total.difference > 0
    assert result.counts.quarantined == FAULTY


def test_a_version_against_itself_moves_nothing(phone: Path) -> None:
    _, new = sides(PHONE)
    same = compared(phone, new, new, Asked(MARCH, MARCH))
    assert onset(new.terms, new.terms) is None
    assert (same.counts.more, same.counts.less, same.counts.same) == (0, 0, CONTRACTS - FAULTY)
    assert not same.movers
    assert not same.distribution.bins
    assert not any(item.gone or item.come for item in same.decisions)
    assert same.total.difference == 0
    assert same.total.old > 0


def test_versions_that_mean_the_same_move_nothing(phone: Path) -> None:
    """Other words for the same clauses: wherever the book, nobody pays otherwise."""
    _, new = sides(PHONE)
    other = respelled(random.Random(SEED), new.terms)
    assert equal(new.terms, other)
    assert onset(new.terms, other) is None
    result = compared(phone, new, Side("b", other), Asked(MARCH, MARCH + 2))
    assert (result.counts.more, result.counts.less, result.total.difference) == (0, 0, 0)
    before, after = (LIBRARY.terms("docomo.foma", amendments=number) for number in (0, 1))
    assert before.versions != after.versions
    assert onset(before, after) is None


def test_the_months_are_those_from_the_change_to_the_last_payment(found: tuple[Path, Impact]) -> None:
    _, result = found
    assert result.onset == result.new.terms.versions[-1].since
    assert result.months.first == month_of(result.onset)
    paid = [row.values["paid_on"] for facts in contracts(result.new.terms) for row in facts.of(PAYMENT.name)]
    assert result.months.last == max(month_of(day) for day in paid if isinstance(day, int))


@pytest.mark.parametrize("name", ["docomo.foma", "kddi.nuisance_call_light", PATCHED])
def test_versions_part_on_the_day_on_which_an_amendment_takes_effect(name: str) -> None:
    pack = LIBRARY.pack(name)
    cuts = [LIBRARY.terms(name, amendments=number) for number in range(len(pack.amendments) + 1)]
    for amendment, (before, after) in zip(pack.amendments, pairwise(cuts), strict=True):
        assert onset(before, after) in (None, amendment.in_force.toordinal())


def test_months_that_are_none(phone: Path) -> None:
    old, new = sides(PHONE)
    with pytest.raises(InputError, match="before they begin with") as refused:
        compared(phone, old, new, Asked(MARCH, MARCH - 1))
    assert refused.value.findings[0].code == "E1221"
    with pytest.raises(InputError, match="knows nothing after"):
        compared(phone, old, new, Asked(12 * 2100, None))


def test_where_the_tax_alone_is_rounded_otherwise(phone: Path) -> None:
    _, new = sides(PHONE)
    other = Side("b", evolve(new.terms, unit=1_000))
    result = compared(phone, new, other, Asked(MARCH, MARCH))
    assert result.subtotal.difference == 0
    assert result.total.difference == sum(item.amounts.difference for item in result.taxes) < 0
    assert result.counts.less > 0
    assert {item.clause for item in result.movers} == {""}


def test_a_book_is_read_for_what_either_version_reads() -> None:
    terms = LIBRARY.terms("docomo.xi")
    first, *_ = terms.versions
    bare = evolve(terms, versions=(evolve(first, clauses=(), rulings=()),), branches=())
    assert parameters_read(bare) < parameters_read(terms)
    assert parameters_read(merged(terms, bare)) == parameters_read(merged(bare, terms)) == parameters_read(terms)


def test_records_of_a_draft_stand_beside_those_in_force() -> None:
    terms = LIBRARY.terms("kddi.nuisance_call_light")
    contract = terms.record(CONTRACT)
    assert contract is not None
    note = Record("note", Cardinality.MANY, (Field("text", TEXT),))
    wider = evolve(contract, fields=(*contract.fields[1:], Field("moved_on", DATE.or_unknown())))
    draft = evolve(terms, records=(wider, *terms.records[1:], note))
    both = merged(terms, draft)
    assert {item.name for item in both.records} == {item.name for item in terms.records} | {"note"}
    assert both.records[0].fields == (*contract.fields, Field("moved_on", DATE.or_unknown()))
    other = evolve(contract, fields=(evolve(contract.fields[0], type=TEXT), *contract.fields[1:]))
    with pytest.raises(InputError, match=f"declare contract.{contract.fields[0].name} otherwise"):
        merged(terms, evolve(terms, records=(other, *terms.records[1:])))
    with pytest.raises(InputError, match="declare its currency otherwise"):
        merged(terms, evolve(terms, currency="USD"))
