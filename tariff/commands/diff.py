"""`tariff diff`: two versions of terms, or two texts, side by side."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.layout import TABLES, output_option, style_options, write_table, write_text
from tariff.commands.named import VersionName
from tariff.commands.options import clauses_option, format_option, known_on_option
from tariff.diagnostics import InputError

if TYPE_CHECKING:
    from tariff.compare.comparison import Comparison
    from tariff.compare.meaning import Meaning
    from tariff.compare.sources import Named
    from tariff.compare.style import Style

Form = Callable[["Comparison", "Meaning | None", "Style", Path | None], None]
"""Prints a comparison and what it means, in a style where it is a table, into a file where one is named."""


def _text(comparison: "Comparison", meaning: "Meaning | None", _style: "Style", output: Path | None) -> None:
    if output is not None:
        raise click.UsageError("--format text is laid out for the terminal: name html, docx, markdown or json")

    from tariff.render.console import stdout
    from tariff.render.side_by_side import comparison_text

    console = stdout()
    for piece in comparison_text(comparison, meaning):
        console.print(piece, soft_wrap=not console.is_terminal)


def _json(comparison: "Comparison", meaning: "Meaning | None", _style: "Style", output: Path | None) -> None:
    from tariff.render.side_by_side import comparison_data

    write_text(json.dumps(comparison_data(comparison, meaning), ensure_ascii=False, indent=2), output)


def _table(
    comparison: "Comparison", meaning: "Meaning | None", style: "Style", output: Path | None, *, form: str
) -> None:
    from tariff.compare.amended import amended_by
    from tariff.compare.tabulate import tabulate
    from tariff.render.meaning import meaning_passages

    language = comparison.language
    by = amended_by(comparison.old.origin, comparison.new.origin, language)
    said = () if meaning is None or not style.meaning else meaning_passages(meaning, language)
    table = tabulate(*comparison.documents, comparison.pair, style=style, language=language, by=by, meaning=said)
    write_table(table, form, output)


def _amendment(comparison: "Comparison", _meaning: "Meaning | None", _style: "Style", output: Path | None) -> None:
    if comparison.language != "ja":
        raise click.UsageError("--format amendment writes sentences about the Japanese text: leave out --language en")

    from tariff.compare.amending.between import operations_between
    from tariff.compare.amending.writing import write

    write_text(write(operations_between(comparison)).rstrip("\n"), output)


FORMS: Mapping[str, Form] = {
    "text": _text,
    "json": _json,
    "amendment": _amendment,
    **{name: partial(_table, form=name) for name in TABLES},
}
"""How a comparison is printed, by the name of the format; the first is the default."""


def _number(_ctx: click.Context, _param: click.Parameter, article: str) -> str:
    """The number of an article as keys have it, however it is written."""
    from tariff.versions.addresses import address

    steps = address(article)
    return steps[0].number if len(steps) == 1 else article


@click.command("diff")
@click.argument("old", metavar="A", type=VersionName())
@click.argument("new", metavar="[B]", type=VersionName(), required=False)
@click.option(
    "--article",
    metavar="NUMBER",
    default="",
    callback=_number,
    help="Compares one article or appendix, such as 19, 78-3 or 第78条の3.",
)
@click.option(
    "--language",
    type=click.Choice(("ja", "en")),
    default="ja",
    show_default=True,
    help="The language of the texts that are compared.",
)
@click.option("--exit-code", is_flag=True, help="Ends with 1 where the two differ.")
@known_on_option
@format_option(*FORMS)
@style_options
@output_option
@clauses_option
def command(
    old: "Named",
    new: "Named | None",
    article: str,
    language: str,
    exit_code: bool,
    known_on: date | None,
    form: str,
    style: "Style",
    output: Path | None,
    clauses: Sequence[Path],
) -> int:
    """Compare two versions of terms, or two texts of terms in Japanese, word by word.

    Of two versions of terms it also says what changes in meaning, the most costly first.

    \b
    What A and B can be:
      TERMS@DATE         the terms with the amendments in force by that day
      TERMS              with all amendments
      AMENDMENT          alone: the terms before it and after it
      DIR:TERMS[@DATE]   a draft in a folder, in place of what it rewrites
      FILE               a text with numbered articles: 第1条, 2, (3), 附則
    """  # noqa: D301 - click's mark for a paragraph that is not wrapped
    from tariff.compare.comparison import compare
    from tariff.compare.sources import Shelf, sources

    comparison = compare(*sources(old, new, Shelf(tuple(clauses), known_on)), language, article)
    meaning, fault = _meaning(comparison, article)
    FORMS[form](comparison, meaning, style, output)
    if fault is not None:
        raise fault
    _warn(comparison)
    if not exit_code:
        return FINE
    differs = comparison.differs or (meaning is not None and bool(meaning.changes))
    return FINDINGS if differs else FINE


def _meaning(comparison: "Comparison", article: str) -> "tuple[Meaning | None, InputError | None]":
    """What changed in meaning between two packs, None for plain texts; None, and why, where a pack has errors.

    Its text is compared all the same.
    """
    from tariff.compare.meaning import between

    old, new = comparison.old.origin, comparison.new.origin
    if old is None or new is None:
        return None, None
    try:
        meaning = between(old, new)
    except InputError as fault:
        return None, fault
    return meaning.of_article(article) if article else meaning, None


def _warn(comparison: "Comparison") -> None:
    """Tell on standard error of the numbers that text and clauses of a draft do not share, and did before it.

    Such a draft may seem to change the wording alone.
    """
    from tariff.checks.accepted import without_accepted
    from tariff.checks.numbers import numbers
    from tariff.checks.subject import subject_of
    from tariff.render.console import stderr
    from tariff.render.findings.text import findings_text

    old, new = comparison.old.origin, comparison.new.origin
    if old is None or new is None or old.library is new.library:
        return
    known = set(numbers(subject_of(old.library, old.terms)))
    come = {item: None for item in numbers(subject_of(new.library, new.terms)) if item not in known}
    if found := [item for item in without_accepted(new.pack, come) if item in come]:
        stderr().print(findings_text(found))
