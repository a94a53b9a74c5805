"""The terms that the evaluators are compared on: the packs that ship, and small ones made for tests."""

from pathlib import Path

from tariff.versions import Library
from tests.model_terms import TERMS as MODEL

MOBILE = "test.mobile"
"""Terms with parameters, siblings, rules of records, and rulings of several kinds."""
LIBRARY = Library.load([Path(__file__).parents[1] / "fixtures/examples/mobile.tariff"])
PACKS = [
    name
    for name in LIBRARY.names
    if name != MOBILE and any(version.clauses or version.rulings for version in LIBRARY.terms(name).versions)
]
ALL = {MODEL.name: MODEL, MOBILE: LIBRARY.terms(MOBILE)} | {name: LIBRARY.terms(name) for name in PACKS}
