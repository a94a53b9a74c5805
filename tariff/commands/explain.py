"""`tariff explain`: why a line is there and is worth what it is."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from tariff.commands.options import Day, clauses_option, format_option, known_on_option, readings_option
from tariff.diagnostics import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from tariff.model.results import Reason

# Where a DuckDB file says that it is one.
_MAGIC, _MAGIC_AT = b"DUCK", 8


@click.command("explain")
@click.argument("source", metavar="CASE|LEDGER")
@click.argument("line_id", metavar="LINE-ID")
@click.option(
    "--until", type=Day(), metavar="DATE", help="The last day that is seen; by default that of the line's month."
)
@click.option(
    "--book",
    type=click.Path(path_type=Path),
    metavar="BOOK",
    help="Where the contracts of a ledger lie now; by default where they lay when it was billed.",
)
@readings_option
@known_on_option
@format_option("text", "json")
@clauses_option
def command(
    source: str,
    line_id: str,
    until: date | None,
    book: Path | None,
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    """Say why a line is there: what held, with the values read, the provision, the arithmetic, the rounding.

    LINE-ID is TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH, with - where the line is about no row, such as
    kddi.nuisance_call_light/K-1001/monthly_fee/-/2016-06. `tariff simulate CASE --format csv` and `tariff ledger
    LEDGER lines --format csv` list ids in their first column.

    Of a line of a ledger it says what was billed, and what should stand now and why: from its contract's facts in the
    book, under the readings and the amendments known of the last run.
    """
    if not _is_database(source):
        _explain_case(source, line_id, until, known_on, readings, clauses, form)
    elif readings or until or known_on:
        raise click.UsageError("a ledger's run has these already: leave out --reading, --until and --known-on")
    else:
        _explain_billed(Path(source), line_id, book, clauses, form)


def _is_database(source: str) -> bool:
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC


def _explain_case(
    source: str,
    line_id: str,
    until: date | None,
    known_on: date | None,
    readings: Mapping[str, str],
    clauses: Sequence[Path],
    form: str,
) -> None:
    from tariff.commands.inquiry import inquire
    from tariff.commands.line_ids import is_id, no_line

    day = until or (_end_of_month(line_id) if is_id(line_id) else datetime.now(tz=UTC).date())
    inquiry = inquire(source, day, known_on=known_on, readings=readings, clauses=clauses)
    if line_id not in inquiry.amounts:
        raise no_line(inquiry, line_id)
    reason = inquiry.evaluator.why(inquiry.case.facts, day.toordinal(), line_id)
    _print({"line": line_id, "explains": line_id, "why": reason}, [reason], form)


def _end_of_month(line_id: str) -> date:
    """The last day of the month at the end of a line's id. Raises InputError where it is out of bounds."""
    from tariff.billing.months import parse_month
    from tariff.model.calendar import last_day

    return date.fromordinal(last_day(parse_month(line_id.rpartition("/")[2])))


def _explain_billed(ledger: Path, line_id: str, book: Path | None, clauses: Sequence[Path], form: str) -> None:
    """Print what the ledger holds for a line, and why that, or another amount or nothing, should stand now.

    That the text has changed since the line was billed goes to standard error.
    """
    from tariff.billing.ledger_line import find_line
    from tariff.commands.inquiry import inquire
    from tariff.render.console import stderr
    from tariff.render.findings.text import findings_text
    from tariff.render.why import held

    line = find_line(ledger, line_id)
    where = book or line.book
    if not where.exists():
        message = f"the book {where}, from which {line.terms} was billed last, is not there"
        raise InputError([Diagnostic("E1040", message, mend="say where it is now with --book BOOK")])
    source, until = f"{where}#{line.terms}/{line.contract}", date.fromordinal(line.until)
    inquiry = inquire(source, until, known_on=line.known_on, readings=line.readings, clauses=clauses)
    if inquiry.terms.digest != line.packs:
        message = f"the text of {line.terms} has changed since the line was billed; this is what it says now"
        stderr().print(findings_text([Diagnostic("W1042", message, severity=Severity.WARNING)]))
    facts, evaluator = inquiry.case.facts, inquiry.evaluator
    should = inquiry.amounts.get(line.explains)
    if should is not None:
        why = evaluator.why(facts, line.until, line.explains)
    else:
        found = evaluator.why_not(facts, line.until, line.clause, line.subject, line.month)
        why = evolve(found, label="under the book as it is now no such line is due")
    billed = [{"id": entry.id, "run": entry.run, "amount": entry.amount} for entry in line.entries]
    data = {"line": line_id, "explains": line.explains, "billed": billed, "stands": line.stands, "should": should or 0}
    _print(data | {"why": why}, [held(line, should or 0, inquiry.terms), why], form)


def _print(data: Mapping[str, Any], reasons: Sequence["Reason"], form: str) -> None:
    from tariff.render.console import show, write
    from tariff.render.data import reason_data
    from tariff.render.why import why_tree

    if form == "json":
        write(json.dumps({**data, "why": reason_data(data["why"])}, ensure_ascii=False, indent=2))
    else:
        for reason in reasons:
            show(why_tree(reason))
