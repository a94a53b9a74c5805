"""What names mean in one edition: records and fields, definitions, clauses, calendars; and the readings chosen."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn

from attrs import field, frozen

from tariff.diagnostics import Diagnostic, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.clause import LineKind
from tariff.model.records import LATE, PARAMETER, Cardinality, Field, Record
from tariff.model.terms import TaxStep
from tariff.syntax.nodes import Node
from tariff.versions.edits import overlay
from tariff.versions.pack import Pack
from tariff.versions.provisions import Path, Provision, unquote

if TYPE_CHECKING:
    from tariff.versions.schedules import Schedule

LINE_KINDS = frozenset(LineKind)


class Fault(Exception):  # noqa: N818 - it is a finding on its way out, not an error of the program
    """Carries diagnostics out of the lowering of a clause; always caught, never seen by a user.

    It carries none where what is missing could not be read, which is found already.
    """

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__(*(finding.message for finding in findings))
        self.findings = findings


def fail(code: str, message: str, span: Span, mend: str) -> NoReturn:
    """Give up the clause being lowered, with a diagnostic."""
    raise Fault(Diagnostic(code, message, span, mend=mend))


@frozen
class Declared:
    """A definition, clause or list as it stands in an edition, and where."""

    node: Node
    path: Path
    provision: Provision

    @property
    def makes_lines(self) -> bool:
        """Whether it is a clause that makes lines; the others decide or waive."""
        return self.node.text("CLAUSE_KIND") in LINE_KINDS


@frozen
class Declarations:
    """What an edition declares, by name, and the names that stand twice."""

    definitions: Mapping[str, Declared]
    clauses: Mapping[str, Declared]
    lists: Mapping[str, Declared]
    findings: tuple[Diagnostic, ...]


@frozen
class Scope:
    """The names of one edition; `unread` are words that may name more, and could not be read.

    `clauses` holds rulings and waivers too, and `records` those that are derived.
    """

    pack: Pack
    records: Mapping[str, Record]
    definitions: Mapping[str, Declared]
    clauses: Mapping[str, Declared]
    lists: Mapping[str, Declared]
    calendars: frozenset[str]
    schedules: "Mapping[str, Schedule]"
    taxes: tuple[TaxStep, ...]
    unread: frozenset[str]
    readings: Mapping[str, str] = field(factory=dict)

    def record(self, name: str, span: Span, otherwise: str = "declare the record") -> Record:
        """The record called `name`; raises Fault where there is none, with the mend `otherwise` where none is near."""
        if name not in self.records:
            self.missing("E0213", f"there is no record {name}", name, self.records, span, otherwise)
        return self.records[name]

    def missing(self, code: str, message: str, name: str, known: Iterable[str], span: Span, otherwise: str) -> NoReturn:
        """Give up the clause being lowered, because `name` is none of those `known`; raises Fault.

        Without a diagnostic where what could not be read may declare it.
        """
        if self.unread.intersection((name, *name.split("."))):
            raise Fault
        fail(code, message, span, did_you_mean(name, known, otherwise))

    def calendar(self, name: str, span: Span) -> str:
        """The name of a calendar; raises Fault where there is none."""
        if name not in self.calendars:
            message, otherwise = f"there is no calendar {name}", f"add “use {name}” to the header"
            self.missing("E0212", message, name, self.calendars, span, otherwise)
        return name

    def schedule(self, name: str, span: Span) -> "Schedule":
        """The schedule called `name`; raises Fault where there is none."""
        if name not in self.schedules:
            message, otherwise = f"there is no schedule {name}", "add “use …” to the header, or declare it"
            self.missing("E0231", message, name, self.schedules, span, otherwise)
        return self.schedules[name]

    def parameter(self, name: str) -> Field | None:
        """The parameter called `name`, or None."""
        record = self.records.get(PARAMETER)
        return record.field(name) if record else None

    @property
    def lines(self) -> tuple[str, ...]:
        """The names of the clauses that make lines."""
        return tuple(name for name, item in self.clauses.items() if item.makes_lines)

    def read(self, name: str, node: Node) -> Node:
        """A definition or clause with the chosen readings of `name` in place of its default sentences."""
        for block in node.all("reading"):
            axis, option = split_reading(unquote(block.text("NAME")))
            if self.readings.get(reading_key(name, axis)) == option:
                node = overlay(node, block)
        return node


def split_reading(name: str) -> tuple[str, str]:
    """A reading's axis and name: ``year.fixed_365`` is ``fixed_365`` on ``year``; without a dot the axis is ``""``."""
    axis, _, option = name.rpartition(".")
    return axis, option


def reading_key(owner: str, axis: str) -> str:
    """What selects a reading: ``CLAUSE`` or ``CLAUSE.AXIS``."""
    return f"{owner}.{axis}" if axis else owner


def declared(tree: Provision) -> Declarations:
    """The definitions, clauses and lists of an edition."""
    found: dict[str, dict[str, Declared]] = {"define": {}, "clause": {}, "list": {}}
    findings: list[Diagnostic] = []
    for path, item in tree.walk():
        for node in item.content:
            if node.kind not in found:
                continue
            name = unquote(node.text("NAME"))
            if any(name in names for names in found.values()):
                findings.append(
                    Diagnostic(
                        "E0206",
                        f"{name} is declared twice in one version",
                        node.span,
                        mend="give one of the two another name",
                    )
                )
                continue
            found[node.kind][name] = Declared(node, path, item)
    return Declarations(found["define"], found["clause"], found["list"], tuple(findings))


@frozen
class Place:
    """Where an expression stands: the records it may read a row of, and whether it is the worth of a 24-hour piece.

    using: the definitions being expanded, so that one that uses itself is found.
    looked: the records whose rows an aggregate is looking at; their fields are those of the row looked at.
    dated: the day that dates the clause's own row, where one sentence ``once per …`` says it, or stands above.
    """

    rows: frozenset[str] = frozenset()
    unit: bool = False
    using: tuple[str, ...] = ()
    looked: frozenset[str] = frozenset()
    dated: Node | None = None

    @property
    def interest(self) -> bool:
        """Whether this is an interest clause, where `due_on`, `paid_on` and `principal` are a late payment's."""
        return LATE.name in self.rows

    def reads(self, record: Record) -> bool:
        """Whether a field of `record` can be read here: it has at most one row, drives the clause, or is looked at."""
        return record.cardinality is not Cardinality.MANY or record.name in self.rows | self.looked
