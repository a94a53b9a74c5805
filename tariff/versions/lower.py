"""Lowering a pack: editions to versions of clauses, transitions to branches, under chosen readings."""

from collections.abc import Mapping
from datetime import date

from attrs import define, field, frozen

from tariff.diagnostics import Diagnostic
from tariff.model import expr as core
from tariff.model.clause import Clause
from tariff.model.records import ARREARS, CONTRACT, LATE, PARAMETER, Record
from tariff.model.ruling import Ruling
from tariff.model.terms import Branch, Calendar, TaxStep, Terms, Version
from tariff.model.types import YESNO
from tariff.syntax.nodes import Node
from tariff.versions.clauses import lower_clause
from tariff.versions.consolidate import Consolidation, Edition, consolidate, prior_line
from tariff.versions.expressions import Expressions
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.header import Header, lower_header
from tariff.versions.pack import Amendment, Pack
from tariff.versions.provisions import Provision, Step, unquote
from tariff.versions.records import lower_records
from tariff.versions.recovery import lowered
from tariff.versions.rulings import lower_ruling
from tariff.versions.schedules import Schedule
from tariff.versions.scope import Fault, Place, Scope, declared
from tariff.versions.waivers import require_waived


@define
class Lowered:
    """A pack lowered as far as its faults allow."""

    terms: Terms
    findings: list[Diagnostic] = field(factory=list)


@frozen
class Used:
    """The tables of a pack and of those it uses, and the words of all of them that could not be read."""

    taxes: tuple[TaxStep, ...]
    calendars: tuple[Calendar, ...]
    schedules: tuple[Schedule, ...]
    unread: frozenset[str]


@define
class _Work:
    """What stays the same while one pack is lowered, and the findings met."""

    pack: Pack
    header: Header
    records: dict[str, Record]
    used: Used
    readings: Mapping[str, str]
    findings: list[Diagnostic]

    def versions(self, line: Consolidation) -> tuple[Version, ...]:
        """The versions of a line of editions."""
        if not self.pack.unread:  # else what is amended may stand where it could not be read
            self.findings.extend(line.faults)
        ends = [item.since for item in line.editions[1:]]
        return tuple(
            Version(item.since.toordinal(), end.toordinal() if end else None, *self.clauses(item))
            for item, end in zip(line.editions, [*ends, None], strict=True)
        )

    def scope(self, edition: Edition) -> Scope:
        """The names of an edition."""
        found = declared(edition.tree)
        self.findings.extend(found.findings)
        for name, item in {**found.definitions, **found.clauses, **found.lists}.items():
            for record, what in ((PARAMETER, "a parameter"), (CONTRACT, "a field of the contract")):
                if record in self.records and self.records[record].field(name):
                    message, mend = f"{name} is {what} too", "give one of the two another name"
                    self.findings.append(Diagnostic("E0206", message, item.node.span, mend=mend))
        return Scope(
            self.pack,
            {**self.records, ARREARS.name: ARREARS},
            found.definitions,
            found.clauses,
            found.lists,
            frozenset(item.name for item in self.used.calendars),
            {item.name: item for item in self.used.schedules},
            self.used.taxes,
            self.used.unread,
            dict(self.readings),
        )

    def lowering(self, scope: Scope, place: Place) -> Lowering:
        """Lowers expressions in a scope."""
        return Expressions(scope, place, self.header.rounding, self.header.unit)

    def clauses(self, edition: Edition) -> tuple[tuple[Clause, ...], tuple[Ruling, ...]]:
        """The clauses of an edition that have no fault, and what they and its rulings decide."""
        scope, clauses, rulings = self.scope(edition), list[Clause](), list[Ruling]()
        for name, item in scope.clauses.items():
            low = self.lowering(scope, Place())
            try:
                if item.node.text("CLAUSE_KIND") == "waiver":
                    require_waived(scope, name)
                    continue
                made = _made(scope, name, low)
                clauses += [part for part in made if isinstance(part, Clause)]
                rulings += [part for part in made if isinstance(part, Ruling)]
            except Fault as fault:
                self.findings.extend(fault.findings)
        return tuple(clauses), tuple(rulings)


def _made(scope: Scope, name: str, low: Lowering) -> tuple[Clause | Ruling, ...]:
    """What a clause or ruling comes to: itself, and what a clause decides beside its lines."""
    item = scope.clauses[name]
    node = scope.read(name, item.node)
    if item.makes_lines:
        clause, decided = lowered(low, node, lambda: lower_clause(scope, name, low))
        return (clause,) if decided is None else (clause, decided)
    return (lowered(low, node, lambda: lower_ruling(scope, name, low)),)


def lower(
    pack: Pack,
    used: Used,
    digest: str,
    known_on: date | None = None,
    readings: Mapping[str, str] = {},
) -> Lowered:
    """The terms of a pack as known on a day under readings that it lists."""
    header, findings = lower_header(pack, dict(readings))
    records, faults = lower_records(pack, header)
    findings += faults
    work = _Work(pack, header, {item.name: item for item in records}, used, readings, findings)
    line = consolidate(pack, known_on)
    versions = work.versions(line)
    terms = Terms(
        pack.name, pack.titles, header.issuer, header.currency, header.minor_digits, header.zone, header.rounding,
        header.unit,
        header.billing, records, versions, tuple(_branches(work, line)), used.taxes, used.calendars, digest,
        tuple(sorted(readings.items())), known_on,
    )  # fmt: skip
    return Lowered(terms, list(dict.fromkeys(work.findings)))


def _branches(work: _Work, line: Consolidation) -> list[Branch]:
    """The branches that the transitions open, each for the days on which its sentence stands."""
    found: list[Branch] = []
    for amendment in line.amendments:
        for node, first, until in _standing(line, amendment):
            try:
                found.append(_branch(work, line, amendment, node, first, until))
            except Fault as fault:
                work.findings.extend(fault.findings)
    return sorted(found, key=lambda branch: branch.since)


def _standing(line: Consolidation, amendment: Amendment) -> list[tuple[Node, Edition, date | None]]:
    """The transitions of an amendment, each with the first edition it stands in and the day on which it is gone."""
    found: list[tuple[Node, Edition, date | None]] = []
    open_ones: dict[Node, Edition] = {}
    for edition in line.editions:
        if edition.since < amendment.in_force and edition is not line.editions[-1]:
            continue
        here = _transitions(edition.tree.find((Step("supplement", amendment.name),)))
        found += [(node, first, edition.since) for node, first in open_ones.items() if node not in here]
        open_ones = {node: open_ones.get(node, edition) for node in here}
    return found + [(node, first, None) for node, first in open_ones.items()]


def _transitions(own: Provision | None) -> list[Node]:
    if own is None:
        return []
    holders = [own, *(item for _, item in own.walk())]
    blocks = [node for item in holders for node in item.content if node.kind == "transition"]
    return [item for block in blocks for item in block.all("keep", "remain")]


def _branch(
    work: _Work, line: Consolidation, amendment: Amendment, node: Node, edition: Edition, gone: date | None
) -> Branch:
    kept = node.first("kept_record")
    assert kept is not None, "the grammar gives every transition its facts"
    scope = work.scope(edition)
    bills = kept.word("BILLS") is not None
    record = LATE if bills else scope.record(unquote(kept.text("NAME")), kept.span, "name a declared record, or bills")
    low = work.lowering(scope, Place(frozenset({record.name})))
    conditions = [item for item in node.nodes() if item.kind != "kept_record"]
    condition = low.condition(conditions[0]) if conditions else core.Const(True, YESNO)
    until = node.text("DATE")
    ends = [day for day in (date.fromisoformat(until) if until else None, gone) if day is not None]
    frozen = node.kind == "keep"
    return Branch(
        amendment.name,
        record.name,
        condition,
        max(edition.since, amendment.in_force).toordinal(),
        min(ends).toordinal() if ends else None,
        frozen,
        () if frozen else work.versions(prior_line(line, amendment)),
        amendment.in_force.toordinal() - 1,
    )
