"""Lowering a pack's header and its records."""

from zoneinfo import available_timezones

from attrs import frozen

from tariff.diagnostics import Diagnostic
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.money import Rounding, minor_digits
from tariff.model.records import BUILT_IN, CONTRACT, Cardinality, Field, Record
from tariff.model.terms import BillingCycle
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import number_of
from tariff.versions.expressions.names import type_of
from tariff.versions.pack import Pack, currency_of, header_word
from tariff.versions.provisions import titles_of, unquote

_CARDINALITY = {"": Cardinality.ONE, "many": Cardinality.MANY, "at most once": Cardinality.AT_MOST_ONCE}
_UTC = "UTC"


@frozen
class Header:
    """What a pack's header settles."""

    issuer: str
    currency: str
    minor_digits: int
    zone: str
    rounding: Rounding
    unit: int
    billing: BillingCycle


def lower_header(pack: Pack, readings: dict[str, str]) -> tuple[Header, list[Diagnostic]]:
    """The header of a pack, with the rounding that the readings choose, and what is wrong with it."""
    currency, zone = currency_of(pack), header_word(pack.header, "zone", "ZONE") or _UTC
    rounding, unit = _rounding(pack, readings.get("rounding", ""))
    header = Header(
        unquote(header_word(pack.header, "issuer", "STRING") or '""'),
        currency,
        minor_digits(currency),
        zone if zone in available_timezones() else _UTC,
        rounding,
        unit,
        _billing(pack.header),
    )
    return header, _header_faults(pack, zone)


def _header_faults(pack: Pack, zone: str) -> list[Diagnostic]:
    findings = []
    for kind, example in (("currency", "currency JPY"), ("zone", "zone Asia/Tokyo")):
        if pack.records and pack.header.first(kind) is None:
            message = f"these terms have records and declare no {kind}"
            findings.append(Diagnostic("E0219", message, pack.header.span, mend=f"add a sentence such as “{example}”"))
    if (node := pack.header.first("zone")) and zone not in available_timezones():
        mend = did_you_mean(zone, available_timezones(), "name a zone of the tz database, such as Asia/Tokyo")
        findings.append(Diagnostic("E0220", f"there is no time zone {zone}", node.span, mend=mend))
    return findings


def _rounding(pack: Pack, reading: str) -> tuple[Rounding, int]:
    node = pack.header.first("rounding")
    if node is None:
        return Rounding.DOWN, 1
    for block in node.all("header_reading"):
        if unquote(block.text("NAME")) == reading:
            node = block.first("rounding") or node
    money = node.first("money")
    assert money is not None, "the grammar gives rounding an amount"
    unit = number_of(money.text("NUMBER")) * 10 ** minor_digits(currency_of(pack))
    return Rounding(node.text("DIRECTION")), max(1, int(unit))


def _billing(header: Node) -> BillingCycle:
    node = header.first("billing")
    issue, due = (node.first("issue"), node.first("due")) if node else (None, None)
    return BillingCycle(1, _day(issue, 1), 1, _day(due, 0))


def _day(node: Node | None, default: int) -> int:
    if node is None:
        return default
    if number := node.text("NUMBER"):
        return int(number_of(number))
    return {"first": 1, "last": 0}[node.text("ORDINAL")]


def lower_records(pack: Pack) -> tuple[tuple[Record, ...], list[Diagnostic]]:
    """The declared records and the built-in ones, and what is wrong with the declarations."""
    findings: list[Diagnostic] = []
    found: dict[str, Record] = {item.name: item for item in BUILT_IN}
    for node in pack.records:
        record = _record(node)
        if record.name in found:
            findings.append(
                Diagnostic(
                    "E0215",
                    f"the record {record.name} is declared twice",
                    node.span,
                    mend="give one of the two another name",
                )
            )
            continue
        findings.extend(_faults(record, node))
        found[record.name] = record
    if CONTRACT not in found:
        found[CONTRACT] = Record(CONTRACT, Cardinality.ONE, ())
        if pack.records and CONTRACT not in pack.unread:
            findings.append(
                Diagnostic(
                    "E0216",
                    "these terms declare no contract",
                    pack.header.span,
                    mend="add “record contract” with the contract's own fields",
                )
            )
    declared = [item for name, item in found.items() if item not in BUILT_IN and name != CONTRACT]
    return (found[CONTRACT], *declared, *BUILT_IN), findings


def _record(node: Node) -> Record:
    fields = tuple(
        Field(
            unquote(item.text("NAME")),
            type_of(item.first("scalar_type", "choice_type")),
            titles_of(item.first("titles")),
            item.span,
        )
        for item in node.all("field")
    )
    cardinality = _CARDINALITY[node.text("CARDINALITY")]
    return Record(unquote(node.text("NAME")), cardinality, fields, titles_of(node.first("titles")), node.span)


def _faults(record: Record, node: Node) -> list[Diagnostic]:
    findings = []
    names = [item.name for item in record.fields]
    for item in record.fields:
        if names.count(item.name) > 1 and item.span:
            findings.append(
                Diagnostic(
                    "E0215",
                    f"the field {item.name} is declared twice",
                    item.span,
                    mend="drop one",
                )
            )
        if item.name in ("id", "contract") and item.span:
            findings.append(
                Diagnostic(
                    "E0217",
                    f"every row has {item.name} already",
                    item.span,
                    mend="drop the field, or give it another name",
                )
            )
    if record.name != CONTRACT and record.cardinality is Cardinality.ONE:
        findings.append(
            Diagnostic(
                "E0218",
                f"the record {record.name} does not say how many rows it may have",
                node.span,
                mend="add “many” or “at most once”",
            )
        )
    return findings
