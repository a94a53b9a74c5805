"""check, fmt and test on files that are named, or on all packs."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import PHONE, ROOT, Run

HOLIDAYS = "clauses/jp/holidays.tariff"
GAP = """\
terms test.gap "題" / "Title"
  languages ja, en
  currency JPY
  zone Asia/Tokyo
  in force from 2020-04-01
  use jp.consumption_tax

record contract "契約" / "contract"
  accepted_on "成立日" / "accepted on" as date

article 1 "料金" / "Fees"
  charge 月額 "月額料金" / "Monthly fee"
    once per contract on acepted_on
    amount 100 JPY plus tax
"""


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    path = tmp_path / "gap.tariff"
    path.write_text(GAP, encoding="utf-8")
    return str(path)


def test_all_shipped_packs_are_in_order(run: Run) -> None:
    result = run("check", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == []
    assert "nothing found" in run("check", HOLIDAYS).stdout


def test_a_fault_is_shown_with_carets_and_counts_as_a_finding(run: Run, faulty: str) -> None:
    result = run("check", faulty)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "    once per contract on acepted_on\n" in result.stdout
    assert "did you mean “accepted_on”?" in result.stdout


def test_findings_for_programs(run: Run, faulty: str) -> None:
    as_json = json.loads(run("check", faulty, "--format", "json").stdout)
    assert [as_json[0][key] for key in ("line", "column", "severity")] == [13, 26, "error"]
    github = run("check", faulty, "--format", "github").stdout
    assert github.startswith(f"::error title={as_json[0]['code']},file={faulty},line=13,col=26")
    sarif = json.loads(run("check", faulty, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["region"]["startLine"] == 13
    assert run("check", HOLIDAYS, "--format", "json").stdout == "[]\n"


def test_faults_in_examples_are_found_without_running_them(run: Run, faulty: str) -> None:
    bad = ROOT / "fixtures/examples/bad/E1101-unknown-record.tariff"
    found = json.loads(run("check", str(bad), "--format", "json").stdout)
    assert {item["code"] for item in found if item["severity"] == "error"} == {"E1101"}
    # nothing can be said of the examples of terms that have faults of their own
    path = Path(faulty)
    path.write_text(GAP + 'example "none"\n  given nothing signed_on 2020-04-01\n', encoding="utf-8")
    assert [item["code"] for item in json.loads(run("check", faulty, "--format", "json").stdout)] == ["E0207"]
    assert run("check", str(ROOT / "fixtures/examples/failing.tariff")).exit_code == 0


def test_a_changed_copy_of_a_pack_stands_in_for_it(run: Run, tmp_path: Path) -> None:
    shipped = (ROOT / "clauses/jp/consumption_tax.tariff").read_text(encoding="utf-8")
    copy = tmp_path / "mine.tariff"
    copy.write_text(shipped.replace("standard 10%", "standard 12%"), encoding="utf-8")
    result = run("check", str(copy))
    assert (result.exit_code, result.stdout) == (0, "1 file checked, nothing found\n")
    refused = run("terms", "--clauses", str(copy))
    assert refused.exit_code == 2
    assert "jp.consumption_tax is declared twice" in refused.stderr


def test_fmt_lays_out_and_then_has_nothing_to_do(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.tariff"
    path.write_text(GAP.replace("amount 100", "amount  100").replace("\n\nrecord", "\nrecord"), encoding="utf-8")
    path.chmod(0o640)
    before = path.read_bytes()
    checked = run("fmt", "--check", str(path))
    assert (checked.exit_code, path.read_bytes()) == (1, before)
    assert checked.stdout == f"{path}: would change\n"
    written = run("fmt", str(tmp_path), "--format", "json")
    assert (written.exit_code, json.loads(written.stdout)) == (0, {"changed": [str(path)], "written": True})
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.tariff"]
    again = run("fmt", "--check", str(path))
    assert (again.exit_code, again.stdout) == (0, "")


def test_fmt_without_paths_takes_the_packs_as_check_does(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    for path in (tmp_path / "stray.tariff", tmp_path / "own" / "mine.tariff"):
        path.write_text(GAP.replace("\n\nrecord", "\nrecord"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert (run("fmt", "--check").exit_code, run("fmt", "--check").stdout) == (0, "")
    own = run("fmt", "--check", "--clauses", "own")
    assert (own.exit_code, own.stdout) == (1, "own/mine.tariff: would change\n")
    one = run("fmt", "--check", "stray.tariff", "--clauses", "own")
    assert one.stdout == "stray.tariff: would change\n"


def test_fmt_leaves_what_it_cannot_read(run: Run, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.tariff", tmp_path / "good.tariff"
    bad.write_text(GAP.replace("amount 100", "amonut 100"), encoding="utf-8")
    good.write_text(GAP.replace("\n\nrecord", "\nrecord"), encoding="utf-8")
    result = run("fmt", str(tmp_path))
    assert result.exit_code == 2
    assert result.stdout == f"{good}: changed\n"
    assert "bad.tariff" in result.stderr
    assert "amonut" in bad.read_text(encoding="utf-8")


def test_examples_of_a_file(run: Run, tmp_path: Path) -> None:
    passed = run("test", PHONE[1], "--format", "json")
    assert passed.exit_code == 0, passed.output
    assert [case["passed"] for case in json.loads(passed.stdout)["cases"]] == [True, True]
    wrong = tmp_path / "phone.tariff"
    text = (ROOT / PHONE[1]).read_text(encoding="utf-8").replace("visit_fee is 120 JPY", "visit_fee is 121 JPY")
    wrong.write_text(text, encoding="utf-8")
    failed = run("test", str(wrong))
    assert failed.exit_code == 1
    assert "visit_fee is 121 JPY" in failed.stdout


@pytest.mark.parametrize("verb", ["check", "fmt", "test"])
def test_a_path_that_is_not_there_is_refused(run: Run, verb: str) -> None:
    result = run(verb, "fixtures/absent.tariff")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no such file or folder" in result.stderr


@pytest.mark.parametrize("verb", ["check", "test"])
def test_a_name_of_a_pack_is_no_path(run: Run, verb: str) -> None:
    result = run(verb, PHONE[1], "jp.holidays", *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--> jp.holidays\n = mend: write clauses/jp/holidays.tariff\n" in result.stderr
