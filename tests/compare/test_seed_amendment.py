"""The amendments that NTT DOCOMO made in November 2019, as they are printed for people.

The golden texts are the list of amendments as a lawyer makes it by hand: a wrong line in them is a fault of the
comparison. What the text labels otherwise where it leaves passages out stands in it as that, and as no change.
"""

from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture
from rich.console import Console

from tariff.compare.align import align
from tariff.compare.pairs import Pair
from tariff.compare.plain import read_document
from tariff.render.changes import changes_text

_TEXTS = Path(__file__).parents[2] / "fixtures" / "texts"


def _texts(terms: str) -> Pair:
    before, after = (read_document(_TEXTS / f"docomo-2019-11-{terms}-{side}.txt") for side in ("before", "after"))
    return align(before.root, after.root)


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
