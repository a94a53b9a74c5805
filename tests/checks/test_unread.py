"""What could not be read hides no other fault, and is not taken to be missing."""

import itertools
import re

from tariff.checks import check
from tariff.resources import clauses_dir
from tariff.syntax.files import read_files
from tariff.syntax.reader import read
from tariff.versions import Library
from tests.checks.test_bad import ROOT

TEXT = (ROOT / "fixtures" / "versions" / "patches.tariff").read_text(encoding="utf-8")
TAX = read_files([clauses_dir() / "jp" / "consumption_tax.tariff"])
LINES = [number for number, line in enumerate(TEXT.splitlines()) if not re.match(r"\s*(#|[a-z]{2}\||$)", line)]


def codes(text: str) -> set[str]:
    """The codes of what checking a file finds."""
    return {item.code for item in check(Library.of([*TAX, read("patches.tariff", text)]))}


def test_a_fault_of_writing_brings_no_others_with_it() -> None:
    lines = TEXT.splitlines()
    for number, spoiled in zip(LINES, itertools.cycle((" §", " zzz", ' "'))):
        found = codes("\n".join([*lines[:number], lines[number] + spoiled, *lines[number + 1 :]]))
        assert found, number
        assert all(code.startswith("E01") for code in found), (number + 1, found)


def test_a_fault_of_writing_hides_no_name() -> None:
    spoiled = TEXT.replace(
        "on visit.done_on\n      amount 100 JPY plus tax", "on visit.dne_on\n      amount 100 JPY plsu tax"
    )
    assert codes(spoiled) == {"E0108", "E0209"}
