"""The terms that the evaluators are compared on: the packs that ship, and the small ones built by hand."""

from tariff.versions import Library
from tests.model_terms import TERMS as MODEL

LIBRARY = Library.load()
PACKS = [name for name in LIBRARY.names if any(version.clauses for version in LIBRARY.terms(name).versions)]
ALL = {MODEL.name: MODEL} | {name: LIBRARY.terms(name) for name in PACKS}
