"""The records of some terms as a book holds them: by contract, once for all contracts, or not at all."""

from collections.abc import Iterator

from tariff.model.expr import Expr, Field
from tariff.model.records import PARAMETER, Record
from tariff.model.terms import Terms
from tariff.model.walk import expressions, rule_expressions, versions_of, walk


def by_contract(terms: Terms) -> tuple[Record, ...]:
    """The records whose rows name their contract."""
    return tuple(record for record in terms.records if record.same is None and record.name != PARAMETER)


def of_siblings(terms: Terms) -> tuple[Record, ...]:
    """The records of other contracts: a book derives their rows."""
    return tuple(record for record in terms.records if record.same is not None)


def parameters_read(terms: Terms) -> frozenset[str]:
    """The parameters that some clause, ruling, transition or rule reads."""
    nodes = (node for root in _roots(terms) for node in walk(root))
    return frozenset(node.name for node in nodes if isinstance(node, Field) and node.record == PARAMETER)


def _roots(terms: Terms) -> Iterator[Expr]:
    for version in versions_of(terms):
        for clause in version.clauses:
            yield from expressions(clause)
        for ruling in version.rulings:
            yield from expressions(ruling)
    yield from (branch.condition for branch in terms.branches)
    for record in terms.records:
        yield from rule_expressions(record)
        yield from (field.means for field in record.fields if field.means is not None)
