"""The amendments that NTT DOCOMO made in November 2019: its own old and new texts give back what was changed, unmarked
changes included, and nothing else; and so do the packs, at the same places in their own words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tariff.compare.changes import Change, Kind, changes
from tariff.compare.comparison import Comparison, compare
from tariff.compare.normal import normal
from tariff.compare.sources import Named, Shelf, sources
from tariff.render.places import place_name

TEXTS = Path(__file__).resolve().parents[2] / "fixtures" / "texts"
AMENDED: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(TEXTS / "docomo-2019-11.yaml")
BEFORE, AFTER = date(2019, 11, 18), date(2019, 11, 20)
SHELF = Shelf()


def operations(old: Named, new: Named) -> list[dict[str, Any]]:
    """What was changed, each with its places as they are cited, and with the words that differ."""
    comparison = compare(*sources(old, new, SHELF), "ja")
    return [_operation(change, comparison) for change in changes(comparison.pair) if change.kind is not Kind.LEFT_OUT]


def _operation(change: Change, comparison: Comparison) -> dict[str, Any]:
    root, pair = comparison.pair, change.pair
    sides = {"old": (root.old, pair.at_old), "new": (root.new, pair.at_new)}
    said: dict[str, Any] = {"change": str(change.kind)}
    said |= {side: normal(place_name(part, place, "ja")) for side, (part, place) in sides.items() if part and place}
    if change.kind in (Kind.RETITLED, Kind.REWORDED):
        runs = pair.title if change.kind is Kind.RETITLED else pair.text
        said["words"] = [[normal(run.old), normal(run.new)] for run in runs if not run.same]
    return said


@pytest.mark.parametrize("terms", AMENDED)
def test_the_texts_give_back_the_amendment(terms: str) -> None:
    before, after = (TEXTS / f"docomo-2019-11-{terms}-{side}.txt" for side in ("before", "after"))
    found = operations(Named(before.name, file=before), Named(after.name, file=after))
    stated = [item for item in AMENDED[terms] if "packs_only" not in item]
    assert found == [{key: item[key] for key in item if key != "texts_only"} for item in stated]


@pytest.mark.parametrize("terms", AMENDED)
def test_the_packs_do_the_same_at_the_same_places(terms: str) -> None:
    """Their wording is our own, so words are not looked at."""
    name = f"docomo.{terms}"
    found = operations(Named(name, name, BEFORE), Named(name, name, AFTER))
    stated = [item for item in AMENDED[terms] if "texts_only" not in item]
    places = ("change", "old", "new")
    assert [{key: item[key] for key in places if key in item} for item in found] == [
        {key: item[key] for key in places if key in item} for item in stated
    ]
