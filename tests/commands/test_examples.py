"""`tariff test`: which examples it runs, what it prints, and its exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.commands import main
from tests.commands.conftest import unpinned
from tests.shipped import PACKS

ROOT = Path(__file__).parents[2]
PACK = ROOT / "clauses/kddi/nuisance_call_light.tariff"
FAILING = ROOT / "fixtures/examples/failing.tariff"


def tariff_test(*arguments: str | Path, engine: str = "reference") -> Result:
    words = ["test", *map(str, arguments), "--engine", engine]
    return CliRunner().invoke(main, words, env={"LC_ALL": "C"}, catch_exceptions=False)


def counts(result: Result) -> dict[str, list[int]]:
    """The table's rows: examples, cases and failures by pack."""
    rows = [line.split() for line in result.stdout.splitlines()]
    return {row[0]: [int(cell) for cell in row[1:4]] for row in rows if len(row) == 5 and row[1].isdigit()}


def test_runs_all_packs_where_no_path_is_given() -> None:
    result = tariff_test()
    assert result.exit_code == 0
    assert {name: row[2] for name, row in counts(result).items()} == dict.fromkeys(PACKS, 0)


def test_a_folder_and_the_pack_in_it_run_the_same_examples() -> None:
    folder = ROOT / "clauses/emobile"
    assert counts(tariff_test(folder)) == counts(tariff_test(folder / "plans.tariff")) != {}


def test_a_pack_and_its_amendment_run_the_same_examples() -> None:
    found = [counts(tariff_test(path)) for path in (PACK, PACK.with_name("nuisance_call_light.2016.tariff"))]
    assert found[0].keys() == {"kddi.nuisance_call_light"}
    assert found[0] == found[1]


def test_a_changed_copy_of_a_pack_is_tested_by_its_examples(tmp_path: Path) -> None:
    copy = tmp_path / "changed.tariff"
    copy.write_text(PACK.read_text(encoding="utf-8").replace("amount 390 JPY", "amount 391 JPY"), encoding="utf-8")
    result = tariff_test(copy)
    assert result.exit_code == 1
    assert "  expected  monthly_fee in 2016-06 is 390 JPY\n  found     391 JPY\n" in result.stdout


@pytest.mark.parametrize(("engine", "named"), [("reference", "reference"), ("sql", "sql"), ("both", "reference, sql")])
def test_prints_what_failed_and_in_which_engine(engine: str, named: str) -> None:
    result = tariff_test(FAILING, engine=engine)
    assert result.exit_code == 1
    assert f"  found     payment for 2016-04, which has no invoice\n  in        {named}\n" in result.stdout
    assert counts(result) == {"kddi.nuisance_call_light": [3, 4, 3]}


def test_json_has_every_case_and_its_failures() -> None:
    result = tariff_test(FAILING, "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert [len(digest) for digest in data["packs"].values()] == [64]
    cases = {(case["title"], tuple(case["readings"])): case for case in data["cases"]}
    assert {key: len(case["failures"]) for key, case in cases.items()} == {
        ("amounts, dates and totals", ()): 9,
        ("only under a reading", ()): 0,
        ("only under a reading", ("billing_start",)): 1,
        ("a payment without an invoice", ()): 1,
    }
    case = cases["only under a reading", ("billing_start",)]
    assert (case["until"], case["passed"]) == ("2016-06-30", False)
    assert case["failures"][0]["found"] == "2016-05-28"
    assert case["failures"][0]["engines"] == ["reference"]


def test_an_example_that_cannot_be_read_is_a_finding() -> None:
    result = tariff_test(ROOT / "fixtures/examples/bad/E1105-unknown-clause.tariff")
    assert result.exit_code == 1
    assert "error[E1105]: kddi.nuisance_call_light has no clause monthly_fees" in result.stdout


def test_says_that_there_are_no_examples(tmp_path: Path) -> None:
    result = tariff_test(tmp_path)
    assert (result.exit_code, result.stdout) == (0, "no examples\n")


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert tariff_test(tmp_path / "none").exit_code == 2


def test_coverage_lists_what_no_example_reaches_and_why(file_regression: FileRegressionFixture) -> None:
    gaps = ROOT / "fixtures/examples/gaps.tariff"
    result = tariff_test(gaps, "--coverage")
    assert result.exit_code == 1
    file_regression.check(unpinned(result.stdout), fullpath=gaps.with_suffix(".txt"))
    found = json.loads(tariff_test(gaps, "--coverage", "--format", "json").stdout)["coverage"]
    assert [item["terms"] for item in found] == ["test.gaps"]
    assert found[0]["rows"] == {"reached": 3, "of": 5}
    assert {"part": "grounds", "clause": "admission", "name": "item 1", "reason": "no minor asked"} in found[0]["gaps"]
    assert [(item["clause"], item["name"]) for item in found[0]["idle"]] == [("unpaid", None)]


def test_coverage_is_whole_where_the_pack_says_why(tmp_path: Path) -> None:
    text = (ROOT / "fixtures/examples/mobile.tariff").read_text(encoding="utf-8").replace("test.mobile", "test.some")
    path = tmp_path / "some.tariff"
    path.write_text(text, encoding="utf-8")
    assert tariff_test(path, "--coverage").exit_code == 0
    start = text.index('example "the day on which')
    path.write_text(text[:start], encoding="utf-8")
    assert tariff_test(path, "--coverage").exit_code == 1
    assert tariff_test(path).exit_code == 0
    once = "    once per usage on usage.used_on\n"
    excused = text[:start].replace(once, f'    untested because "a matter of course"\n{once}')
    path.write_text(excused, encoding="utf-8")
    assert tariff_test(path, "--coverage").exit_code == 0
