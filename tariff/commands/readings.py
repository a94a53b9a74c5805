"""`tariff readings TERMS`: where the words admit several meanings."""

from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.options import clauses_option, format_option, load_library, terms_argument


@click.command("readings")
@terms_argument
@format_option("table", "csv", "json")
@clauses_option
def command(terms: str, form: str, clauses: Sequence[Path]) -> None:
    """List the readings of some terms; `--reading KEY=NAME` chooses one where terms are evaluated."""
    from tariff.render.language import language, word
    from tariff.render.listing import Column, Format, print_rows

    library = load_library(clauses)
    rows = [
        {"key": axis.key, "reading": option.name, "title": option.titles.of(language()), "place": axis.place}
        for axis in library.axes(terms)
        for option in axis.options
    ]
    columns = (
        Column("key", "CLAUSE[.AXIS]"),
        Column("reading", word("reading")),
        Column("title", word("title")),
        Column("place", word("place")),
    )
    print_rows(columns, rows, Format(form), {terms: library.digest(terms)})
