"""`tariff bill`: the months of a book into a ledger."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option, known_on_option, load_library, readings_option
from tariff.model.terms import Terms


@click.command("bill")
@click.argument("book", metavar="BOOK", type=click.Path(path_type=Path))
@click.option(
    "--month", "months", required=True, metavar="YYYY-MM[..YYYY-MM]", help="The month to bill, or a range of months."
)
@click.option(
    "--ledger",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The DuckDB file that holds what was billed; it is made where there is none.",
)
@click.option("--dry-run", is_flag=True, help="Computes everything and writes nothing.")
@click.option(
    "--strict",
    is_flag=True,
    help="Refuses a book that lacks a table, or of which a table or column is left aside, and exits with 1 where a "
    "contract is in quarantine.",
)
@click.option(
    "--rebase", is_flag=True, help="Corrects what was billed under other packs or readings to those of this run."
)
@readings_option
@known_on_option
@format_option("table", "json")
@clauses_option
def command(
    book: Path,
    months: str,
    ledger: Path,
    dry_run: bool,
    strict: bool,
    rebase: bool,
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> int:
    """Bill the contracts of a book for a month, and correct the months billed before where their facts have changed.

    BOOK is a folder BOOK/TERMS/RECORD.parquet (or .csv), or a DuckDB file with a schema for each terms. A record whose
    table is not there has no rows, and is named. A contract with a wrong row is not billed: it is put in quarantine
    with the reason, and the rest are billed.
    """
    from tariff.billing.months import parse_months
    from tariff.billing.run import bill
    from tariff.commands.choices import by_terms
    from tariff.render.bill import print_bill
    from tariff.render.console import stderr

    library = load_library(clauses)
    chosen = by_terms(library, readings)
    read: dict[str, Terms] = {}

    def terms_of(name: str) -> Terms:
        read[name] = library.terms(name, known_on=known_on, readings=chosen.get(name, {}))
        return read[name]

    with stderr().status("opening the book") as status:
        result = bill(
            book,
            parse_months(months),
            ledger,
            packs=library.contractual,
            terms=terms_of,
            rebase=rebase,
            strict=strict,
            dry_run=dry_run,
            tell=status.update,
        )
    print_bill(result, read, ledger, form, dry_run=dry_run)
    return FINDINGS if strict and result.quarantined else FINE
