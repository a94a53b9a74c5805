"""`tariff check`: what can be known about packs without a single contract."""

from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("text", "json", "github", "sarif")
@clauses_option
def command(paths: Sequence[Path], form: str, clauses: Sequence[Path]) -> int:
    """Check names, types, tables, time and text of clause files: those named, or all packs.

    Exits with 1 where there is an error; warnings and notes are printed and do not count.
    """
    from tariff.checks import check
    from tariff.commands.packs import named_packs
    from tariff.diagnostics import Severity
    from tariff.render.console import show
    from tariff.render.findings import FindingsFormat, print_findings

    named = named_packs(paths, clauses)
    touched = named.touched
    found = check(named.library, named.names)
    findings = [item for item in found if item.span is None or item.span.file in touched]
    print_findings(findings, FindingsFormat(form))
    if form == "text" and not findings:
        show(f"{len(named.files)} {'file' if len(named.files) == 1 else 'files'} checked, nothing found")
    return FINDINGS if any(item.severity is Severity.ERROR for item in findings) else FINE
