"""Listings of a ledger: in tables the columns that a person looks for, in CSV and JSON all of them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from tariff.render.console import show
from tariff.render.language import word
from tariff.render.listing import Column, Format, print_rows
from tariff.render.pins import short
from tariff.render.simulation_tables import why_hint

if TYPE_CHECKING:
    from tariff.billing.ledger_query import Rows
    from tariff.model.terms import Terms

_SHOWN = {
    "invoices": ("contract", "month", "id", "issued_on", "due_on", "subtotal", "total", "paid", "balance"),
    "lines": (
        "terms",
        "contract",
        "month",
        "clause",
        "subject",
        "date",
        "kind",
        "article",
        "version",
        "quantity",
        "amount",
        "rate",
    ),
    "decisions": ("terms", "contract", "from", "to", "clause", "article", "subject", "outcome", "reasons", "amount"),
    "runs": (
        "id",
        "terms",
        "month",
        "contracts",
        "quarantined",
        "invoices",
        "lines",
        "readings",
        "packs",
        "book",
        "finished_at",
    ),
    "quarantine": ("run", "month", "terms", "contract", "table", "row", "field", "value", "reason", "mend"),
}
_AMOUNTS = frozenset({"subtotal", "total", "paid", "balance", "amount"})
_DAYS = frozenset({"date", "version", "issued_on", "due_on", "from", "to"})
_COUNTS = frozenset({"contracts", "quarantined", "invoices", "lines", "quantity"})


def print_ledger(found: "Rows", listing: str, form: Format, terms: Callable[[str], "Terms | None"]) -> None:
    """Prints a listing. terms: the terms of a name; of those it has not, amounts are shown in minor units."""
    rows = (_plain(dict(zip(found.columns, row, strict=True))) for row in found.rows)
    if form is not Format.TABLE:
        print_rows([Column(name) for name in found.columns], rows, form)
        return
    names, last = _SHOWN[listing], _Last(rows)
    columns = [Column(name, word(name), right=name in _AMOUNTS | _COUNTS) for name in names]
    print_rows(columns, _for_reading(last, names, cache(lambda name: _Wording.of(terms(name)))), form)
    if listing in ("lines", "decisions") and last.row:
        show(why_hint("LEDGER", last.row["id"], decided=listing == "decisions"))


class _Last:
    """Rows as they are read, and the last one read so far."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows
        self.row: dict[str, Any] | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._rows:
            self.row = row
            yield row


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Days and times as ISO text (times of runs are UTC), the readings of a run as a mapping."""
    for name, value in row.items():
        if isinstance(value, datetime):
            row[name] = f"{value.isoformat(timespec='seconds')}Z"
        elif isinstance(value, date):
            row[name] = value.isoformat()
        elif name == "readings":
            row[name] = json.loads(value)
    return row


def _for_reading(
    rows: Iterable[dict[str, Any]], names: tuple[str, ...], wording: Callable[[str], "_Wording"]
) -> Iterator[Mapping[str, str]]:
    for row in rows:
        worded = wording(row["terms"])
        told = row | {"reasons": worded.told(row["clause"], row["reasons"])} if "reasons" in names else row
        yield {name: _text(name, told[name], worded.digits) for name in names}


@frozen
class _Wording:
    """How one terms' amounts and reasons are written: by default as they are held."""

    digits: int = 0
    reasons: Mapping[tuple[str, str], str] = field(factory=dict)

    @classmethod
    def of(cls, terms: "Terms | None") -> "_Wording":
        from tariff.render.titles import reason_titles

        return cls() if terms is None else cls(terms.minor_digits, reason_titles(terms))

    def told(self, clause: str, reasons: Iterable[str]) -> list[str]:
        """The reasons of a decision in the reader's language."""
        return [self.reasons.get((clause, reason), reason) for reason in reasons]


def _text(name: str, value: Any, digits: int) -> str:
    from tariff.render import values

    if value is None:
        return ""
    if name in _AMOUNTS:
        return values.amount(value, digits)
    if name in _COUNTS:
        return values.amount(value, 0)
    if name == "month":
        return values.month(value)
    if name == "outcome":
        return word(value)
    if name == "reasons":
        return "\n".join(value)
    if name == "packs":
        return short(value)
    if name == "readings":
        return " ".join(f"{key}={reading}" for key, reading in value.items())
    return values.day(date.fromisoformat(value)) if name in _DAYS else str(value)
