"""`tariff impact`: what two versions of terms, or two readings, cost whom."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.named import VersionName
from tariff.commands.options import clauses_option, format_option, known_on_option, readings_option

if TYPE_CHECKING:
    from tariff.commands.sides import Versions
    from tariff.compare.sources import Named


@click.command("impact")
@click.argument("old", metavar="A", type=VersionName())
@click.argument("new", metavar="[B]", type=VersionName(), required=False)
@click.option("--book", metavar="BOOK", type=click.Path(path_type=Path), help="Compares over every contract of a book.")
@click.option("--from", "first", metavar="YYYY-MM", help="The first month; else that in which the two first differ.")
@click.option("--to", "last", metavar="YYYY-MM", help="The last month; else the last the book has a payment in.")
@click.option(
    "--chart",
    metavar="FILE.svg",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draws how much the contracts of the book differ.",
)
@click.option("--tries", type=click.IntRange(1), metavar="N", help="How many contracts to try without a book.")
@click.option("--seed", type=click.IntRange(0), metavar="S", help="The same seed, the same contracts.")
@readings_option
@known_on_option
@format_option("table", "json")
@clauses_option
def command(
    old: "Named",
    new: "Named | None",
    book: Path | None,
    first: str | None,
    last: str | None,
    chart: Path | None,
    tries: int | None,
    seed: int | None,
    readings: Mapping[str, str],
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    """Compare two versions of terms in money: who pays more, who less, and through which clause.

    Over a book, every contract falls under A and under B; payments stand as the book has them. Without --book, this
    looks for the smallest contract on which the two differ.

    \b
    What A and B can be:
      TERMS@DATE         the terms with the amendments in force by that day
      TERMS              with all amendments
      AMENDMENT          alone: the terms before it and after it
      DIR:TERMS[@DATE]   a draft in a folder, in place of what it rewrites
      TERMS --reading CLAUSE[.AXIS]=NAME
                         alone: the terms by default and under the readings

    With A and B, and with an amendment, --reading holds for both sides.
    """  # noqa: D301 - click keeps the lines of a block that begins with this sign
    from tariff.commands.sides import sides
    from tariff.compare.sources import Shelf

    versions = sides(old, new, Shelf(tuple(clauses), known_on), readings)
    if book is None:
        _refuse({"--from": first, "--to": last, "--chart": chart}, "is for contracts of a book: give --book BOOK too")
        _search(versions, tries, seed, form)
    else:
        _refuse({"--tries": tries, "--seed": seed}, "is for a search without --book")
        _over_book(versions, book, (first, last), chart, form)


def _search(versions: "Versions", tries: int | None, seed: int | None, form: str) -> None:
    from tariff.compare.impact.witness import TRIES, search
    from tariff.render.console import stderr
    from tariff.render.witness import print_witness

    old, new, _ = versions
    with stderr().status("looking for a contract on which they differ"):
        found = search(old, new, tries=tries or TRIES, seed=seed or 0)
    print_witness(found, old, new, form)


def _over_book(
    versions: "Versions", book: Path, months: tuple[str | None, str | None], chart: Path | None, form: str
) -> None:
    from tariff.billing.months import parse_month
    from tariff.compare.impact.book import impact
    from tariff.compare.impact.result import Asked
    from tariff.render.console import stderr
    from tariff.render.impact import print_impact

    old, new, packs = versions
    asked = Asked(*(parse_month(month) if month is not None else None for month in months))
    with stderr().status("opening the book") as status:
        found = impact(book, old, new, asked, packs=packs, tell=status.update)
    print_impact(found, form)
    if chart is not None:
        from tariff.render.impact_chart import chart_of

        chart.write_text(chart_of(found), encoding="utf-8")


def _refuse(options: Mapping[str, object], reason: str) -> None:
    """Refuses options that mean nothing here."""
    given = next((name for name, value in options.items() if value is not None), None)
    if given is not None:
        raise click.UsageError(f"{given} {reason}")
