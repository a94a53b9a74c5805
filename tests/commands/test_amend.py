"""`tariff amend` and `tariff diff --format amendment`: sentences out of versions, and versions out of sentences."""

import json
from pathlib import Path

import pytest
from pytest_regressions.data_regression import DataRegressionFixture

from tests.commands.conftest import PHONE, ROOT, Run

VERSIONS = ("test.phone@2020-12-31", "test.phone@2021-01-01")
SENTENCES = "第2条第2項中「１００円」を「120円」に改める。\n"


@pytest.fixture
def sentences(tmp_path: Path) -> Path:
    return tmp_path / "sentences.txt"


def test_the_sentences_of_a_difference_make_one_version_of_the_other(run: Run, sentences: Path) -> None:
    written = run("diff", *VERSIONS, "--format", "amendment", *PHONE, "--output", str(sentences))
    assert (written.exit_code, written.stderr) == (0, "")
    amended = run("amend", VERSIONS[0], str(sentences), *PHONE)
    assert (amended.exit_code, amended.stderr) == (0, "")
    sentences.write_text("第1条中「料金」を「料金」に改める。\n", encoding="utf-8")
    assert amended.stdout == run("amend", VERSIONS[1], str(sentences), *PHONE).stdout


def test_data(run: Run, sentences: Path, data_regression: DataRegressionFixture) -> None:
    sentences.write_text(SENTENCES, encoding="cp932")
    data = json.loads(run("amend", VERSIONS[0], str(sentences), "--format", "json", *PHONE).stdout)
    assert len(data["amended"].pop("pin")) == 64
    data_regression.check(data, fullpath=ROOT / "fixtures/commands/amend_phone.yaml")


def test_clauses_that_the_checks_accept(run: Run, sentences: Path, tmp_path: Path) -> None:
    sentences.write_text("第1条中「料金」を「通信料金」に改める。", encoding="utf-8")
    made = ("amend", VERSIONS[0], str(sentences), "--format", "clauses", *PHONE)
    result = run(*made, "--in-force", "2020-10-01", "--issued", "2020-09-01")
    assert (result.exit_code, result.stderr) == (0, "")
    assert 'amendment test.phone.2020_10_01 "2020年10月1日の改正" / "Amendment of 2020-10-01"' in result.stdout
    assert '    replace "料金" with "通信料金"' in result.stdout
    unit = tmp_path / "phone.2020.tariff"
    unit.write_text(result.stdout, encoding="utf-8")
    checked = run("fmt", "--check", str(unit)), run("check", PHONE[1], str(unit))
    assert [item.exit_code for item in checked] == [0, 0]
    shown = run("diff", "test.phone@2020-09-30", "test.phone@2020-10-01", *PHONE, "--clauses", str(unit))
    assert "通信料金" in shown.stdout
    undated, early = run(*made), run(*made, "--in-force", "1999-01-01")
    assert (undated.exit_code, early.exit_code) == (2, 2)
    assert "needs --in-force DATE" in undated.stderr
    assert "is before the version that is amended, in force from" in early.stderr
    unnamed, passed = run(*made, "--name", "a b"), run(*made, "--in-force", "2021-04-01")
    assert (unnamed.exit_code, passed.exit_code) == (2, 2)
    assert "“a b” names nothing in a clause file" in unnamed.stderr
    assert "name test.phone@2021-01-01 as SOURCE" in passed.stderr


def test_one_article(run: Run) -> None:
    result = run("diff", *VERSIONS, "--format", "amendment", "--article", "3", *PHONE)
    assert result.stdout == "第3条を次のように改める。\n　第3条　削除\n"


def test_refuses_sentences_that_no_longer_apply(run: Run, sentences: Path) -> None:
    sentences.write_text(f"第1条中「規約」を「約款」に改める。\n{SENTENCES}", encoding="utf-8")
    result = run("amend", VERSIONS[1], str(sentences), *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{sentences}:2:1" in result.stderr
    assert "「１００円」 does not stand in 第2条第2項" in result.stderr
    assert "there stands now: 1訪問につき120円（税別）。" in result.stderr


@pytest.mark.parametrize(
    ("terms", "words"), [("test.phone", "料金"), ("kddi.nuisance_call_light", "当社はこの規約により")]
)
def test_what_is_printed_says_what_the_terms_say(
    terms: str, words: str, run: Run, sentences: Path, tmp_path: Path
) -> None:
    sentences.write_text(f"第1条中「{words}」を「{words}」に改める。\n", encoding="utf-8")
    printed = tmp_path / "terms.txt"
    printed.write_text(run("amend", terms, str(sentences), *PHONE).stdout, encoding="utf-8")
    result = run("diff", terms, str(printed), "--exit-code", *PHONE)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "No difference")


def test_tables_of_charges_are_printed_as_they_are_written(run: Run, sentences: Path, tmp_path: Path) -> None:
    text = tmp_path / "terms.txt"
    text.write_text(
        "第1条（料金）　料金は別表1のとおりとする。\n\n別表1　料金\n1　適用\n基本料の適用\n2　料金額　月額390円\n",
        encoding="utf-8",
    )
    sentences.write_text("別表1第2項の見出し中「390円」を「400円」に改める。\n", encoding="utf-8")
    result = run("amend", str(text), str(sentences))
    assert (result.stdout, result.stderr) == (text.read_text(encoding="utf-8").replace("390", "400"), "")


@pytest.mark.parametrize("text", ["", "\n", "規約の一部を次のように改正する。\n"])
def test_refuses_a_text_that_says_no_change(text: str, run: Run, sentences: Path) -> None:
    sentences.write_text(text, encoding="utf-8")
    result = run("amend", VERSIONS[1], str(sentences), *PHONE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"error[E1301]: this text says no change\n --> {sentences}\n" in result.stderr


def test_refuses_sentences_about_english_text(run: Run) -> None:
    result = run("diff", *VERSIONS, "--format", "amendment", "--language", "en", *PHONE)
    assert result.exit_code == 2
    assert "Japanese" in result.stderr
