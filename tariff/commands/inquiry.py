"""One contract asked about: its facts out of a case or a book, evaluated by a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from tariff.billing.case import Case, override, read_case
from tariff.commands.shelf import Shelf
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.interpret import Evaluation, Evaluator
from tariff.model.facts import Facts
from tariff.model.terms import Terms

if TYPE_CHECKING:
    from tariff.model.results import Decision, Reason


@frozen
class Inquiry:
    """A case under its terms, and the day by which it is evaluated."""

    case: Case
    evaluator: Evaluator
    until: date
    known_on: date | None

    @property
    def terms(self) -> Terms:
        """The terms of the case."""
        return self.case.terms

    def evaluation(self, facts: Facts) -> Evaluation:
        """What the facts come to. Raises InputError where a payment pays no invoice."""
        result = self.evaluator.evaluate(facts, self.until.toordinal())
        if result.faults:
            raise InputError(self.case.placed(item) for item in result.faults)
        return result

    def asked(self, facts: Facts) -> "tuple[Evaluation, Sequence[Diagnostic]]":
        """What facts that are only asked about come to, and warnings of what would be wrong with them.

        Nobody has such facts to mend: a payment that pays no invoice is a credit here.
        """
        result = self.evaluator.evaluate(facts, self.until.toordinal())
        return result, [evolve(item, severity=Severity.WARNING) for item in result.faults]

    @property
    def amounts(self) -> "Mapping[str, int]":
        """The amount of each line of the facts as they are, by its id."""
        lines = self.evaluator.evaluate(self.case.facts, self.until.toordinal()).lines
        return {line.id: line.amount for line in lines}

    @property
    def decided(self) -> "Mapping[str, tuple[Decision, ...]]":
        """The decisions of the facts as they are, by their id."""
        found: dict[str, tuple[Decision, ...]] = {}
        for item in self.evaluator.evaluate(self.case.facts, self.until.toordinal()).decisions:
            found[item.id] = (*found.get(item.id, ()), item)
        return found

    def whys(self, facts: Facts) -> "Mapping[str, Reason]":
        """Why each line is there, by its id."""
        return self.evaluator.whys(facts, self.until.toordinal())

    def whys_of_decisions(self, facts: Facts) -> "Mapping[str, Reason]":
        """Why each decision is as it is, by its id."""
        return self.evaluator.whys_of_decisions(facts, self.until.toordinal())

    def changed(self, changes: Sequence[str]) -> Facts:
        """The facts after `--with`."""
        return override(self.case.facts, self.terms, changes)


def inquire(
    source: str, until: date, *, known_on: date | None, readings: Mapping[str, str], clauses: Sequence[Path]
) -> Inquiry:
    """The case that `source` names, a file or ``BOOK#CONTRACT``, ready to be evaluated by `until`."""
    shelf = Shelf(clauses)
    path, contract = _book_and_contract(source)
    if contract is None:
        case = read_case(path, shelf, known_on=known_on, readings=readings)
    else:
        case = book_case(path, contract, shelf, known_on, readings)
    return Inquiry(case, Evaluator(case.terms), until, known_on)


def _book_and_contract(source: str) -> tuple[Path, str | None]:
    """The path of a case and None, or of a book and the contract named after it; names of files may hold a ``#``."""
    places = [index for index, sign in enumerate(source) if sign == "#"]
    if Path(source).exists() or not places:
        return Path(source), None
    at = next((index for index in places if Path(source[:index]).exists()), places[0])
    return Path(source[:at]), source[at + 1 :]


def book_case(book: Path, contract: str, shelf: Shelf, known_on: date | None, readings: Mapping[str, str]) -> Case:
    """One contract of a book as a case that was written nowhere. Raises InputError where the book does not hold it."""
    from tariff.billing.book_contract import read_contract

    def terms(name: str) -> Terms:
        return shelf.terms(name, known_on=known_on, readings=readings)

    return Case(*read_contract(book, contract, packs=shelf.contractual, terms=terms), places={})
