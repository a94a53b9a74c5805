"""A sample book is believable, the same for the same seed, and comes to every side of every condition."""

import random

import pytest

from tariff.billing.sample import Sampler
from tariff.model.calendar import month_of
from tariff.model.terms import Terms
from tariff.versions import Library
from tests.model_terms import TERMS as MODEL
from tests.reach import unreached

LIBRARY = Library.load()
PACKS = [name for name in LIBRARY.names if any(version.clauses for version in LIBRARY.terms(name).versions)]


def named(name: str) -> Terms:
    return MODEL if name == MODEL.name else LIBRARY.terms(name)


@pytest.mark.parametrize("name", [MODEL.name, *PACKS])
def test_a_sample_comes_to_every_side_of_every_condition(name: str) -> None:
    sampler = Sampler(named(name))
    batch = [sampler.facts(random.Random(f"reach/{number}"), f"K-{number}") for number in range(3_000)]
    assert unreached(sampler.terms, batch, month_of(sampler.window.first), month_of(sampler.window.last)) == []
