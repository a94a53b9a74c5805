"""`tariff amend`: some terms under the sentences of an amendment text."""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.named import VersionName
from tariff.commands.options import Day, clauses_option, format_option, known_on_option
from tariff.diagnostics import Diagnostic, InputError

if TYPE_CHECKING:
    from tariff.compare.amending.reading import Said
    from tariff.compare.sources import Named, Source


_NAME = re.compile(r"[^\W\d]\w*(\.\w+)*")  # what a clause file can name a unit


def _name(_ctx: click.Context, _param: click.Parameter, given: str | None) -> str | None:
    if given is not None and not _NAME.fullmatch(given):
        message = f"“{given}” names nothing in a clause file: letters, digits and _, joined by dots, as docomo.xi.2027"
        raise click.BadParameter(message)
    return given


@click.command("amend")
@click.argument("source", type=VersionName())
@click.argument("sentences", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--in-force", type=Day(), metavar="DATE", help="The first day of the amendment, for --format clauses.")
@click.option("--issued", type=Day(), metavar="DATE", help="The day on which it was issued, for --format clauses.")
@click.option(
    "--name",
    metavar="NAME",
    callback=_name,
    help="Its name in the clause file; by default that of the terms and its day.",
)
@known_on_option
@format_option("text", "json", "clauses")
@clauses_option
def command(
    source: "Named",
    sentences: Path,
    in_force: date | None,
    issued: date | None,
    name: str | None,
    known_on: date | None,
    form: str,
    clauses: Sequence[Path],
) -> None:
    r"""Amend some terms by the sentences of an amendment text (改め文), and print what comes of them.

    SOURCE is a version of terms, such as docomo.xi@2019-11-18, or a text of terms in Japanese. SENTENCES is a file of
    sentences in Japanese, such as 第8条第3項中「A」を「B」に改め、同項第5号を削る。 What they insert stands below them,
    each line indented.

    With --format clauses the sentences become an amendment of a clause file, which says what is left to write in it.
    """
    from tariff.compare.sources import Shelf
    from tariff.compare.sources import source as resolved
    from tariff.render.console import write

    said = _said(sentences)
    amended = resolved(source, Shelf(tuple(clauses), known_on))
    if form == "clauses":
        write(_unit(amended, said, name, in_force, issued).rstrip("\n"))
    else:
        write(_amended(amended, said, form))


def _said(sentences: Path) -> "tuple[Said, ...]":
    """The operations of a file of sentences; a file that says none is taken for the wrong one."""
    from tariff.compare.amending.reading import read
    from tariff.compare.plain.decoding import decoded

    name = str(sentences)
    said = read(decoded(sentences.read_bytes(), name), name)
    if not said:
        mend = "write what becomes of which provision: 第8条第3項中「A」を「B」に改める。"
        raise InputError([Diagnostic("E1301", "this text says no change", where=name, mend=mend)])
    return said


def _amended(source: "Source", said: Sequence["Said"], form: str) -> str:
    """The terms under the sentences, as text or JSON."""
    from tariff.compare.amending.applying import apply
    from tariff.render.amending import operations_data
    from tariff.render.document import document_data, document_text

    operations = [item.operation for item in said]
    amended = apply(source.documents["ja"], operations, [item.span for item in said])
    if form == "text":
        return document_text(amended).rstrip("\n")
    data = {"operations": operations_data(operations), "amended": document_data(amended)}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _unit(
    source: "Source", said: Sequence["Said"], name: str | None, in_force: date | None, issued: date | None
) -> str:
    """The sentences as an amendment of a clause file."""
    from tariff.compare.amending.coding import Heading, coded
    from tariff.versions.consolidate import consolidate

    origin = source.origin
    if origin is None:
        raise click.UsageError("--format clauses amends a pack: name terms as SOURCE, not a text")
    if in_force is None:
        raise click.UsageError("--format clauses needs --in-force DATE: sentences do not say when they take effect")
    stands = max([origin.pack.in_force, *(item.in_force for item in origin.pack.amendments)])
    if in_force < stands:
        raise click.UsageError(f"--in-force {in_force} is before the version that is amended, in force from {stands}")
    later = [item for item in origin.library.pack(origin.terms).amendments if stands < item.in_force <= in_force]
    if later:
        message = f"{origin.terms} is amended on {later[-1].in_force}, before --in-force {in_force}"
        raise click.UsageError(f"{message}: name {origin.terms}@{later[-1].in_force} as SOURCE")
    heading = Heading(name or f"{origin.terms}.{in_force:%Y_%m_%d}", origin.terms, in_force, issued)
    tree = consolidate(origin.pack, origin.known_on).editions[-1].tree
    return coded(heading, tree, source.documents["ja"].root, said)
