"""What a bill came to, for a person and for a program."""

import shlex
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import asdict
from rich.table import Table
from rich.text import Text

from tariff.render import values
from tariff.render.console import show, stderr
from tariff.render.findings.text import findings_text
from tariff.render.language import word
from tariff.render.pins import pins, print_data
from tariff.render.tables import new_table
from tariff.render.titles import clause_titles

if TYPE_CHECKING:
    from tariff.billing.run import Bill
    from tariff.billing.summary import QuarantineTotal
    from tariff.model.terms import Terms

_MUCH = 5
"""From how many per cent of a book's contracts on a reader is not to overlook what is in quarantine."""


def print_bill(result: "Bill", terms: dict[str, "Terms"], ledger: Path, form: str, *, dry_run: bool) -> None:
    """Prints sums by clause and rate, what was corrected and decided, the largest invoices, quarantine, and the ledger.

    terms: those that were billed, by name. form: ``table`` or ``json``. Warnings go to standard error.
    """
    if result.warnings:
        stderr().print(findings_text(result.warnings))
    if form == "json":
        print_data(bill_data(result, ledger, dry_run=dry_run), _packs(terms))
        return
    if all(run.id is None for run in result.runs):
        show(f"nothing new: {_months(result)} billed already, and {ledger} holds all of it")
        if result.summary.quarantine:
            show(quarantine_table(result.summary.quarantine))
    else:
        for content in _contents(result, terms):
            show(content)
        show(pins(_packs(terms)))
        show(Text("dry run: nothing was written", "yellow") if dry_run else Text(f"written to {ledger}"))
    if result.quarantined:
        show(_not_billed(result, ledger, dry_run=dry_run))


def _packs(terms: dict[str, "Terms"]) -> dict[str, str]:
    return {name: item.digest for name, item in terms.items()}


def _not_billed(result: "Bill", ledger: Path, *, dry_run: bool) -> Text:
    """How much of the book is in quarantine, and where its rows are listed."""
    percent = 100 * result.quarantined // result.contracts
    much = percent >= _MUCH
    said = "MUCH IS IN QUARANTINE" if much else "in quarantine"
    share = f"{percent}%" if percent else "under 1%"
    text = f"{said}: {result.quarantined:,} of {result.contracts:,} contracts ({share}) were not billed"
    listed = "" if dry_run else f"; `tariff ledger {shlex.quote(str(ledger))} quarantine` lists their rows"
    return Text(text + listed, "bold red" if much else "yellow")


def _months(result: "Bill") -> str:
    first, last = result.runs[0].month, result.runs[-1].month
    return f"{first} was" if first == last else f"{first} to {last} were"


def bill_data(result: "Bill", ledger: Path, *, dry_run: bool) -> dict[str, Any]:
    """A bill as plain data."""
    summary = asdict(result.summary)
    return {"ledger": str(ledger), "dry_run": dry_run, "runs": [asdict(run) for run in result.runs], **summary}


def _contents(result: "Bill", terms: dict[str, "Terms"]) -> Iterator[Table]:
    yield _runs(result)
    if result.summary.invoices:
        yield _clauses(result, terms)
        yield _taxes(result, terms)
        if result.summary.corrections:
            yield _corrections(result, terms)
        yield _largest(result, terms)
    if result.summary.decisions:
        yield _decisions(result, terms)
    if result.summary.quarantine:
        yield quarantine_table(result.summary.quarantine)


def _table(title: str, left: tuple[str, ...], right: tuple[str, ...]) -> Table:
    table = new_table(word(title))
    for name in left:
        table.add_column(word(name))
    for name in right:
        table.add_column(word(name), justify="right")
    return table


def _runs(result: "Bill") -> Table:
    table = _table("runs", ("month", "terms"), ("contracts", "quarantined", "invoices", "lines"))
    for run in result.runs:
        counts = (run.contracts, run.quarantined, run.invoices, run.lines)
        style = "dim" if run.id is None else ""
        table.add_row(values.month(run.month), run.terms, *(f"{number:,}" for number in counts), style=style)
    return table


def _clauses(result: "Bill", terms: dict[str, "Terms"]) -> Table:
    titles = {name: clause_titles(item) for name, item in terms.items()}
    table = _table("clauses", ("terms", "clause", "kind"), ("lines", "amount"))
    for item in result.summary.clauses:
        title = titles[item.terms].get(item.clause, item.clause)
        amount = values.amount(item.amount, terms[item.terms].minor_digits)
        table.add_row(item.terms, Text(title), item.kind, f"{item.lines:,}", amount)
    return table


def _decisions(result: "Bill", terms: dict[str, "Terms"]) -> Table:
    titles = {name: clause_titles(item) for name, item in terms.items()}
    table = _table("decisions", ("terms", "clause", "outcome"), ("count",))
    for item in result.summary.decisions:
        title = Text(titles[item.terms].get(item.clause, item.clause))
        table.add_row(item.terms, title, word(item.outcome), f"{item.decisions:,}")
    return table


def _taxes(result: "Bill", terms: dict[str, "Terms"]) -> Table:
    table = _table("tax", ("terms", "rate"), ("base", "tax"))
    for item in result.summary.taxes:
        amount = partial(values.amount, minor_digits=terms[item.terms].minor_digits)
        table.add_row(item.terms, item.rate, amount(item.base), amount(item.tax))
    return table


def _corrections(result: "Bill", terms: dict[str, "Terms"]) -> Table:
    table = _table("corrections", ("terms", "month"), ("invoices", "difference"))
    for item in result.summary.corrections:
        of = terms[item.terms]
        total = values.money(item.total, of.currency, of.minor_digits)
        table.add_row(item.terms, values.month(item.month), f"{item.invoices:,}", total)
    return table


def _largest(result: "Bill", terms: dict[str, "Terms"]) -> Table:
    table = _table("largest", ("contract", "invoice"), ("total",))
    for item in result.summary.largest:
        of = terms[item.id.partition("/")[0]]
        table.add_row(Text(item.contract), Text(item.id), values.money(item.total, of.currency, of.minor_digits))
    return table


def quarantine_table(totals: "Sequence[QuarantineTotal]") -> Table:
    """What rows were set apart for, and how many."""
    table = _table("quarantine", ("terms", "table", "field", "reason", "mend"), ("rows", "contracts"))
    for item in totals:
        reason, mend = Text(item.reason, "yellow"), Text(item.mend)
        table.add_row(item.terms, item.table, item.field, reason, mend, f"{item.rows:,}", f"{item.contracts:,}")
    return table
