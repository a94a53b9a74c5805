"""Lowering a pack's header."""

from functools import cache
from zoneinfo import available_timezones

from attrs import frozen

from tariff.diagnostics import Diagnostic
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.money import Rounding, minor_digits
from tariff.model.terms import BillingCycle
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import number_of
from tariff.versions.pack import Pack, currency_of, header_word
from tariff.versions.provisions import unquote

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
        zone if zone in _zones() else _UTC,
        rounding,
        unit,
        _billing(pack.header),
    )
    return header, _header_faults(pack, zone)


@cache
def _zones() -> set[str]:
    return available_timezones()  # it reads folders, and every pack asks


def _header_faults(pack: Pack, zone: str) -> list[Diagnostic]:
    findings = []
    for kind, example in (("currency", "currency JPY"), ("zone", "zone Asia/Tokyo")):
        if pack.records and pack.header.first(kind) is None:
            message = f"these terms have records and declare no {kind}"
            findings.append(Diagnostic("E0219", message, pack.header.span, mend=f"add a sentence such as “{example}”"))
    if (node := pack.header.first("zone")) and zone not in _zones():
        mend = did_you_mean(zone, _zones(), "name a zone of the tz database, such as Asia/Tokyo")
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
