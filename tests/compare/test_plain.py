"""Plain texts: their structure, their encodings, and what cannot be read."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.compare.document import Part, Place
from tariff.compare.plain import read_document
from tariff.compare.plain.builder import structure
from tariff.compare.plain.decoding import decoded
from tariff.diagnostics import InputError
from tests.compare.outlines import outline

TEXTS = Path(__file__).resolve().parents[2] / "fixtures" / "texts"
NAMES = sorted(path.stem for path in TEXTS.glob("*.txt") if not path.stem.endswith(".outline"))
SIGNS = st.sampled_from(
    [
        "第1条 ",
        "第2条の2（題）",
        "2 ",
        "3 (略)",
        "(1) ",
        "(2) ",
        "ア ",
        "イ ",
        "①",
        "附則\n",
        "料金表\n",
        "別表1 題\n",
        "。",
        "(略)",
        "\t",
        "\n",
    ]
)


@pytest.mark.parametrize("name", NAMES)
def test_structure(name: str, file_regression: FileRegressionFixture) -> None:
    root = read_document(TEXTS / f"{name}.txt").root
    file_regression.check(outline(root), fullpath=TEXTS / f"{name}.outline.txt", encoding="utf-8")


KANJI = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789()～", "０１２３４５６７８９（）〜")
NARROW = str.maketrans("０１２３４５６７８９（）～", "0123456789()~")


def _kanji(number: re.Match[str]) -> str:
    """A number below a hundred in kanji."""
    tens, ones = divmod(int(number[0]), 10)
    return (KANJI[tens] if tens > 1 else "") + "十" * (tens > 0) + (KANJI[ones] if ones or not tens else "")


@pytest.mark.parametrize(
    "respelled",
    [
        lambda text: text.translate(WIDE),
        lambda text: text.translate(NARROW),
        lambda text: re.sub(r"(?<=第)[0-9]{1,2}(?=[条章節])|(?<=第 )[0-9]{1,2}(?= [条章節])", _kanji, text),
        lambda text: text.replace("\n", "\n\n　").replace("\n", "\r\n"),
    ],
    ids=["wide", "narrow", "kanji", "spread"],
)
def test_numbers_are_the_same_however_they_are_written(respelled: Callable[[str], str]) -> None:
    def keys(text: str) -> list[Place]:
        return [place for place, part in structure(text).walk() if part.key.kind != "text"]

    for name in NAMES:
        if name.startswith("docomo"):
            text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
            assert keys(respelled(text)) == keys(text), name


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
def test_encodings(codec: str) -> None:
    text = "第1条（目的） この規約は、料金を定めます。\n２ 前項の料金は、～円とします。\n".replace("～", "十")
    assert decoded(text.encode(codec), "terms.txt") == text


@pytest.mark.parametrize(
    ("data", "line", "column", "says"),
    [
        ("第1条\n料金".encode() + b"\xff\xfe\x80\n", 2, 3, "no text in UTF-8"),
        ("第1条\n料金".encode("cp932") + b"\x81\xff\n", 2, 3, "read as Shift_JIS"),
        ("\ufeff第1条".encode() + b"\x80", 1, 4, "marked as UTF-8"),
        ("\ufeff第1条".encode("utf-16-le") + b"\x00", 1, 4, "marked as UTF-16"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, line: int, column: int, says: str) -> None:
    with pytest.raises(InputError) as raised:
        decoded(data, "terms.txt")
    (finding,) = raised.value.findings
    assert finding.code == "E1205"
    assert finding.span is not None
    assert (finding.span.file, finding.span.line, finding.span.column) == ("terms.txt", line, column)
    assert says in finding.message


@pytest.mark.parametrize("text", ["", "料金は月額390円です。\n", "1. 料金\n(1) 月額\n第3回 会合\n"])
def test_a_text_without_articles(text: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no articles"):
        read_document(path)


@settings(max_examples=150)
@given(st.lists(st.one_of(SIGNS, st.text("料金 は、1２(）第条項", max_size=6)), max_size=30).map("".join))
def test_no_word_is_lost(text: str) -> None:
    """What is read has every sign of the text that is no number, heading bracket, 略 or 削除, in order."""

    def words(part: Part) -> str:
        return part.title + "".join(part.text) + "".join(map(words, part.children))

    root = structure(text)
    kept = iter(text.replace("\n", ""))
    assert all(sign in kept for sign in words(root).replace(" ", ""))
    assert sum(part.omitted for _, part in root.walk()) <= text.count("略")
