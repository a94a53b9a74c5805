"""A Terms made ready: each distinct clause compiled once, with all the versions in which it stands so."""

from collections.abc import Iterator

from attrs import frozen

from tariff.interpret.expressions import Expressions
from tariff.interpret.governance import Governance, Stand
from tariff.interpret.months import Months
from tariff.interpret.scope import Fn
from tariff.interpret.taxrates import TaxRates
from tariff.interpret.zones import Zone
from tariff.model.clause import Basis, Clause, Every, LineKind, Once
from tariff.model.records import LATE, Cardinality
from tariff.model.terms import Terms


@frozen(eq=False)
class OnceDriver:
    """A compiled Once."""

    source: Once
    on: Fn
    governed: Fn
    when: Fn | None


@frozen(eq=False)
class EveryDriver:
    """A compiled Every."""

    source: Every
    first: Fn
    last: Fn | None


@frozen(eq=False)
class Pieces:
    """Compiled Units."""

    start: Fn
    end: Fn
    at_least: int


@frozen(eq=False)
class Making:
    """A clause ready to make lines.

    order: its name's place among the pack's clauses. sign: -1 where its lines are credits.
    stands: the versions in which the clause stands in this form. once: the alternatives of each record, in order.
    is_interest: it runs above all other lines.
    """

    clause: Clause
    order: int
    sign: int
    stands: frozenset[Stand]
    once: tuple[tuple[str, tuple[OnceDriver, ...]], ...]
    every: tuple[EveryDriver, ...]
    guard: Fn | None
    amount: Fn
    quantity: Fn
    units: Pieces | None
    cap: Fn | None
    capped: Fn | None
    basis: Basis
    is_interest: bool


class Plan:
    """Everything about one Terms that does not depend on a contract.

    makings: the forms of each clause, by name, in the order in which clauses first stand in the terms.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.zone = Zone(terms.zone)
        self.months = Months(terms.billing)
        self.rates = TaxRates(terms.taxes, terms.rounding, terms.unit)
        self.expressions = Expressions(terms, self.rates, self.zone)
        self.governance = Governance(terms, self.expressions)
        self.singles = tuple(item.name for item in terms.records if item.cardinality is not Cardinality.MANY)
        self.makings: dict[str, tuple[Making, ...]] = {}
        for clause, stands in _forms(self.governance):
            order = list(self.makings).index(clause.name) if clause.name in self.makings else len(self.makings)
            making = _compile(clause, order, stands, self.expressions)
            self.makings[clause.name] = (*self.makings.get(clause.name, ()), making)
        self.charges = tuple(name for name, forms in self.makings.items() if not forms[0].is_interest)
        self.interest = tuple(name for name, forms in self.makings.items() if forms[0].is_interest)
        self._subjects = {item.name: f"{item.name}:" for item in terms.records if item.cardinality is Cardinality.MANY}
        self._subjects[LATE.name] = "payment:"

    def subject(self, record: str, row_id: str) -> str | None:
        """What a line over a row is about: ``record:row-id``, or its payment, or None where rows have no ids."""
        prefix = self._subjects.get(record)
        return None if prefix is None else prefix + row_id


def _forms(governance: Governance) -> Iterator[tuple[Clause, frozenset[Stand]]]:
    forms: dict[Clause, list[Stand]] = {}
    for stand in governance.stands:
        for clause in stand.clauses:
            forms.setdefault(clause, []).append(stand)
    return ((clause, frozenset(stands)) for clause, stands in forms.items())


def _compile(clause: Clause, order: int, stands: frozenset[Stand], to: Expressions) -> Making:
    alternatives: dict[str, list[OnceDriver]] = {}
    every: list[EveryDriver] = []
    for driver in clause.drivers:
        if isinstance(driver, Once):
            when = to.compile(driver.when) if driver.when is not None else None
            once = OnceDriver(driver, to.compile(driver.on), to.compile(driver.governed), when)
            alternatives.setdefault(driver.record, []).append(once)
        else:
            last = to.compile(driver.last) if driver.last is not None else None
            every.append(EveryDriver(driver, to.compile(driver.first), last))
    units = clause.units
    return Making(
        clause=clause,
        order=order,
        sign=clause.sign,
        stands=stands,
        once=tuple((record, tuple(drivers)) for record, drivers in alternatives.items()),
        every=tuple(every),
        guard=to.compile(clause.guard) if clause.guard is not None else None,
        amount=to.compile(clause.amount),
        quantity=to.compile(clause.quantity),
        units=Pieces(to.compile(units.start), to.compile(units.end), units.at_least) if units is not None else None,
        cap=to.compile(clause.cap) if clause.cap is not None else None,
        capped=to.compile(clause.capped) if clause.capped is not None else None,
        basis=clause.basis if clause.basis is not None else Basis(),
        is_interest=clause.kind is LineKind.INTEREST,
    )
