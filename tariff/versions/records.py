"""Lowering a pack's records: their fields, what the provider sets, and what makes a row wrong."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from tariff.diagnostics import Diagnostic
from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.gather import Aggregate
from tariff.model.records import (
    ARREARS,
    BUILT_IN,
    CONTRACT,
    LATE,
    PARAMETER,
    Cardinality,
    Field,
    Never,
    NeverAtOnce,
    Record,
    Titles,
)
from tariff.model.walk import walk
from tariff.syntax.nodes import Node
from tariff.versions.expressions import Expressions
from tariff.versions.expressions.lowering import Lowering
from tariff.versions.expressions.names import type_of, value_of
from tariff.versions.header import Header
from tariff.versions.pack import Pack
from tariff.versions.provisions import titles_of, unquote
from tariff.versions.scope import Fault, Place, Scope, fail

_CARDINALITY = {"": Cardinality.ONE, "many": Cardinality.MANY, "at most once": Cardinality.AT_MOST_ONCE}
_RESERVED = frozenset(item.name for item in (*BUILT_IN, LATE, ARREARS)) | {PARAMETER}
# What only a line or decision has, or the whole of a contract.
_OF_A_LINE = (core.LineMonth, core.LineDate, core.UnitMonth, core.SumOfClauses, Aggregate)


def lower_records(pack: Pack, header: Header) -> tuple[tuple[Record, ...], list[Diagnostic]]:
    """The declared records, that of parameters and the built-in ones, and what is wrong with the declarations."""
    findings: list[Diagnostic] = []
    found: dict[str, tuple[Record, Node]] = {}
    for node in pack.records:
        record = Record(
            unquote(node.text("NAME")),
            _CARDINALITY[node.text("CARDINALITY")],
            tuple(map(_field, node.all("field"))),
            titles_of(node.first("titles")),
            node.span,
        )
        if record.name in found or record.name in _RESERVED:
            findings.append(_twice("record", record.name, node))
            continue
        findings.extend(_faults(record, node))
        found[record.name] = record, node
    if CONTRACT not in found and pack.records and CONTRACT not in pack.unread:
        mend = "add “record contract” with the contract's own fields"
        findings.append(Diagnostic("E0216", "these terms declare no contract", pack.header.span, mend=mend))
    contract = found[CONTRACT][0] if CONTRACT in found else Record(CONTRACT, Cardinality.ONE, ())
    parameters = tuple(_parameters(pack, contract, findings))
    known = {item.name: item for item in (contract, *(record for record, _ in found.values()), *parameters, *BUILT_IN)}
    scope = Scope(pack, known, {}, {}, {}, frozenset(), {}, (), pack.unread)
    low = Expressions(scope, Place(), header.rounding, header.unit)
    whole = known | {name: _completed(low, record, node, findings) for name, (record, node) in found.items()}
    declared = (item for name, item in whole.items() if name in found and name != CONTRACT)
    return (whole[CONTRACT], *declared, *parameters, *BUILT_IN), findings


def _field(node: Node) -> Field:
    return Field(
        unquote(node.text("NAME")),
        type_of(node.first("scalar_type", "choice_type")),
        titles_of(node.first("titles")),
        node.span,
    )


def _twice(what: str, name: str, node: Node) -> Diagnostic:
    everywhere = what == "record" and name in _RESERVED
    message = f"the {what} {name} is declared in all terms" if everywhere else f"the {what} {name} is declared twice"
    return Diagnostic("E0215", message, node.span, mend="give it another name" if everywhere else "drop one of the two")


def _faults(record: Record, node: Node) -> Iterator[Diagnostic]:
    names: set[str] = set()
    for item, entry in zip(record.fields, node.all("field"), strict=True):
        if item.name in names:
            yield _twice("field", item.name, entry)
        names.add(item.name)
        if item.name in ("id", "contract"):
            mend = "drop the field, or give it another name"
            yield Diagnostic("E0217", f"every row has {item.name} already", entry.span, mend=mend)
    siblings = node.first("siblings")
    if record.name != CONTRACT and record.cardinality is Cardinality.ONE:
        message = f"the record {record.name} does not say how many rows it may have"
        yield Diagnostic("E0218", message, node.span, mend="add “many” or “at most once”")
    elif siblings and record.cardinality is not Cardinality.MANY:
        yield Diagnostic("E0218", "there may be many other contracts", node.span, mend="write “many from contracts …”")


def _parameters(pack: Pack, contract: Record, findings: list[Diagnostic]) -> Iterable[Record]:
    """The record of what the provider sets; none where the pack leaves nothing to it."""
    fields: dict[str, Field] = {}
    for node in pack.parameters:
        item = _field(node)
        if item.name in fields or contract.field(item.name):
            findings.append(_twice("field" if contract.field(item.name) else "parameter", item.name, node))
        fields[item.name] = item
    if fields:
        yield Record(
            PARAMETER, Cardinality.AT_MOST_ONCE, tuple(fields.values()), Titles("当社が定める値", "parameters")
        )


def _completed(low: Lowering, record: Record, node: Node, findings: list[Diagnostic]) -> Record:
    """A record with its rules and, where its rows are other contracts, with what its fields mean there."""
    rules: list[Never | NeverAtOnce] = []
    at_row = low.at(Place(frozenset({record.name})))
    for item in node.all("never", "never_at_once"):
        try:
            rules.append(_never(at_row, item) if item.kind == "never" else _never_at_once(at_row, record, item))
        except Fault as fault:
            findings.extend(fault.findings)
    record = evolve(record, rules=tuple(rules))
    try:
        return _sibling(low, record, node)
    except Fault as fault:
        findings.extend(fault.findings)
        return record


def _never(low: Lowering, node: Node) -> Never:
    (condition,) = node.operands()
    return Never(titles_of(node), _own(low.condition(condition), condition), node.span)


def _never_at_once(low: Lowering, record: Record, node: Node) -> NeverAtOnce:
    word = node.word("NAME")
    per = None
    if word is not None:
        owner, _, per = unquote(word.text).partition(".")
        if owner != record.name or record.field(per) is None:
            fail("E0209", f"{unquote(word.text)} is no field of {record.name}", word.span, f"write {record.name}.FIELD")
    days = [_own(low.day(item), item) for item in node.operands()]
    return NeverAtOnce(titles_of(node), per, days[0], days[1] if len(days) > 1 else None, node.span)


def _own(value: Expr, node: Node) -> Expr:
    """`value`, or a fault where it rests on more than a row, its contract and what that has at most once."""
    if any(isinstance(item, _OF_A_LINE) for item in walk(value)):
        mend = "compare the row with itself, its contract, or a record that stands at most once"
        fail("E0522", "a row is right or wrong by itself, whatever is billed or decided", node.span, mend)
    return value


def _sibling(low: Lowering, record: Record, node: Node) -> Record:
    siblings = node.first("siblings")
    fields = list(zip(record.fields, node.all("field"), strict=True))
    if siblings is None:
        for _, entry in fields:
            if value := _meaning(entry):
                mend = "drop “means …”, or write “from contracts with the same …”"
                fail("E0525", "only fields of other contracts are derived", value.span, mend)
        return record
    same = unquote(siblings.text("NAME"))
    if low.scope.records[CONTRACT].field(same) is None:
        fields_of = (item.name for item in low.scope.records[CONTRACT].fields)
        message, otherwise = f"contract has no field {same}", "name a field of the contract"
        low.scope.missing("E0209", message, same, fields_of, siblings.span, otherwise)
    return evolve(record, same=same, fields=tuple(_derived(low, item, entry) for item, entry in fields))


def _meaning(entry: Node) -> Node | None:
    return next((item for item in entry.nodes() if item.kind not in ("titles", "scalar_type", "choice_type")), None)


def _derived(low: Lowering, item: Field, entry: Node) -> Field:
    """A field of another contract with what it means: a value over that contract, or its field of the same name."""
    value = _meaning(entry) or Node("name", entry.words("NAME"), entry.span)
    means = Node("means", (value,), value.span)
    return evolve(item, means=_own(value_of(low, item.name, item.type, means), value))
