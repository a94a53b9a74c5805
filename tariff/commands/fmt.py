"""`tariff fmt`: the one layout of clause files."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import copymode
from tempfile import NamedTemporaryFile

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option
from tariff.diagnostics import Diagnostic, InputError


@click.command("fmt")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--check", is_flag=True, help="Changes nothing, names what would change, and exits with 1 if anything would."
)
@format_option("text", "json")
@clauses_option
def command(paths: Sequence[Path], check: bool, form: str, clauses: Sequence[Path]) -> int:
    """Lay out clause files: those named, or those of all packs.

    Text and comments stay as they are; a file that cannot be read as clauses is left alone.
    """
    from tariff.render.console import write
    from tariff.resources import clauses_dir
    from tariff.syntax.files import clause_files, shown_path

    changed: list[str] = []
    findings: list[Diagnostic] = []
    for path in clause_files(paths or [clauses_dir(), *clauses]):
        try:
            laid_out = _laid_out(path)
        except InputError as error:
            findings.extend(error.findings)
            continue
        if laid_out is not None:
            changed.append(shown_path(path))
            if not check:
                _replace(path.resolve(), laid_out)
    if form == "json":
        write(json.dumps({"changed": changed, "written": not check}, ensure_ascii=False))
    else:
        for name in changed:
            write(f"{name}: would change" if check else f"{name}: changed")
    if findings:
        raise InputError(findings)
    return FINDINGS if check and changed else FINE


def _laid_out(path: Path) -> str | None:
    """The text of a file laid out, None where it is already so."""
    from tariff.syntax.files import file_text, shown_path
    from tariff.syntax.formatter import format_text

    text = file_text(path)
    laid_out = format_text(shown_path(path), text)
    return None if laid_out == text else laid_out


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: a full disk must not take the text of terms with it."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
        written = Path(stream.name)
        try:
            stream.write(text.encode())
            stream.close()
            copymode(path, written)
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
