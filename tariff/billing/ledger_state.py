"""What a ledger has billed so far, and what may be billed next."""

import json
from collections.abc import Mapping

import duckdb
from attrs import frozen

from tariff.billing.months import Months, parse_month
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.results import month_text
from tariff.model.terms import Terms


@frozen
class Billed:
    """What the last run of some terms billed: the last month of all its runs, the packs' digest and the readings."""

    month: int
    packs: str
    readings: dict[str, str]


@frozen
class State:
    """The months a ledger has billed (None before its first run), and what it knows of each terms."""

    months: Months | None
    terms: Mapping[str, Billed]

    def opening(self, month: int) -> int:
        """The opening month, which is `month` when nothing has been billed yet."""
        return self.months.first if self.months else month

    def through(self, terms: str, month: int) -> int:
        """The last month billed of `terms`; the month before the opening month when there is none."""
        billed = self.terms.get(terms)
        return billed.month if billed else self.opening(month) - 1


def read_state(connection: duckdb.DuckDBPyConnection) -> State:
    """The state of the ledger that is attached."""
    row = connection.execute("SELECT min(month), max(month) FROM ledger.run").fetchone()
    first, last = row or (None, None)
    rows = connection.execute(
        "SELECT terms, max(month), arg_max(packs, id), arg_max(readings, id)"
        " FROM ledger.run GROUP BY terms ORDER BY terms"
    ).fetchall()
    terms = {name: Billed(parse_month(month), packs, json.loads(readings)) for name, month, packs, readings in rows}
    return State(Months(parse_month(first), parse_month(last)) if first else None, terms)


def check_months(state: State, months: Months) -> None:
    """Raises InputError for months before the opening month, or beyond the month after the last one billed."""
    billed = state.months
    if billed is None:
        return
    span = f"the ledger has billed {billed}"
    if months.first < billed.first:
        message = f"{month_text(months.first)} is before the ledger's opening month: {span}"
        mend = f"begin with {month_text(billed.first)} or later; what was owed before is brought forward in the book"
        raise InputError([Diagnostic("E0910", message, mend=mend)])
    if months.first > billed.last + 1:
        missing = Months(billed.last + 1, months.first - 1)
        message = (
            f"between the ledger and {month_text(months.first)} lies a gap: {span}, and {missing} was never billed"
        )
        mend = f"bill {Months(missing.first, months.last)}"
        raise InputError([Diagnostic("E0911", message, mend=mend)])


def check_terms(state: State, terms: Terms) -> None:
    """Raises InputError where the ledger was made with other packs or other readings of `terms`."""
    billed = state.terms.get(terms.name)
    if billed is None:
        return
    if billed.readings != dict(terms.readings):
        message = (
            f"the ledger bills {terms.name} under {_readings(billed.readings)}, and this run reads it under"
            f" {_readings(dict(terms.readings))}"
        )
        mend = "choose the ledger's readings, or correct all its months to the new ones with --rebase"
        raise InputError([Diagnostic("E0912", message, mend=mend)])
    if billed.packs != terms.digest:
        message = (
            f"the ledger was made with another text of {terms.name} or of a pack that it uses, or with other amendments"
            " known"
        )
        mend = (
            f"`tariff show {terms.name}` prints the text as it is now, and --known-on leaves amendments out of it;"
            " --rebase corrects all months to it"
        )
        raise InputError([Diagnostic("E0913", message, mend=mend)])


def _readings(readings: Mapping[str, str]) -> str:
    return ", ".join(f"{axis}={name}" for axis, name in sorted(readings.items())) or "the default readings"
