"""`tariff assumptions TERMS`: what the source does not say."""

from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.options import clauses_option, format_option, load_library, terms_argument


@click.command("assumptions")
@terms_argument
@format_option("table", "csv", "json")
@clauses_option
def command(terms: str, form: str, clauses: Sequence[Path]) -> None:
    """List what some terms are assumed to mean where their source is silent."""
    from tariff.render.language import word
    from tariff.render.listing import Column, Format, print_rows
    from tariff.versions.assumptions import assumptions

    library = load_library(clauses)
    rows = [
        {
            "place": item.place,
            "clause": item.owner or None,
            "assumption": item.text,
            "file": item.span.file,
            "line": item.span.line,
        }
        for item in assumptions(library.pack(terms))
    ]
    columns = (
        Column("place", word("place")),
        Column("clause", word("clause")),
        Column("assumption", word("assumption")),
        Column("file", shown=None),
        Column("line", shown=None),
    )
    print_rows(columns, rows, Format(form), {terms: library.digest(terms)})
