"""What could not be read hides no other fault, and is not taken to be missing."""

import itertools
import re

import pytest

from tariff.checks import check
from tariff.resources import clauses_dir
from tariff.syntax.files import read_files
from tariff.syntax.reader import read
from tariff.versions import Library
from tests.checks.test_bad import ROOT

TEXT = (ROOT / "fixtures" / "versions" / "patches.tariff").read_text(encoding="utf-8")
TAX = read_files([clauses_dir() / "jp" / "consumption_tax.tariff"])
DECISIONS = (ROOT / "fixtures" / "versions" / "decisions.tariff").read_text(encoding="utf-8")
# Without the holidays, which take long to look up.
DECISIONS = DECISIONS.replace("  use jp.holidays\n", "").replace(" on open days of jp.holidays", "")


def codes(text: str) -> set[str]:
    """The codes of what checking a file finds."""
    return {item.code for item in check(Library.of([*TAX, read("spoiled.tariff", text)]))}


@pytest.mark.parametrize(("text", "step"), [(TEXT, 2), (DECISIONS, 7)], ids=["patches", "decisions"])
def test_a_fault_of_writing_brings_no_others_with_it(text: str, step: int) -> None:
    lines = text.splitlines()
    written = [number for number, line in enumerate(lines) if not re.match(r"\s*(#|[a-z]{2}\||$)", line)]
    for number, spoiled in zip(written[::step], itertools.cycle((" §", " zzz", ' "'))):
        found = codes("\n".join([*lines[:number], lines[number] + spoiled, *lines[number + 1 :]]))
        assert found, number
        assert all(code.startswith("E01") for code in found), (number + 1, found)


def test_a_fault_of_writing_hides_no_name() -> None:
    spoiled = TEXT.replace(
        "on visit.done_on\n      amount 100 JPY plus tax", "on visit.dne_on\n      amount 100 JPY plsu tax"
    )
    assert codes(spoiled) == {"E0108", "E0209"}
