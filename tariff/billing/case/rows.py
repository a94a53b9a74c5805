"""Typed rows out of a case's nodes, by the record declarations of its terms."""

from collections.abc import Collection, Iterator

from attrs import field, frozen, mutable

from tariff.billing.case.codes import Code
from tariff.billing.case.nodes import ListNode, MapNode, Node, Scalar
from tariff.billing.case.values import Problem, Units, read_value
from tariff.diagnostics import Diagnostic, Span
from tariff.diagnostics.nearest import did_you_mean, nearest
from tariff.model.facts import Row, Value
from tariff.model.records import CONTRACT, Cardinality, Field, Record


@frozen
class Entry:
    """A row as read, and where it and its fields stand; `row.id` is ``""`` until numbered."""

    row: Row
    span: Span
    fields: dict[str, Span]


@mutable
class RowReader:
    """Reads the rows of records; what is wrong goes to `findings`, and the rest is read on."""

    units: Units
    findings: list[Diagnostic] = field(factory=list)

    def rows(self, record: Record, node: Node) -> list[Entry]:
        """The rows that stand under a record's name."""
        if isinstance(node, Scalar) and node.unknown:
            return []
        if record.cardinality is Cardinality.MANY:
            return [entry for item in self._items(record, node) if (entry := self.row(record, item)) is not None]
        if isinstance(node, ListNode) and node.items:
            for second in node.items[1:]:
                message = f"a second {record.name}, and a contract has at most one"
                self._fault(Code.SECOND_ROW, message, second.span, "keep the one that holds")
            node = node.items[0]
        entry = self.row(record, node)
        return [] if entry is None else [entry]

    def _items(self, record: Record, node: Node) -> Iterator[Node]:
        if isinstance(node, ListNode):
            yield from node.items
        else:
            mend = f"write {record.name}: [{{…}}, {{…}}], or one “- ” line for each"
            self._fault(Code.SHAPE, f"{record.name} is a list of rows", node.span, mend)

    def row(self, record: Record, node: Node) -> Entry | None:
        """One row of a record, None where the node is no row at all."""
        if not isinstance(node, MapNode):
            mend = "write {" + ", ".join(f"{item.name}: …" for item in record.fields) + "}"
            self._fault(Code.SHAPE, f"a row of {record.name} is a mapping of its fields", node.span, mend)
            return None
        known = {item.name for item in record.fields} | ({record.key} if record.key else set())
        strangers = [(key, value) for key, value in node if key.text not in known]
        for key, value in strangers:
            self._unknown(record, key, value, known)
        identity = self._identity(record, node) if record.key else ""
        meant = {near for key, _ in strangers if (near := nearest(key.text, known))}
        return Entry(
            Row(identity, self.values(record, node, node.span, meant)),
            node.span,
            {key.text: value.span for key, value in node},
        )

    def values(self, record: Record, node: MapNode, span: Span, meant: Collection[str]) -> dict[str, Value]:
        """The values of a record's fields, every field named; entries that are no fields are passed over.

        meant: fields that a misspelt name was found to mean, which are not reported as missing a second time.
        """
        values: dict[str, Value] = {}
        for item in record.fields:
            value = node.get(item.name)
            skipped = value is None and item.name in meant
            values[item.name] = None if skipped else self.value(record, item, value, span)
        return values

    def value(self, record: Record, of: Field, node: Node | None, span: Span) -> Value:
        """One field's value; None also where it is wrong, after a finding."""
        if node is None or (isinstance(node, Scalar) and node.unknown):
            if record.needs(of):
                what = "is missing" if node is None else "has no value"
                mend = f"add {of.name}: {_EXAMPLES.get(str(of.type.kind)) or '…'}"
                self._fault(Code.MISSING, f"{record.name}.{of.name} {what}", span if node is None else node.span, mend)
            return None
        if not isinstance(node, Scalar):
            self._fault(
                Code.WRONG_TYPE, f"{record.name}.{of.name} is one value", node.span, f"write a single {of.type.known()}"
            )
            return None
        value = read_value(node.text, of.type, self.units)
        if isinstance(value, Problem):
            self._fault(value.code, f"{record.name}.{of.name}: {value.message}", node.span, value.mend)
            return None
        return value

    def _identity(self, record: Record, row: MapNode) -> str:
        assert record.key, "only rows of a record of many have an id"
        node = row.get(record.key)
        if node is None or (isinstance(node, Scalar) and node.unknown):
            if record.same is not None:
                message = f"a row of {record.name} does not name its contract"
                self._fault(Code.MISSING, message, row.span, f"add {CONTRACT}: K-1002")
            return ""
        if isinstance(node, Scalar):
            return node.text
        self._fault(Code.WRONG_TYPE, "an id is one value", node.span, f"write {record.key}: TEXT")
        return ""

    def _unknown(self, record: Record, key: Scalar, value: Node, known: set[str]) -> None:
        if key.text.isdigit() and isinstance(value, Scalar) and value.text == "":
            mend = "between braces a comma separates fields: write the amount without one"
        else:
            mend = did_you_mean(key.text, known, "its fields are " + ", ".join(sorted(known)))
        self._fault(Code.UNKNOWN_NAME, f"{record.name} has no field “{key.text}”", key.span, mend)

    def _fault(self, code: Code, message: str, span: Span, mend: str) -> None:
        self.findings.append(Diagnostic(code, message, span, mend=mend))


_EXAMPLES = {
    "date": "2016-05-20",
    "instant": "2016-05-20T09:00",
    "month": "2016-05",
    "money": "2160",
    "number": "1",
    "yes/no": "yes",
}


def number_rows(record: Record, entries: list[Entry]) -> list[Entry]:
    """The entries with an id each, in order of ids: those without one are numbered by their content's order.

    Content is compared field by field as declared: an unknown value first, text by code point, instants by instant.
    """
    named = [entry for entry in entries if entry.row.id]
    nameless = sorted((entry for entry in entries if not entry.row.id), key=lambda entry: _content(record, entry.row))
    numbered = [
        Entry(Row(str(number), entry.row.values), entry.span, entry.fields) for number, entry in enumerate(nameless, 1)
    ]
    return sorted(named + numbered, key=lambda entry: entry.row.id)


def _content(record: Record, row: Row) -> tuple[tuple[bool, Value], ...]:
    return tuple((row.values[item.name] is not None, row.values[item.name] or 0) for item in record.fields)
