"""`tariff diff`: what it prints in every form, its exit codes, and what it refuses."""

import json
from pathlib import Path

import pytest
from pytest_regressions.data_regression import DataRegressionFixture
from pytest_regressions.file_regression import FileRegressionFixture

from tests.commands.conftest import PHONE, ROOT, Run

VERSIONS = ("diff", "test.phone@2020-12-31", "test.phone@2021-01-01", *PHONE)


def test_text(run: Run, file_regression: FileRegressionFixture) -> None:
    result = run(*VERSIONS)
    assert (result.exit_code, result.stderr) == (0, "")
    heading, _, changes = result.stdout.partition("\n\n")
    assert [line.split()[:2] for line in heading.splitlines()] == [
        ["-", "test.phone@2020-12-31"],
        ["+", "test.phone@2021-01-01"],
    ]
    changes = "\n".join(map(str.rstrip, changes.splitlines()))
    file_regression.check(changes, fullpath=ROOT / "fixtures/commands/diff_phone.txt", encoding="utf-8")


def test_data(run: Run, data_regression: DataRegressionFixture) -> None:
    data = json.loads(run(*VERSIONS, "--format", "json", "--language", "en").stdout)
    assert data["old"].pop("pin") != data["new"].pop("pin")
    data_regression.check(data, fullpath=ROOT / "fixtures/commands/diff_phone.yaml")


@pytest.mark.parametrize(
    ("form", "day"), [*((name, "2021年1月1日") for name in ("table", "html", "markdown")), ("table-json", "2021-01-01")]
)
def test_tables(run: Run, form: str, day: str) -> None:
    result = run(*VERSIONS, "--format", form, "--remarks")
    assert (result.exit_code, result.stderr) == (0, "")
    assert day in result.stdout
    assert "金額が「100円」から「120円」に上がる。" in result.stdout


@pytest.mark.parametrize(
    ("options", "heads"),
    [
        ((), ["改正後", "改正前"]),
        (("--left", "old"), ["改正前", "改正後"]),
        (("--style", "carrier", "--remarks"), ["\\[改 正\\]", "\\[現 行\\]", "備考"]),
    ],
)
def test_style_of_a_table(run: Run, options: tuple[str, ...], heads: list[str]) -> None:
    printed = run(*VERSIONS, "--format", "markdown", *options).stdout
    assert f"| {' | '.join(heads)} |" in printed.splitlines()


def test_table_marks_the_old_text_only_where_it_is_asked_to(run: Run) -> None:
    both, new = (run(*VERSIONS, "--format", "html", *more).stdout for more in ((), ("--underline", "new")))
    assert "<del>" in both
    assert "<ins>" in new
    assert "<del>" not in new


def test_table_shows_what_is_the_same_where_it_is_asked_to(run: Run) -> None:
    short, full = (run(*VERSIONS, "--format", "markdown", *more).stdout for more in ((), ("--unchanged", "show")))
    assert "（略）" in short
    assert "（略）" not in full


def test_article_among_chapters_has_not_moved(run: Run) -> None:
    texts = [f"fixtures/texts/docomo-2019-11-xi-{side}.txt" for side in ("before", "after")]
    changes = json.loads(run("diff", *texts, "--article", "8", "--format", "json").stdout)["changes"]
    assert [change["change"] for change in changes] == ["reworded", "deleted"]


def test_a_draft_whose_clauses_have_errors_is_compared_in_text_all_the_same(run: Run, tmp_path: Path) -> None:
    amended = 'amendment t.bad "改正" / "Bad"\n  amends test.phone\n  in force from 2022-01-01\n'
    change = "  in article 2 para 2\n    change visit_fee\n      amount nothing plus tax\n"
    (tmp_path / "bad.tariff").write_text(amended + change, encoding="utf-8")
    result = run("diff", "test.phone", f"{tmp_path}:test.phone", *PHONE)
    assert result.exit_code == 2
    assert "附則  new" in result.stdout
    assert "E0207" in result.stderr


def test_a_draft_whose_text_and_clauses_part_is_warned_about(run: Run, tmp_path: Path) -> None:
    (tmp_path / "draft.tariff").write_text(
        'amendment test.phone.2022 "2022年改正" / "Amendment of 2022"\n'
        "  amends test.phone\n  in force from 2022-01-01\n"
        '  in article 2 para 1\n    replace "1,000円" with "900円"\n',
        encoding="utf-8",
    )
    result = run("diff", "test.phone", f"{tmp_path}:test.phone", *PHONE)
    assert result.exit_code == 0
    assert result.stdout.endswith("Wording only: nothing that is computed changes.\n")
    assert "warning[W0601]: the text says 900円, and the clause does not use it" in result.stderr
    assert "warning[W0612]" not in result.stderr


def test_a_text_has_no_meaning_that_could_be_compared(run: Run) -> None:
    result = run("diff", "fixtures/texts/every-number.txt", "test.phone", "--format", "json", *PHONE)
    assert json.loads(result.stdout)["meaning"] is None


def test_a_document(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "table.docx"
    assert run(*VERSIONS, "--format", "docx", "--output", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (VERSIONS, 0),
        ((*VERSIONS, "--exit-code"), 1),
        ((*VERSIONS, "--exit-code", "--article", "1"), 0),
        ((*VERSIONS, "--exit-code", "--article", "第2条"), 1),
        ((*VERSIONS, "--exit-code", "--known-on", "2020-11-30"), 0),
        (("diff", "test.phone", "test.phone", "--exit-code", *PHONE), 0),
        (("diff", "fixtures/texts/every-number.txt", "fixtures/texts/every-number.txt", "--exit-code"), 0),
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (code, "")
    assert ("No difference" in result.stdout) == (code == 0 and arguments != VERSIONS)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("test.phone@2019-01-01", "test.phone"), ["E1031", "write @2020-04-01"]),
        (("test.phone@2021-02-30", "test.phone"), ["2021-02 has the days 01 to 28"]),
        (("test.phone", "test.phon"), ["E1201", "did you mean “test.phone”?"]),
        (("test.phone", "none.txt"), ["E1201", "no file called none.txt"]),
        (("fixtures/commands", "test.phone"), ["E1201", "a draft in a folder is written fixtures/commands:TERMS"]),
        (("test.phone",), ["E1202", "name a second version"]),
        (("docomo.keiki2066.xi", "--known-on", "2019-11-13"), ["E1202", "it was from 2019-11-14 on"]),
        (("test.phone", "test.phone", "--article", "9"), ["E1032", "there is no article 9"]),
        (("fixtures/texts/every-number.txt", "test.phone", "--language", "en"), ["E1204", "--language ja"]),
        (("test.phone", "README.md"), ["E1206", "第1条"]),
        (("test.phone", "fixtures/none:test.phone"), ["fixtures/none", "check the path"]),
        (("test.phone", "test.phone", "--output", "x.txt"), ["--format text is laid out for the terminal"]),
        (("test.phone", "test.phone", "--no-meaning"), ["--no-meaning is for a table"]),
        (("test.phone", "test.phone", "--left", "old", "--format", "json"), ["--left is for a table"]),
    ],
)
def test_what_is_refused(run: Run, arguments: tuple[str, ...], says: list[str]) -> None:
    result = run("diff", *arguments, *PHONE)
    assert result.exit_code == 2
    assert [said for said in says if said not in result.stderr] == []


def test_a_draft_that_no_longer_applies(run: Run, tmp_path: Path) -> None:
    """The finding names the phrase, the place in the draft, the provision, and what stands there now."""
    (tmp_path / "next.tariff").write_text(
        'amendment draft.next "案" / "Draft"\n  amends docomo.xi\n  in force from 2030-01-01\n'
        '  in article 8 para 3\n    replace "(1)から(5)" with "(1)から(3)"\n'
        '  in article 90\n    replace "dカード mini" with "iD"\n'
    )
    result = run("diff", f"{tmp_path}:draft.next")
    assert result.exit_code == 2
    for said in (
        "E0405",
        "next.tariff:5:5",
        "“(1)から(5)” does not stand in article 8 para 3",
        "(1)から(4)の条件を満たすXi",
        "docomo.keiki2085.xi",
        "docomo.keiki2066.xi deleted article 90: “削除” stands there now",
    ):
        assert said in result.stderr


def test_texts_in_two_encodings_are_one_text(run: Run, tmp_path: Path) -> None:
    text = (ROOT / "fixtures/texts/docomo-2019-11-ip_voice-after.txt").read_text(encoding="utf-8")
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(text.encode("cp932").replace(b"\n", b"\r\n"))
    new.write_bytes(b"\xef\xbb\xbf" + text.encode())
    result = run("diff", str(old), str(new), "--exit-code")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "No difference" in result.stdout


def test_a_number_that_is_only_written_otherwise_is_the_same(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("第1条（目的）　料金を定める。\n第2条（料金）　月額390円とする。\n", encoding="utf-8")
    new.write_text("第１条（目的）　料金等を定める。\n第二条（料金）　月額380円とする。\n", encoding="utf-8")
    places = [line for line in run("diff", str(old), str(new)).stdout.splitlines() if line.startswith("第")]
    assert places == ["第1条第1項  reworded", "第2条第1項  reworded"]
