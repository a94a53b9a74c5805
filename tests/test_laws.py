"""What holds for any contract under any terms, whatever its facts."""

import random
from fractions import Fraction

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tariff.interpret import Evaluator
from tariff.model.clause import CREDITS, LineKind, TaxClass
from tariff.model.facts import Facts
from tariff.model.money import round_to
from tariff.model.terms import Terms
from tests.shipped import ALL
from tests.strategies import WildFacts

WILD = {name: WildFacts(terms) for name, terms in ALL.items()}
# Hypothesis makes examples smaller towards the first.
SIMPLEST_FIRST = sorted(ALL, key=lambda name: sum(len(record.fields) for record in ALL[name].records))
EVALUATORS = {name: Evaluator(terms) for name, terms in ALL.items()}


@st.composite
def contracts(draw: st.DrawFn) -> tuple[Terms, Facts, int]:
    """Terms, a contract of theirs, and a day to look at it."""
    name = draw(st.sampled_from(SIMPLEST_FIRST))
    facts = WILD[name].facts(draw(st.randoms(use_true_random=False)), "K-1")
    return ALL[name], facts, WILD[name].until - draw(st.integers(0, 2_000))


@settings(max_examples=300)
@given(contracts())
def test_invoices_sum_to_their_lines(drawn: tuple[Terms, Facts, int]) -> None:
    terms, facts, until = drawn
    result = EVALUATORS[terms.name].evaluate(facts, until)
    assert {line.invoice for line in result.lines} == {invoice.id for invoice in result.invoices}
    for invoice in result.invoices:
        lines = [line for line in result.lines if line.invoice == invoice.id]
        assert {line.month for line in lines} == {invoice.month}
        assert invoice.subtotal == sum(line.amount for line in lines)
        assert invoice.total == invoice.subtotal + sum(tax.tax for tax in invoice.taxes)
        bases = {tax.rate: tax.base for tax in invoice.taxes}
        assert bases == {rate: sum(line.amount for line in lines if line.rate == rate) for rate in bases}
        assert {line.rate for line in lines} - {""} == set(bases)
        rates = [Fraction(tax.rate.removesuffix("%")) for tax in invoice.taxes]
        assert rates == sorted(rates)
        for tax in invoice.taxes:
            assert tax.tax == round_to(
                tax.base * Fraction(tax.rate.removesuffix("%")) / 100, terms.rounding, terms.unit
            )


@settings(max_examples=300)
@given(contracts())
def test_a_line_is_never_zero_and_has_the_sign_and_tax_of_its_kind(drawn: tuple[Terms, Facts, int]) -> None:
    terms, facts, until = drawn
    lines = EVALUATORS[terms.name].evaluate(facts, until).lines
    assert len({line.id for line in lines}) == len(lines)
    for line in lines:
        assert (line.amount < 0) == (line.kind in CREDITS)
        assert line.amount != 0
        assert (line.rate == "") == (line.tax in (TaxClass.EXEMPT, TaxClass.OUTSIDE))
        if line.kind is LineKind.INTEREST:
            assert line.tax is TaxClass.OUTSIDE


@settings(max_examples=300)
@given(contracts(), st.integers(1, 900))
def test_what_stands_by_a_day_stands_on_any_later_day(drawn: tuple[Terms, Facts, int], later: int) -> None:
    terms, facts, until = drawn
    evaluator = EVALUATORS[terms.name]
    now, then = evaluator.evaluate(facts, until), evaluator.evaluate(facts, until + later)
    assert list(now.lines) == [line for line in then.lines if line.date.toordinal() <= until]


@settings(max_examples=300)
@given(contracts(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(drawn: tuple[Terms, Facts, int], rng: random.Random) -> None:
    terms, facts, until = drawn
    shuffled = {name: tuple(rng.sample(rows, len(rows))) for name, rows in facts.rows.items()}
    evaluator = EVALUATORS[terms.name]
    one, other = evaluator.evaluate(facts, until), evaluator.evaluate(evolve(facts, rows=shuffled), until)
    assert sorted(one.lines, key=repr) == sorted(other.lines, key=repr)
    assert one.invoices == other.invoices
    assert one.owed == other.owed
    assert sorted(one.decisions, key=repr) == sorted(other.decisions, key=repr)


@settings(max_examples=300)
@given(contracts())
def test_decisions_stand_in_the_order_of_their_days_and_end_after_they_begin(drawn: tuple[Terms, Facts, int]) -> None:
    terms, facts, until = drawn
    decisions = EVALUATORS[terms.name].evaluate(facts, until).decisions
    assert [item.from_ for item in decisions] == sorted(item.from_ for item in decisions)
    rulings = {item.name: item for version in terms.versions for item in version.rulings}
    alerts = [(item.clause, item.month) for item in decisions if rulings[item.clause].once_a_month]
    assert len(alerts) == len(set(alerts))
    for item in decisions:
        assert item.from_.toordinal() <= until
        assert item.to is None or item.to >= item.from_
        assert item.amount is None or item.outcome == rulings[item.clause].outcome
