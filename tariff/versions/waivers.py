"""Lowering waivers: clauses that lower what another clause is worth, for days of a suspension or for a month."""

from collections.abc import Iterator

from tariff.model import expr as core
from tariff.model.clause import Sentence
from tariff.model.expr import ArithmeticOp, Expr
from tariff.model.types import MONEY
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.expressions.suspended import days_suspended
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, Scope, fail
from tariff.versions.sentences import quoted, require_fitting

_NOTHING = core.Const(0, MONEY)


def require_waived(scope: Scope, name: str) -> None:
    """A fault where the waiver called `name` waives no clause that can be waived as it says."""
    waiver = scope.read(name, scope.clauses[name].node)
    require_fitting(waiver)
    waives = _waives(waiver)
    word = waives.words("NAME")[0]
    waived = unquote(word.text)
    if waived not in scope.clauses or not scope.clauses[waived].makes_lines:
        message, otherwise = f"there is no clause {waived} that makes lines", "name a clause of these terms"
        scope.missing("E0521", message, waived, scope.lines, word.span, otherwise)
    clause = scope.read(waived, scope.clauses[waived].node)
    if clause.torn:
        raise Fault
    if not clause.first("amount", "table"):
        fail("E0521", f"{waived} has no amount of its lines to waive", word.span, "waive what has “amount” or “table”")
    if waives.kind == "waives_days" and not clause.first("every"):
        fail("E0521", f"{waived} is not by month, so no days of it are waived", word.span, "write “waives … when …”")


def less_waived(low: Lowering, name: str, whole: Expr, charged: Expr, days: tuple[Expr, Expr] | None) -> Expr:
    """What is charged of the clause called `name` where nothing is waived, less what its waivers take off.

    whole: its amount for a whole month, of which the days of a suspension take a part each. days: the first and the
    last day of the month that are charged; None: it is charged whole. A day that is not charged is not waived.
    """
    for waiver in _waivers(low.scope, name):
        waives = _waives(waiver)
        if waives.kind == "waives_month":
            charged = core.If(low.condition(waives.nodes()[0]), _NOTHING, charged)
            continue
        waived = core.Arithmetic(ArithmeticOp.MULTIPLY, whole, days_suspended(low, waives, days))
        part: Expr = core.Arithmetic(ArithmeticOp.DIVIDE, waived, core.DaysOfMonth(core.LineMonth()))
        if waiver.first("round_waived"):
            part = core.Round(part, low.rounding, low.unit)
        charged = core.Greatest((core.Arithmetic(ArithmeticOp.SUBTRACT, charged, part), _NOTHING))
    return charged


def waiving(scope: Scope, name: str) -> tuple[Sentence, ...]:
    """The sentences that waive the clause called `name`."""
    return tuple(item for waiver in _waivers(scope, name) for item in quoted(scope, waiver))


def _waivers(scope: Scope, name: str) -> Iterator[Node]:
    """The waivers of a clause, with their readings chosen, in the order in which they stand."""
    for key, item in scope.clauses.items():
        if item.node.text("CLAUSE_KIND") == "waiver":
            waiver = scope.read(key, item.node)
            if unquote(_waives(waiver).text("NAME")) == name:
                yield waiver


def _waives(waiver: Node) -> Node:
    found = waiver.first("waives_days", "waives_month")
    if found is None and waiver.torn:
        raise Fault
    if found is None:
        fail("E0520", "this waives nothing", waiver.span, "add “waives … when …” or “waives … for days of …”")
    return found
