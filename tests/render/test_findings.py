"""Findings as people and programs read them: the carets stand right under what is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tariff.diagnostics import Diagnostic, Severity, Span
from tariff.diagnostics.width import width
from tariff.render.findings.data import findings_github, findings_json, findings_sarif
from tariff.render.findings.source import excerpt
from tariff.render.findings.text import findings_text


def shown(tmp_path: Path, text: str, column: int, length: int = 1, line: int = 1) -> str:
    path = tmp_path / "a.tariff"
    path.write_text(text, encoding="utf-8")
    span = Span(str(path), line, column, line, column + length)
    found = excerpt(span)
    assert found is not None
    return f"{found.line}\n{found.blanks}{found.carets}"


@pytest.mark.parametrize(
    ("text", "column", "length", "expected"),
    [
        ("amount 100", 8, 3, "amount 100\n       ^^^"),
        ("料金 100 円", 4, 3, "料金 100 円\n     ^^^"),
        ("料金は円", 2, 2, "料金は円\n  ^^^^"),
        ("ｶﾅ x", 4, 1, "ｶﾅ x\n   ^"),
        ("か\u3099 x", 4, 1, "か\u3099 x\n   ^"),
        ("\tx", 2, 1, "    x\n    ^"),
        ("a\x1b[31mb", 2, 1, "a\ufffd[31mb\n ^"),
        ("end", 4, 1, "end\n   ^"),
        ("\ufeffbom", 1, 3, "bom\n^^^"),
        ("crlf\r\nx", 1, 4, "crlf\n^^^^"),
    ],
)
def test_carets_stand_under_the_columns(tmp_path: Path, text: str, column: int, length: int, expected: str) -> None:
    assert shown(tmp_path, text, column, length) == expected


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    line, carets = shown(tmp_path, "あ" * 500 + "x" + "い" * 500, 501).split("\n")
    assert (line[0], line[-1]) == ("…", "…")
    assert width(line) <= 113
    assert width(line[: line.index("x")]) == width(carets) - 1


def test_a_span_of_several_lines_is_marked_on_its_first(tmp_path: Path) -> None:
    path = tmp_path / "a.tariff"
    path.write_text("one two  \nthree\n", encoding="utf-8")
    found = excerpt(Span(str(path), 1, 5, 2, 3))
    assert found is not None
    assert found.blanks + found.carets == "    ^^^"


def test_a_file_that_is_gone_has_no_excerpt(tmp_path: Path) -> None:
    assert excerpt(Span(str(tmp_path / "gone"), 1, 1, 1, 2)) is None
    path = tmp_path / "short"
    path.write_text("x", encoding="utf-8")
    assert excerpt(Span(str(path), 3, 1, 3, 2)) is None


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200), st.data())
def test_carets_never_leave_the_line(tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("line") / "a"
    path.write_text(text, encoding="utf-8")
    column = data.draw(st.integers(1, len(text)))
    found = excerpt(Span(str(path), 1, column, 1, data.draw(st.integers(column + 1, len(text) + 1))))
    assert found is not None
    assert len(found.carets) >= 1
    assert len(found.blanks) + len(found.carets) <= max(width(found.line), len(found.blanks) + 1)


FINDINGS = (
    Diagnostic("E0102", "50% of “a, b”\nis wrong", Span("a b/規約.tariff", 3, 5, 3, 9), mend="write: x"),
    Diagnostic("W0803", "ignored", where="table payment, row 12, field amount", severity=Severity.WARNING),
    Diagnostic("N0001", "by the way", severity=Severity.NOTE),
)


def test_text_names_place_mend_and_sums() -> None:
    text = findings_text(FINDINGS).plain
    assert " --> a b/規約.tariff:3:5\n" in text
    assert " = mend: write: x\n" in text
    assert "warning[W0803]: ignored\n --> table payment, row 12, field amount\n" in text
    assert text.endswith("note[N0001]: by the way\n\n1 error, 1 warning, 1 note")


def test_json_has_an_object_a_finding() -> None:
    first, second, _ = json.loads(findings_json(FINDINGS))
    assert (first["file"], first["line"], first["column"], first["end_column"]) == ("a b/規約.tariff", 3, 5, 9)
    assert (second["file"], second["where"], second["severity"]) == (None, FINDINGS[1].where, "warning")


def test_github_escapes_what_its_commands_are_made_of() -> None:
    first, second, third = findings_github(FINDINGS).split("\n")
    assert first == (
        "::error title=E0102,file=a b/規約.tariff,line=3,col=5,endLine=3,endColumn=9"
        "::50%25 of “a, b”%0Ais wrong%0Awrite: x"
    )
    assert second == "::warning title=W0803::table payment, row 12, field amount: ignored"
    assert third == "::notice title=N0001::by the way"


def test_sarif_has_rules_levels_and_places() -> None:
    (run,) = json.loads(findings_sarif(FINDINGS))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E0102", "N0001", "W0803"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%E8%A6%8F%E7%B4%84.tariff"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "locations" not in run["results"][2]
