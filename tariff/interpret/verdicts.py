"""What a ruling decides for one row: the guard, the grounds against, the remarks, the last day, the amount."""

from functools import partial
from typing import NamedTuple

from tariff.interpret.governance import Stand
from tariff.interpret.plan import Deciding
from tariff.interpret.reckoning import Reckoning, Rows
from tariff.interpret.scope import Scope
from tariff.model.facts import Row
from tariff.model.money import Rounding, round_to
from tariff.model.ruling import Ground, Outcome


class Verdict(NamedTuple):
    """A decision before it is written out. last: its last day, None: open. grounds: those that it gives as reasons."""

    deciding: Deciding
    stand: Stand
    record: str
    row: Row
    day: int
    month: int
    last: int | None
    outcome: Outcome
    grounds: tuple[Ground, ...]
    amount: int | None


def verdicts(reckoning: Reckoning, deciding: Deciding, rows: Rows) -> list[Verdict]:
    """What one form of a ruling decides, over the rows of each record, monthly ones up to the month seen."""
    return reckoning.wherever(deciding, rows, reckoning.through, partial(verdict, deciding))


def verdict(deciding: Deciding, stand: Stand, record: str, scope: Scope) -> Verdict | None:
    """The decision for the row and date in `scope`; None where there is none."""
    if deciding.guard is not None and not deciding.guard(scope):
        return None
    ruling = deciding.ruling
    outcome, amount = ruling.outcome, None
    grounds = [ground for ground, holds in deciding.grounds if holds(scope)] if ruling.against is not None else []
    if grounds and ruling.against is not None:
        outcome = ruling.against
    else:
        grounds = [remark for remark, holds in deciding.remarks if holds(scope)]
        if ruling.first_remark:
            if not grounds:
                return None
            del grounds[1:]
        amount = deciding.amount(scope) if deciding.amount is not None else None
    last = deciding.until(scope) if deciding.until is not None else None
    if last is not None and last < scope.day:
        return None
    return Verdict(
        deciding,
        stand,
        record,
        scope.row,
        scope.day,
        scope.month,
        last,
        outcome,
        tuple(grounds),
        None if amount is None else round_to(amount, Rounding.DOWN),
    )
