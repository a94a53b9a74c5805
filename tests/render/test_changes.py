"""Changes in words, printed for people in both languages, and as data."""

from pathlib import Path

import pytest
from attrs import evolve
from pytest_regressions.data_regression import DataRegressionFixture
from pytest_regressions.file_regression import FileRegressionFixture
from rich.console import Console

from tariff.compare.align import align
from tariff.compare.document import Key, Part
from tariff.compare.pairs import Pair
from tariff.compare.plain import read_document
from tariff.render.changes import changes_data, changes_text
from tests.compare.parts import article, document, item, para

_TEXTS = Path(__file__).parents[2] / "fixtures" / "texts"


def _row(text: str) -> Part:
    return Part(Key("row", ""), text=(text,))


def _english(number: str, *children: Part, title: str = "", deleted: bool = False) -> Part:
    return evolve(article(number, *children, title=title, deleted=deleted), label=f"Article {number}")


_DEVICES = Part(Key("appendix", "1"), "Appendix 1", "Devices", children=(_row("Modem"),))
_OLD = document(
    _english(
        "1",
        para("1", "The fee is 300 yen a month, and is due on the last day of the month after."),
        para("2", "Fees paid are not given back."),
        para("3", "The customer pays interest of 14.5% a year on what is overdue.", item("1"), item("2", "once")),
        title="Fees",
    ),
    _english("2", para("1", "The provider publishes its tariff."), title="Publication"),
    _DEVICES,
)
_NEW = document(
    _english(
        "1",
        para("1", "The fee is 350 yen a month, and is due on the last day of the month after."),
        para("2", "The customer pays interest of 14.6% a year on what is overdue.", item("1"), item("2", "once")),
        title="Fees and interest",
    ),
    _english("2", deleted=True),
    evolve(_DEVICES, children=(_row("Modem"), _row("Telephone adapter"))),
)


def _printed(pair: Pair, language: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("LC_ALL", {"ja": "ja_JP.UTF-8", "en": "en_US.UTF-8"}[language])
    console = Console(width=10_000, soft_wrap=True)
    with console.capture() as printed:
        for piece in changes_text(pair, language):
            console.print(piece)
    return printed.get()


def test_printed_in_english(file_regression: FileRegressionFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    file_regression.check(_printed(align(_OLD, _NEW), "en", monkeypatch), encoding="utf-8")


def test_printed_in_japanese(file_regression: FileRegressionFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = (read_document(_TEXTS / f"docomo-2019-11-foma-{side}.txt").root for side in ("before", "after"))
    file_regression.check(_printed(align(before, after), "ja", monkeypatch), encoding="utf-8")


def test_as_data(data_regression: DataRegressionFixture) -> None:
    data_regression.check({"changes": changes_data(align(_OLD, _NEW), "en")})
