"""Lowering names: fields, definitions, clauses, and the types that declarations give."""

from attrs import evolve

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.records import CONTRACT, LATE, Cardinality, Record
from tariff.model.types import YESNO, Kind, Type
from tariff.syntax.nodes import Node
from tariff.versions.expressions.lowering import NUMERIC, TIMELIKE, Lower, Lowering, as_day, called
from tariff.versions.provisions import path_number, titles_of, unquote
from tariff.versions.scope import Fault, fail


def type_of(node: Node | None) -> Type:
    """The type a declaration gives."""
    assert node is not None, "the grammar gives every declaration a type"
    optional = node.word("OR_UNKNOWN") is not None
    if node.kind == "choice_type":
        return Type(Kind.CHOICE, optional, tuple(unquote(word.text) for word in node.words("NAME")))
    word = node.text("SCALAR_TYPE")
    return Type(Kind.YESNO if word == "yes or no" else Kind(word), optional)


def _name(low: Lowering, node: Node) -> Expr:
    name = unquote(node.text("NAME"))
    record, dot, attribute = name.partition(".")
    if dot and record in low.scope.records:
        return _field(low, node, low.scope.records[record], attribute)
    if low.place.interest and (own := LATE.field(name)):
        return core.Field(LATE.name, name, own.type)
    if own := low.scope.records[CONTRACT].field(name):
        return core.Field(CONTRACT, name, own.type)
    if name in low.scope.definitions:
        return _definition(low, node, name)
    if name in low.scope.clauses:
        return core.SumOfClauses((name,), core.UnitMonth() if low.place.unit else core.LineMonth())
    if name in ("yes", "no"):
        return core.Const(name == "yes", YESNO)
    known = [*low.scope.definitions, *low.scope.clauses, *(item.name for item in low.scope.records[CONTRACT].fields)]
    fields = (f"{item.name}.{entry.name}" for item in low.scope.records.values() for entry in item.fields)
    message, otherwise = f"nothing here is called {name}", "declare it, or mend the name"
    return low.scope.missing("E0207", message, name, [*known, *fields], node.span, otherwise)


def _field(low: Lowering, node: Node, record: Record, attribute: str) -> Expr:
    if not low.place.reads(record):
        fail(
            "E0208",
            f"{record.name} has many rows, and this sentence is not about one of them",
            node.span,
            f"use it in a clause that is “once per {record.name}” or “every month per {record.name}”",
        )
    found = record.field(attribute)
    if found is None:
        names = [item.name for item in record.fields]
        message, otherwise = f"{record.name} has no field {attribute}", "declare it, or mend the name"
        low.scope.missing("E0209", message, attribute, names, node.span, otherwise)
    single = record.cardinality is Cardinality.AT_MOST_ONCE
    return core.Field(record.name, attribute, found.type.or_unknown() if single else found.type)


def _definition(low: Lowering, node: Node, name: str) -> Expr:
    if name in low.place.using:
        fail("E0210", f"{name} is defined by itself", node.span, "break the circle")
    found = low.scope.definitions[name]
    definition = low.scope.read(name, found.node)
    means = next(reversed(list(definition.all("means"))), None)
    if means is None and definition.torn:
        raise Fault
    if means is None:
        fail("E0211", f"{name} has no meaning", found.node.span, "add a sentence “means …”")
    inner = low.at(evolve(low.place, using=(*low.place.using, name)))
    body = inner.expr(means.nodes()[0])
    declared = type_of(definition.first("scalar_type", "choice_type"))
    if declared.kind is Kind.DATE:
        body = as_day(inner.want(means, body, *TIMELIKE))
    elif declared.kind is not body.type.kind and not {declared.kind, body.type.kind} <= NUMERIC:
        fail(
            "E0301",
            f"{name} is declared {called(declared.kind)} and means {called(body.type.kind)}",
            means.span,
            f"declare it “as {body.type.kind}”",
        )
    if body.type.optional and not declared.optional:
        fail("E0302", f"{name} may be unknown", means.span, "declare it “or unknown”")
    return core.Named(name, titles_of(found.node), path_number(found.path), body)


NAMES: dict[str, Lower] = {"name": _name}
