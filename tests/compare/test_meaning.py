"""What changes in meaning between two versions: a sentence for every kind of change, and what holds for any terms."""

import random
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.compare.meaning import Effect, Meaning, Stand, Weight, between, compare, equal
from tariff.compare.meaning.form import form
from tariff.compare.meaning.mapped import mapped as replaced
from tariff.compare.meaning.trees import conditions
from tariff.compare.sources import Named, Shelf, sources
from tariff.interpret import Evaluator
from tariff.model import expr as e
from tariff.model.clause import Clause, Once
from tariff.model.results import Decision, Line
from tariff.model.terms import Version
from tariff.model.types import Kind
from tariff.render.meaning import meaning_data, meaning_passages, meaning_text
from tariff.versions import Library
from tests.chance import Chance
from tests.compare.changed import DESK, PARTS, WHOLE
from tests.compare.respelled import respelled
from tests.model_terms import (
    APPLIED,
    INTEREST,
    JOINING,
    OUTAGE,
    RECORDS,
    TERMS,
    VISIT,
)
from tests.mutations import mutated
from tests.strategies import WildFacts

FIXTURES = Path(__file__).parents[2] / "fixtures/compare"
LIBRARY = Library.load([FIXTURES])
SHELF = Shelf()
SEEDS = st.integers(0, 2**32)
AMENDED = [name for name, pack in LIBRARY.packs.items() if pack.amendments and name != "t.meaning"]
WILD = WildFacts(TERMS)


def told(meaning: Meaning) -> list[str]:
    """The sentences in both languages, each after the kind of its change."""
    weights = [str(change.weight) for change in meaning.changes] or ["nothing"]
    return [
        f"{language}| {weight}: {sentence}"
        for language in ("ja", "en")
        for weight, sentence in zip(weights, sentences(meaning, language)[-len(weights) :], strict=True)
    ]


def sentences(meaning: Meaning, language: str) -> list[str]:
    return [sentence for passage in meaning_passages(meaning, language) for sentence in passage.sentences]


def test_every_kind_of_change_is_told(file_regression: FileRegressionFixture) -> None:
    terms, lines = LIBRARY.terms("t.meaning"), list[str]()
    for item in LIBRARY.packs["t.meaning"].amendments:
        day = item.in_force.toordinal()
        lines += [
            f"# {item.titles.ja} / {item.titles.en}",
            *told(compare(Stand.on(terms, day - 1), Stand.on(terms, day))),
            "",
        ]
    file_regression.check("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("name", AMENDED)
def test_the_amendments_of_a_pack_are_told(name: str, file_regression: FileRegressionFixture) -> None:
    lines = list[str]()
    for item in LIBRARY.packs[name].amendments:
        before, after = sources(Named(item.name, item.name), None, SHELF)
        assert before.origin is not None
        assert after.origin is not None
        lines += [f"# {item.name}", *told(between(before.origin, after.origin)), ""]
    file_regression.check("\n".join(lines), encoding="utf-8")


def test_a_change_of_the_whole_terms_is_told(file_regression: FileRegressionFixture) -> None:
    lines = list[str]()
    for what, new in WHOLE.items():
        lines += [f"# {what}", *told(compare(Stand.on(TERMS), Stand.on(new))), ""]
        assert not equal(TERMS, new)
    file_regression.check("\n".join(lines), encoding="utf-8")


def test_every_part_of_a_clause_is_told(file_regression: FileRegressionFixture) -> None:
    old, lines = evolve(TERMS.versions[1], clauses=(VISIT, OUTAGE, INTEREST), rulings=(DESK,)), list[str]()
    for what, item in PARTS.items():
        if isinstance(item, Clause):
            new = evolve(old, clauses=tuple(item if one.name == item.name else one for one in old.clauses))
        else:
            new = evolve(old, rulings=(item,))
        lines += [f"# {what}", *told(compare(Stand(TERMS, old), Stand(TERMS, new))), ""]
    file_regression.check("\n".join(lines), encoding="utf-8")


def test_another_rounding_is_told_once() -> None:
    old, new = (LIBRARY.terms("docomo.ip_voice", readings=chosen) for chosen in ({}, {"rounding": "half_up"}))
    assert told(compare(Stand.on(old), Stand.on(new))) == [
        "ja| money: 端数処理が「1円単位で切捨て」から「1円単位で四捨五入」に変わる。",
        "en| money: The rounding changes from “down to 1 JPY” to “half up to 1 JPY”.",
    ]


def test_an_amendment_of_kept_terms_is_told_apart_from_another_of_the_same_day() -> None:
    before, after = sources(Named("t.patches.4", "t.patches.4"), None, Shelf([FIXTURES.parent / "versions"]))
    assert before.origin is not None
    assert after.origin is not None
    assert sentences(between(before.origin, after.origin), "en") == [
        "Under the prior terms kept by t.patches.2, “Visit fee” (2.1): the amount rises from “120 JPY” to “130 JPY”."
    ]


def test_only_the_wording_changed() -> None:
    terms = LIBRARY.terms("t.meaning")
    meaning = compare(Stand.on(terms, terms.versions[-1].since - 1), Stand.on(terms))
    assert meaning.wording_only
    assert "文言のみの変更" in meaning_text(meaning, "ja").plain
    assert meaning_data(meaning, "en") == {"wording_only": True, "changes": []}


def test_the_most_costly_come_first_and_one_article_can_be_asked_for() -> None:
    terms = LIBRARY.terms("t.meaning")
    meaning = compare(Stand.on(terms, terms.versions[0].since), Stand.on(terms))
    ranks = [list(Weight).index(change.weight) for change in meaning.changes]
    assert ranks == sorted(ranks)
    assert {change.weight for change in meaning.changes} == set(Weight)
    assert {name for change in meaning.of_article("7").changes for name in change.clauses} == {"damage"}
    assert meaning.of_article("99").changes == ()


@settings(max_examples=25)
@given(SEEDS)
def test_nothing_changes_where_nothing_is_changed(seed: int) -> None:
    rng = random.Random(seed)
    terms = mutated(rng)
    other = respelled(rng, terms)
    for version in terms.versions:
        old = Stand.on(terms, version.since)
        assert compare(old, old).changes == ()
        assert compare(old, Stand.on(other, version.since)).changes == ()
    assert equal(terms, other)


@settings(max_examples=40)
@given(SEEDS)
def test_what_means_the_same_comes_to_the_same(seed: int) -> None:
    rng = random.Random(seed)
    terms = mutated(rng)
    facts = WILD.facts(rng, "K-1")
    until = WILD.until - rng.randrange(1_000)
    first, second = (Evaluator(item).evaluate(facts, until) for item in (terms, respelled(rng, terms)))
    assert sorted(map(_line, first.lines)) == sorted(map(_line, second.lines))
    assert {item.id: item.total for item in first.invoices} == {item.id: item.total for item in second.invoices}
    assert sorted(map(_decision, first.decisions)) == sorted(map(_decision, second.decisions))


@settings(max_examples=40)
@given(SEEDS)
def test_every_changed_clause_is_told_and_no_other(seed: int) -> None:
    rng = random.Random(seed)
    terms = mutated(rng)
    for one, other in pairwise(terms.versions):
        meaning = compare(Stand(terms, one), Stand(terms, other))
        changes = meaning.changes
        assert {name for change in changes for name in change.clauses} == _changed(one, other)
        assert len(sentences(meaning, "ja")) == len(changes) + meaning.wording_only
        assert not changes or not equal(evolve(terms, versions=(one,)), evolve(terms, versions=(other,)))


@settings(max_examples=60)
@given(SEEDS)
def test_what_is_said_to_reach_more_or_less_does(seed: int) -> None:
    rng = random.Random(seed)
    old = Chance(rng, RECORDS[0]).condition(2)
    new = _nudged(rng, old)
    said = {item.effect for item in conditions(old, new)}
    if len(said) != 1 or not said <= {Effect.WIDER, Effect.NARROWER}:
        return
    for _ in range(5):
        facts = WILD.facts(rng, "K-1")
        before, after = (bool(_guarded(item).evaluate(facts, WILD.until).lines) for item in (old, new))
        assert before <= after if said == {Effect.WIDER} else after <= before


def _guarded(guard: e.Expr) -> Evaluator:
    """Terms of one line, where a condition holds."""
    only = evolve(JOINING, drivers=(Once("contract", APPLIED, APPLIED),), guard=guard)
    return Evaluator(evolve(TERMS, versions=(evolve(TERMS.versions[0], until=None, clauses=(only,)),), branches=()))


def _nudged(rng: random.Random, condition: e.Expr) -> e.Expr:
    """The condition with some of its numbers and days moved, or with another beside it."""
    if rng.random() < 0.3:
        return rng.choice((e.And, e.Or))((condition, Chance(rng, RECORDS[0]).condition(1)))

    def moved(expr: e.Expr) -> e.Expr:
        match expr:
            case e.Const(int() | Fraction() as value, kind) if kind.kind in (Kind.DATE, Kind.NUMBER, Kind.MONEY):
                return e.Const(value + rng.choice((-40, 0, 7)), kind)
        return expr

    return replaced(condition, moved)


def _changed(old: Version, new: Version) -> set[str]:
    """The names under which not the same stands."""
    before, after = (
        {("clause", item.name): form(item) for item in version.clauses}
        | {("ruling", ruling.name): form(ruling) for ruling in version.rulings}
        for version in (old, new)
    )
    return {key[1] for key in (*before, *after) if before.get(key) != after.get(key)}


def _line(line: Line) -> tuple[object, ...]:
    return line.id, line.month, line.date, line.clause, line.amount, line.tax, line.quantity


def _decision(item: Decision) -> tuple[object, ...]:
    return item.clause, item.subject or "", str(item.from_), str(item.to), item.outcome, item.amount or 0
