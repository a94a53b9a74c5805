"""`tariff blame`: which amendment last changed each provision."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from tariff.commands.options import TermsName, clauses_option, format_option, known_on_option


@click.command("blame")
@click.argument("terms", metavar="TERMS[@DATE]", type=TermsName())
@click.argument("article", metavar="[ARTICLE]", nargs=-1)
@known_on_option
@format_option("table", "csv", "json")
@clauses_option
def command(terms: str, article: Sequence[str], known_on: date | None, form: str, clauses: Sequence[Path]) -> None:
    """List, for each provision of some terms on a date, the amendment that last changed it.

    The table leaves out provisions that stand as the one they stand in does, unless ARTICLE is given; CSV and JSON
    have all. ARTICLE is written as for `tariff show`.
    """
    from tariff.commands.views import ask, standing
    from tariff.render.history import print_blame
    from tariff.render.listing import Format

    asked = ask(terms, known_on, clauses)
    print_blame(asked.view, standing(asked, article), asked.packs, Format(form), every=bool(article))
