"""`tariff check`: what can be known about packs without a single contract."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option

if TYPE_CHECKING:
    from tariff.commands.packs import Named
    from tariff.diagnostics import Diagnostic


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("text", "json", "github", "sarif")
@clauses_option
def command(paths: Sequence[Path], form: str, clauses: Sequence[Path]) -> int:
    """Check names, types, tables, time, text and examples of clause files: those named, or all packs.

    Exits with 1 where there is an error; warnings and notes are printed and do not count.
    """
    from tariff.checks import check, in_order
    from tariff.commands.packs import named_packs
    from tariff.diagnostics import Severity
    from tariff.render.console import show
    from tariff.render.findings import FindingsFormat, print_findings

    named = named_packs(paths, clauses)
    touched = named.touched
    found = in_order([*check(named.library, named.names), *_in_examples(named)])
    findings = [item for item in found if item.span is None or item.span.file in touched]
    print_findings(findings, FindingsFormat(form))
    if form == "text" and not findings:
        show(f"{len(named.files)} {'file' if len(named.files) == 1 else 'files'} checked, nothing found")
    return FINDINGS if any(item.severity is Severity.ERROR for item in findings) else FINE


def _in_examples(named: "Named") -> "Iterator[Diagnostic]":
    """What is wrong with the examples of the packs; those of a pack that has errors of its own cannot be read."""
    from tariff.billing.examples import read_examples
    from tariff.cache import cached
    from tariff.diagnostics import InputError

    def findings(name: str) -> "tuple[Diagnostic, ...]":
        try:
            return read_examples(named.library, name).findings
        except InputError:
            return ()

    for name in named.names:
        if named.library.pack(name).examples:
            yield from cached("examples", named.library.state(name), partial(findings, name))
