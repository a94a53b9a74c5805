"""The chart of an impact: every bar and label lies in the picture, and the words say what the bars show."""

from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from tariff.billing.months import Months
from tariff.compare.impact.result import Asked, Bin, Counts, Distribution, Impact, Side
from tariff.render.impact_chart import chart_of
from tests.model_terms import TERMS

SIDE = Side("<a> & b", TERMS)
BINS = (Bin(-1_300, -501, 3), Bin(-500, -1, 0), Bin(1, 500, 12_345), Bin(501, 1_000, 1))
IMPACT = Impact(
    old=SIDE,
    new=evolve(SIDE, name="c"),
    onset=None,
    asked=Asked(),
    months=Months(24_000, 24_001),
    counts=Counts(12_346, 3, 7, 0),
    clauses=(),
    taxes=(),
    decisions=(),
    distribution=Distribution(((0, -1_300), (100, 1_000)), BINS),
    movers=(),
    quarantine=(),
    warnings=(),
)


def parts(root: ET.Element, name: str) -> list[ET.Element]:
    return root.findall(f"{{http://www.w3.org/2000/svg}}{name}")


def test_a_chart_of_both_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    root = ET.fromstring(chart_of(IMPACT))
    _, *bars = parts(root, "rect")
    assert [bar.findtext("*") for bar in bars] == [
        "-1,300 … -501: 3",
        "-500 … -1: 0",
        "+1 … +500: 12,345",
        "+501 … +1,000: 1",
    ]
    floor = {float(bar.attrib["y"]) + float(bar.attrib["height"]) for bar in bars}
    assert len(floor) == 1
    heights = [float(bar.attrib["height"]) for bar in bars]
    assert heights[1] == 0 < heights[0] < heights[2]
    assert heights[3] > 0
    assert len({bar.attrib["fill"] for bar in bars}) == 2
    _, _, width, height = (float(value) for value in root.attrib["viewBox"].split())
    for item in (*parts(root, "text"), *bars):
        assert 0 <= float(item.attrib["x"]) <= width
        assert 0 <= float(item.attrib["y"]) <= height
    texts = [item.text for item in parts(root, "text")]
    assert texts[1] == "<a> & b → c"
    assert [text for text in texts if text in ("-1,300", "-500", "0", "+500", "+1,000")][-5:] == [
        "-1,300",
        "-500",
        "0",
        "+500",
        "+1,000",
    ]


def test_a_chart_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    root = ET.fromstring(chart_of(evolve(IMPACT, distribution=Distribution())))
    assert len(parts(root, "rect")) == 1
    assert parts(root, "text")[-1].text == "差のある契約はありません"
