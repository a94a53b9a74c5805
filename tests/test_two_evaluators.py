"""Both evaluators give the same lines, invoices and taxes, for any facts: that equality is what billing rests on.

TARIFF_SOAK is how many contracts of each pack are compared (`make soak`); the suite compares two thousand.
"""

import os
import random

import pytest

from tariff.billing.sample import Sampler
from tariff.interpret import Evaluator
from tariff.model.calendar import MIN_DAY, month_of
from tariff.model.facts import Facts
from tests.agreement import Pair, report
from tests.mutations import mutated, ruled
from tests.shipped import ALL, LIBRARY, PACKS
from tests.strategies import WildFacts

SHARD = 1_000
SHARDS = max(2, int(os.environ.get("TARIFF_SOAK", "2000")) // SHARD)
# A session's time zone must not matter: here are one with the terms' day, one behind it, and two off the hour.
SESSION_ZONES = ("America/St_Johns", "Asia/Tokyo", "Asia/Kathmandu", "UTC")

WILD = [(name, shard) for name in ALL for shard in range(SHARDS if name in PACKS else max(2, SHARDS // 10))]
# So many random terms, each with a hundred contracts.
MUTANTS = max(4, SHARDS)
READINGS = [(name, axis.key, option.name) for name in PACKS for axis in LIBRARY.axes(name) for option in axis.options]


@pytest.mark.soak
@pytest.mark.parametrize(("name", "shard"), WILD)
def test_the_evaluators_agree_on_wild_facts(name: str, shard: int) -> None:
    rng = random.Random(f"wild/{shard}")
    wild = WildFacts(ALL[name])
    until = month_of(wild.until)
    first, last = (month_of(MIN_DAY), until) if shard % 2 == 0 else (until - 60, until - rng.randrange(30))
    pair = Pair(wild.terms, first, last, SESSION_ZONES[shard % len(SESSION_ZONES)])
    agree(pair, [wild.facts(rng, f"K-{number}") for number in range(SHARD)])


@pytest.mark.soak
@pytest.mark.parametrize("mutant", range(MUTANTS))
def test_the_evaluators_agree_on_random_terms(mutant: int) -> None:
    rng = random.Random(f"mutant/{mutant}")
    wild = WildFacts(mutated(rng))
    pair = Pair(wild.terms, month_of(MIN_DAY), month_of(wild.until), rng.choice(SESSION_ZONES))
    agree(pair, [wild.facts(rng, f"K-{number}") for number in range(100)])


@pytest.mark.soak
@pytest.mark.parametrize("mutant", range(MUTANTS))
def test_the_evaluators_agree_on_random_rulings(mutant: int) -> None:
    rng = random.Random(f"ruled/{mutant}")
    wild = WildFacts(ruled(rng))
    until = month_of(wild.until)
    first, last = (month_of(MIN_DAY), until) if mutant % 2 == 0 else (until - 60, until - rng.randrange(30))
    pair = Pair(wild.terms, first, last, rng.choice(SESSION_ZONES))
    agree(pair, [wild.facts(rng, f"K-{number}") for number in range(100)])


@pytest.mark.parametrize("name", ALL)
def test_the_evaluators_agree_on_a_believable_book(name: str) -> None:
    sampler = Sampler(ALL[name])
    pair = Pair(sampler.terms, month_of(sampler.window.first), month_of(sampler.window.last), "Pacific/Chatham")
    agree(pair, [sampler.facts(random.Random(f"book/{number}"), f"K-{number}") for number in range(300)])


@pytest.mark.parametrize(("name", "key", "reading"), READINGS)
def test_the_evaluators_agree_under_a_reading(name: str, key: str, reading: str) -> None:
    terms = LIBRARY.terms(name, readings={key: reading})
    sampler, wild = Sampler(terms), WildFacts(terms)
    pair = Pair(terms, month_of(sampler.window.first), month_of(sampler.window.last))
    batch = [sampler.facts(random.Random(f"{reading}/{number}"), f"K-{number}") for number in range(40)]
    agree(pair, batch + [wild.facts(random.Random(f"{reading}/{number}"), f"W-{number}") for number in range(80)])


@pytest.mark.parametrize(("name", "key", "reading"), READINGS)
def test_a_reading_makes_a_difference(name: str, key: str, reading: str) -> None:
    sampler = Sampler(LIBRARY.terms(name))
    default, other = Evaluator(sampler.terms), Evaluator(LIBRARY.terms(name, readings={key: reading}))
    until = sampler.window.last
    some = (sampler.facts(random.Random(f"{reading}/{number}"), "K-1") for number in range(3_000))
    both = ((default.evaluate(facts, until), other.evaluate(facts, until)) for facts in some)
    assert any(
        (one.lines, one.decisions, one.invoices) != (two.lines, two.decisions, two.invoices) for one, two in both
    )


def agree(pair: Pair, batch: list[Facts]) -> None:
    differing = pair.differing(batch)
    if differing:
        pytest.fail(f"{len(differing)} of {len(batch)} differ\n{report(pair, differing[0])}", pytrace=False)
