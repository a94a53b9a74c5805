"""Faults of clause files: what is found, where, and what is said. The expectations lie beside the files."""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.diagnostics import Diagnostic
from tariff.syntax.codes import Code
from tariff.syntax.files import read_file
from tests.syntax.sources import BAD, GOOD

# Found by tests of files: what has no text, or would be too long to keep.
_NOT_IN_FIXTURES = {Code.NOT_THERE, Code.TOO_LARGE, Code.TOO_MANY, Code.UNREADABLE}


def _told(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    return "".join(_one(text, finding) for finding in read_file(path).findings)


def _one(text: str, finding: Diagnostic) -> str:
    span = finding.span
    assert span is not None
    assert span.line == span.end_line
    word = text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1]
    place = f"{span.line}:{span.column}-{span.end_column}"
    return f"{place} {finding.code} [{word}]\n  {finding.message}\n  {finding.mend}\n"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_tells_what_is_wrong(path: Path, file_regression: FileRegressionFixture) -> None:
    file_regression.check(_told(path), fullpath=path.with_suffix(".txt"), encoding="utf-8")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_finds_nothing_in_good_files(path: Path) -> None:
    assert read_file(path).findings == ()


def test_every_code_has_an_example() -> None:
    found = {Code(finding.code) for path in BAD for finding in read_file(path).findings}
    assert found | _NOT_IN_FIXTURES == set(Code)
