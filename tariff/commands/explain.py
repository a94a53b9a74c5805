"""`tariff explain`: why a line is there and is worth what it is."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.options import Day, clauses_option, format_option, known_on_option, readings_option
from tariff.diagnostics import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from tariff.commands.inquiry import Inquiry

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

    A line of a ledger is explained from its contract's facts in the book, under the readings of the run that wrote it.
    """
    from tariff.commands.inquiry import inquire
    from tariff.render.console import show, write
    from tariff.render.data import reason_data
    from tariff.render.why import why_tree

    explained = line_id
    if _is_database(source):
        if readings or until:
            raise click.UsageError("a ledger's run has its readings and its day: leave out --reading and --until")
        inquiry, explained = _billed(Path(source), line_id, book, known_on, clauses)
    else:
        inquiry = inquire(
            source, until or _end_of_month(line_id), known_on=known_on, readings=readings, clauses=clauses
        )
    reason = inquiry.evaluator.why(inquiry.case.facts, inquiry.until.toordinal(), explained)
    if form == "json":
        data = {"line": line_id, "explains": explained, "why": reason_data(reason)}
        write(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        show(why_tree(reason))


def _is_database(source: str) -> bool:
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC


def _end_of_month(line_id: str) -> date:
    """The last day of the month at the end of a line's id. Raises InputError where there is none."""
    from tariff.billing.months import parse_month
    from tariff.model.calendar import last_day

    return date.fromordinal(last_day(parse_month(line_id.rpartition("/")[2])))


def _billed(
    ledger: Path, line_id: str, book: Path | None, known_on: date | None, clauses: Sequence[Path]
) -> tuple["Inquiry", str]:
    """The contract of a ledger's line as the book has it, and the id of the line that is explained.

    What the reader should know beside it goes to standard error: an adjustment, or a text that has changed since.
    """
    from tariff.billing.ledger_line import find_line
    from tariff.commands.inquiry import inquire
    from tariff.render.console import stderr
    from tariff.render.findings.text import findings_text

    line = find_line(ledger, line_id)
    where = book or line.book
    if not where.exists():
        message = f"the book {where}, from which this line was billed, is not there"
        raise InputError([Diagnostic("E1040", message, mend="say where it is now with --book BOOK")])
    source, until = f"{where}#{line.terms}/{line.contract}", date.fromordinal(line.until)
    inquiry = inquire(source, until, known_on=known_on, readings=line.readings, clauses=clauses)
    notes = []
    if line.explains != line.id:
        message = f"{line.id} corrects {line.explains} by {line.amount:,}; this is why the latter is what it should be"
        notes.append(Diagnostic("N1041", message, severity=Severity.NOTE))
    if inquiry.terms.digest != line.packs:
        message = f"the text of {line.terms} has changed since the line was billed; this is what it says now"
        notes.append(Diagnostic("W1042", message, severity=Severity.WARNING))
    if notes:
        stderr().print(findings_text(notes))
    return inquiry, line.explains
