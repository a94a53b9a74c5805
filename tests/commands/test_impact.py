"""impact: what two versions cost whom, over a book and without one."""

import json
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.syntax.files import read_files
from tariff.syntax.nodes import Reading
from tests.commands.conftest import PHONE, ROOT, Run

AMENDMENT = "test.phone.2021"
BOOK = ("--book", "fixtures/commands/book")


def unpinned(text: str) -> str:
    """What is printed without the hashes of packs, which change with packs that these use."""
    return re.sub(r"[0-9a-f]{12}\b", "PIN", text)


@cache
def _read_once(roots: tuple[Path, ...]) -> tuple[Reading, ...]:
    return tuple(read_files(roots))


@pytest.fixture(autouse=True)
def packs_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of a call is reading the packs that ship."""
    monkeypatch.setattr("tariff.compare.sources.read_files", lambda roots: _read_once(tuple(roots)))


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ja_JP.UTF-8"])
def test_what_is_printed_and_drawn_of_a_book(
    run: Run,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file_regression: FileRegressionFixture,
) -> None:
    monkeypatch.setenv("LANG", language)
    chart = tmp_path / "chart.svg"
    result = run("impact", AMENDMENT, *BOOK, "--chart", str(chart), *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    path = ROOT / f"fixtures/commands/impact_book.{language[:2]}"
    file_regression.check(unpinned(result.stdout), fullpath=path.with_suffix(f"{path.suffix}.txt"))
    drawn = chart.read_text(encoding="utf-8")
    file_regression.check(drawn, fullpath=path.with_suffix(f"{path.suffix}.svg"))
    root = ET.fromstring(drawn)
    assert [child.tag.rpartition("}")[2] for child in root[:2]] == ["title", "desc"]
    assert (root[1].text or "").endswith("; +22: 2")


def test_a_book_as_json(run: Run) -> None:
    data = json.loads(run("impact", AMENDMENT, *BOOK, "--to", "2021-01", *PHONE, "--format", "json").stdout)
    assert (data["from"], data["to"]) == ("2021-01", "2021-01")
    assert data["contracts"] == {"more": 2, "less": 0, "same": 0, "quarantined": 1, "compared": 2}
    assert data["total"] == {"a": 2420, "b": 2464, "difference": 44}
    assert data["clauses"] == [
        {"clause": "monthly_fee", "month": "2021-01", "a": 2000, "b": 2000, "difference": 0},
        {"clause": "visit_fee", "month": "2021-01", "a": 200, "b": 240, "difference": 40},
    ]
    assert data["histogram"] == [{"first": 22, "last": 22, "contracts": 2}]
    assert [item["contract"] for item in data["movers"]] == ["P-1", "P-2"]
    assert data["a"]["digest"] != data["b"]["digest"]


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ja_JP.UTF-8"])
def test_the_smallest_contract(
    run: Run, language: str, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    monkeypatch.setenv("LANG", language)
    result = run("impact", AMENDMENT, *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    file_regression.check(
        unpinned(result.stdout), fullpath=ROOT / f"fixtures/commands/impact_contract.{language[:2]}.txt"
    )


def test_the_smallest_contract_is_a_case_that_simulate_takes(run: Run, tmp_path: Path) -> None:
    readings = ("--reading", "visit_fee=free")
    found = json.loads(run("impact", "test.phone", *readings, *PHONE, "--format", "json").stdout)
    case = tmp_path / "case.yaml"
    case.write_text(found["witness"]["case"], encoding="utf-8")
    simulate = ("simulate", str(case), "--until", found["witness"]["until"], *PHONE, "--format", "json")
    for side, chosen in (("a", ()), ("b", readings)):
        lines = json.loads(run(*simulate, *chosen).stdout)["lines"]
        shown = {(line["month"], line["clause"]): line["amount"] for line in lines}
        assert {
            (line["month"], line["clause"]): line[side] for line in found["witness"]["lines"] if line[side]
        } == shown
    assert found["a"]["readings"] == {}
    assert found["b"]["readings"] == {"visit_fee": "free"}


DRAFT = """
amendment test.phone.2022 "2022年改正" / "Amendment of 2022"
  amends test.phone
  in force from 2022-01-01
  in article 2 para 1
    change monthly_fee
      amount 900 JPY plus tax
"""


def test_a_draft_over_a_book_that_ends_before_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.tariff").write_text(DRAFT, encoding="utf-8")
    draft = ("impact", "test.phone", f"{tmp_path}:test.phone", *PHONE, *BOOK)
    assert "E1221" in run(*draft).stderr
    data = json.loads(run(*draft, "--to", "2022-02", "--format", "json").stdout)
    assert (data["from"], data["to"]) == ("2022-01", "2022-02")
    assert data["contracts"]["less"] == 2
    assert data["total"]["difference"] == -2 * 2 * 110
    before = run(*draft, "--from", "2021-01", "--to", "2021-02").stdout
    assert "no contract pays more or less: the two differ from Jan 1, 2022 on, after the months compared" in before


def test_that_no_contract_differs(run: Run) -> None:
    same = ("impact", "test.phone@2021-01-01", "test.phone", *PHONE)
    assert run(*same).stdout.endswith("no clause differs, so no contract does\n")
    data = json.loads(run(*same, "--format", "json").stdout)
    assert (data["witness"], data["tries"]) == (None, 0)
    assert "no contract pays more or less" in run(*same, *BOOK).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("test.phone", "docomo.xi"), "E1223"),
        (("jp.holidays", "jp.holidays"), "E1033"),
        (("test.phone", "--reading", "visit_fee=cheap"), "E0221"),
        (("docomo.xi@2019-11-19", "docomo.xi", *BOOK), "E1220"),
        ((AMENDMENT, *BOOK, "--from", "2022-02"), "E1221"),
        ((AMENDMENT, *BOOK, "--from", "2021-13"), "E0801"),
        ((AMENDMENT, "--from", "2021-02"), "--from is for contracts of a book"),
        ((AMENDMENT, *BOOK, "--tries", "5"), "--tries is for a search without --book"),
        (("test.phone@2021-02-30", "test.phone"), "2021-02 has the days 01 to 28"),
    ],
)
def test_what_cannot_be_compared(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("impact", *arguments, *PHONE)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
