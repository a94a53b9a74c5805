"""The facts of an example: its ``given`` sentences as the document of a case, typed as one."""

from collections.abc import Iterator

from attrs import define, field

from tariff.billing.case.document import Document
from tariff.billing.case.nodes import ListNode, MapNode, Scalar
from tariff.billing.case.nodes import Node as Value
from tariff.billing.case.reader import Case, type_case
from tariff.billing.examples.codes import Code
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.records import CONTRACT, Record
from tariff.model.terms import Terms
from tariff.syntax.nodes import Node, Word
from tariff.versions.provisions import unquote

# The contract of every example, in its line ids.
NAME = "example"
MAX_ROWS = 10_000


@define
class _Givens:
    """The rows given so far, by record, and what is wrong with them."""

    terms: Terms
    rows: dict[str, list[MapNode]] = field(factory=dict)
    findings: list[Diagnostic] = field(factory=list)

    def add(self, given: Node) -> None:
        """The rows of one ``given`` sentence: one, or as many as its number says."""
        word = given.word("NAME")
        assert word is not None, "the grammar gives every “given” a record"
        record = self.terms.record(unquote(word.text))
        if record is None:
            names = [item.name for item in self.terms.records]
            mend = did_you_mean(unquote(word.text), names, "its records are " + ", ".join(names))
            self._fault(Code.UNKNOWN_RECORD, f"{self.terms.name} has no record “{unquote(word.text)}”", word.span, mend)
            return
        if record.name == CONTRACT and CONTRACT in self.rows:
            mend = "give all its fields in one sentence"
            self._fault(Code.TWICE, "the contract is given twice", given.span, mend)
            return
        row = MapNode(tuple(_entries(given)), given.span)
        self._check(record, row)
        self.rows.setdefault(record.name, []).extend([row] * self._count(given))

    def _count(self, given: Node) -> int:
        number = given.word("NUMBER")
        text = number.text.replace(",", "") if number else "1"
        if number and not (text.isdigit() and len(text) <= len(str(MAX_ROWS)) and 1 <= int(text) <= MAX_ROWS):
            self._fault(Code.COUNT, f"{text} is no number of rows", number.span, f"write 1 to {MAX_ROWS:,}")
            return 1
        return int(text)

    def _check(self, record: Record, row: MapNode) -> None:
        """Finds fields that are unknown, named twice, or missing."""
        known = [item.name for item in record.fields]
        if record.key:
            known.append(record.key)
        seen: set[str] = set()
        for key, _ in row:
            if key.text not in known:
                mend = did_you_mean(key.text, known, "its fields are " + ", ".join(known))
                self._fault(Code.UNKNOWN_FIELD, f"{record.name} has no field “{key.text}”", key.span, mend)
            elif key.text in seen:
                self._fault(Code.TWICE, f"{record.name}.{key.text} stands twice", key.span, "keep one of them")
            seen.add(key.text)
        missing = [item.name for item in record.fields if record.needs(item) and item.name not in seen]
        for name in missing:
            self._fault(Code.MISSING, f"{record.name}.{name} is missing", row.span, f"add “, {name} …”")

    def document(self, title: Word) -> Document:
        """The rows as the document of a case."""
        contracts = self.rows.pop(CONTRACT, [])
        contract = self.terms.record(CONTRACT)
        if not contracts and contract is not None and contract.fields:
            wanted = ", ".join(f"{item.name} …" for item in contract.fields if not item.type.optional)
            self._fault(Code.MISSING, "the example gives no contract", title.span, f"add “given contract {wanted}”")
        entries: list[tuple[Scalar, Value]] = [
            (Scalar(CONTRACT, title.span), Scalar(NAME, title.span)),
            *(entry for row in contracts for entry in row),
        ]
        for name, rows in self.rows.items():
            entries.append((Scalar(name, rows[0].span), ListNode(tuple(rows), rows[0].span)))
        return Document(title.span.file, "", MapNode(tuple(entries), title.span))

    def _fault(self, code: Code, message: str, span: Span, mend: str) -> None:
        self.findings.append(Diagnostic(code, message, span, mend=mend))


def _entries(given: Node) -> Iterator[tuple[Scalar, Scalar]]:
    for fact in given.all("fact"):
        name, value = fact.words()
        quoted = value.type == "STRING"
        yield Scalar(name.text, name.span), Scalar(value.text[1:-1] if quoted else value.text, value.span, not quoted)


def read_facts(example: Node, title: Word, terms: Terms) -> Case:
    """The facts that an example gives, as a case under `terms`. Raises InputError with every fault found."""
    givens = _Givens(terms)
    for given in example.all("given"):
        givens.add(given)
    document = givens.document(title)
    if givens.findings:
        raise InputError(givens.findings)
    return type_case(document, terms)
