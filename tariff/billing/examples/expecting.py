"""Reading what an example expects: from the sentences ``expect …`` to typed expectations."""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property

from attrs import define

from tariff.billing.case.values import Problem, Units, read_value
from tariff.billing.examples.codes import Code
from tariff.billing.examples.decided import Decided, ExpectedReason
from tariff.billing.examples.expectations import ClauseAmount, DatedLine, Expectation, Nothing, Total
from tariff.diagnostics import Diagnostic, Span
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.calendar import month_of
from tariff.model.ruling import Ground, Ruling
from tariff.model.terms import Terms
from tariff.model.types import DATE, MONEY, MONTH, Type
from tariff.model.walk import versions_of
from tariff.syntax.nodes import Node, Word
from tariff.versions.provisions import unquote

SENTENCES = ("expect_none", "expect_amount", "expect_total", "expect_dated", "expect_decision")


@define(slots=False)
class ExpectationReader:
    """Reads expectations of examples of one Terms; what is wrong goes to `findings`, and the rest is read on."""

    terms: Terms
    findings: list[Diagnostic]

    def read(self, node: Node) -> tuple[Expectation, ...]:
        """The expectations that stand under a node, as far as nothing is wrong with them."""
        return tuple(item for child in node.all(*SENTENCES) if (item := self._expectation(child)) is not None)

    def _expectation(self, node: Node) -> Expectation | None:
        before = len(self.findings)
        word = node.word("MONTH")
        month = None if word is None else self.value(word, MONTH)
        made: Expectation
        match node.kind:
            case "expect_none":
                made = Nothing(node.span, self._clause(node, self._lines | self._decisions), month)
            case "expect_amount":
                made = ClauseAmount(node.span, self._clause(node, self._lines), month, self._amount(node), self._units)
            case "expect_total":
                made = Total(node.span, month, self._amount(node), self._units)
            case "expect_decision":
                made = self._decided(node)
            case _:
                day = self._day(node.words("DATE")[0]) or date.min
                made = DatedLine(node.span, self._clause(node, self._lines), day, month_of(day.toordinal()))
        return made if len(self.findings) == before else None

    def _decided(self, node: Node) -> Decided:
        clause = self._clause(node, self._decisions)
        row = node.first("for_row")
        outcome = node.word("OUTCOME")
        assert outcome is not None, "the grammar gives every such sentence an outcome"
        reasons = node.first("reasons")
        days = node.first("decided_on", "decided_from")
        first, *rest = [self._day(word) for word in days.words("DATE")] if days else [None]
        return Decided(
            node.span,
            clause,
            None if row is None else _unquoted(row.words()[0]),
            "_".join(outcome.text.split()),
            tuple(self._reason(word, clause) for word in reasons.words()) if reasons else (),
            first,
            days is not None and days.kind == "decided_from",
            rest[0] if rest else None,
        )

    def _reason(self, word: Word, clause: str) -> ExpectedReason:
        """The grounds of all versions that a number, or a title in either language, names."""
        text = _unquoted(word)
        grounds = [ground for ruling in self._rulings(clause) for ground in (*ruling.grounds, *ruling.remarks)]
        if word.type == "STRING":
            named, said = [item for item in grounds if text in (item.titles.ja, item.titles.en)], f"“{text}”"
        else:
            named, said = [item for item in grounds if item.number == text], f"item {text}"
        if not named and clause in self._decisions:
            mend = f"its reasons are {', '.join(dict.fromkeys(map(_label, grounds)))}" if grounds else "it has none"
            self._fault(Code.UNKNOWN_REASON, f"{clause} has no reason {said}", word.span, mend)
        return ExpectedReason(said, frozenset(map(_label, named)))

    def _clause(self, node: Node, names: Collection[str]) -> str:
        word = node.words("NAME")[0]
        name = unquote(word.text)
        if name not in names:
            what, mend = "clause", "its clauses are " + ", ".join(sorted(names))
            if name in self._lines:
                what, mend = "decision by", "it makes lines: expect an amount or a day"
            elif name in self._decisions:
                what, mend = "lines of", "it decides: expect an outcome, such as “is refused”"
            elif names:
                mend = did_you_mean(name, names, mend)
            self._fault(Code.UNKNOWN_CLAUSE, f"{self.terms.name} has no {what} {name}", word.span, mend)
        return name

    def _amount(self, node: Node) -> int:
        """The amount of the sentence, in minor units."""
        credit = node.first("credit")
        money = (credit or node).first("money")
        assert money is not None, "the grammar gives every such sentence an amount"
        number, currency = money.words()
        if currency.text != self.terms.currency:
            message = f"{currency.text} is not the currency of these terms"
            self._fault(Code.CURRENCY, message, currency.span, f"write {self.terms.currency}")
        value = self.value(number, MONEY) or 0
        return -value if credit else value

    def _day(self, word: Word) -> date | None:
        day = self.value(word, DATE)
        return None if day is None else date.fromordinal(day)

    def value(self, word: Word, of: Type) -> int | None:
        """The date, month or amount that a word says; None, after a finding, where it says none."""
        value = read_value(word.text, of, self._units)
        if isinstance(value, Problem):
            self._fault(value.code, value.message, word.span, value.mend)
            return None
        assert isinstance(value, int), "dates, months and amounts are held as integers"
        return value

    @cached_property
    def _units(self) -> Units:
        return Units(self.terms.zone, self.terms.currency, self.terms.minor_digits)

    @cached_property
    def _lines(self) -> frozenset[str]:
        """The clauses of all versions that make lines: an example may speak of one that has been deleted since."""
        return frozenset(clause.name for version in versions_of(self.terms) for clause in version.clauses)

    @cached_property
    def _decisions(self) -> frozenset[str]:
        """The clauses of all versions that decide something."""
        return frozenset(ruling.name for version in versions_of(self.terms) for ruling in version.rulings)

    def _rulings(self, name: str) -> Iterator[Ruling]:
        for version in versions_of(self.terms):
            yield from (ruling for ruling in version.rulings if ruling.name == name)

    def _fault(self, code: str, message: str, span: Span, mend: str) -> None:
        self.findings.append(Diagnostic(code, message, span, mend=mend))


def _unquoted(word: Word) -> str:
    return word.text[1:-1] if word.type == "STRING" else unquote(word.text)


def _label(ground: Ground) -> str:
    """As decisions give it."""
    return ground.label("ja")
