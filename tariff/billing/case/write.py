"""Facts to the text of a case, which reads back as the same facts."""

import re
from collections.abc import Iterator

from tariff.billing.case.values import Units, value_text
from tariff.model.facts import Facts, Row
from tariff.model.records import CONTRACT, Cardinality, Record
from tariff.model.terms import Terms

# Text that YAML reads as itself between braces; anything else is quoted as JSON would quote it.
_BARE = re.compile(r"[^\W_][\w./+-]*(?::[\w./+-]+)*")


def case_text(facts: Facts, terms: Terms) -> str:
    """The case as YAML: the contract's own fields first, then a line for each row. Unknown values are left out."""
    return "\n".join(_lines(facts, terms)) + "\n"


def _lines(facts: Facts, terms: Terms) -> Iterator[str]:
    units = Units(terms.zone, terms.currency, terms.minor_digits)
    yield f"contract: {_quoted(facts.contract)}"
    yield f"terms: {_quoted(facts.terms)}"
    for record in terms.records:
        rows = facts.of(record.name)
        if record.name == CONTRACT:
            yield from (f"{name}: {text}" for row in rows for name, text in _values(record, row, units))
        elif record.cardinality is Cardinality.MANY and rows:
            yield f"{record.name}:"
            yield from (f"  - {_braces(record, row, units)}" for row in rows)
        else:
            yield from (f"{record.name}: {_braces(record, row, units)}" for row in rows)


def _braces(record: Record, row: Row, units: Units) -> str:
    return "{" + ", ".join(f"{name}: {text}" for name, text in _values(record, row, units)) + "}"


def _values(record: Record, row: Row, units: Units) -> Iterator[tuple[str, str]]:
    if record.key:
        yield record.key, _quoted(row.id)
    for item in record.fields:
        if text := value_text(row.values[item.name], item.type, units):
            yield item.name, _quoted(text)


def _quoted(text: str) -> str:
    if _BARE.fullmatch(text) and text != "null":
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(character if character.isprintable() else _escape(character) for character in escaped) + '"'


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
