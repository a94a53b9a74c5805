"""`tariff show`: the consolidated text and clauses of some terms on a date."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tariff.commands.options import TermsName, clauses_option, format_option, known_on_option


@click.command("show")
@click.argument("terms", metavar="TERMS[@DATE]", type=TermsName())
@click.argument("article", metavar="[ARTICLE]", nargs=-1)
@known_on_option
@format_option("text", "json")
@clauses_option
def command(terms: str, article: Sequence[str], known_on: date | None, form: str, clauses: Sequence[Path]) -> None:
    """Print some terms as they stand on a date, by default as the last amendment leaves them.

    Each provision is printed with its text and the clauses that compute it, and what is to come says so: an amendment
    that is known and not yet in force is prospective; one that nobody knew on --known-on is not yet applied.

    ARTICLE is a number (19, 78-3), a paragraph or item of it (20.2, 20.2.1), the same in words (article 20 para 2,
    appendix 1-1) or in Japanese (第20条第2項), or the name of an amendment, for its supplementary provisions. One that
    does not stand on the date is shown as it will or did stand.
    """
    from tariff.commands.views import ask, standing
    from tariff.render.console import stdout
    from tariff.render.pins import print_data
    from tariff.render.provisions import edition_data, edition_text

    asked = ask(terms, known_on, clauses)
    parts = standing(asked, article)
    if form == "json":
        print_data(edition_data(asked.pack, asked.view, parts, known_on, whole=not article), asked.packs)
    else:
        stdout().print(edition_text(asked.pack, asked.view, parts, asked.packs, whole=not article), soft_wrap=True)
