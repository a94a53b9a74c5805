"""`tariff show`: the consolidated text and clauses of some terms on a date."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.options import Day, TermsName, clauses_option, format_option, known_on_option, load_library
from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import did_you_mean

if TYPE_CHECKING:
    from tariff.versions.consolidate import Consolidation, Edition
    from tariff.versions.provisions import Provision


@click.command("show")
@click.argument("terms", metavar="TERMS[@DATE]", type=TermsName())
@click.argument("article", metavar="[ARTICLE]", required=False)
@known_on_option
@format_option("text", "json")
@clauses_option
def command(terms: str, article: str | None, known_on: date | None, form: str, clauses: Sequence[Path]) -> None:
    """Print some terms as they stand on a date, by default as the last amendment leaves them.

    Each provision is printed with its text and the clauses that compute it. ARTICLE is a number, such as 19 or 78-3.
    """
    from tariff.render.console import stdout, write
    from tariff.render.provisions import edition_data, edition_text

    name, at, day = terms.partition("@")
    library = load_library(clauses)
    pack, line = library.pack(name), library.line(name, known_on)
    edition = _edition(name, line, Day().convert(day, None, None) if at else None)
    parts = _parts(line, edition, article)
    if form == "json":
        write(json.dumps(edition_data(pack, edition, parts), ensure_ascii=False, indent=2))
    else:
        stdout().print(edition_text(pack, edition, parts), soft_wrap=True)


def _edition(name: str, line: "Consolidation", day: date | None) -> "Edition":
    """The edition in force on a day, or the last. Raises InputError before the first."""
    edition = line.editions[-1] if day is None else line.on(day)
    if edition is None:
        first = line.editions[0].since
        message, mend = f"{name} is not in force on {day}", f"it is from {first} on: write {name}@{first}"
        raise InputError([Diagnostic("E1031", message, where=f"{name}@{day}", mend=mend)])
    return edition


def _parts(line: "Consolidation", edition: "Edition", article: str | None) -> tuple["Provision", ...]:
    """The provisions asked for. Raises InputError where there is no such article."""
    to_come = {item.name for item in line.amendments if item.in_force > edition.since}
    parts = tuple(part for part in edition.tree.children if part.step.number not in to_come)
    if article is None:
        return parts
    found = tuple(part for part in parts if part.step.number == article)
    if not found:
        numbers = [part.step.number for part in parts]
        mend = did_you_mean(article, numbers, "there are " + ", ".join(numbers))
        raise InputError([Diagnostic("E1032", f"there is no article {article}", where=str(article), mend=mend)])
    return found
