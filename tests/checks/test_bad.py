"""Every diagnostic code of the pack's meaning has a bad example, and its findings are golden."""

import re
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.checks import check
from tariff.diagnostics import Diagnostic
from tariff.versions import Library

ROOT = Path(__file__).resolve().parents[2]
BAD = ROOT / "fixtures" / "checks" / "bad"
FILES = sorted(BAD.glob("*.tariff"))
SHIPPED = Library.load()


def findings_in(path: Path) -> list[Diagnostic]:
    """What checking a file beside the shipped packs finds in it."""
    library = Library.load([path])
    names = [name for name in library.names if name not in SHIPPED.names]
    return [item for item in check(library, names) if item.span and Path(item.span.file).name == path.name]


def shown(item: Diagnostic) -> str:
    """A finding with its place, as the golden has it."""
    assert item.span is not None
    place = f"{item.span.line}:{item.span.column}-{item.span.end_line}:{item.span.end_column}"
    return f"{item.severity} {item.code} {place}\n  {item.message}\n  mend: {item.mend}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_finds_the_fault(path: Path, file_regression: FileRegressionFixture) -> None:
    found = findings_in(path)
    assert path.stem.partition("-")[0] in {item.code for item in found}
    assert all(item.mend for item in found)
    file_regression.check("".join(map(shown, found)), fullpath=path.with_suffix(".txt"))


def test_every_code_has_a_bad_example() -> None:
    sources = [path.read_text() for name in ("versions", "checks") for path in (ROOT / "tariff" / name).rglob("*.py")]
    used = {code for text in sources for code in re.findall(r'"([EWN]0[2-6]\d\d)"', text)}
    used.remove("E0221")  # a reading asked for on the command line, which no file holds
    assert used == {path.stem.partition("-")[0] for path in FILES}


def test_the_shipped_packs_have_no_findings_but_those_they_accept() -> None:
    assert check(SHIPPED) == ()
