"""A case: one contract's facts, typed by the records that its terms declare."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from attrs import evolve, frozen

from tariff.billing.case.codes import Code
from tariff.billing.case.document import Document, read_document
from tariff.billing.case.nodes import MapNode, Scalar
from tariff.billing.case.rows import Entry, RowReader, number_rows
from tariff.billing.case.ruled import ruled_out
from tariff.billing.case.siblings import is_sibling, no_sibling
from tariff.billing.case.values import Units
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.diagnostics.nearest import did_you_mean, nearest
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PARAMETER, Cardinality, Record
from tariff.model.terms import Terms

TERMS = "terms"
_TABLE_ROW_FIELD = re.compile(r"table (\S+), row (.+), field (\S+)$")
_NO_CONTRACT_FIELDS = Record(CONTRACT, Cardinality.ONE, ())


class TermsSource(Protocol):
    """Where terms come from: `tariff.versions.Library`, as far as a case needs it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all packs that are terms."""

    def terms(self, name: str, *, known_on: date | None = None, readings: Mapping[str, str] = ...) -> Terms:
        """The pack of that name, consolidated."""


@frozen
class Case:
    """One contract's facts under its terms, and where each was written.

    places: (record, row id, field) to its place; the field ``""`` is the row itself.
    """

    facts: Facts
    terms: Terms
    places: dict[tuple[str, str, str], Span]

    @property
    def terms_name(self) -> str:
        """The name of the terms that the case is under."""
        return self.facts.terms

    def place(self, record: str, identity: str, name: str = "") -> Span | None:
        """Where a field of a row stands or, failing that, the row."""
        return self.places.get((record, identity, name)) or self.places.get((record, identity, ""))

    def placed(self, finding: Diagnostic) -> Diagnostic:
        """The finding of an evaluator, which names table, row and field, at their place in the file."""
        named = _TABLE_ROW_FIELD.search(finding.where)
        place = self.place(*named.groups()) if named else None
        return evolve(finding, span=place, where="") if place else finding


def read_case(
    path: Path, library: TermsSource, *, known_on: date | None = None, readings: Mapping[str, str] | None = None
) -> Case:
    """The case in a file. Raises InputError with every fault found, each with its place."""
    document = read_document(path)
    return type_case(document, _terms_of(document, library, known_on, readings or {}))


def _terms_of(document: Document, library: TermsSource, known_on: date | None, readings: Mapping[str, str]) -> Terms:
    name = document.scalar(TERMS)
    if name is None:
        listed = "write one of " + ", ".join(library.names)
        raise InputError(
            [
                Diagnostic(
                    Code.MISSING, "the case does not name its terms", _head(document), mend=f"add terms: …; {listed}"
                )
            ]
        )
    try:
        return library.terms(name.text, known_on=known_on, readings=readings)
    except InputError as error:
        if name.text in library.names:
            raise
        mend = did_you_mean(name.text, library.names, "`tariff terms` lists them; --clauses DIR adds more")
        message = f"there are no terms “{name.text}”"
        raise InputError([Diagnostic(Code.UNKNOWN_TERMS, message, name.span, mend=mend)]) from error


def type_case(document: Document, terms: Terms) -> Case:
    """The case that a document holds, under `terms`. Raises InputError with every fault found."""
    reader = RowReader(Units(terms.zone, terms.currency, terms.minor_digits))
    name = document.scalar("contract")
    if name is None:
        message, mend = "the case does not name its contract", "add contract: K-1001"
        reader.findings.append(Diagnostic(Code.MISSING, message, _head(document), mend=mend))
    contract = terms.record(CONTRACT) or _NO_CONTRACT_FIELDS
    strangers = _strangers(document.root, terms, contract)
    reader.findings.extend(_unknown(key, terms, contract) for key in strangers)
    meant = {near for key in strangers if (near := nearest(key.text, _names(terms, contract)))}
    fields = {key.text: value.span for key, value in document.root}
    values = reader.values(contract, document.root, _head(document), meant)
    entries = {CONTRACT: [Entry(Row("", values), _head(document), fields)]}
    for record in terms.records:
        node = document.root.get(record.name)
        if record.name != CONTRACT and node is not None:
            rows = reader.rows(record, node)
            entries[record.name] = number_rows(record, rows) if record.cardinality is Cardinality.MANY else rows
    for record in terms.records:
        reader.findings.extend(_conflicts(record, entries.get(record.name, []), entries[CONTRACT][0].row))
    if reader.findings:
        raise InputError(sorted(reader.findings, key=lambda finding: finding.span or _head(document)))
    rows_of = {record: tuple(entry.row for entry in rows) for record, rows in entries.items() if rows}
    case = Case(Facts(name.text if name else "", terms.name, rows_of), terms, dict(_places(entries)))
    faults = [evolve(finding, span=case.place(*where)) for where, finding in ruled_out(terms, case.facts)]
    if faults:
        raise InputError(sorted(faults, key=lambda finding: finding.span or _head(document)))
    return case


def _names(terms: Terms, contract: Record) -> set[str]:
    """What may stand at the top of a case."""
    return {CONTRACT, TERMS} | {item.name for item in contract.fields} | {record.name for record in terms.records}


def _strangers(root: MapNode, terms: Terms, contract: Record) -> list[Scalar]:
    names = _names(terms, contract)
    return [key for key, _ in root if key.text not in names]


def is_parameter(terms: Terms, name: str) -> bool:
    """Whether the terms leave this to the provider to set."""
    record = terms.record(PARAMETER)
    return record is not None and any(item.name == name for item in record.fields)


def _unknown(key: Scalar, terms: Terms, contract: Record) -> Diagnostic:
    names = _names(terms, contract)
    mend = did_you_mean(key.text, names, "a case has " + ", ".join(sorted(names)))
    if is_parameter(terms, key.text):
        mend = f"write it under {PARAMETER}:"
    return Diagnostic(Code.UNKNOWN_NAME, f"{terms.name} has no field or record “{key.text}”", key.span, mend=mend)


def _conflicts(record: Record, entries: list[Entry], contract: Row) -> Iterator[Diagnostic]:
    """Rows that cannot stand beside each other, or beside the contract."""
    if record.key:
        yield from _second_ids(record, entries)
    yield from _strange_siblings(record, entries, contract)
    if record.name == BROUGHT_FORWARD.name:
        yield from _second_debts(entries)


def _second_ids(record: Record, entries: list[Entry]) -> Iterator[Diagnostic]:
    what, mend = "id", "give each its own id; rows without one are numbered 1, 2, …"
    if record.same is not None:
        what, mend = "contract", "keep one of them"
    for pair in pairwise(entries):
        earlier, later = sorted(pair, key=lambda entry: entry.span)
        if earlier.row.id == later.row.id:
            line = earlier.span.line
            message = f"two rows of {record.name} have the {what} “{later.row.id}”, the first in line {line}"
            place = later.fields.get(record.key or "", later.span)
            yield Diagnostic(Code.DUPLICATE_ID, message, place, mend=mend)


def _strange_siblings(record: Record, entries: list[Entry], contract: Row) -> Iterator[Diagnostic]:
    for entry in entries:
        if not is_sibling(record, entry.row, contract):
            message, mend = no_sibling(record, entry.row)
            yield Diagnostic(Code.NO_SIBLING, message, entry.fields.get(record.same or "", entry.span), mend=mend)


def _second_debts(entries: list[Entry]) -> Iterator[Diagnostic]:
    seen: dict[Value, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.span):
        month = entry.row.values["month"]
        earlier = seen.setdefault(month, entry)
        if earlier is not entry and month is not None:
            message = f"a second debt brought forward of this month, the first in line {earlier.span.line}"
            place = entry.fields.get("month", entry.span)
            yield Diagnostic(Code.SECOND_DEBT, message, place, mend="write the sum of both as one row")


def _places(entries: Mapping[str, list[Entry]]) -> Iterator[tuple[tuple[str, str, str], Span]]:
    for record, rows in entries.items():
        for entry in rows:
            yield (record, entry.row.id, ""), entry.span
            for name, span in entry.fields.items():
                yield (record, entry.row.id, name), span


def _head(document: Document) -> Span:
    """Where the case itself is said to stand: the name of its contract, else its first entry, else its beginning."""
    name = document.root.get("contract")
    if isinstance(name, Scalar):
        return name.span
    first = next(iter(document.root), None)
    return first[0].span if first else document.root.span
