"""A pack: the source files of one set of terms, sorted into what they declare."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import takewhile

from attrs import evolve, frozen

from tariff.diagnostics import Diagnostic, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import CONTRACT, Titles
from tariff.syntax.nodes import Node, SourceFile
from tariff.versions.provisions import ROOT, Provision, identified, provision, titles_of, unquote


@frozen
class Amendment:
    """An amendment as declared: `amends_prior` is the earlier amendment whose kept terms it amends, or ``""``."""

    name: str
    titles: Titles
    in_force: date
    issued: date | None
    amends_prior: str
    node: Node

    def known_on(self, day: date | None) -> bool:
        """Whether it was known on `day`: issued by then, or without a day of issue in force by then."""
        return day is None or (self.issued or self.in_force) <= day


@frozen
class Pack:
    """The declarations of one set of terms. `amendments` are in order of effect, then as declared."""

    name: str
    titles: Titles
    header: Node
    files: tuple[SourceFile, ...]
    records: tuple[Node, ...]
    parameters: tuple[Node, ...]
    base: Provision
    amendments: tuple[Amendment, ...]
    examples: tuple[Node, ...]

    @property
    def in_force(self) -> date:
        """The first day on which the terms are in force."""
        return date.fromisoformat(header_word(self.header, "in_force", "DATE") or "1900-01-01")

    @property
    def has_contracts(self) -> bool:
        """Whether it declares what a contract is; packs of rates or holidays, which others use, do not."""
        return any(node.text("NAME") == CONTRACT for node in self.records)

    @property
    def uses(self) -> tuple[str, ...]:
        """The packs whose rates and calendars it uses."""
        return tuple(unquote(node.text("NAME")) for node in self.header.all("use"))

    def cut(self, amendments: int) -> "Pack":
        """The pack as it was after the first so many of its amendments, in order of effect."""
        return evolve(self, amendments=self.amendments[:amendments])

    @property
    def unread(self) -> frozenset[str]:
        """The words of its files that could not be read: what they name is not missing, and is found already."""
        return frozenset[str]().union(*(file.unread for file in self.files))

    @property
    def digest(self) -> str:
        """Content hash of what the pack's files declare: examples, comments between units and blank lines aside."""
        lines = {file.name: file.text.splitlines() for file in self.files}
        units = [unit for file in self.files for unit in file.units if unit.kind != "example"]
        texts = ("\n".join(lines[unit.span.file][unit.span.line - 1 : unit.span.end_line]) for unit in units)
        return sha256("\0".join(sorted(texts)).encode()).hexdigest()

    @property
    def content(self) -> str:
        """Hash of the pack's files as they are, names and all."""
        return sha256(repr([(file.name, file.text) for file in self.files]).encode()).hexdigest()

    def source_of(self, node: Node) -> str:
        """The sentence of `node` as written, on one line, without its block."""
        lines = next(file.text for file in self.files if file.name == node.span.file).splitlines()
        first, *below = (line.strip() for line in lines[node.span.line - 1 : node.span.end_line])
        return " ".join([first, *takewhile(lambda line: line.startswith(("and ", "or ")), below)])


def header_word(header: Node, kind: str, terminal: str) -> str:
    """The word of type `terminal` in the header sentence of a kind, or ``""``."""
    node = header.first(kind)
    return node.text(terminal) if node else ""


def currency_of(pack: Pack) -> str:
    """The currency a pack declares; ``XXX`` (ISO 4217: no currency) where it declares none."""
    return header_word(pack.header, "currency", "CURRENCY") or "XXX"


def assemble(files: Iterable[SourceFile]) -> tuple[dict[str, Pack], list[Diagnostic]]:
    """The packs that the files declare together, and what cannot be placed."""
    packs: dict[str, Pack] = {}
    findings: list[Diagnostic] = []
    loose: list[tuple[SourceFile, Node]] = []
    unread: set[str] = set()
    for file in files:
        unread |= file.unread
        header = next((unit for unit in file.units if unit.kind == "terms"), None)
        if header is None:
            loose.extend((file, unit) for unit in file.units)
            continue
        name = unquote(header.text("NAME"))
        if name in packs:
            findings.append(_twice(name, header, packs[name].header))
            continue
        packs[name] = _pack(name, header, file)
        loose.extend(
            (file, unit) for unit in file.units if unit.kind in ("amendment", "example", "terms") and unit is not header
        )
    for file, unit in loose:
        findings.extend(_place(packs, file, unit, unread))
    return {name: _ordered(pack) for name, pack in packs.items()}, findings


def _twice(name: str, second: Node, first: Node) -> Diagnostic:
    return Diagnostic(
        "E0202",
        f"{name} is declared twice, first in {first.span.file}",
        second.span,
        mend="give one of the two packs another name",
    )


def _pack(name: str, header: Node, file: SourceFile) -> Pack:
    units = file.units
    written = (provision(unit) for unit in units if unit.kind in ("article", "appendix"))
    base = evolve(ROOT, children=tuple(identified(item, (item.step,)) for item in written))
    records = tuple(unit for unit in units if unit.kind == "record")
    parameters = tuple(unit for unit in units if unit.kind == "parameter")
    return Pack(name, titles_of(header), header, (file,), records, parameters, base, (), ())


def _place(packs: dict[str, Pack], file: SourceFile, unit: Node, unread: set[str]) -> Iterator[Diagnostic]:
    """Put a unit that stands in no pack yet into the one that it names, or find that there is none.

    What it names is not missing where the words `unread` may declare it.
    """
    if unit.kind == "amendment":
        target = unit.first("amends", "amends_prior")
        if target is None:
            yield Diagnostic(
                "E0203", "this amendment does not say what it amends", unit.span, mend="add “amends TERMS”"
            )
            return
        name, owner = unquote(target.text("NAME")), _amended_terms(packs, target)
        if owner is None:
            if "terms" not in unread and not unread.issuperset(name.split(".")):
                yield unknown_terms(name, packs, target.span)
        elif unit.first("in_force") is None:
            yield Diagnostic("E0204", "this amendment has no day of effect", unit.span, mend="add “in force from DATE”")
        else:
            packs[owner] = _with_amendment(packs[owner], file, unit)
    elif unit.kind == "terms":
        yield Diagnostic(
            "E0202",
            "a file declares one set of terms",
            unit.span,
            mend="move this header and what follows to a file of its own",
        )
    elif unit.kind == "example":
        name = unquote(unit.text("NAME")) or _own_terms(file)
        if name in packs:
            packs[name] = evolve(_with_file(packs[name], file), examples=(*packs[name].examples, unit))
        elif not unread.issuperset((name or "terms").split(".")):
            yield unknown_terms(name, packs, unit.span)
    elif "terms" not in file.unread:
        yield Diagnostic(
            "E0201",
            "this file has no terms header, so nothing owns this",
            unit.span,
            mend="begin the file with “terms NAME …”",
        )


def _own_terms(file: SourceFile) -> str:
    header = next((unit for unit in file.units if unit.kind == "terms"), None)
    return unquote(header.text("NAME")) if header else ""


def _amended_terms(packs: dict[str, Pack], target: Node) -> str | None:
    name = unquote(target.text("NAME"))
    if target.kind == "amends":
        return name if name in packs else None
    owners = (pack.name for pack in packs.values() if any(item.name == name for item in pack.amendments))
    return next(owners, None)


def unknown_terms(name: str, packs: Iterable[str], span: Span | None, where: str = "") -> Diagnostic:
    """The finding that none of the packs has a name."""
    mend = did_you_mean(name, packs, "`tariff terms` lists the packs; --clauses DIR adds more")
    return Diagnostic("E0205", f"there are no terms called {name or '(none named)'}", span, where, mend)


def _with_file(pack: Pack, file: SourceFile) -> Pack:
    return pack if file in pack.files else evolve(pack, files=(*pack.files, file))


def _with_amendment(pack: Pack, file: SourceFile, unit: Node) -> Pack:
    issued, prior = header_word(unit, "issued", "DATE"), unit.first("amends_prior")
    amendment = Amendment(
        unquote(unit.text("NAME")),
        titles_of(unit),
        date.fromisoformat(header_word(unit, "in_force", "DATE")),
        date.fromisoformat(issued) if issued else None,
        unquote(prior.text("NAME")) if prior else "",
        unit,
    )
    return evolve(_with_file(pack, file), amendments=(*pack.amendments, amendment))


def _ordered(pack: Pack) -> Pack:
    return evolve(pack, amendments=tuple(sorted(pack.amendments, key=lambda item: item.in_force)))
