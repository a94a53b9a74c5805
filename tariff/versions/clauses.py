"""Lowering a clause: from its sentences to the typed core."""

from collections.abc import Iterator

from attrs import evolve

from tariff.diagnostics import Diagnostic
from tariff.model.clause import Basis, Clause, LineKind, Once, Sentence
from tariff.model.expr import Expr
from tariff.model.records import CONTRACT, LATE
from tariff.syntax.nodes import Node
from tariff.versions.drivers import Drivers, lower_drivers, lower_guard
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.provisions import joined_text, path_number, text_of, titles_of, unquote
from tariff.versions.scope import Fault, Place, Scope, fail
from tariff.versions.unknowns import known_where, known_with, unknown_in
from tariff.versions.worth import Worth, lower_worth


def lower_clause(scope: Scope, name: str, base: Lowering) -> Clause:
    """The clause called `name` of an edition, with its readings chosen.

    Raises Fault with what is wrong in each of its sentences and, where all of it could be read, in it as a whole.
    """
    node = scope.read(name, scope.clauses[name].node)
    try:
        clause = _lowered(scope, name, node, base)
    except Fault as fault:
        found = dict.fromkeys(_sentence_faults(base.at(_place(node)), node))
        raise Fault(*(found if node.torn else found | dict.fromkeys(fault.findings))) from None
    if node.torn:
        raise Fault
    return clause


def _sentence_faults(low: Lowering, node: Node) -> Iterator[Diagnostic]:
    """What is wrong in the expressions below a node, each looked at by itself."""
    for item in node.nodes():
        if item.kind == "reading":
            continue
        inner = low
        if item.kind in ("once", "every"):
            inner = low.at(Place(frozenset({unquote(item.text("NAME"))})))
        elif item.kind == "worth":
            inner = low.at(evolve(low.place, unit=True))
        if not inner.knows(item):
            yield from _sentence_faults(inner, item)
            continue
        try:
            inner.expr(item)
        except Fault as fault:
            yield from fault.findings


def _lowered(scope: Scope, name: str, node: Node, base: Lowering) -> Clause:
    found = scope.clauses[name]
    kind = LineKind(node.text("CLAUSE_KIND"))
    low = base.at(_place(node))
    drivers, guard = lower_drivers(low, node), lower_guard(low, node)
    worth = lower_worth(low, node, kind)
    _require_known(node, drivers, guard, worth)
    return Clause(
        name,
        kind,
        titles_of(node),
        path_number(found.path),
        drivers,
        guard,
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
        _sentences(scope, node),
    )


def _place(node: Node) -> Place:
    """Where the sentences stand that hold for every driver: they read a row where all are over its record."""
    rows = {unquote(item.text("NAME")) for item in node.all("once", "every")}
    if node.first("on_bills"):
        rows.add(LATE.name)
    return Place(frozenset(rows) if len(rows) == 1 else frozenset())


def _require_known(node: Node, drivers: Drivers, guard: Expr | None, worth: Worth) -> None:
    """What a line is worth must be known wherever there is one: by the guard, or by the days that drive it."""
    shared = frozenset(known_where(guard)) if guard else frozenset()
    amounts = [value for value in (worth.amount, worth.cap, *worth.measured) if value is not None]
    for item in drivers:
        days = (item.on, item.governed) if isinstance(item, Once) else (item.first,)
        known = shared.union(*map(known_with, days))
        if isinstance(item, Once) and item.when is not None:
            known = known.union(known_where(item.when))
        found = next(filter(None, (unknown_in(value, known) for value in amounts)), None)
        if found is not None:
            name = found.name if found.record == CONTRACT else f"{found.record}.{found.name}"
            message = f"the amount rests on {name}, which may be unknown"
            fail("E0302", message, node.span, f"guard it: “when {name} is known”")


def _basis(scope: Scope, node: Node) -> Basis:
    left_out = [word for item in node.all("leaving_out") for word in item.words("NAME")]
    names = tuple(unquote(word.text) for word in left_out)
    for name, word in zip(names, left_out, strict=True):
        if name not in scope.clauses:
            message, otherwise = f"there is no clause {name}", "name a clause of these terms"
            scope.missing("E0207", message, name, scope.clauses, word.span, otherwise)
    return Basis(tuple(sorted(names)), node.first("before_tax") is None)


def _sentences(scope: Scope, node: Node) -> tuple[Sentence, ...]:
    skipped = ("text", "titles", "reading", "assume", "see")
    return tuple(Sentence(item.kind, scope.pack.source_of(item)) for item in node.nodes() if item.kind not in skipped)
