"""`tariff log`: the amendments of some terms."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tariff.commands.options import TermsName, clauses_option, format_option, known_on_option


@click.command("log")
@click.argument("terms", metavar="TERMS[@DATE]", type=TermsName())
@known_on_option
@format_option("table", "csv", "json")
@clauses_option
def command(terms: str, known_on: date | None, form: str, clauses: Sequence[Path]) -> None:
    """List the amendments of some terms: when each was issued, from when it is in force, what it touches and keeps.

    With a date, each is in force on it or prospective; with --known-on, one that was not known then is not yet
    applied. A provision has the number that it has when its turn comes in the amendment.
    """
    from tariff.commands.views import ask
    from tariff.render.history import print_log
    from tariff.render.listing import Format

    asked = ask(terms, known_on, clauses)
    print_log(asked.pack, asked.view, asked.packs, Format(form))
