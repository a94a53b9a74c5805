"""The reference evaluator: one contract, exactly."""

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from tariff.diagnostics import Diagnostic, InputError
from tariff.interpret.faults import orphan_payments
from tariff.interpret.invoices import draft_id, write
from tariff.interpret.owed import owed
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.interpret.why.lines import LineReasons
from tariff.model.calendar import month_of
from tariff.model.facts import Facts
from tariff.model.results import Decision, Invoice, Line, Owed, Reason
from tariff.model.terms import Terms


@frozen
class Evaluation:
    """What one contract comes to by a day: everything dated by it, and what is owed on it.

    faults: what is wrong with the facts as seen from the lines (a payment without an invoice); the amounts stand as
        though it were right.
    """

    lines: tuple[Line, ...]
    invoices: tuple[Invoice, ...]
    decisions: tuple[Decision, ...]
    owed: Owed
    faults: tuple[Diagnostic, ...]


class Evaluator:
    """Evaluates contracts under one Terms; everything that does not depend on a contract is prepared once."""

    def __init__(self, terms: Terms) -> None:
        self._plan = Plan(terms)

    def evaluate(self, facts: Facts, until: int) -> Evaluation:
        """What `facts` come to by the day `until`."""
        course = _Course(self._plan, facts, until)
        drafts = course.drafts
        lines, invoices = write(self._plan, facts.contract, drafts, until)
        return Evaluation(
            lines,
            tuple(invoices.values()),
            (),
            owed(course.reckoning, course.settlement, drafts, invoices, until),
            tuple(orphan_payments(course.reckoning, course.settlement, drafts)),
        )

    def why(self, facts: Facts, until: int, line_id: str) -> Reason:
        """Why a line is there and what its amount rests on; InputError where none such is made by the day `until`."""
        course = _Course(self._plan, facts, until)
        for item in course.drafts:
            if draft_id(self._plan, facts.contract, item) == line_id:
                return course.reasons.of(item)
        message = f"there is no line {line_id} by that day"
        raise InputError([Diagnostic("E0701", message, mend="take the id from `tariff simulate --format json`")])

    def why_not(self, facts: Facts, until: int, clause: str, subject: str | None, month: int) -> Reason:
        """What stands against a line of a clause about `subject` in a month, as seen on the day `until`."""
        return _Course(self._plan, facts, until).reasons.absent(clause, subject, month)

    def whys(self, facts: Facts, until: int) -> Mapping[str, Reason]:
        """Why each line made by the day `until` is there, by line id."""
        course = _Course(self._plan, facts, until)
        return {draft_id(self._plan, facts.contract, item): course.reasons.of(item) for item in course.drafts}


class _Course:
    """One evaluation: charges first, then settlement, then the interest it gives rise to."""

    def __init__(self, plan: Plan, facts: Facts, until: int) -> None:
        self._plan = plan
        self.reckoning = Reckoning(plan, facts, month_of(until))
        self.settlement = Settlement(self.reckoning, until)
        self.drafts = [item for item in self.reckoning.charges() if item.day <= until]
        for name in plan.interest:
            late = self.settlement.seen_by(plan.makings[name])
            if any(late.values()):
                self.drafts += [item for item in self.reckoning.over(name, late) if item.day <= until]

    @cached_property
    def reasons(self) -> LineReasons:
        return LineReasons(self._plan, self.reckoning, self.settlement)
