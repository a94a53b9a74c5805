"""Both evaluators give the same lines, invoices and taxes, for any facts: that equality is what billing rests on.

TARIFF_SOAK is how many contracts of each terms are compared (`make soak`); the suite compares two thousand.
"""

import os
import random

import pytest

from tariff.model.calendar import month_of
from tariff.model.facts import Facts
from tariff.model.terms import Terms
from tests.agreement import Pair, report
from tests.model_terms import TERMS as MODEL
from tests.strategies import WildFacts

SHARD = 1_000
SHARDS = max(2, int(os.environ.get("TARIFF_SOAK", "2000")) // SHARD)
# A session's time zone must not matter: here are one with the terms' day, one behind it, and two off the hour.
SESSION_ZONES = ("Asia/Tokyo", "America/St_Johns", "Asia/Kathmandu", "UTC")


@pytest.mark.soak
@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("terms", [MODEL], ids=lambda terms: terms.name)
def test_the_evaluators_agree_on_wild_facts(terms: Terms, shard: int) -> None:
    rng = random.Random(f"wild/{shard}")
    wild = WildFacts(terms)
    until = month_of(wild.until)
    first, last = (1900 * 12, until) if shard % 2 == 0 else (until - 60, until - rng.randrange(30))
    pair = Pair(terms, first, last, SESSION_ZONES[shard % len(SESSION_ZONES)])
    agree(pair, [wild.facts(rng, f"K-{number}") for number in range(SHARD)])


def agree(pair: Pair, batch: list[Facts]) -> None:
    differing = pair.differing(batch)
    if differing:
        pytest.fail(f"{len(differing)} of {len(batch)} differ\n{report(pair, differing[0])}", pytrace=False)
