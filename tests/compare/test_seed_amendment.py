"""The amendments that NTT DOCOMO made in November 2019: all that changed in its terms, marked or not, and nothing else.

The golden texts are the list of amendments as a lawyer makes it by hand: a wrong line in them is a fault of the
comparison. What the text labels otherwise where it leaves passages out stands in it as that, and as no change.
"""

from datetime import date
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture
from rich.console import Console

from tariff.compare.align import align
from tariff.compare.changes import Kind, changes
from tariff.compare.document import Part, Place
from tariff.compare.pairs import Pair
from tariff.compare.plain import read_document
from tariff.compare.sources import Named, source
from tariff.render.changes import changes_text
from tariff.render.places import place_name
from tests.compare.tables import SHELF

_TEXTS = Path(__file__).parents[2] / "fixtures" / "texts"

# What the columns show and the packs do not have: a contents, paragraphs that are left out, words that are our own.
_IN_TEXTS_ALONE = {
    "xi": [("retitled", "(目次)第90条", "(目次)第90条"), ("renumbered", "第78条の3第5項", "第78条の3第4項")],
    "foma": [("renumbered", "第91条の4第5項", "第91条の4第4項")],
    "ip_voice": [("reworded", "第32条第1項", "第32条第1項")],
}
# The amendments reword the supplementary provisions of an earlier one, which the columns do not show.
_IN_PACKS_ALONE = {
    "xi": [("reworded", "附則第4項第4号", "附則第4項第4号")],
    "foma": [
        ("reworded", "附則第4項第4号", "附則第4項第4号"),
        ("inserted", "", "附則"),  # the part that is in force a day later
    ],
    "ip_voice": [],
}


def _texts(terms: str) -> Pair:
    before, after = (read_document(_TEXTS / f"docomo-2019-11-{terms}-{side}.txt") for side in ("before", "after"))
    return align(before.root, after.root)


def _packs(terms: str) -> Pair:
    before, after = (source(Named(terms, f"docomo.{terms}", date(2019, 11, day)), SHELF) for day in (18, 20))
    return align(before.documents["ja"].root, after.documents["ja"].root)


@pytest.mark.parametrize("terms", ["xi", "foma", "ip_voice"])
def test_the_columns_give_the_list_of_amendments(
    terms: str, file_regression: FileRegressionFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    console = Console(width=10_000, soft_wrap=True)
    with console.capture() as printed:
        for piece in changes_text(_texts(terms), "ja"):
            console.print(piece)
    file_regression.check(printed.get(), encoding="utf-8")


@pytest.mark.parametrize("terms", ["xi", "foma", "ip_voice"])
def test_the_packs_have_the_same_amendments_at_the_same_places(terms: str) -> None:
    texts, packs = _operations(_texts(terms)), _operations(_packs(terms))
    assert sorted(texts + _IN_PACKS_ALONE[terms]) == sorted(packs + _IN_TEXTS_ALONE[terms])


def _operations(pair: Pair) -> list[tuple[str, str, str]]:
    return [
        (str(change.kind), _named(pair.old, change.at_old), _named(pair.new, change.at_new))
        for change in changes(pair)
        if change.kind is not Kind.LEFT_OUT
    ]


def _named(root: Part | None, place: Place) -> str:
    return place_name(root, place, "ja") if root and place else ""
