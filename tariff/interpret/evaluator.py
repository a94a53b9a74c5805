"""The reference evaluator: one contract, exactly."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from attrs import frozen

from tariff.diagnostics import Diagnostic, InputError
from tariff.interpret.decisions import decided, write_decision
from tariff.interpret.drafts import Draft
from tariff.interpret.faults import check_given, not_given, orphan_payments
from tariff.interpret.invoices import draft_id, write
from tariff.interpret.owed import owed
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.scope import NotGivenError
from tariff.interpret.settlement import Settlement
from tariff.interpret.verdicts import Verdict
from tariff.model.facts import Facts
from tariff.model.results import Decision, Invoice, Line, Owed, Reason
from tariff.model.terms import Terms

if TYPE_CHECKING:
    from tariff.interpret.why.reasons import Reasons


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
        """What `facts` come to by the day `until`.

        Raises InputError where a line or decision dated by then rests on a parameter that is not given.
        """
        plan, course = self._plan, _Course(self._plan, facts, until)
        lines, invoices = write(course.reckoning, course.months, course.settlement.acceleration)
        found = Evaluation(
            lines,
            tuple(invoices.values()),
            tuple([write_decision(plan, facts.contract, item) for item in course.verdicts]),
            owed(course.reckoning, course.settlement, course.months, invoices),
            tuple(orphan_payments(course.reckoning, course.settlement, invoices)),
        )
        check_given(course.reckoning)
        return found

    def why(self, facts: Facts, until: int, line_id: str) -> Reason:
        """Why a line is there and what its amount rests on; InputError where none such is made by the day `until`."""
        course = _Course(self._plan, facts, until)
        for item in course.drafts:
            if draft_id(self._plan, facts.contract, item) == line_id:
                return course.reasons.lines.of(item)
        raise course.nothing("line", line_id)

    def why_decision(self, facts: Facts, until: int, decision_id: str) -> Reason:
        """Why it was decided so, ground by ground; InputError where no such decision is made by the day `until`."""
        course = _Course(self._plan, facts, until)
        for item in course.verdicts:
            if write_decision(self._plan, facts.contract, item).id == decision_id:
                return course.reasons.decisions.of(item)
        raise course.nothing("decision", decision_id)

    def why_not(self, facts: Facts, until: int, clause: str, subject: str | None, month: int) -> Reason:
        """What stands against a line or decision of a clause about `subject` in a month, as seen on the day `until`.

        Raises InputError where that is a parameter that is not given.
        """
        try:
            return _Course(self._plan, facts, until).reasons.absent.of(clause, subject, month)
        except NotGivenError as error:
            raise InputError([not_given(facts.contract, error.parameter)]) from error

    def whys(self, facts: Facts, until: int) -> Mapping[str, Reason]:
        """Why each line made by the day `until` is there, by line id."""
        course = _Course(self._plan, facts, until)
        return {draft_id(self._plan, facts.contract, item): course.reasons.lines.of(item) for item in course.drafts}

    def whys_of_decisions(self, facts: Facts, until: int) -> Mapping[str, Reason]:
        """Why each decision made by the day `until` is as it is, by decision id."""
        course = _Course(self._plan, facts, until)
        return {
            write_decision(self._plan, facts.contract, item).id: course.reasons.decisions.of(item)
            for item in course.verdicts
        }


class _Course:
    """One evaluation: charges first, then settlement, then the interest it gives rise to, and the decisions.

    months: the drafts dated by the day seen, by month.
    """

    def __init__(self, plan: Plan, facts: Facts, until: int) -> None:
        self._plan = plan
        self.reckoning = Reckoning(plan, facts, until)
        self.settlement = Settlement(self.reckoning)
        self.months = self.reckoning.seen()
        for name in plan.interest:
            late = self.settlement.seen_by(plan.makings[name])
            if any(late.values()):
                for item in self.reckoning.over(name, late):
                    if item.day <= until:
                        self.months[item.month] = [*self.months.get(item.month, ()), item]

    @property
    def drafts(self) -> Iterator[Draft]:
        """The drafts dated by the day seen."""
        return chain.from_iterable(self.months.values())

    @cached_property
    def verdicts(self) -> list[Verdict]:
        return decided(self.reckoning, self.settlement)

    @cached_property
    def reasons(self) -> "Reasons":
        from tariff.interpret.why.reasons import Reasons  # much to load, and most evaluations are asked for no reason

        return Reasons(self._plan, self.reckoning, self.settlement)

    def nothing(self, what: str, identity: str) -> InputError:
        """That there is no line or decision of that id: for want of a parameter, if one is not given."""
        check_given(self.reckoning)
        message = f"there is no {what} {identity} by that day"
        return InputError([Diagnostic("E0701", message, mend="take the id from `tariff simulate --format json`")])
