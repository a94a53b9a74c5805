"""The old-and-new table says what changed, and nothing of either text is lost in it."""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from pytest_regressions.file_regression import FileRegressionFixture
from rich.console import Console

from tariff import __version__
from tariff.compare.align import align
from tariff.compare.changes import Kind
from tariff.compare.document import Document, Part
from tariff.compare.plain import read_document
from tariff.compare.style import CARRIER, MINISTRY, Style
from tariff.compare.table import Row, Table
from tariff.compare.tabulate import tabulate
from tariff.render.old_and_new.data import table_data
from tariff.render.old_and_new.docx import table_docx
from tariff.render.old_and_new.html import table_html
from tariff.render.old_and_new.markdown import table_markdown
from tariff.render.old_and_new.terminal import table_terminal
from tariff.render.old_and_new.words import remarks
from tests.compare.parts import article, document, item, para, parts
from tests.compare.tables import PACKS, tabulated

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLDENS, TEXTS = FIXTURES / "tables", FIXTURES / "texts"
REMARKED = evolve(MINISTRY, remarks=True)
BARE = evolve(CARRIER, meaning=False)


def _table(old: Part, new: Part, style: Style = MINISTRY, language: str = "ja") -> Table:
    before, after = (Document(name, None, root, "") for name, root in (("旧", old), ("新", new)))
    return tabulate(before, after, align(old, new), style=style, language=language)


def _shown(row: Row) -> tuple[str, str]:
    """Both cells of a row, the new one first, with underlined words between low lines."""
    new, old = (
        "／".join("".join(f"_{mark.text}_" if mark.changed else mark.text for mark in line.marks) for line in cell)
        for cell in (row.new, row.old)
    )
    return new, old


@pytest.mark.parametrize("name", PACKS)
def test_html(name: str, file_regression: FileRegressionFixture) -> None:
    made = table_html(tabulated(name, REMARKED, "ja")).replace(f"tariff {__version__}", "tariff")
    file_regression.check(
        re.sub("<style>.*</style>", "<style></style>", made, flags=re.DOTALL), fullpath=GOLDENS / f"{name}.html"
    )


@pytest.mark.parametrize("name", PACKS)
def test_docx(name: str, file_regression: FileRegressionFixture) -> None:
    with zipfile.ZipFile(BytesIO(table_docx(tabulated(name, BARE, "ja")))) as file:
        made = file.read("word/document.xml").decode()
    broken = re.sub(r"(?=<w:(?:p|tbl|tr|tc|r|sectPr)[ >])", "\n", made)
    file_regression.check(broken, fullpath=GOLDENS / f"{name}.document.xml")


@pytest.mark.parametrize("name", PACKS)
def test_markdown(name: str, file_regression: FileRegressionFixture) -> None:
    made = table_markdown(tabulated(name, evolve(BARE, remarks=True, new_first=False), "en"))
    file_regression.check(made, fullpath=GOLDENS / f"{name}.md")


@pytest.mark.parametrize("name", PACKS)
def test_data(name: str, file_regression: FileRegressionFixture) -> None:
    made = json.dumps(table_data(tabulated(name, evolve(REMARKED, meaning=False), "ja")), ensure_ascii=False, indent=1)
    file_regression.check(made + "\n", fullpath=GOLDENS / f"{name}.json")


@pytest.mark.parametrize("before", sorted(TEXTS.glob("*-before.txt")), ids=lambda path: path.stem)
def test_plain_texts(before: Path, file_regression: FileRegressionFixture) -> None:
    old, new = read_document(before), read_document(before.with_stem(before.stem.replace("before", "after")))
    made = table_markdown(tabulate(old, new, align(old.root, new.root), style=CARRIER, language="ja"))
    file_regression.check(made, fullpath=GOLDENS / f"{before.stem.removesuffix('-before')}.md")


def test_renumbering_underlines_the_numbers_alone() -> None:
    old = document(article("1", para("1", "甲"), para("2", "乙"), para("3", "丙"), title="題"))
    new = document(article("1", para("1", "甲"), para("2", "新"), para("3", "乙"), para("4", "丙"), title="題"))
    assert [_shown(row) for row in _table(old, new).rows] == [
        ("（題）", "（題）"),
        ("第1条　（略）", "第1条　（略）"),
        ("_2　新_", "（新設）"),
        ("_3・4_　（略）", "_2・3_　（略）"),
    ]


def test_first_paragraph_that_goes_leaves_its_article_to_the_next() -> None:
    old = document(
        article("9", para("1", "契約者は暗証番号を用いる。"), para("2", "前項のほか、契約者は開示を請求できる。"))
    )
    new = document(article("9", para("1", "契約者は開示を請求できる。")))
    assert [_shown(row) for row in _table(old, new).rows] == [
        ("（削る）", "第9条　_契約者は暗証番号を用いる。_"),
        ("第9条　_　　　　　_契約者は開示を請求できる。", "_2　前項のほか、_契約者は開示を請求できる。"),
    ]


def test_article_deleted_in_place_keeps_its_number() -> None:
    old = document(article("90", para("1", "甲", item("1", "乙")), title="題"), article("91", para("1", "丙")))
    new = document(article("90", deleted=True), article("91", para("1", "丙")))
    assert [_shown(row) for row in _table(old, new).rows] == [
        ("第90条　_削除_", "_（題）_／第90条　_甲_／_(1)　乙_"),
        ("第91条　（略）", "第91条　（略）"),
    ]


def test_carrier_keeps_the_sentence_around_a_change() -> None:
    old = document(article("1", para("1", "次の条件を満たす。", item("1", "甲"), item("2", "乙"), item("3", "丙"))))
    new = document(article("1", para("1", "次の条件を満たす。", item("1", "甲"), item("2", "乙"))))
    rows = _table(old, new, CARRIER).rows
    assert [_shown(row) for row in rows] == [
        ("第1条 次の条件を満たす。", "第1条 次の条件を満たす。"),
        ("(1)～(2) (略)", "(1)～(2) (略)"),
        ("", "_(3) 丙_"),
    ]


def test_part_that_went_elsewhere_stands_where_it_is_now() -> None:
    first, then = para("1", "当社は、申込みがあった順に承諾する。"), para("1", "料金は、翌月の末日までに支払う。")
    moved = "契約者は、住所が変わったときは、速やかに当社に届け出る。"
    old = document(article("1", first, para("2", moved), title="承諾"), article("2", then, title="料金"))
    new = document(article("1", first, title="承諾"), article("2", then, para("2", moved), title="料金"))
    rows = _table(old, new, REMARKED).rows
    assert [_shown(row) for row in rows][-1] == (f"_2_　{moved}", f"_2_　{moved}")
    assert remarks(rows[-1], _table(old, new)) == "第1条第2項から移動"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.LEFT_OUT])
def test_remarks_have_a_word_for_each_kind_of_change(kind: Kind) -> None:
    row = Row((), (), (kind,), None, None, opens=False, by=("改正",))
    assert remarks(row, _table(document(), document())).endswith("（改正）")


def test_every_form_says_what_changes_in_meaning() -> None:
    table = tabulated(PACKS[0], MINISTRY, "ja")
    with zipfile.ZipFile(BytesIO(table_docx(table))) as file:
        word = file.read("word/document.xml").decode()
    terminal = Console(width=10_000, file=StringIO())
    for piece in table_terminal(table):
        terminal.print(piece)
    assert isinstance(terminal.file, StringIO)
    data = json.dumps(table_data(table), ensure_ascii=False)
    for passage in table.meaning:
        for form in (word, terminal.file.getvalue(), data, table_html(table)):
            assert all(text in form for text in (passage.heading, *passage.sentences))
        assert f"### {passage.heading}" in table_markdown(table)


def test_same_file_comes_of_the_same_table() -> None:
    table = tabulated(PACKS[0], MINISTRY, "ja")
    assert table_docx(table) == table_docx(table)


def test_docx_names_a_font_for_japanese_and_repeats_its_heading_row() -> None:
    with zipfile.ZipFile(BytesIO(table_docx(tabulated(PACKS[0], MINISTRY, "ja")))) as file:
        styles, text = (file.read(f"word/{name}.xml").decode() for name in ("styles", "document"))
    assert 'w:eastAsia="ＭＳ 明朝"' in styles
    assert text.count("<w:tblHeader/>") == 1
    assert re.search(r'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"', text)


@given(parts())
@settings(max_examples=15)
def test_text_has_no_difference_from_itself(root: Part) -> None:
    assert not _table(root, root).differs


@given(parts(), parts())
@settings(max_examples=25)
def test_every_word_that_differs_is_underlined(old: Part, new: Part) -> None:
    table = _table(old, new, language="en")
    pairs = [pair for child in align(old, new).children for pair in child.walk()]
    runs = [run for pair in pairs for run in (*pair.title, *pair.text) if not run.same]
    for side, cells in (("old", [row.old for row in table.rows]), ("new", [row.new for row in table.rows])):
        marked = (mark.text for cell in cells for line in cell for mark in line.marks if mark.changed and not mark.own)
        assert _signs(getattr(run, side) for run in runs) <= _signs(marked)


def _signs(texts: Iterable[str]) -> Counter[str]:
    return Counter(sign for text in texts for sign in text if not sign.isspace())


@given(parts(), parts())
@settings(max_examples=25)
def test_nothing_of_either_text_is_lost(old: Part, new: Part) -> None:
    rows = _table(old, new, evolve(CARRIER, abbreviate=False)).rows
    before, after = (
        "".join(mark.text for cell in cells for line in cell for mark in line.marks if not mark.own)
        for cells in ([row.old for row in rows], [row.new for row in rows])
    )
    at = 0
    for paragraph in _written(new):
        at = after.index(paragraph, at) + len(paragraph)
    # What went elsewhere stands where it is now, so the old column has its own order.
    assert Counter("".join(_written(old))) <= Counter(before)


def _written(root: Part) -> list[str]:
    """The headings and paragraphs of a document, in order."""
    below = [part for _, part in root.walk() if not part.omitted and not part.deleted]
    return [text for part in below for text in (part.title, *part.text)]
