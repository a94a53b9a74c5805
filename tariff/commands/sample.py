"""`tariff sample`: a believable random book."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.options import clauses_option, format_option, load_contractual, terms_argument
from tariff.diagnostics import Diagnostic, InputError


@click.command("sample")
@terms_argument
@click.argument("out", metavar="OUT", type=click.Path(file_okay=False, path_type=Path))
@click.option("--contracts", type=click.IntRange(1, 1_000_000_000), default=1_000, show_default=True, metavar="N")
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, metavar="S", help="The same seed, the same book."
)
@click.option(
    "--faulty", type=click.IntRange(0), default=0, show_default=True, metavar="N", help="How many cannot be billed."
)
@format_option("text", "json")
@clauses_option
def command(terms: str, out: Path, contracts: int, seed: int, faulty: int, form: str, clauses: Sequence[Path]) -> None:
    """Write a random book of some terms into the folder OUT, which may hold other terms' tables already."""
    from tariff.billing.sample_book import write_book
    from tariff.render.console import stderr, write

    if faulty > contracts:
        raise click.BadParameter(f"{faulty} of {contracts} contracts is too many", param_hint="--faulty")
    found = load_contractual(terms, clauses)
    folder = out / found.name
    if folder.exists():
        mend = "remove it, or name another folder"
        raise InputError([Diagnostic("E1030", "the book holds these terms already", where=str(folder), mend=mend)])
    with stderr().status(f"making {contracts:,} contracts"):
        write_book(found, contracts, seed, out, faulty=faulty)
    if form == "json":
        data = {"book": str(out), "terms": found.name, "contracts": contracts, "seed": seed, "faulty": faulty}
        write(json.dumps(data, ensure_ascii=False))
    else:
        write(f"{contracts:,} contracts of {found.name} in {folder}")
