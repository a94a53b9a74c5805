"""What the rules look at: a pack, its editions, and its clauses and definitions wherever their words differ."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from tariff.diagnostics import Diagnostic, Severity, Span
from tariff.model.terms import Terms
from tariff.syntax.nodes import Node
from tariff.versions import Library
from tariff.versions.consolidate import Consolidation, Edition, prior_line
from tariff.versions.history import transitions
from tariff.versions.pack import Pack
from tariff.versions.provisions import Provision, unquote
from tariff.versions.schedules import Schedule, schedules
from tariff.versions.scope import Declared, declared


@frozen
class Past:
    """Editions as known on a day that are none of those known now, and what was wrong with them."""

    known_on: date
    editions: tuple[Edition, ...]
    faults: tuple[Diagnostic, ...]


@frozen
class Subject:
    """A pack under check.

    prior: the lines of prior terms that stay in force. past: how the terms were known to stand, on each day on which
    an amendment was issued. schedules: those of the pack and of the packs it uses.
    """

    pack: Pack
    line: Consolidation
    terms: Terms
    prior: tuple[Consolidation, ...]
    past: tuple[Past, ...]
    schedules: tuple[Schedule, ...]

    def declarations(self, kind: str) -> Iterator[Declared]:
        """The clauses (``clause``), definitions (``define``) or lists (``list``) of all editions, each wording once."""
        seen: set[Node] = set()
        for edition in self.line.editions:
            names = declared(edition.tree)
            for item in {"clause": names.clauses, "define": names.definitions, "list": names.lists}[kind].values():
                if item.node not in seen:
                    seen.add(item.node)
                    yield item


def subject_of(library: Library, name: str) -> Subject:
    """The pack called `name`, ready for the rules."""
    pack, line = library.pack(name), library.line(name)
    remaining = [item for item in line.amendments if any(node.kind == "remain" for _, node in transitions(item))]
    used = [library.line(item) for item in (name, *pack.uses) if item in library.packs]
    return Subject(
        pack,
        line,
        library.lowered(name).terms,
        tuple(prior_line(line, item) for item in remaining),
        tuple(_past(library, name, line)),
        tuple(item for each in used for item in schedules(each)[0]),
    )


def _past(library: Library, name: str, line: Consolidation) -> Iterator[Past]:
    now = {_own(edition) for edition in line.editions}
    for day in sorted({item.issued or item.in_force for item in line.amendments}):
        known = library.line(name, day)
        editions = tuple(edition for edition in known.editions if _own(edition) not in now)
        if editions or known.faults:
            yield Past(day, editions, known.faults)


def _own(edition: Edition) -> tuple[Provision, ...]:
    """The provisions of an edition, without the supplementary ones, of which each day knows others."""
    return tuple(item for item in edition.tree.children if item.step.part != "supplement")


def warning(code: str, message: str, span: Span | None, mend: str) -> Diagnostic:
    """A finding that does not stop evaluation."""
    return Diagnostic(code, message, span, mend=mend, severity=Severity.WARNING)


def note(code: str, message: str, span: Span | None, mend: str) -> Diagnostic:
    """A finding that may well be as it is in the source."""
    return Diagnostic(code, message, span, mend=mend, severity=Severity.NOTE)


def wordings(node: Node) -> tuple[Node, ...]:
    """A clause or definition and its readings: each holds sentences."""
    return (node, *node.all("reading"))


def names_in(node: Node) -> Iterator[str]:
    """Every name written below a node."""
    for child in node.children:
        if isinstance(child, Node):
            yield from names_in(child)
        elif child.type == "NAME":
            yield unquote(child.text)
