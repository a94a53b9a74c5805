"""Believable random contracts, made from what the terms declare and name; no pack is known here."""

import random

from attrs import frozen

from tariff.billing.sample_aims import Draft
from tariff.billing.sample_days import Days, Window, whole_life
from tariff.billing.sample_hints import harvest
from tariff.billing.sample_payments import bills, brought_forward, is_late, payments, with_interest
from tariff.billing.sample_references import refer
from tariff.billing.sample_rows import RowMaker
from tariff.interpret import Evaluator, Rules
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import BROUGHT_FORWARD, CONTRACT, PARAMETER, PAYMENT, Cardinality, Record
from tariff.model.results import Invoice
from tariff.model.terms import Terms

# A contract whose own row breaks a rule is drawn again, at most so often.
_MOST_DRAFTS = 100


@frozen
class Sample:
    """A contract that was made.

    early: for each payment, by how many days it could be earlier without a change in any line. invoices: what it was
    asked for, before any interest.
    """

    facts: Facts
    early: tuple[int, ...]
    invoices: tuple[Invoice, ...]


class Sampler:
    """Makes contracts of one Terms, started within a window of days and read on its last."""

    def __init__(self, terms: Terms, window: Window | None = None, *, book: int | None = None) -> None:
        """`window` is by default the terms' whole life.

        book: the seed of a book that all contracts are made for: they share what the provider set, and have no rows of
        other contracts, since a book derives those. Without it each has its own.
        """
        self.terms = terms
        self.hints = harvest(terms)
        self.window = window or whole_life(terms, self.hints)
        self._evaluator = Evaluator(terms)
        self._rows = RowMaker(terms, self.hints, Days(terms, self.hints, self.window))
        self._book = book
        self._rules = Rules(terms)

    def facts(self, rng: random.Random, contract: str) -> Facts:
        """The facts of a new contract, with the payments made for its invoices."""
        return self.make(rng, contract).facts

    def make(self, rng: random.Random, contract: str) -> Sample:
        """A new contract, with the payments made for its invoices."""
        first, draft = self._draft(rng)
        cycle, until = self.terms.billing, self.window.last
        draft[BROUGHT_FORWARD.name] = brought_forward(rng, self.hints, cycle, first)
        unpaid = self._evaluator.evaluate(self._facts(contract, draft), until)
        asked = bills(unpaid, draft[BROUGHT_FORWARD.name], cycle, until)
        paid = draft[PAYMENT.name] = payments(rng, self.hints, asked, until)
        if is_late(paid, asked):
            settled = self._evaluator.evaluate(self._facts(contract, draft), until)
            paid = draft[PAYMENT.name] = with_interest(settled, paid, cycle, until)
        early = tuple(int(payment.pop("early") or 0) for payment in paid)
        return Sample(self._facts(contract, draft), early, tuple(unpaid.invoices))

    def _draft(self, rng: random.Random) -> tuple[int, Draft]:
        """The first day of a new contract, and its rows, without those that the rules of their record forbid."""
        for _ in range(_MOST_DRAFTS):
            first, draft = self._rows.draft(rng)
            for record in self.terms.records:
                if record.name == PARAMETER:
                    draft[PARAMETER] = [self.parameters(rng)]
                elif record.same is not None:
                    draft[record.name] = self._siblings(record, record.same, draft)
            ids = {name: [_row_id(name, number) for number in range(1, len(rows) + 1)] for name, rows in draft.items()}
            refer(rng, self.hints, draft, ids)
            if self._lawful(draft):
                break
        return first, draft

    def parameters(self, rng: random.Random) -> dict[str, Value]:
        """What the provider set: the same throughout a book."""
        record = self.terms.record(PARAMETER)
        assert record is not None, "asked of terms that have parameters"
        return self._rows.parameters(rng if self._book is None else random.Random(f"{self._book}/parameters"), record)

    def _siblings(self, record: Record, same: str, draft: Draft) -> list[dict[str, Value]]:
        """The rows drawn of other contracts, which share a field with the contract; none where that is unknown."""
        shared = draft[CONTRACT][0].get(same)
        if shared is None or self._book is not None:
            return []
        return [row | ({same: shared} if record.field(same) else {}) for row in draft[record.name]]

    def _lawful(self, draft: Draft) -> bool:
        """Takes the rows that break a rule out of the draft; whether what is left breaks none."""
        while wrong := {(item.record, item.row.id) for item in self._rules.broken(self._facts("", draft))}:
            for record in {record for record, _ in wrong}:
                if record.cardinality is Cardinality.ONE:
                    return False
                rows = self._facts("", draft).of(record.name)
                draft[record.name] = [row.values for row in rows if (record, row.id) not in wrong]
        return True

    def row(self, rng: random.Random, record: Record) -> Row:
        """A row of a record, on its own, as early as the window."""
        return Row(_row_id(record.name, 0) if _many(record) else "", self._rows.row(rng, record, self.window.first))

    def _facts(self, contract: str, draft: Draft) -> Facts:
        rows: dict[str, tuple[Row, ...]] = {}
        for record in self.terms.records:
            rows[record.name] = tuple(
                Row(_row_id(record.name, number) if _many(record) else "", dict(values))
                for number, values in enumerate(draft.get(record.name, ()), 1)
            )
        return Facts(contract, self.terms.name, rows)


def _row_id(record: str, number: int) -> str:
    return f"{record[0]}-{number}"


def _many(record: Record) -> bool:
    return record.cardinality is Cardinality.MANY
