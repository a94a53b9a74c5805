"""Reading examples: from the sentences of a pack to typed cases.

Readings named on a line of their own hold for the whole example; those that head a block hold, beside them, for the
expectations in the block. Without ``until`` an example runs to the end of the month after the last day that its facts
name or, if that is later, to the end of the last month that an expectation names.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define, evolve, field

from tariff.billing.case.reader import Case
from tariff.billing.examples.cases import ExampleCase, Suite
from tariff.billing.examples.codes import Code
from tariff.billing.examples.expectations import Expectation, last_day_named
from tariff.billing.examples.expecting import SENTENCES, ExpectationReader
from tariff.billing.examples.facts import read_facts
from tariff.diagnostics import Diagnostic, InputError, Span
from tariff.interpret.zones import Zone
from tariff.model.calendar import MAX_DAY, first_day, last_day, month_of
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import DATE, Kind
from tariff.syntax.nodes import Node, Word
from tariff.versions import Library
from tariff.versions.provisions import unquote
from tariff.versions.readings import DEFAULT, Axis, choose


def read_examples(library: Library, name: str) -> Suite:
    """The examples of a pack; InputError where the pack itself has errors."""
    reader = _Reader(library.terms(name), library.axes(name))
    cases = [case for node in library.pack(name).examples for case in reader.example(node)]
    return Suite(tuple(cases), tuple(sorted(reader.findings, key=_place)))


def _place(finding: Diagnostic) -> Span:
    assert finding.span is not None, "every finding about an example has its place in it"
    return finding.span


@define(slots=False)
class _Reader:
    terms: Terms
    axes: tuple[Axis, ...]
    findings: list[Diagnostic] = field(factory=list)

    def example(self, node: Node) -> list[ExampleCase]:
        """The cases of one example; none where anything in it is wrong, after findings."""
        before = len(self.findings)
        title = node.word("STRING")
        assert title is not None, "the grammar gives every example a title"
        case = self._facts(node, title)
        common = self._readings(node for node in node.all("example_reading") if node.first(*SENTENCES) is None)
        blocks = [block for block in node.all("example_reading") if block.first(*SENTENCES) is not None]
        groups = [(common, self._expecting.read(node))]
        groups += [(common | self._readings(iter((block,))), self._expecting.read(block)) for block in blocks]
        expected = [item for _, items in groups for item in items]
        if not expected and len(self.findings) == before:
            self._fault(Code.EXPECTS_NOTHING, "this example expects nothing", title.span, "add “expect …”")
        until = self._until(node, case, expected)
        if case is None or until is None or len(self.findings) > before:
            return []
        return [
            ExampleCase(title.text[1:-1], title.span, case, until, _not_default(readings), items)
            for readings, items in groups
            if items
        ]

    def _facts(self, node: Node, title: Word) -> Case | None:
        try:
            return read_facts(node, title, self.terms)
        except InputError as error:
            self.findings.extend(error.findings)
            return None

    def _readings(self, sentences: Iterator[Node]) -> dict[str, str]:
        """What the sentences choose, by full key."""
        chosen: dict[str, str] = {}
        for item in (item for node in sentences for item in node.all("chosen_reading")):
            key, name = (unquote(word.text) for word in item.words())
            try:
                found = choose(self.axes, {key: name})
            except InputError as error:
                self.findings.extend(
                    evolve(finding, code=Code.UNKNOWN_READING, span=item.span, where="") for finding in error.findings
                )
                continue
            if name == DEFAULT:
                found = {axis.key: DEFAULT for axis in self.axes if key in (axis.key, axis.owner)}
            if found.keys() & chosen.keys():
                self._fault(Code.TWICE, f"{key} is chosen twice", item.span, "keep one of them")
            chosen |= found
        return chosen

    def _until(self, node: Node, case: Case | None, expected: list[Expectation]) -> int | None:
        sentence = node.first("until")
        for second in list(node.all("until"))[1:]:
            self._fault(Code.TWICE, "the last day is given twice", second.span, "keep one “until”")
        if sentence is None:
            return None if case is None else self._last_day(case, expected)
        word = sentence.words()[0]
        until = self._expecting.value(word, DATE)
        if until is None:
            return None
        for item in expected:
            if any(first_day(month) > until for month in item.months):
                late = f"{month_text(max(item.months))} is after the last day of the example, {word.text}"
                self._fault(Code.TOO_LATE, late, item.span, "expect it earlier, or make “until” later")
        return until

    def _last_day(self, case: Case, expected: list[Expectation]) -> int:
        latest = max(_days_named(case), default=self.terms.versions[0].since)
        until = last_day(month_of(latest) + 1)
        return min(max(until, last_day_named(expected) or until), MAX_DAY)

    @cached_property
    def _expecting(self) -> ExpectationReader:
        return ExpectationReader(self.terms, self.findings)

    def _fault(self, code: str, message: str, span: Span, mend: str) -> None:
        self.findings.append(Diagnostic(code, message, span, mend=mend))


def _not_default(readings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, name) for key, name in readings.items() if name != DEFAULT))


def _days_named(case: Case) -> Iterator[int]:
    """Every day that the facts name; of a month its last, of an instant its civil day."""
    zone = Zone(case.terms.zone)
    for record in case.terms.records:
        for row in case.facts.of(record.name):
            for item in record.fields:
                value = row.values[item.name]
                if isinstance(value, int):
                    yield from _day(value, item.type.kind, zone)


def _day(value: int, kind: Kind, zone: Zone) -> Iterator[int]:
    if kind is Kind.DATE:
        yield value
    elif kind is Kind.INSTANT:
        yield zone.day_of(value)
    elif kind is Kind.MONTH:
        yield last_day(value)
