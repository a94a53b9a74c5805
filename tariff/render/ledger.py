"""Listings of a ledger: in tables the columns that a person looks for, in CSV and JSON all of them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tariff.render.console import show
from tariff.render.language import word
from tariff.render.listing import Column, Format, print_rows
from tariff.render.simulation_tables import why_hint

if TYPE_CHECKING:
    from tariff.billing.ledger_query import Rows

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
        "book",
        "finished_at",
    ),
    "quarantine": ("run", "month", "terms", "contract", "table", "row", "field", "value", "reason", "mend"),
}
_AMOUNTS = frozenset({"subtotal", "total", "paid", "balance", "amount"})
_DAYS = frozenset({"date", "version", "issued_on", "due_on", "from", "to"})
_COUNTS = frozenset({"contracts", "quarantined", "invoices", "lines", "quantity"})


def print_ledger(found: "Rows", listing: str, form: Format, minor_digits: Callable[[str], int]) -> None:
    """Prints a listing. minor_digits: how many of its amounts' digits are minor, for some terms by name."""
    rows = (_plain(dict(zip(found.columns, row, strict=True))) for row in found.rows)
    if form is not Format.TABLE:
        print_rows([Column(name) for name in found.columns], rows, form)
        return
    names, last = _SHOWN[listing], _Last(rows)
    columns = [Column(name, word(name), right=name in _AMOUNTS | _COUNTS) for name in names]
    print_rows(columns, _for_reading(last, names, minor_digits), form)
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
    rows: Iterable[dict[str, Any]], names: tuple[str, ...], minor_digits: Callable[[str], int]
) -> Iterator[Mapping[str, str]]:
    for row in rows:
        digits = minor_digits(row["terms"])
        yield {name: _text(name, row[name], digits) for name in names}


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
    if name == "readings":
        return " ".join(f"{key}={reading}" for key, reading in value.items())
    return values.day(date.fromisoformat(value)) if name in _DAYS else str(value)
