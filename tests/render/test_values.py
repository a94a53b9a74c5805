"""Money and days in both languages, and rows as tables, CSV and JSON."""

import json
from datetime import date

import pytest

from tariff.model.results import Reason
from tariff.render import values
from tariff.render.console import show
from tariff.render.language import WORDS, language, word
from tariff.render.listing import Column, Format, print_rows
from tariff.render.why import why_tree


@pytest.fixture(params=["en_GB.UTF-8", "ja_JP.UTF-8", "C"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", request.param)
    return language()


def test_money_and_days_are_the_readers(reader: str) -> None:
    written = (values.money(-2160, "JPY", 0), values.day(date(2017, 6, 30)), values.month("2017-06"))
    assert (
        written
        == {
            "en": ("-¥2,160", "Jun 30, 2017", "Jun 2017"),
            "ja": ("-￥2,160", "2017/06/30", "2017年6月"),
        }[reader]
    )


def test_minor_digits_are_shown() -> None:
    assert values.amount(123456, 2) == "1,234.56"
    assert values.amount(10**15 + 1, 0) == "1,000,000,000,000,001"
    assert values.amount(-5, 2) == "-0.05"


def test_locale_is_taken_from_the_first_variable_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language() == "en"
    assert word("month") == "month"


def test_every_word_is_in_both_languages() -> None:
    assert [name for name, titles in WORDS.items() if not (titles.ja and titles.en)] == []


ROWS = [{"name": "a,b", "amount": 1000, "taxes": [{"rate": "8%"}], "tags": ["x", "y"], "none": None}]
COLUMNS = (
    Column("name"),
    Column("amount", "amount", lambda value: f"{value:,}", right=True),
    Column("taxes", shown=None),
    Column("tags", shown=", ".join),
    Column("none"),
)


def test_rows_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(COLUMNS, ROWS, Format.JSON)
    assert json.loads(capsys.readouterr().out) == ROWS
    print_rows(COLUMNS, [], Format.JSON)
    assert capsys.readouterr().out == "[]\n"


def test_rows_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(COLUMNS, ROWS, Format.CSV)
    assert capsys.readouterr().out == 'name,amount,taxes,tags,none\n"a,b",1000,"[{""rate"": ""8%""}]",x y,\n'


def test_rows_as_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(COLUMNS, ROWS, Format.TABLE)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line] == [
        " name   amount   tags   none",
        " ───────────────────────────",
        " a,b     1,000   x, y",
    ]


def test_a_table_ends_after_a_thousand_rows_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows((Column("n"),), ({"n": number} for number in range(1_001)), Format.TABLE)
    printed = capsys.readouterr()
    assert " 999 " in printed.out
    assert " 1000 " not in printed.out
    assert "only the first 1,000 rows are shown" in printed.err


def test_markup_in_data_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows((Column("name"),), [{"name": "[red]x[/red] [b"}], Format.TABLE)
    assert "[red]x[/red] [b" in capsys.readouterr().out


def test_a_why_tree(capsys: pytest.CaptureFixture[str]) -> None:
    leaf = Reason("day [bold]", "2016-05-20")
    show(why_tree(Reason("fee", "390 JPY", (Reason("held", "", (leaf,)), leaf))))
    assert capsys.readouterr().out.splitlines() == [
        "fee: 390 JPY",
        "├── held",
        "│   └── day [bold]: 2016-05-20",
        "└── day [bold]: 2016-05-20",
    ]
