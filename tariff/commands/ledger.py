"""`tariff ledger`: what was billed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.options import clauses_option, format_option, load_library

if TYPE_CHECKING:
    from tariff.model.terms import Terms


@click.command("ledger")
@click.argument("ledger", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("listing", metavar="WHAT", type=click.Choice(("invoices", "lines", "decisions", "runs", "quarantine")))
@click.option("--contract", metavar="C", help="Of this contract alone.")
@click.option("--month", metavar="YYYY-MM", help="Of this month alone.")
@format_option("table", "csv", "json")
@clauses_option
def command(
    ledger: Path, listing: str, contract: str | None, month: str | None, form: str, clauses: Sequence[Path]
) -> None:
    """List the invoices, lines, decisions, runs or quarantined rows of a ledger.

    `paid` and `balance` are what payments have settled. In CSV and JSON amounts are in the currency's minor unit.
    """
    from tariff.billing.ledger_contract import check_contract
    from tariff.billing.ledger_query import Listing, list_ledger
    from tariff.billing.months import parse_month
    from tariff.render.ledger import print_ledger
    from tariff.render.listing import Format

    library = load_library(clauses)
    number = parse_month(month) if month else None

    def terms(name: str) -> "Terms | None":
        """The terms of this name, if they are at hand."""
        return library.terms(name) if name in library.names else None

    if contract is not None:
        check_contract(ledger, contract)
    with list_ledger(ledger, Listing(listing), contract=contract, month=number) as found:
        print_ledger(found, listing, Format(form), terms)
