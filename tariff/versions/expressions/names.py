"""Lowering names: fields, definitions, clauses, and the types that declarations give."""

from attrs import evolve

from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.gather import Element
from tariff.model.records import CONTRACT, LATE, PARAMETER, Cardinality, Record
from tariff.model.types import TEXT, YESNO, Kind, Type
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
    if dot and record in low.scope.records and record != PARAMETER:
        return _field(low, node, low.scope.records[record], attribute)
    if low.place.interest and (own := LATE.field(name)):
        return core.Field(LATE.name, name, own.type)
    if own := low.scope.records[CONTRACT].field(name):
        return core.Field(CONTRACT, name, own.type)
    if own := low.scope.parameter(name):
        return core.Field(PARAMETER, name, own.type)
    if name in low.scope.definitions:
        return _definition(low, node, name)
    if name in low.scope.clauses and low.scope.clauses[name].makes_lines:
        return core.SumOfClauses((name,), core.UnitMonth() if low.place.unit else core.LineMonth())
    if name in ("yes", "no"):
        return core.Const(name == "yes", YESNO)
    message, otherwise = f"nothing here is called {name}", "declare it, or mend the name"
    return low.scope.missing("E0207", message, name, _readable(low), node.span, otherwise)


def _readable(low: Lowering) -> list[str]:
    """The names that can stand for a value."""
    bare = (CONTRACT, PARAMETER)
    fields = (
        entry.name if item.name in bare else f"{item.name}.{entry.name}"
        for item in low.scope.records.values()
        for entry in item.fields
    )
    return [*low.scope.definitions, *low.scope.lines, *fields]


def _field(low: Lowering, node: Node, record: Record, attribute: str) -> Expr:
    if not low.place.reads(record):
        fail(
            "E0208",
            f"{record.name} has many rows, and this sentence is not about one of them",
            node.span,
            f"use it in a clause that is “once per {record.name}” or “every month per {record.name}”, or sum it up: "
            f"“the sum of …”, “any {record.name} where (…)”",
        )
    looked = record.name in low.place.looked
    if attribute == "id" and record.cardinality is not Cardinality.AT_MOST_ONCE:
        return (Element if looked else core.Field)(record.name, "id", TEXT)
    found = record.field(attribute)
    if found is None:
        names = [item.name for item in record.fields]
        message, otherwise = f"{record.name} has no field {attribute}", "declare it, or mend the name"
        low.scope.missing("E0209", message, attribute, names, node.span, otherwise)
    if looked:
        return Element(record.name, attribute, found.type)
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
    body = value_of(inner, name, type_of(definition.first("scalar_type", "choice_type")), means)
    return core.Named(name, titles_of(found.node), path_number(found.path), body)


def value_of(low: Lowering, name: str, declared: Type, means: Node) -> Expr:
    """What the last part of a sentence ``… means VALUE`` comes to, for a name that is declared with a type."""
    body = low.expr(means.nodes()[0])
    if declared.kind is Kind.DATE:
        body = as_day(low.want(means, body, *TIMELIKE))
    elif declared.kind is not body.type.kind and not {declared.kind, body.type.kind} <= NUMERIC:
        fail(
            "E0301",
            f"{name} is declared {called(declared.kind)} and means {called(body.type.kind)}",
            means.span,
            f"declare it “as {body.type.kind}”",
        )
    if body.type.optional and not declared.optional:
        fail("E0302", f"{name} may be unknown", means.span, "declare it “or unknown”")
    return body


def _own_row(low: Lowering, node: Node) -> Expr:
    """``RECORD.FIELD`` after ``this``: of the clause's own row, beside one that is looked at."""
    record = unquote(node.text("NAME")).partition(".")[0]
    if not low.place.looked or record not in low.place.rows:
        fail(
            "E0224",
            f"there is no row of {record} here beside one that is looked at",
            node.span,
            f"use “this” in “where (…)” of a clause that is about one {record}, or drop it",
        )
    return _name(low.at(evolve(low.place, looked=low.place.looked - {record})), node)


NAMES: dict[str, Lower] = {"name": _name, "this_row": _own_row}
