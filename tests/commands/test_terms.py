"""What the commands on packs print, pinned on terms made for it."""

import json
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.commands.conftest import PHONE, ROOT, Run, unpinned


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "test.phone"),
        ("show", "test.phone@2020-12-31"),
        ("show", "test.phone", "2"),
        ("show", "test.phone", "3", "--format", "json"),
        ("show", "test.phone", "2", "--known-on", "2020-11-30"),
        ("show", "test.phone@2020-12-31", "2.2", "--known-on", "2020-11-30", "--format", "json"),
        ("readings", "test.phone"),
        ("readings", "test.phone", "--format", "csv"),
        ("assumptions", "test.phone"),
        ("assumptions", "test.phone", "--format", "json"),
        ("schema", "test.phone"),
        ("schema", "test.phone", "--format", "json"),
    ],
    ids=lambda arguments: "_".join(arguments).replace("test.phone", "phone").replace("--", "").replace("@", "_on_"),
)
def test_what_is_printed(
    run: Run, arguments: tuple[str, ...], request: pytest.FixtureRequest, file_regression: FileRegressionFixture
) -> None:
    result = run(*arguments, *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    name = request.node.callspec.id
    file_regression.check(unpinned(result.stdout), fullpath=ROOT / f"fixtures/commands/{name}.txt")


def test_terms_lists_the_shipped_packs_and_ones_own(run: Run) -> None:
    packs = {row["name"]: row for row in json.loads(run("terms", *PHONE, "--format", "json").stdout)}
    assert len(packs["test.phone"].pop("digest")) == 64
    assert packs["test.phone"] == {
        "name": "test.phone",
        "title": "Phone service",
        "issuer": "試験電話株式会社",
        "versions": ["2020-04-01", "2021-01-01"],
    }
    assert {"jp.consumption_tax", "jp.holidays", "kddi.nuisance_call_light", "softbank.call_recording"} < packs.keys()
    assert "test.phone" in run("terms", *PHONE).stdout
    assert "test.phone" not in run("terms").stdout


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("show", "test.phon"), "did you mean “test.phone”?"),
        (("show", "test.phone@2019-01-01"), "write test.phone@2020-04-01"),
        (("show", "test.phone@2021-02-30"), "is no day"),
        (("show", "test.phone", "4"), "there is no article 4"),
        (("show", "test.phone", "2.3"), "article 2 has 1, 2"),
        (("show", "test.phone", "1.1"), "article 1 has nothing below it"),
        (("show", "test.phone", "the", "fees"), "write a number, such as 20"),
        (("blame", "test.phone", "4"), "there are 1, 2, 3"),
        (("log", "test.phone@2019-01-01"), "write test.phone@2020-04-01"),
        (("readings", "phone"), "there are no terms called phone"),
        (("readings", "unheard_of"), "--clauses DIR adds more"),
        (("assumptions", "phone"), "there are no terms called phone"),
        (("schema", "phone"), "there are no terms called phone"),
        (("schema", "jp.holidays"), "jp.holidays has no contracts"),
        (("sample", "jp.holidays", "fixtures/absent"), "test.phone"),
        (("sample", "test.phone", "README.md"), "is a file"),
        (("show", "test.phone", "--clauses", "fixtures/cases/bad"), "declared twice"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, arguments: tuple[str, ...], problem: str, tmp_path: Path) -> None:
    if "declared twice" in problem:
        (tmp_path / "copy.tariff").write_bytes((ROOT / PHONE[1]).read_bytes())
        arguments = (*arguments[:2], "--clauses", str(tmp_path))
    result = run(*arguments, *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


def test_sample_writes_a_book_once(run: Run, tmp_path: Path) -> None:
    arguments = ("sample", "test.phone", str(tmp_path), "--contracts", "5", "--seed", "7", *PHONE)
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["contracts"] == 5
    assert (tmp_path / "test.phone" / "contract.parquet").is_file()
    again = run(*arguments)
    assert again.exit_code == 2
    assert "the book holds these terms already" in again.stderr


def test_sample_refuses_more_faults_than_contracts(run: Run, tmp_path: Path) -> None:
    result = run("sample", "test.phone", str(tmp_path), "--contracts", "5", "--faulty", "6", *PHONE)
    assert result.exit_code == 2
    assert "6 of 5 contracts is too many" in result.stderr
