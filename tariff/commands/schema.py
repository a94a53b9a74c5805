"""`tariff schema TERMS`: the tables of a book."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.options import clauses_option, format_option, load_contractual, terms_argument


@click.command("schema")
@terms_argument
@format_option("sql", "json")
@clauses_option
def command(terms: str, form: str, clauses: Sequence[Path]) -> None:
    """Print the tables that a book has for some terms, as they are to be exported."""
    from tariff.billing.schema import schema_data, schema_sql
    from tariff.render.console import write

    found = load_contractual(terms, clauses)
    write(schema_sql(found) if form == "sql" else json.dumps(schema_data(found), ensure_ascii=False, indent=2))
