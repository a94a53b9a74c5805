"""The library: all packs at hand, consolidated on demand."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from attrs import define, field

from tariff.cache import cached
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.model.terms import Calendar, TaxStep, Terms
from tariff.resources import clauses_dir
from tariff.syntax.files import read_files
from tariff.syntax.nodes import Reading
from tariff.versions.calendars import calendars
from tariff.versions.consolidate import Consolidation, consolidate
from tariff.versions.lower import Lowered, Used, lower
from tariff.versions.pack import Pack, assemble, unknown_terms
from tariff.versions.readings import Axis, axes, choose
from tariff.versions.schedules import Schedule, schedules
from tariff.versions.taxes import tax_steps


@define
class Library:
    """Packs by name, and the findings of reading them. Consolidated terms are kept for the life of the library."""

    packs: Mapping[str, Pack]
    findings: tuple[Diagnostic, ...]
    _unread: frozenset[str] = frozenset()
    _terms: dict[tuple[object, ...], Lowered] = field(factory=dict, init=False)

    @classmethod
    def load(cls, extra: Sequence[Path] = (), *, shipped: bool = True) -> "Library":
        """The shipped packs and those in the folders or files `extra`; InputError where one cannot be opened."""
        roots = [clauses_dir(), *extra] if shipped else list(extra)
        return cls.of(read_files(roots))

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Library":
        """The packs that clause files declare together."""
        packs, findings = assemble(item.file for item in readings)
        parse_faults = [fault for item in readings for fault in item.findings]
        unread = frozenset[str]().union(*(item.file.unread for item in readings))
        return cls(packs, (*parse_faults, *findings), unread)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the packs, sorted."""
        return tuple(sorted(self.packs))

    @property
    def contractual(self) -> tuple[str, ...]:
        """The names of the packs that have contracts, sorted: those that a book can be made of."""
        return tuple(name for name in self.names if self.packs[name].has_contracts)

    def pack(self, name: str) -> Pack:
        """The pack called `name`; InputError where there is none."""
        if name not in self.packs:
            raise InputError([unknown_terms(name, self.packs, None, f"terms {name}")])
        return self.packs[name]

    def line(self, name: str, known_on: date | None = None) -> Consolidation:
        """The editions of a pack as known on a day."""
        return consolidate(self.pack(name), known_on)

    def axes(self, name: str) -> tuple[Axis, ...]:
        """The readings that a pack lists."""
        return axes(self.pack(name), self.line(name))

    def digest(self, name: str, known_on: date | None = None, amendments: int | None = None) -> str:
        """Content hash of a pack and those it uses, and of which of their amendments are not taken.

        Those are the ones not known on a day, and of the pack's own those after the first `amendments`.
        """
        packs = [self.packs[item] for item in (name, *self.pack(name).uses) if item in self.packs]
        taken = [pack.cut(amendments) if pack.name == name and amendments is not None else pack for pack in packs]
        known = {(pack.name, item.name) for pack in taken for item in pack.amendments if item.known_on(known_on)}
        left_out = [item.name for pack in packs for item in pack.amendments if (pack.name, item.name) not in known]
        return sha256(" ".join([*(pack.digest for pack in packs), *left_out]).encode()).hexdigest()

    def lowered(
        self,
        name: str,
        known_on: date | None = None,
        readings: Mapping[str, str] = {},
        amendments: int | None = None,
    ) -> Lowered:
        """The terms of a pack and the findings of lowering them; InputError for an unknown name or reading."""
        pack = self.pack(name)
        if amendments is not None and amendments >= len(pack.amendments):
            amendments = None
        chosen = choose(self.axes(name), readings) if readings else {}
        key = (name, known_on, tuple(sorted(chosen.items())), amendments)
        if key not in self._terms:
            full = f"{key} {self.state(name)}"
            self._terms[key] = cached("terms", full, lambda: self._lower(pack, known_on, chosen, amendments))
        return self._terms[key]

    def state(self, name: str) -> str:
        """A key of all that is known of a pack and those it uses: their files as they are.

        Findings hold places, so what is found follows from the files, not from their meaning alone.
        """
        packs = [self.packs[item] for item in (name, *self.pack(name).uses) if item in self.packs]
        return repr((name, sorted(self._unread), [pack.content for pack in packs]))

    def _lower(self, pack: Pack, known_on: date | None, chosen: Mapping[str, str], amendments: int | None) -> Lowered:
        taken = pack if amendments is None else pack.cut(amendments)
        used, findings = self._used(taken, known_on)
        digest = self.digest(pack.name, known_on, amendments)
        result = lower(taken, used, digest, known_on, chosen)
        result.findings.extend(findings)
        return result

    def terms(
        self,
        name: str,
        *,
        known_on: date | None = None,
        readings: Mapping[str, str] = {},
        amendments: int | None = None,
    ) -> Terms:
        """The terms of a pack as known on a day under readings; InputError where the pack has errors.

        amendments: take only the first so many, in order of effect; the packs that it uses are taken whole.
        """
        result = self.lowered(name, known_on, readings, amendments)
        files = {file.name for file in self.pack(name).files}
        parse_faults = [item for item in self.findings if item.span and item.span.file in files]
        errors = [item for item in (*parse_faults, *result.findings) if item.severity is Severity.ERROR]
        if errors:
            raise InputError(errors)
        return result.terms

    def _used(self, pack: Pack, known_on: date | None) -> tuple[Used, list[Diagnostic]]:
        taxes: list[TaxStep] = []
        closed: list[Calendar] = []
        scheduled: list[Schedule] = []
        findings: list[Diagnostic] = []
        unread: frozenset[str] = frozenset()
        for name in (pack.name, *pack.uses):
            if name not in self.packs and self._unread.issuperset(name.split(".")):
                unread |= self._unread
                continue
            if name not in self.packs:
                use = next(node for node in pack.header.all("use") if node.text("NAME") == name)
                findings.append(unknown_terms(name, self.packs, use.span))
                continue
            unread |= self.packs[name].unread
            line = consolidate(pack if name == pack.name else self.packs[name], known_on)
            taxes.extend(tax_steps(line))
            set_by, faults = schedules(line)
            closed_by, more = calendars(line)
            scheduled.extend(set_by)
            closed.extend(closed_by)
            findings += [*faults, *more]
        steps = tuple(sorted(taxes, key=lambda step: step.since))
        return Used(steps, tuple(closed), tuple(scheduled), unread), findings
