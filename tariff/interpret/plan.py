"""A Terms made ready: each distinct clause and ruling compiled once, with all the versions in which it stands so."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from attrs import frozen

from tariff.interpret.drivers import Drivers, compile_drivers
from tariff.interpret.expressions import Expressions
from tariff.interpret.governance import Governance, Stand
from tariff.interpret.months import Months
from tariff.interpret.scope import Fn
from tariff.interpret.taxrates import TaxRates
from tariff.interpret.zones import Zone
from tariff.model.clause import Basis, Clause, LineKind
from tariff.model.records import ARREARS, LATE, Cardinality
from tariff.model.ruling import Ground, Ruling, RulingKind
from tariff.model.terms import Terms

T = TypeVar("T", Clause, Ruling)


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
    stands: the versions in which the clause stands in this form. is_interest: it runs above all other lines.
    """

    clause: Clause
    order: int
    sign: int
    stands: frozenset[Stand]
    drivers: Drivers
    guard: Fn | None
    amount: Fn
    quantity: Fn
    units: Pieces | None
    cap: Fn | None
    capped: Fn | None
    basis: Basis
    is_interest: bool


@frozen(eq=False)
class Deciding:
    """A ruling ready to decide. order, stands: as of a Making."""

    ruling: Ruling
    order: int
    stands: frozenset[Stand]
    drivers: Drivers
    guard: Fn | None
    grounds: tuple[tuple[Ground, Fn], ...]
    remarks: tuple[tuple[Ground, Fn], ...]
    until: Fn | None
    amount: Fn | None


class Plan:
    """Everything about one Terms that does not depend on a contract.

    makings, decidings: the forms of each clause and ruling, by name, in the order in which they first stand in the
    terms. accelerations: the rulings that make debts fall due.
    ``charges(records)``: the names of the clauses but interest that run over some of these records.
    ``rulings(records)``: the same of rulings.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.zone = Zone(terms.zone)
        self.months = Months(terms.billing)
        self.rates = TaxRates(terms.taxes, terms.rounding, terms.unit)
        self.expressions = Expressions(terms, self.rates, self.zone)
        self.governance = Governance(terms, self.expressions)
        self.singles = tuple(item.name for item in terms.records if item.cardinality is not Cardinality.MANY)
        stands = self.governance.stands
        clauses = _forms((item, stand) for stand in stands for item in stand.clauses)
        rulings = _forms((item, stand) for stand in stands for item in stand.rulings)
        self.makings = {
            name: tuple(_making(clause, order, found, self.expressions) for clause, found in forms.items())
            for order, (name, forms) in enumerate(clauses.items())
        }
        self.decidings = {
            name: tuple(_deciding(ruling, order, found, self.expressions) for ruling, found in forms.items())
            for order, (name, forms) in enumerate(rulings.items())
        }
        decidings = [item for forms in self.decidings.values() for item in forms]
        self.accelerations = [item for item in decidings if item.ruling.kind is RulingKind.ACCELERATION]
        self.interest = tuple(name for name, forms in self.makings.items() if forms[0].is_interest)
        # Most of what terms provide for never happens to a contract, and contracts differ little in what does.
        self.charges = lru_cache(maxsize=1024)(self._charges)
        self.rulings = lru_cache(maxsize=1024)(self._rulings)
        self._subjects = {item.name: f"{item.name}:" for item in terms.records if item.cardinality is Cardinality.MANY}
        self._subjects[LATE.name] = "payment:"
        self._subjects[ARREARS.name] = "bill:"

    def _charges(self, records: frozenset[str]) -> tuple[str, ...]:
        return tuple(name for name in _over(records, self.makings) if name not in self.interest)

    def _rulings(self, records: frozenset[str]) -> tuple[str, ...]:
        return tuple(_over(records, self.decidings))

    def subject(self, record: str, row_id: str) -> str | None:
        """What a line over a row is about: ``record:row-id``, its payment or bill, or None where rows have no ids."""
        prefix = self._subjects.get(record)
        return None if prefix is None else prefix + row_id


def _forms(standing: Iterable[tuple[T, Stand]]) -> dict[str, dict[T, frozenset[Stand]]]:
    """By name, each distinct form of a clause or ruling and the versions in which it stands so."""
    found: dict[str, dict[T, frozenset[Stand]]] = {}
    for item, stand in standing:
        forms = found.setdefault(item.name, {})
        forms[item] = forms.get(item, frozenset()) | {stand}
    return found


def _over(records: frozenset[str], named: Mapping[str, Iterable[Making | Deciding]]) -> Iterator[str]:
    for name, forms in named.items():
        if any(form.drivers.records & records for form in forms):
            yield name


def _making(clause: Clause, order: int, stands: frozenset[Stand], to: Expressions) -> Making:
    units = clause.units
    return Making(
        clause=clause,
        order=order,
        sign=clause.sign,
        stands=stands,
        drivers=compile_drivers(clause.drivers, to),
        guard=to.optional(clause.guard),
        amount=to.compile(clause.amount),
        quantity=to.compile(clause.quantity),
        units=Pieces(to.compile(units.start), to.compile(units.end), units.at_least) if units is not None else None,
        cap=to.optional(clause.cap),
        capped=to.optional(clause.capped),
        basis=clause.basis if clause.basis is not None else Basis(),
        is_interest=clause.kind is LineKind.INTEREST,
    )


def _deciding(ruling: Ruling, order: int, stands: frozenset[Stand], to: Expressions) -> Deciding:
    return Deciding(
        ruling=ruling,
        order=order,
        stands=stands,
        drivers=compile_drivers(ruling.drivers, to),
        guard=to.optional(ruling.guard),
        grounds=tuple((ground, to.compile(ground.when)) for ground in ruling.grounds),
        remarks=tuple((remark, to.compile(remark.when)) for remark in ruling.remarks),
        until=to.optional(ruling.until),
        amount=to.optional(ruling.amount),
    )
