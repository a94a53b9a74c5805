"""`tariff explain`: why a line is there and is worth what it is."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from tariff.commands.options import Day, clauses_option, format_option, known_on_option, readings_option


@click.command("explain")
@click.argument("source", metavar="CASE|LEDGER")
@click.argument("line_id", metavar="LINE-ID")
@click.option(
    "--until", type=Day(), metavar="DATE", help="The last day that is seen; by default the end of the line's month."
)
@readings_option
@known_on_option
@format_option("text", "json")
@clauses_option
def command(
    source: str,
    line_id: str,
    until: date | None,
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    """Say why a line is there: what held, with the values read, the provision, the arithmetic, the rounding."""
    from tariff.commands.inquiry import inquire
    from tariff.render.console import show, write
    from tariff.render.data import reason_data
    from tariff.render.why import why_tree

    inquiry = inquire(source, until or _end_of_month(line_id), known_on=known_on, readings=readings, clauses=clauses)
    reason = inquiry.evaluator.why(inquiry.case.facts, inquiry.until.toordinal(), line_id)
    if form == "json":
        write(json.dumps({"line": line_id, "why": reason_data(reason)}, ensure_ascii=False, indent=2))
    else:
        show(why_tree(reason))


def _end_of_month(line_id: str) -> date:
    """The last day of the month at the end of a line's id. Raises InputError where there is none."""
    from tariff.billing.months import parse_month
    from tariff.model.calendar import last_day

    return date.fromordinal(last_day(parse_month(line_id.rpartition("/")[2])))
