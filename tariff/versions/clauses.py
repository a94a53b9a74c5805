"""Lowering a clause: from its sentences to the typed core."""

from tariff.model import expr as core
from tariff.model.clause import Basis, Clause, LineKind, Once
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate
from tariff.model.records import ARREARS, CONTRACT, PARAMETER
from tariff.model.ruling import Ruling
from tariff.syntax.nodes import Node
from tariff.versions.decided import decided
from tariff.versions.drivers import Drivers, lower_drivers, place_of, require_proration
from tariff.versions.expressions.guards import lower_guard, together
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.grounds import lower_grounds
from tariff.versions.provisions import joined_text, path_number, text_of, titles_of, unquote
from tariff.versions.scope import Scope, fail
from tariff.versions.sentences import quoted, require_fitting
from tariff.versions.unknowns import known_where, known_with, unknown_in
from tariff.versions.waivers import waiving
from tariff.versions.worth import Worth, lower_worth


def lower_clause(scope: Scope, name: str, base: Lowering) -> tuple[Clause, Ruling | None]:
    """The clause called `name` of an edition, with its readings chosen, and what it decides beside its lines.

    Raises Fault.
    """
    found = scope.clauses[name]
    node = scope.read(name, found.node)
    require_fitting(node)
    kind = LineKind(node.text("CLAUSE_KIND"))
    low = base.at(place_of(node))
    drivers, guard = lower_drivers(low, node), lower_guard(low, node)
    _require_debts(node, drivers)
    require_proration(node, drivers)
    worth, grounds = lower_worth(low, name, node, kind), lower_grounds(low, node)
    unrefused = together(guard, *(core.Not(ground.when) for ground in grounds))
    _require_known(node, drivers, unrefused, worth)
    clause = Clause(
        name,
        kind,
        titles_of(node),
        path_number(found.path),
        drivers,
        unrefused,
        worth.amount,
        low.rounding,
        low.unit,
        worth.tax,
        worth.quantity,
        worth.units,
        worth.cap,
        worth.capped,
        _basis(scope, node) if kind is LineKind.INTEREST else None,
        joined_text(text_of(node) or found.provision.text),
        (*quoted(scope, node), *waiving(scope, name)),
    )
    return clause, decided(clause, guard, grounds, worth)


def _require_debts(node: Node, drivers: Drivers) -> None:
    """Arrears rest on what is billed, so nothing that is billed rests on them."""
    if any(item.record == ARREARS.name for item in drivers):
        fail("E0524", "no line can rest on unpaid debts", node.span, "make a ruling of it, or “interest … on bills”")


def _require_known(node: Node, drivers: Drivers, guard: Expr | None, worth: Worth) -> None:
    """What a line is worth must be known wherever there is one: by the guard, or by the days that drive it."""
    shared = frozenset(known_where(guard)) if guard else frozenset()
    amounts = [value for value in (worth.amount, worth.cap, *worth.measured) if value is not None]
    for item in drivers:
        days = (item.on, item.governed) if isinstance(item, Once) else (item.first,)
        known = shared.union(*map(known_with, days))
        if isinstance(item, Once) and item.when is not None:
            known = known.union(known_where(item.when))
        for found in [unknown_in(value, known) for value in amounts]:
            if found is None:
                continue
            name = _read_as(found)
            message = f"the amount rests on {name}, which may be unknown"
            fail("E0302", message, node.span, f"guard it: “when {name} is known”")


def _read_as(value: core.Field | Aggregate) -> str:
    """What can be unknown, as a sentence names it."""
    if isinstance(value, Aggregate):
        return f"the {value.gathering} of {value.record}"
    return value.name if value.record in (CONTRACT, PARAMETER) else f"{value.record}.{value.name}"


def _basis(scope: Scope, node: Node) -> Basis:
    left_out = [word for item in node.all("leaving_out") for word in item.words("NAME")]
    names = tuple(unquote(word.text) for word in left_out)
    for name, word in zip(names, left_out, strict=True):
        if name not in scope.clauses or not scope.clauses[name].makes_lines:
            message, otherwise = f"there is no clause {name}", "name a clause of these terms"
            scope.missing("E0207", message, name, scope.lines, word.span, otherwise)
    return Basis(tuple(sorted(names)), node.first("before_tax") is None)
