"""The history of terms: what each amendment did, what last changed each provision, and the pin of every output."""

import json
from datetime import date
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.versions import Library
from tests.commands.conftest import PHONE, ROOT, Run, unpinned

PATCHES = ("--clauses", "fixtures/versions/patches.tariff")
CASE = "fixtures/commands/phone.yaml"
HISTORY = ROOT / "fixtures/commands/history"


@pytest.mark.parametrize(
    ("language", "arguments"),
    [
        ("en", ("log", "t.patches")),
        ("ja", ("log", "t.patches")),
        ("en", ("log", "t.patches@2021-01-01", "--known-on", "2021-05-31")),
        ("en", ("log", "t.patches", "--format", "json")),
        ("en", ("blame", "t.patches")),
        ("ja", ("blame", "t.patches@2021-05-31")),
        ("en", ("blame", "t.patches", "2", "--format", "csv")),
        ("en", ("show", "t.patches@2021-05-31", "article", "78-3")),
        ("ja", ("show", "t.patches@2021-05-31", "78-3.1")),
        ("en", ("show", "t.patches", "para", "2", "of", "t.patches.1")),
        ("en", ("show", "t.patches@2021-05-31", "5")),
        ("ja", ("show", "t.patches@2021-05-31", "5", "--known-on", "2021-04-30")),
        ("en", ("show", "t.patches", "78-3.3")),
        ("en", ("show", "t.patches@2021-05-31", "t.patches.3")),
    ],
    ids=lambda given: given if isinstance(given, str) else "_".join(given).replace("t.patches", "patches"),
)
def test_what_is_printed(
    run: Run,
    arguments: tuple[str, ...],
    language: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    file_regression: FileRegressionFixture,
) -> None:
    monkeypatch.setenv("LANG", f"{language}.UTF-8")
    result = run(*arguments, *PATCHES)
    assert (result.exit_code, result.stderr) == (0, "")
    name = request.node.callspec.id.removeprefix(f"{language}-").replace("--", "").replace("@", "_on_")
    file_regression.check(unpinned(result.stdout), fullpath=HISTORY / f"{name}.{language}.txt")


def test_a_provision_can_be_asked_for_in_many_ways(run: Run) -> None:
    written = ("2.1", "article 2 para 1", "第2条第1項", "第２条 第１項")
    printed = {run("show", "test.phone", *item.split(), *PHONE).stdout for item in written}
    assert len(printed) == 1
    assert "monthly_fee" in printed.pop()


def test_every_output_names_its_pack(run: Run) -> None:
    library = Library.load([ROOT / PHONE[1]])
    digest = library.digest("test.phone")

    def printed(*arguments: str) -> Any:
        return json.loads(run(*arguments, *PHONE, "--format", "json").stdout)

    assert printed("show", "test.phone", "2")["packs"] == {"test.phone": digest}
    assert printed("simulate", CASE, "--until", "2021-01-15")["packs"] == {"test.phone": digest}
    assert printed("explain", CASE, "test.phone/P-1/monthly_fee/-/2020-12")["packs"] == {"test.phone": digest}
    for listing in ("readings", "assumptions", "log", "blame"):
        assert {row["digest"] for row in printed(listing, "test.phone")} == {digest}
    assert run("readings", "test.phone", *PHONE).stdout.endswith(f"content hash: test.phone {digest[:12]}\n")
    then = library.digest("test.phone", date(2020, 11, 30))
    assert then != digest
    assert printed("show", "test.phone", "2", "--known-on", "2020-11-30")["packs"] == {"test.phone": then}
