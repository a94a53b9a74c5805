"""What a clause that makes lines decides beside them: whether damage is covered, and where a cap bites."""

from attrs import evolve

from tariff.model.clause import Clause
from tariff.model.expr import Expr
from tariff.model.ruling import Ground, Outcome, Ruling, RulingKind
from tariff.versions.expressions.guards import together
from tariff.versions.worth import Worth


def decided(clause: Clause, guard: Expr | None, grounds: tuple[Ground, ...], worth: Worth) -> Ruling | None:
    """The ruling beside a clause, under `guard` before its grounds are asked; None where it decides nothing.

    With grounds it says what is covered, the cap taken into account; without, where the cap of a line bites.
    """
    if grounds:
        covered = _beside(clause, RulingKind.COMPENSATION, guard, Outcome.COVERED, worth.amount)
        return evolve(covered, grounds=grounds, against=Outcome.NOT_COVERED)
    if worth.bites:
        limit, over = worth.bites
        return _beside(clause, RulingKind.CAP, together(guard, over), Outcome.CAPPED, limit)
    return None


def _beside(clause: Clause, kind: RulingKind, guard: Expr | None, outcome: Outcome, amount: Expr) -> Ruling:
    return Ruling(
        clause.name,
        kind,
        clause.titles,
        clause.article,
        clause.drivers,
        guard,
        outcome,
        amount=amount,
        text=clause.text,
        sentences=clause.sentences,
    )
