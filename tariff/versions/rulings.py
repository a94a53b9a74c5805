"""Lowering a ruling: a clause that decides something beside money."""

from collections.abc import Callable, Iterator

from attrs import evolve

from tariff.model import expr as core
from tariff.model.ruling import Ground, Outcome, Ruling, RulingKind
from tariff.model.types import YESNO
from tariff.syntax.nodes import Node
from tariff.versions.drivers import lower_drivers, place_of
from tariff.versions.expressions.guards import either, lower_guard, together
from tariff.versions.expressions.lasting import lower_last_day
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.grounds import lower_grounds
from tariff.versions.hours import lower_hours
from tariff.versions.provisions import joined_text, path_number, text_of, titles_of
from tariff.versions.scope import Scope, fail
from tariff.versions.sentences import quoted, require_fitting

_OUTCOMES = {
    RulingKind.ELIGIBILITY: Outcome.GRANTED,
    RulingKind.ENTITLEMENT: Outcome.GRANTED,
    RulingKind.SUSPENSION: Outcome.SUSPENDED,
    RulingKind.ENDING: Outcome.ENDED,
    RulingKind.ALERT: Outcome.NOTIFIED,
    RulingKind.DUTY: Outcome.DUTY,
    RulingKind.HOURS: Outcome.OPEN,
    RulingKind.LOOKUP: Outcome.DUTY,
    RulingKind.ACCELERATION: Outcome.DUTY,
}


def lower_ruling(scope: Scope, name: str, base: Lowering) -> Ruling:
    """The ruling called `name` of an edition, with its readings chosen; raises Fault."""
    found = scope.clauses[name]
    node = scope.read(name, found.node)
    require_fitting(node)
    kind = RulingKind(node.text("CLAUSE_KIND"))
    low = base.at(place_of(node))
    ruling = Ruling(
        name,
        kind,
        titles_of(node),
        path_number(found.path),
        lower_drivers(low, node),
        lower_guard(low, node),
        _OUTCOMES[kind],
        until=lower_last_day(low, node),
        text=joined_text(text_of(node) or found.provision.text),
        sentences=quoted(scope, node),
    )
    return _COMPLETED[kind](low, node, ruling) if kind in _COMPLETED else ruling


def _admission(low: Lowering, node: Node, ruling: Ruling) -> Ruling:
    against, for_it = lower_grounds(low, node), lower_grounds(low, node, "grant")
    return evolve(
        ruling,
        guard=together(ruling.guard, either(ground.when for ground in for_it)),
        grounds=against,
        against=Outcome.REFUSED if against else None,
        remarks=for_it,
    )


def _alert(low: Lowering, node: Node, ruling: Ruling) -> Ruling:
    return evolve(ruling, remarks=tuple(_channels(low, node)), once_a_month=True)


def _channels(low: Lowering, node: Node) -> Iterator[Ground]:
    for item in node.all("notify"):
        yield _remark(low, item)


def _hours(low: Lowering, node: Node, ruling: Ruling) -> Ruling:
    grounds, next_day = lower_hours(low, node)
    return evolve(ruling, grounds=grounds, against=Outcome.CLOSED if grounds else None, until=next_day)


def _lookup(low: Lowering, node: Node, ruling: Ruling) -> Ruling:
    rows = list(node.all("answer_when", "answer_otherwise"))
    if not rows:
        fail("E0520", "a lookup needs rows", node.span, "add rows “| when … | title |” and “| otherwise | title |”")
    return evolve(ruling, remarks=tuple(_remark(low, row) for row in rows), first_remark=True)


def _remark(low: Lowering, node: Node) -> Ground:
    """A reason, and when it is one; without a condition always."""
    conditions = [low.condition(item) for item in node.operands()]
    return Ground("", titles_of(node), conditions[0] if conditions else core.Const(True, YESNO))


def _acceleration(_low: Lowering, node: Node, ruling: Ruling) -> Ruling:
    if node.first("fall_due") is None:
        fail("E0520", "this does not say what falls due", node.span, "add “all debts fall due on that day”")
    return ruling


_COMPLETED: dict[RulingKind, Callable[[Lowering, Node, Ruling], Ruling]] = {
    RulingKind.ELIGIBILITY: _admission,
    RulingKind.ENTITLEMENT: _admission,
    RulingKind.ALERT: _alert,
    RulingKind.HOURS: _hours,
    RulingKind.LOOKUP: _lookup,
    RulingKind.ACCELERATION: _acceleration,
}
