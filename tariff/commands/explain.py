"""`tariff explain`: why a line is there and is worth what it is, or why it was so decided."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from tariff.commands.options import Day, clauses_option, format_option, known_on_option, readings_option
from tariff.diagnostics import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from tariff.billing.ledger_entry import LedgerEntry
    from tariff.commands.inquiry import Inquiry
    from tariff.model.results import Reason

# Where a DuckDB file says that it is one.
_MAGIC, _MAGIC_AT = b"DUCK", 8


@click.command("explain")
@click.argument("source", metavar="CASE|LEDGER")
@click.argument("identity", metavar="ID")
@click.option(
    "--until", type=Day(), metavar="DATE", help="The last day that is seen; by default that of the month in ID."
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
    identity: str,
    until: date | None,
    book: Path | None,
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    """Say why a line is there: what held, with the values read, the provision, the arithmetic, the rounding.

    Or why it was decided so: which grounds hold, with the values read, and from which day until which.

    ID is TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH, with - where it is about no row, such as
    kddi.nuisance_call_light/K-1001/monthly_fee/-/2016-06; the month of a decision is that of its first day. `tariff
    simulate CASE --format json` and `tariff ledger LEDGER lines (or decisions) --format csv` list ids.

    Of what a ledger holds it says what was billed or decided, and what should stand now and why: from its contract's
    facts in the book, under the readings and the amendments known of the last run.
    """
    if not _is_database(source):
        _explain_case(source, identity, until, known_on, readings, clauses, form)
    elif readings or until or known_on:
        raise click.UsageError("a ledger's run has these already: leave out --reading, --until and --known-on")
    else:
        _explain_held(Path(source), identity, book, clauses, form)


def _is_database(source: str) -> bool:
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(_MAGIC_AT + len(_MAGIC))[_MAGIC_AT:] == _MAGIC


def _explain_case(
    source: str,
    identity: str,
    until: date | None,
    known_on: date | None,
    readings: Mapping[str, str],
    clauses: Sequence[Path],
    form: str,
) -> None:
    from tariff.commands.inquiry import inquire
    from tariff.commands.line_ids import is_id, nothing

    day = until or (_end_of_month(identity) if is_id(identity) else datetime.now(tz=UTC).date())
    inquiry = inquire(source, day, known_on=known_on, readings=readings, clauses=clauses)
    facts, evaluator = inquiry.case.facts, inquiry.evaluator
    found: dict[str, Reason] = {}
    if identity in inquiry.amounts:
        found["why"] = evaluator.why(facts, day.toordinal(), identity)
    if identity in inquiry.decided:
        found["why_decided"] = evaluator.why_decision(facts, day.toordinal(), identity)
    if not found:
        raise nothing(inquiry, identity)
    _print({"id": identity, "explains": identity}, found, [], inquiry, form)


def _end_of_month(identity: str) -> date:
    """The last day of the month at the end of an id. Raises InputError where it is out of bounds."""
    from tariff.billing.months import parse_month
    from tariff.model.calendar import last_day

    return date.fromordinal(last_day(parse_month(identity.rpartition("/")[2])))


def _explain_held(ledger: Path, identity: str, book: Path | None, clauses: Sequence[Path], form: str) -> None:
    """Print what the ledger holds under an id, and why that, or something else or nothing, should stand now.

    That the text has changed since it was written goes to standard error.
    """
    from tariff.billing.ledger_entry import find_entry
    from tariff.commands.inquiry import inquire
    from tariff.render.console import stderr
    from tariff.render.findings.text import findings_text

    entry = find_entry(ledger, identity)
    where = book or entry.last.book
    if not where.exists():
        message = f"the book {where}, from which {entry.terms} was billed last, is not there"
        raise InputError([Diagnostic("E1040", message, mend="say where it is now with --book BOOK")])
    source, until = f"{where}#{entry.terms}/{entry.contract}", date.fromordinal(entry.last.until)
    inquiry = inquire(source, until, known_on=entry.last.known_on, readings=entry.last.readings, clauses=clauses)
    if inquiry.terms.digest != entry.packs:
        message = f"the text of {entry.terms} has changed since this was written; this is what it says now"
        stderr().print(findings_text([Diagnostic("W1042", message, severity=Severity.WARNING)]))
    _print(*_held(entry, inquiry), inquiry, form)


def _held(entry: "LedgerEntry", inquiry: "Inquiry") -> tuple[dict[str, Any], dict[str, "Reason"], list["Reason"]]:
    """What the ledger holds as plain data, why what should stand now does, and what is held as reasons to show."""
    from tariff.render.data import decision_data
    from tariff.render.why import held_decisions, held_line

    data: dict[str, Any] = {"id": entry.id, "explains": entry.explains, "written_under": entry.packs}
    whys: dict[str, Reason] = {}
    shown: list[Reason] = []
    if entry.postings:
        should = inquiry.amounts.get(entry.explains, 0)
        billed = [{"id": posting.id, "run": posting.run, "amount": posting.amount} for posting in entry.postings]
        data |= {"billed": billed, "stands": entry.stands, "should": should}
        whys["why"] = _why(entry, inquiry, decided=False)
        shown.append(held_line(entry, should, inquiry.terms))
    if entry.held:
        decided = inquiry.decided.get(entry.explains, ())
        held = [decision_data(item.decision) | {"run": item.run} for item in entry.held]
        data |= {"decided": held, "should_be_decided": [decision_data(item) for item in decided]}
        whys["why_decided"] = _why(entry, inquiry, decided=True)
        shown.append(held_decisions(entry, decided, inquiry.terms))
    return data, whys, shown


def _why(entry: "LedgerEntry", inquiry: "Inquiry", *, decided: bool) -> "Reason":
    """Why the line, or the decision, should stand now, or what stands against it."""
    facts, evaluator = inquiry.case.facts, inquiry.evaluator
    if entry.explains in (inquiry.decided if decided else inquiry.amounts):
        why = evaluator.why_decision if decided else evaluator.why
        return why(facts, entry.last.until, entry.explains)
    found = evaluator.why_not(facts, entry.last.until, entry.clause, entry.subject, entry.month)
    what = "nothing of the kind is decided" if decided else "no such line is due"
    return evolve(found, label=f"under the book as it is now {what}")


def _print(
    data: Mapping[str, Any], whys: Mapping[str, "Reason"], held: Sequence["Reason"], inquiry: "Inquiry", form: str
) -> None:
    """Print `data` with the reasons as JSON, or what is held and each reason as a tree."""
    from tariff.render.console import show
    from tariff.render.data import reason_data
    from tariff.render.pins import pins, print_data
    from tariff.render.why import why_tree

    packs = {inquiry.terms.name: inquiry.terms.digest}
    if form == "json":
        reasons = {name: reason_data(reason) for name, reason in whys.items()}
        print_data({**data, **reasons}, packs)
    else:
        for reason in (*held, *whys.values()):
            show(why_tree(reason))
        show(pins(packs))
