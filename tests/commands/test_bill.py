"""bill, ledger, and what asks a book or a ledger about one contract."""

import csv
import io
import json
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.commands.conftest import PHONE, ROOT, Run, call, settle, unpinned

BOOK = "fixtures/commands/book"


@pytest.fixture(scope="module")
def billed(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two months, made once."""
    path = tmp_path_factory.mktemp("billed") / "ledger.duckdb"
    with pytest.MonkeyPatch.context() as monkeypatch:
        settle(monkeypatch, cache)
        result = call("bill", BOOK, "--month", "2020-12..2021-01", "--ledger", str(path), *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    return path


@pytest.fixture
def ledger(billed: Path, tmp_path: Path) -> str:
    """A copy of it that a test may write to."""
    return str(copy(billed, tmp_path / "ledger.duckdb"))


def listed(run: Run, ledger: str, *arguments: str) -> list[dict[str, Any]]:
    result = run("ledger", ledger, *arguments, *PHONE, "--format", "json")
    assert result.exit_code == 0, result.output
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ja_JP.UTF-8"])
def test_what_a_bill_prints(
    run: Run,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file_regression: FileRegressionFixture,
) -> None:
    monkeypatch.setenv("LANG", language)
    path = tmp_path / "ledger.duckdb"
    result = run("bill", BOOK, "--month", "2020-12..2021-01", "--ledger", str(path), *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    shown = unpinned(result.stdout.replace(str(path), "LEDGER"))
    file_regression.check(shown, fullpath=ROOT / f"fixtures/commands/bill.{language[:2]}.txt")


def test_a_bill_as_json(run: Run, tmp_path: Path) -> None:
    arguments = ("bill", BOOK, "--month", "2021-01", "--ledger", str(tmp_path / "l.duckdb"), *PHONE, "--format", "json")
    data = json.loads(run(*arguments, "--dry-run").stdout)
    assert (data["dry_run"], data["invoices"], data["subtotal"], data["total"]) == (True, 2, 2240, 2464)
    assert [(item["clause"], item["lines"], item["amount"]) for item in data["clauses"]] == [
        ("monthly_fee", 2, 2000),
        ("visit_fee", 2, 240),
    ]
    assert data["quarantine"][0]["reason"] == "is negative"
    assert [(name, len(digest)) for name, digest in data["packs"].items()] == [("test.phone", 64)]
    assert not (tmp_path / "l.duckdb").exists()
    assert json.loads(run(*arguments).stdout)["runs"][0]["id"] == 1
    assert json.loads(run(*arguments).stdout)["runs"][0]["id"] is None


def test_the_same_month_again_is_nothing_new(run: Run, ledger: str) -> None:
    again = run("bill", BOOK, "--month", "2021-01", "--ledger", ledger, *PHONE)
    first, _, rest = again.stdout.partition("\n")
    assert first == f"nothing new: 2021-01 was billed already, and {ledger} holds all of it"
    assert rest.split()[0] == "quarantine"
    assert "is negative" in rest
    both = run("bill", BOOK, "--month", "2020-12..2021-01", "--ledger", ledger, *PHONE)
    assert both.stdout.startswith("nothing new: 2020-12 to 2021-01 were billed already")


def test_strict_makes_quarantine_a_finding(run: Run, tmp_path: Path) -> None:
    arguments = ("bill", BOOK, "--month", "2021-01", "--ledger", str(tmp_path / "l.duckdb"), *PHONE)
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--strict").exit_code == 1


def test_strict_refuses_a_book_of_which_something_is_left_aside(run: Run, book: Path, tmp_path: Path) -> None:
    (book / "test.phone" / "visit.csv").rename(book / "test.phone" / "visits.csv")
    ledger = tmp_path / "l.duckdb"
    arguments = ("bill", str(book), "--month", "2021-01", "--ledger", str(ledger), *PHONE)
    result = run(*arguments, "--strict")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "error" in result.stderr
    assert "did you mean “visit”?" in result.stderr
    assert not ledger.exists()
    assert "warning" in run(*arguments).stderr


def test_much_in_quarantine_is_not_overlooked(run: Run, book: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.duckdb"
    arguments = ("bill", str(book), "--month", "2021-01", "--ledger", str(ledger), *PHONE)
    hint = f"`tariff ledger {ledger} quarantine` lists their rows"
    said = "MUCH IS IN QUARANTINE: 1 of 3 contracts (33%) were not billed"
    assert run(*arguments, "--dry-run").stdout.rstrip().endswith(said)
    assert run(*arguments).stdout.rstrip().endswith(f"{said}; {hint}")
    with (book / "test.phone" / "contract.csv").open("a", encoding="utf-8") as stream:
        stream.writelines(f"P-1{number:02},2021-01-10\n" for number in range(98))
    said = "in quarantine: 1 of 101 contracts (under 1%) were not billed"
    assert run(*arguments).stdout.rstrip().endswith(f"{said}; {hint}")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--month", "2021-13"), "is not a month that can be billed"),
        (("--month", "2021-02..2021-01"), "ends before it begins"),
        (("--month", "2021-01", "--reading", "visit=free"), "nothing called visit has readings"),
        (("--month", "2021-01", "--reading", "visit_fee=fre"), "visit_fee has no reading fre"),
        (("--month", "2021-03"), "a gap"),
        (("--month", "2020-11"), "is before the ledger's opening month"),
        (("--month", "2021-01", "--reading", "visit_fee=free"), "--rebase"),
    ],
)
def test_a_bill_that_cannot_be(run: Run, ledger: str, arguments: tuple[str, ...], problem: str) -> None:
    result = run("bill", BOOK, "--ledger", ledger, *arguments, *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("test.phon", "did you mean “test.phone” by test.phon? A book has a folder for each of its terms"),
        ("jp.holidays", "a book has a folder for each of its terms"),
    ],
)
def test_a_book_of_no_terms(run: Run, tmp_path: Path, folder: str, said: str) -> None:
    (tmp_path / folder).mkdir()
    result = run("bill", str(tmp_path), "--month", "2021-01", "--ledger", str(tmp_path / "l.duckdb"), *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    shown = " ".join(result.stderr.split())
    assert f"called as its folders are, {folder} " in shown
    assert said in shown
    offered = shown.partition("named as one of")[2]
    assert "test.phone" in offered
    assert "jp.consumption_tax" not in offered
    assert "--clauses DIR adds more" in offered


def test_a_reading_is_recorded_and_can_be_rebased(run: Run, ledger: str) -> None:
    arguments = ("--month", "2021-01", "--reading", "visit_fee=free", "--rebase")
    assert run("bill", BOOK, "--ledger", ledger, *arguments, *PHONE).exit_code == 0
    assert [row["readings"] for row in listed(run, ledger, "runs")][-1] == {"visit_fee": "free"}
    assert sum(row["amount"] for row in listed(run, ledger, "lines") if row["clause"] == "visit_fee") == 0


def changed_text(folder: Path) -> tuple[str, str]:
    """The option for packs in which the monthly fee is another."""
    text, changed = (ROOT / PHONE[1]).read_text(encoding="utf-8"), folder / "phone.tariff"
    changed.write_text(text.replace("amount 1,000 JPY", "amount 1,001 JPY"), encoding="utf-8")
    return "--clauses", str(changed)


def test_another_text_is_refused_with_the_commands_that_help(run: Run, ledger: str, tmp_path: Path) -> None:
    result = run("bill", BOOK, "--month", "2021-01", "--ledger", ledger, *changed_text(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    said = " ".join(result.stderr.split())
    assert "`tariff show test.phone` prints the text as it is now" in said
    assert "--rebase corrects all months to it" in said


def test_ledger_lists_by_contract_and_month(run: Run, ledger: str) -> None:
    invoices = listed(run, ledger, "invoices")
    assert [(row["contract"], row["month"], row["total"], row["paid"], row["balance"]) for row in invoices] == [
        ("P-1", "2020-12", 1210, 1210, 0),
        ("P-1", "2021-01", 1232, 0, 1232),
        ("P-2", "2021-01", 1232, 0, 1232),
    ]
    assert invoices[0]["taxes"] == [{"rate": "10%", "base": 1100, "tax": 110}]
    lines = listed(run, ledger, "lines", "--contract", "P-1", "--month", "2021-01")
    assert [line["id"] for line in lines] == [
        "test.phone/P-1/monthly_fee/-/2021-01",
        "test.phone/P-1/visit_fee/visit:v-2/2021-01",
    ]
    (row,) = listed(run, ledger, "quarantine")
    assert (row["contract"], row["table"], row["field"], row["value"]) == ("P-3", "payment", "amount", "-1100")


@pytest.mark.parametrize("listing", ["invoices", "lines", "runs", "quarantine"])
def test_ledger_as_table_and_csv(run: Run, ledger: str, listing: str) -> None:
    table = run("ledger", ledger, listing, *PHONE)
    assert table.exit_code == 0, table.output
    rows = listed(run, ledger, listing)
    text = run("ledger", ledger, listing, *PHONE, "--format", "csv").stdout
    found = list(csv.reader(io.StringIO(text)))
    assert found[0] == list(rows[0])
    assert len(found) == len(rows) + 1
    assert all(
        str(rows[0][name]) in table.stdout for name in ("contract", "reason", "clause", "book") if name in rows[0]
    )


def test_lines_and_quarantine_in_columns(run: Run, ledger: str) -> None:
    text = run("ledger", ledger, "lines", "--contract", "P-1", "--month", "2021-01", *PHONE).stdout.rstrip()
    assert text.split("\n")[1].split()[:5] == ["terms", "contract", "month", "clause", "for"]
    line = next(row for row in text.split("\n") if "visit:v-2" in row)
    assert line.split()[:6] == ["test.phone", "P-1", "Jan", "2021", "visit_fee", "visit:v-2"]
    assert text.endswith("why a line is there: tariff explain LEDGER test.phone/P-1/visit_fee/visit:v-2/2021-01")
    row = run("ledger", ledger, "quarantine", *PHONE).stdout.split("\n")[3]
    assert row.split()[:5] == ["2", "Jan", "2021", "test.phone", "P-3"]


def test_an_unknown_contract_is_refused(run: Run, ledger: str) -> None:
    result = run("ledger", ledger, "lines", "--contract", "P-11", *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"the ledger {ledger} knows no contract P-11" in " ".join(result.stderr.split())
    assert "did you mean “P-1”?" in result.stderr
    assert run("ledger", ledger, "invoices", "--contract", "P-3", *PHONE).stdout == "none\n"


def test_a_listing_without_rows_says_none(run: Run, ledger: str) -> None:
    assert run("ledger", ledger, "lines", "--month", "2025-01", *PHONE).stdout == "none\n"
    assert unpinned(run("readings", "jp.holidays").stdout) == "none\ncontent hash: jp.holidays <hash>\n"


def test_ledger_that_is_none(run: Run, tmp_path: Path) -> None:
    result = run("ledger", str(tmp_path / "l.duckdb"), "runs")
    assert result.exit_code == 2
    assert "there is no ledger" in result.stderr


def test_a_contract_of_a_book_is_simulated_as_it_is_billed(run: Run, ledger: str) -> None:
    result = run("simulate", f"{BOOK}#P-1", "--until", "2021-01-31", *PHONE, "--format", "json")
    assert result.exit_code == 0, result.output
    simulated = json.loads(result.stdout)
    billed = listed(run, ledger, "lines", "--contract", "P-1")
    for line in simulated["lines"]:
        line.pop("why")
    assert {line.pop("packs") for line in billed} == set(simulated["packs"].values())
    assert simulated["lines"] == [line | {"run": None} for line in billed]


def test_a_ledger_is_no_book_of_its_own(run: Run, ledger: str) -> None:
    result = run("bill", ledger, "--month", "2021-01", "--ledger", ledger, *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is the ledger too" in result.stderr


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (f"{BOOK}#P-9", "has no contract P-9"),
        (f"{BOOK}#P-3", "is negative"),
        ("fixtures/absent#P-1", "there is no such file or folder"),
        (BOOK, "this is a folder"),
    ],
)
def test_a_contract_that_cannot_be_simulated(run: Run, source: str, problem: str) -> None:
    result = run("simulate", source, "--until", "2021-01-31", *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr


def test_explain_a_line_of_a_ledger(run: Run, ledger: str, tmp_path: Path) -> None:
    line = "test.phone/P-1/visit_fee/visit:v-2/2021-01"
    result = run("explain", ledger, line, *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Visit fee: 120 JPY" in result.stdout
    assert result.stdout.startswith(f"the ledger holds for {line}: 120 JPY\n")
    assert "billed in run 2: 120 JPY" in result.stdout
    assert "should stand now: 120 JPY, as it does" in result.stdout
    assert result.stdout.endswith(run("explain", f"{BOOK}#P-1", line, *PHONE).stdout)
    missing = run("explain", ledger, line + "x", *PHONE)
    assert missing.exit_code == 2
    assert f"did you mean “{line}”?" in missing.stderr
    elsewhere = run("explain", ledger, line, "--book", str(tmp_path / "moved"), *PHONE)
    assert elsewhere.exit_code == 2
    assert "--book BOOK" in elsewhere.stderr


def test_a_line_is_explained_by_the_amendments_that_its_run_knew(run: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "l.duckdb")
    arguments = ("bill", BOOK, "--month", "2021-01", "--ledger", path, *PHONE)
    assert run(*arguments, "--known-on", "2020-11-30").exit_code == 0
    (recorded,) = listed(run, path, "runs")
    assert recorded["known_on"] == "2020-11-30"
    line = "test.phone/P-1/visit_fee/visit:v-2/2021-01"
    result = run("explain", path, line, *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "as it does" in result.stdout
    assert "version in force: from 2020-04-01\n" in result.stdout
    assert run("explain", path, line, "--known-on", "2020-11-30", *PHONE).exit_code == 2
    later = run(*arguments)
    assert (later.exit_code, later.stdout) == (2, "")
    assert "with other amendments known" in " ".join(later.stderr.split())
    assert run(*arguments, "--known-on", "2020-11-15").exit_code == 0
    assert run(*arguments, "--rebase").exit_code == 0
    assert "version in force: from 2021-01-01" in run("explain", path, line, *PHONE).stdout


def test_explain_an_adjustment_and_a_changed_text(run: Run, ledger: str, tmp_path: Path) -> None:
    clauses = changed_text(tmp_path)
    rebased = run("bill", BOOK, "--month", "2021-01", "--ledger", ledger, "--rebase", *clauses)
    assert rebased.exit_code == 0, rebased.output
    _, _, corrected = rebased.stdout.partition("months corrected")
    assert [line.split() for line in corrected.splitlines()[4:5]] == [["test.phone", "Dec", "2020", "1", "¥1"]]
    (line,) = [row for row in listed(run, ledger, "lines", "--month", "2020-12") if row["kind"] == "adjustment"]
    result = run("explain", ledger, line["id"], *clauses)
    assert result.exit_code == 0, result.output
    assert f"the ledger holds for {line['refers_to']}: 1,001 JPY" in result.stdout
    assert "adjusted in run 3: 1 JPY" in result.stdout
    assert "Monthly fee: 1,001 JPY" in result.stdout
    old = run("explain", ledger, line["refers_to"], *clauses)
    assert "has changed since this was written" in old.stderr


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the book that a test may change."""
    return Path(copytree(BOOK, tmp_path / "book"))


def test_explain_a_line_that_is_no_longer_due(run: Run, ledger: str, book: Path) -> None:
    visits = book / "test.phone" / "visit.csv"
    visits.write_text("contract,id,done_on\nP-1,v-1,2020-12-31\n", encoding="utf-8")
    line = "test.phone/P-1/visit_fee/visit:v-2/2021-01"
    before = run("explain", ledger, line, "--book", str(book), *PHONE)
    assert (before.exit_code, before.stderr) == (0, "")
    for said in ("billed in run 2: 120 JPY", "should stand now: 0 JPY", "no such line is due", "visit:v-2: not among"):
        assert said in before.stdout
    assert run("bill", str(book), "--month", "2021-01", "--ledger", ledger, *PHONE).exit_code == 0
    after = json.loads(run("explain", ledger, f"{line}/2", *PHONE, "--format", "json").stdout)
    assert [(entry["run"], entry["amount"]) for entry in after["billed"]] == [(2, 120), (3, -120)]
    assert (after["explains"], after["stands"], after["should"]) == (line, 0, 0)
    assert after["why"]["label"] == "under the book as it is now no such line is due"


def test_explain_a_monthly_line_after_the_end(run: Run, ledger: str, book: Path) -> None:
    ended = book / "test.phone" / "cancellation.csv"
    ended.write_text("contract,received_at\nP-1,2020-12-20T10:00:00\n", encoding="utf-8")
    result = run("explain", ledger, "test.phone/P-1/monthly_fee/-/2021-01", "--book", str(book), *PHONE)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "no such line is due" in result.stdout
    assert "received at (cancellation): 2020-12-20T10:00:00+09:00" in result.stdout


def test_explain_the_name_of_a_clause_in_a_ledger(run: Run, ledger: str) -> None:
    result = run("explain", ledger, "visit_fee", *PHONE)
    assert result.exit_code == 2
    assert "name one of its lines or decisions, such as test.phone/P-1/visit_fee/visit:v-2/2021-01" in result.stderr
