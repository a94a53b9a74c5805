"""What a clause decides beside money: who is admitted, what stops, who has to be told, when a desk is open."""

from enum import StrEnum

from attrs import frozen

from tariff.model.clause import Every, Once, Sentence
from tariff.model.expr import Expr
from tariff.model.records import Titles


class RulingKind(StrEnum):
    """The kind of a ruling; money clauses that also decide something keep their own kind's name."""

    ELIGIBILITY = "eligibility"
    ENTITLEMENT = "entitlement"
    SUSPENSION = "suspension"
    ENDING = "ending"
    ALERT = "alert"
    DUTY = "duty"
    HOURS = "hours"
    LOOKUP = "lookup"
    ACCELERATION = "acceleration"
    COMPENSATION = "compensation"
    CAP = "cap"


class Outcome(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    ENDED = "ended"
    NOTIFIED = "notified"
    CAPPED = "capped"
    COVERED = "covered"
    NOT_COVERED = "not_covered"
    OPEN = "open"
    CLOSED = "closed"
    DUTY = "duty"


@frozen
class Ground:
    """A reason that stands in the terms: the number of its item (``""`` without one), its title, when it holds."""

    number: str
    titles: Titles
    when: Expr

    def label(self, language: str) -> str:
        """``3 満13歳未満``: the number and the title in a language, or what there is of them."""
        return " ".join(part for part in (self.number, self.titles.of(language)) if part)


@frozen
class Ruling:
    """One decision per driver row (and month) where the guard holds, from the line's date on.

    outcome: what is decided where no ground stands against it. against: what is decided where one does; None where
        `grounds` is empty. All grounds that hold are its reasons, in order.
    remarks: reasons beside `outcome`; with `first_remark` only the first that holds, and no decision where none does.
    until: the last day of what was decided; unknown or None: open. Where it is before the first day there is no
        decision. For a desk that is closed it is the day on which it opens next.
    amount: what the decision is about, in minor units, rounded down to a whole unit; None: nothing.
    once_a_month: of all decisions under this name in a calendar month, in all versions, only the first stands, by day
        and row id; it has no subject.
    """

    name: str
    kind: RulingKind
    titles: Titles
    article: str
    drivers: tuple[Once | Every, ...]
    guard: Expr | None
    outcome: Outcome
    against: Outcome | None = None
    grounds: tuple[Ground, ...] = ()
    remarks: tuple[Ground, ...] = ()
    first_remark: bool = False
    until: Expr | None = None
    amount: Expr | None = None
    once_a_month: bool = False
    text: Titles = Titles()
    sentences: tuple[Sentence, ...] = ()
