"""`tariff amend`: some terms under the sentences of an amendment text."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.named import VersionName
from tariff.commands.options import clauses_option, format_option, known_on_option

if TYPE_CHECKING:
    from tariff.compare.sources import Named


@click.command("amend")
@click.argument("source", type=VersionName())
@click.argument("sentences", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@known_on_option
@format_option("text", "json")
@clauses_option
def command(source: "Named", sentences: Path, known_on: date | None, form: str, clauses: Sequence[Path]) -> None:
    r"""Amend some terms by the sentences of an amendment text (改め文), and print what comes of them.

    SOURCE is a version of terms, such as docomo.xi@2019-11-18, or a text of terms in Japanese. SENTENCES is a file of
    sentences in Japanese, such as 第8条第3項中「A」を「B」に改め、同項第5号を削る。 What they insert stands below them,
    each line indented.
    """
    from tariff.compare.amending.applying import apply
    from tariff.compare.amending.reading import read
    from tariff.compare.plain.decoding import decoded
    from tariff.compare.sources import Shelf
    from tariff.compare.sources import source as resolved
    from tariff.render.amending import operations_data
    from tariff.render.console import write
    from tariff.render.document import document_data, document_text

    said = read(decoded(sentences.read_bytes(), str(sentences)), str(sentences))
    operations = [item.operation for item in said]
    document = resolved(source, Shelf(tuple(clauses), known_on)).documents["ja"]
    amended = apply(document, operations, [item.span for item in said])
    if form == "json":
        data = {"operations": operations_data(operations), "amended": document_data(amended)}
        write(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        write(document_text(amended).rstrip("\n"))
