"""What an example can expect to be decided."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from tariff.billing.examples.outcome import Failure, Outcome
from tariff.diagnostics import Span
from tariff.model.calendar import month_of
from tariff.model.results import Decision


@frozen
class ExpectedReason:
    """A reason as an example names it, and the labels that it has, one for each wording over time."""

    said: str
    labels: frozenset[str]


@frozen
class Decided:
    """Some decision of a clause comes to this.

    row: the id of the row that it is about; None: of whatever row. reasons: these and no others; (): any. first: its
    first day; None: any. spans: it ends on `last` (None: it has no end); else its end is not looked at.
    """

    span: Span
    clause: str
    row: str | None
    outcome: str
    reasons: tuple[ExpectedReason, ...]
    first: date | None
    spans: bool
    last: date | None

    @property
    def months(self) -> tuple[int, ...]:
        return () if self.first is None else (month_of(self.first.toordinal()),)

    def failure(self, outcome: Outcome) -> Failure | None:
        found = [item for item in outcome.decisions if item.clause == self.clause and self._about(item)]
        if any(self._fits(item) for item in found):
            return None
        made = "; ".join(_said(item.outcome, item.reasons, item.from_, item.to) for item in found)
        return Failure(self.span, self._expected(), made or "no decision", tuple(item.id for item in found))

    def _about(self, decision: Decision) -> bool:
        return self.row is None or (decision.subject or "").partition(":")[2] == self.row

    def _fits(self, decision: Decision) -> bool:
        return (
            decision.outcome == self.outcome
            and (not self.reasons or self._reasons_fit(decision))
            and self.first in (None, decision.from_)
            and (not self.spans or self.last == decision.to)
        )

    def _reasons_fit(self, decision: Decision) -> bool:
        named = all(any(label in item.labels for label in decision.reasons) for item in self.reasons)
        return named and all(any(label in item.labels for item in self.reasons) for label in decision.reasons)

    def _expected(self) -> str:
        row = "" if self.row is None else f" for {self.row}"
        reasons = [item.said for item in self.reasons]
        days = _days(self.first, self.last) if self.spans else "" if self.first is None else f" on {self.first}"
        return f"{self.clause}{row} is {_said(self.outcome, reasons)}{days}"


def _said(outcome: str, reasons: Iterable[str], first: date | None = None, last: date | None = None) -> str:
    listed = ", ".join(reasons)
    return outcome.replace("_", " ") + (f" ({listed})" if listed else "") + _days(first, last)


def _days(first: date | None, last: date | None) -> str:
    if first is None:
        return ""
    return f" from {first}" + (f" to {last}" if last else "")
