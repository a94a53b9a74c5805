"""`tariff terms`: the packs at hand."""

from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.options import clauses_option, format_option, load_library


@click.command("terms")
@format_option("table", "csv", "json")
@clauses_option
def command(form: str, clauses: Sequence[Path]) -> None:
    """List the packs, who issues them, and from when each version is in force."""
    from tariff.render.language import language, word
    from tariff.render.listing import Column, Format, print_rows
    from tariff.render.pins import short
    from tariff.versions.pack import header_word
    from tariff.versions.provisions import unquote

    library = load_library(clauses)
    rows = [
        {
            "name": pack.name,
            "title": pack.titles.of(language()),
            "issuer": unquote(header_word(pack.header, "issuer", "STRING")),
            "digest": library.digest(pack.name),
            "versions": [str(edition.since) for edition in library.line(pack.name).editions],
        }
        for pack in (library.pack(name) for name in library.names)
    ]
    columns = (
        Column("name", word("terms")),
        Column("title", word("title")),
        Column("issuer", word("issuer")),
        Column("versions", word("versions"), ", ".join),
        Column("digest", word("digest"), short),
    )
    print_rows(columns, rows, Format(form))
