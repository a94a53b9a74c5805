"""Lowering a pack: editions to versions of clauses, transitions to branches, under chosen readings."""

from collections.abc import Mapping
from datetime import date

from attrs import define, field

from tariff.diagnostics import Diagnostic
from tariff.diagnostics.nearest import did_you_mean
from tariff.model import expr as core
from tariff.model.clause import Clause
from tariff.model.records import LATE, Record
from tariff.model.terms import Branch, Calendar, TaxStep, Terms, Version
from tariff.model.types import YESNO
from tariff.syntax.nodes import Node
from tariff.versions.clauses import lower_clause
from tariff.versions.consolidate import Consolidation, Edition, consolidate, prior_line
from tariff.versions.expressions import Lowering
from tariff.versions.header import Header, lower_header, lower_records
from tariff.versions.pack import Amendment, Pack
from tariff.versions.provisions import Provision, Step, unquote
from tariff.versions.scope import Fault, Place, Scope, declared


@define
class Lowered:
    """A pack lowered as far as its faults allow."""

    terms: Terms
    findings: list[Diagnostic] = field(factory=list)


@define
class _Work:
    """What stays the same while one pack is lowered, and the findings met."""

    pack: Pack
    header: Header
    records: dict[str, Record]
    calendars: tuple[Calendar, ...]
    taxes: tuple[TaxStep, ...]
    readings: Mapping[str, str]
    findings: list[Diagnostic]

    def versions(self, line: Consolidation) -> tuple[Version, ...]:
        """The versions of a line of editions."""
        self.findings.extend(line.faults)
        ends = [item.since for item in line.editions[1:]]
        return tuple(
            Version(item.since.toordinal(), end.toordinal() if end else None, self.clauses(item))
            for item, end in zip(line.editions, [*ends, None], strict=True)
        )

    def scope(self, edition: Edition) -> Scope:
        """The names of an edition."""
        definitions, clauses, findings = declared(edition.tree)
        self.findings.extend(findings)
        names = frozenset(item.name for item in self.calendars)
        return Scope(self.pack, self.records, definitions, clauses, names, self.taxes, dict(self.readings))

    def lowering(self, scope: Scope, place: Place) -> Lowering:
        """Lowers expressions in a scope."""
        return Lowering(scope, place, self.header.rounding, self.header.unit)

    def clauses(self, edition: Edition) -> tuple[Clause, ...]:
        """The clauses of an edition that have no fault."""
        scope, found = self.scope(edition), []
        for name in scope.clauses:
            try:
                found.append(lower_clause(scope, name, self.lowering(scope, Place())))
            except Fault as fault:
                self.findings.append(fault.finding)
        return tuple(found)


def lower(
    pack: Pack,
    used: tuple[tuple[TaxStep, ...], tuple[Calendar, ...]],
    digest: str,
    known_on: date | None = None,
    readings: Mapping[str, str] = {},
) -> Lowered:
    """The terms of a pack as known on a day under readings that it lists; `used` are rates and calendars."""
    header, findings = lower_header(pack, dict(readings))
    records, faults = lower_records(pack)
    findings += faults
    taxes, calendars = used
    work = _Work(pack, header, {item.name: item for item in records}, calendars, taxes, readings, findings)
    line = consolidate(pack, known_on)
    versions = work.versions(line)
    terms = Terms(
        pack.name, pack.titles, header.issuer, header.currency, header.minor_digits, header.zone, header.rounding,
        header.unit,
        header.billing, records, versions, tuple(_branches(work, line)), taxes, calendars, digest,
        tuple(sorted(readings.items())),
    )  # fmt: skip
    return Lowered(terms, list(dict.fromkeys(work.findings)))


def _branches(work: _Work, line: Consolidation) -> list[Branch]:
    """The branches that the transitions open, as the supplementary provisions stand in the last edition."""
    found: list[Branch] = []
    last = line.editions[-1]
    for amendment in line.amendments:
        own = last.tree.find((Step("supplement", amendment.name),))
        for node in _transitions(own):
            try:
                found.append(_branch(work, line, last, amendment, node))
            except Fault as fault:
                work.findings.append(fault.finding)
    return found


def _transitions(own: Provision | None) -> list[Node]:
    if own is None:
        return []
    holders = [own, *(item for _, item in own.walk())]
    blocks = [node for item in holders for node in item.content if node.kind == "transition"]
    return [item for block in blocks for item in block.all("keep", "remain")]


def _branch(work: _Work, line: Consolidation, edition: Edition, amendment: Amendment, node: Node) -> Branch:
    kept = node.first("kept_record")
    assert kept is not None, "the grammar gives every transition its facts"
    record = LATE.name if kept.word("BILLS") else unquote(kept.text("NAME"))
    if record != LATE.name and record not in work.records:
        raise Fault(
            Diagnostic(
                "E0213",
                f"there is no record {record}",
                kept.span,
                mend=did_you_mean(record, work.records, "name a declared record, or bills"),
            )
        )
    low = work.lowering(work.scope(edition), Place(frozenset({record})))
    conditions = [item for item in node.nodes() if item.kind != "kept_record"]
    condition = low.condition(conditions[0]) if conditions else core.Const(True, YESNO)
    until = node.text("DATE")
    frozen = node.kind == "keep"
    return Branch(
        amendment.name,
        record,
        condition,
        amendment.in_force.toordinal(),
        date.fromisoformat(until).toordinal() if until else None,
        frozen,
        () if frozen else work.versions(prior_line(line, amendment)),
    )
