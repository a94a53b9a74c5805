"""`--with`: another value for a field, one more row, or a row less, and thereby other facts.

| written                        | meaning                                                      |
|--------------------------------|--------------------------------------------------------------|
| ``applied_on=2016-05-24``      | a field of the contract                                      |
| ``cancellation.received_at=…`` | a field of an at-most-once record; the row is made if needed |
| ``device.d-1.returned_on=…``   | a field of the row ``d-1`` of a record of many               |
| ``payment+={month: …, …}``     | one more row, written as in a case                           |
| ``cancellation=``              | no such row; ``device.d-1=`` likewise                        |

Rows without an id are named by their number: ``payment.1.amount=421``. An empty value is unknown.
"""

from collections.abc import Iterator, Sequence

from attrs import evolve

from tariff.billing.case.codes import Code
from tariff.billing.case.document import parse_node
from tariff.billing.case.nodes import Scalar
from tariff.billing.case.reader import is_parameter
from tariff.billing.case.rows import RowReader
from tariff.billing.case.ruled import ruled_out
from tariff.billing.case.siblings import is_sibling, no_sibling
from tariff.billing.case.values import Units
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.facts import Facts, Row
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PARAMETER, Cardinality, Record
from tariff.model.terms import Terms

_NOWHERE = Span("", 1, 1, 1, 1)


def override(facts: Facts, terms: Terms, changes: Sequence[str]) -> Facts:
    """The facts after each `--with` in turn. Raises InputError, with the argument as the place."""
    for change in changes:
        try:
            facts = _apply(facts, terms, change)
        except InputError as error:
            raise InputError(evolve(item, span=None, where=f"--with {change}") for item in error.findings) from error
    if incomplete := tuple(_faults(facts, terms)):
        raise InputError(incomplete)
    if wrong := [evolve(finding, where="--with") for _, finding in ruled_out(terms, facts)]:
        raise InputError(wrong)
    return facts


def _apply(facts: Facts, terms: Terms, change: str) -> Facts:
    path, sign, text = (part.strip() for part in change.partition("="))
    if not sign or not path.rstrip("+ "):
        raise _refusal("this is no FIELD=VALUE", "write cancellation.received_at=2017-06-10, say")
    if path.endswith("+"):
        return _add(facts, terms, path[:-1].rstrip(), text)
    contract = terms.record(CONTRACT)
    if contract is not None and contract.field(path) is not None:
        return _set(facts, terms, contract, "", path, text)
    name, _, rest = path.partition(".")
    record = terms.record(name)
    if record is None:
        raise _unknown(terms, name)
    identity, field = _row_and_field(facts, record, rest) if record.cardinality is Cardinality.MANY else ("", rest)
    if field:
        return _set(facts, terms, record, identity, field, text)
    if text or record.cardinality is Cardinality.ONE:
        row = f"{name}.{identity}" if identity else name
        raise _refusal(f"{row} is a row, not a field", f"write {row}.FIELD=VALUE; {row}= takes the row away")
    return _replace(facts, record, tuple(row for row in facts.of(name) if row.id != identity))


def _add(facts: Facts, terms: Terms, name: str, text: str) -> Facts:
    """One more row of a record of many; without an id it takes the next free number."""
    many = [item.name for item in terms.records if item.cardinality is Cardinality.MANY]
    record = terms.record(name)
    if record is None or name not in many:
        raise _refusal(f"“{name}” is no record of many rows", did_you_mean(name, many, "these are: " + ", ".join(many)))
    node = parse_node(text, "")
    if node is None:
        raise _refusal("no row follows the sign", f"write {name}+={{…}}")
    reader = _reader(terms)
    entry = reader.row(record, node)
    if entry is None or reader.findings:
        raise InputError(reader.findings)
    rows = facts.of(name)
    taken = {row.id for row in rows}
    if entry.row.id in taken:
        raise _refusal(
            f"{name} has a row “{entry.row.id}” already", f"write {name}.{entry.row.id}.FIELD=VALUE to change it"
        )
    identity = entry.row.id or next(str(number) for number in range(1, len(rows) + 2) if str(number) not in taken)
    return _replace(facts, record, (*rows, Row(identity, entry.row.values)))


def _set(facts: Facts, terms: Terms, record: Record, identity: str, name: str, text: str) -> Facts:
    """Another value in one field; an at-most-once record that has no row gets one."""
    field = record.field(name)
    if field is None:
        names = [item.name for item in record.fields]
        raise _refusal(
            f"{record.name} has no field “{name}”", did_you_mean(name, names, "its fields are " + ", ".join(names))
        )
    reader = _reader(terms)
    value = reader.value(record, field, Scalar(text, _NOWHERE), _NOWHERE)
    if reader.findings:
        raise InputError(reader.findings)
    rows = facts.of(record.name) or (Row("", {item.name: None for item in record.fields}),)
    return _replace(
        facts, record, tuple(Row(row.id, row.values | {name: value}) if row.id == identity else row for row in rows)
    )


def _row_and_field(facts: Facts, record: Record, rest: str) -> tuple[str, str]:
    """The id of a row, and the field after it or ``""``; an id may itself hold dots."""
    ids = [row.id for row in facts.of(record.name)]
    identity, dot, field = rest.rpartition(".")
    if rest in ids or not dot:
        identity, field = rest, ""
    if identity not in ids:
        problem = (
            f"{record.name} has no row “{identity}”" if rest else f"{record.name} has many rows, and none is named"
        )
        listed = f"its rows are {', '.join(ids)}" if ids else f"write {record.name}+={{…}} to add one"
        raise _refusal(problem, did_you_mean(identity, ids, listed))
    return identity, field


def _unknown(terms: Terms, name: str) -> InputError:
    contract = terms.record(CONTRACT)
    names = [item.name for item in contract.fields] if contract is not None else []
    names += [record.name for record in terms.records if record.name != CONTRACT]
    mend = did_you_mean(name, names, "there are " + ", ".join(names))
    if is_parameter(terms, name):
        mend = f"write {PARAMETER}.{name}=…"
    return _refusal(f"{terms.name} has no field or record “{name}”", mend)


def _faults(facts: Facts, terms: Terms) -> Iterator[Diagnostic]:
    """What the changes leave unsaid in a row that they made, and rows that cannot stand beside others any more."""
    contract = facts.of(CONTRACT)[0]
    for record in terms.records:
        for row in facts.of(record.name):
            if not is_sibling(record, row, contract):
                message, mend = no_sibling(record, row)
                yield Diagnostic(Code.NO_SIBLING, message, where="--with", mend=mend)
            for field in record.fields:
                if row.values[field.name] is None and record.needs(field):
                    path = f"{record.name}.{field.name}"
                    yield Diagnostic(Code.MISSING, f"{path} is missing", where="--with", mend=f"add --with {path}=…")
    months = [row.values["month"] for row in facts.of(BROUGHT_FORWARD.name)]
    if len(months) != len(set(months)):
        yield Diagnostic(
            Code.SECOND_DEBT,
            "two debts brought forward of one month",
            where="--with",
            mend="change the row that is there",
        )


def _replace(facts: Facts, record: Record, rows: tuple[Row, ...]) -> Facts:
    return evolve(facts, rows=facts.rows | {record.name: tuple(sorted(rows, key=lambda row: row.id))})


def _reader(terms: Terms) -> RowReader:
    return RowReader(Units(terms.zone, terms.currency, terms.minor_digits))


def _refusal(message: str, mend: str) -> InputError:
    return InputError([Diagnostic(Code.OVERRIDE, message, mend=mend)])
