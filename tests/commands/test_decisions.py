"""What is decided: simulated, compared, billed, listed and explained."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.billing.books import write_sheets
from tests.commands.conftest import ROOT, Run, unpinned

CASE = "fixtures/commands/mobile.yaml"
MOBILE = ("--clauses", "fixtures/examples/mobile.tariff")
DECISION = [
    "id", "contract", "terms", "clause", "article", "version", "subject", "from", "to", "outcome", "reasons", "amount",
    "why",
]  # fmt: skip


def simulated(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("simulate", CASE, *MOBILE, "--until", "2016-07-31", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_json_has_each_decision_with_its_reasons(run: Run) -> None:
    decisions = simulated(run)["decisions"]
    assert [list(item) for item in decisions] == [DECISION] * 5
    first = decisions[2]
    assert {name: first[name] for name in DECISION[:-1]} == {
        "id": "test.mobile/M-1/admission/request:r-1/2016-06",
        "contract": "M-1",
        "terms": "test.mobile",
        "clause": "admission",
        "article": "1.1",
        "version": "2015-01-01",
        "subject": "request:r-1",
        "from": "2016-06-30",
        "to": None,
        "outcome": "refused",
        "reasons": ["1 未成年", "2 契約が二つ"],
        "amount": None,
    }
    assert first["why"]["label"]


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ja_JP.UTF-8"])
@pytest.mark.parametrize(
    ("name", "changes"),
    [("as_it_is", ()), ("with", ("--with", "request.r-1.kind=adult", "--with", "stop.s-1.lifted_on=2016-07-02"))],
)
def test_decisions_as_they_are_printed(
    run: Run,
    name: str,
    changes: tuple[str, ...],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    file_regression: FileRegressionFixture,
) -> None:
    monkeypatch.setenv("LANG", language)
    monkeypatch.setenv("COLUMNS", "140")
    result = run("simulate", CASE, *MOBILE, "--until", "2016-07-31", *changes)
    assert (result.exit_code, result.stderr) == (0, "")
    file_regression.check(
        unpinned(result.stdout), fullpath=ROOT / f"fixtures/commands/decisions_{name}.{language[:2]}.txt"
    )


def test_with_says_what_is_decided_otherwise(run: Run) -> None:
    difference = simulated(run, "--with", "request.r-1.kind=adult")["difference"]["decisions"]
    assert [item["reasons"] for item in difference["as_it_is"]] == [["1 未成年", "2 契約が二つ"]]
    assert [item["reasons"] for item in difference["with"]] == [["2 契約が二つ"]]


def test_a_rule_is_kept_with_changes_too(run: Run) -> None:
    change = ("--with", "stop.s-1.lifted_on=2016-05-31")
    result = run("simulate", CASE, *MOBILE, "--until", "2016-07-31", *change)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error[E1026]: stop s-1: lifted_on is ruled out: lifted before it began" in result.stderr


def test_a_parameter_that_is_not_given_is_asked_for(run: Run) -> None:
    result = run("simulate", CASE, *MOBILE, "--until", "2016-07-31", "--with", "parameter=")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the parameter limit is not given" in result.stderr


def test_a_decision_is_explained(run: Run) -> None:
    identity = "test.mobile/M-1/admission/request:r-1/2016-06"
    result = run("explain", CASE, identity, *MOBILE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Minor" in result.stdout
    near = run("explain", CASE, identity.replace("r-1", "r-3"), *MOBILE)
    assert near.exit_code == 2
    assert "did you mean" in near.stderr
    named = run("explain", CASE, "Acceptance", *MOBILE, "--until", "2016-07-31")
    assert "but the clause admission: an id is" in " ".join(named.stderr.split())
    assert identity in named.stderr


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_sheets(
        tmp_path / "book",
        "test.mobile",
        {
            "contract": [["contract", "accepted_on", "au_id"], ["M-1", "2016-05-20", "a"], ["M-2", "2016-05-01", "b"]],
            "request": [["contract", "id", "made_on", "kind"], ["M-1", "r-1", "2016-06-30", "minor"]],
            "parameter": [["limit"], ["5000"]],
        },
    )


def test_decisions_are_billed_listed_and_explained(run: Run, book: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger.duckdb")
    billed = run("bill", str(book), "--month", "2016-06", "--ledger", ledger, *MOBILE)
    assert billed.exit_code == 0
    assert "the book has no table of test.mobile for cancellation, stop, usage, payment" in billed.stderr
    assert [line.split() for line in billed.stdout.splitlines() if "Acceptance" in line] == [
        ["test.mobile", "Acceptance", "refused", "1"]
    ]
    listed = run("ledger", ledger, "decisions", *MOBILE, "--format", "json")
    (decision,) = json.loads(listed.stdout)
    identity = "test.mobile/M-1/admission/request:r-1/2016-06"
    assert (decision["id"], decision["run"], decision["reasons"]) == (identity, 1, ["1 未成年"])
    shown = run("ledger", ledger, "decisions", *MOBILE)
    assert "1 Minor" in shown.stdout
    assert shown.stdout.rstrip().endswith(f"why it was so decided: tariff explain LEDGER {identity}")
    assert "reasons" in run("ledger", ledger, "decisions", *MOBILE, "--format", "csv").stdout

    explained = run("explain", ledger, identity, *MOBILE)
    assert (explained.exit_code, explained.stderr) == (0, "")
    for said in ("decided in run 1: refused (1 Minor) from Jun 30, 2016", "should be decided now: as it is", "Minor"):
        assert said in explained.stdout
    requests = book / "test.mobile" / "request.csv"
    requests.write_text("contract,id,made_on,kind\nM-1,r-1,2016-06-30,adult\n", encoding="utf-8")
    other = run("explain", ledger, identity, *MOBILE)
    assert "should be decided now: granted from Jun 30, 2016" in other.stdout
    requests.write_text("contract,id,made_on,kind\n", encoding="utf-8")
    gone = json.loads(run("explain", ledger, identity, *MOBILE, "--format", "json").stdout)
    assert ([item["outcome"] for item in gone["decided"]], gone["should_be_decided"]) == (["refused"], [])
    assert gone["why_decided"]["label"] == "under the book as it is now nothing of the kind is decided"
