"""Rates and calendars of other terms: on each day, what their version of the day says, as known on a day."""

from datetime import date
from pathlib import Path

import pytest

from tariff.model.facts import Facts, Row
from tariff.model.records import BROUGHT_FORWARD, PAYMENT
from tariff.versions import Library
from tests.agreement import Pair

LIBRARY = Library.load([Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "used"])
BEFORE, FROM = date(2020, 11, 30), date(2020, 12, 1)
NONE: dict[str, tuple[Row, ...]] = {PAYMENT.name: (), BROUGHT_FORWARD.name: ()}


@pytest.mark.parametrize(
    ("asked_on", "known_on", "dated", "percent"),
    [
        # a Sunday, and a Saturday, before the amendment and from the day on which it takes effect
        ("2021-03-28", None, "2021-03-29", 10),
        ("2021-03-27", None, "2021-03-27", 10),
        ("2021-04-04", None, "2021-04-04", 5),
        ("2021-04-03", None, "2021-04-04", 5),
        # the day before it takes effect, and the day itself
        ("2021-03-31", None, "2021-03-31", 10),
        ("2021-04-01", None, "2021-04-01", 5),
        # a step of the prior table that never came to be, and one of the new
        ("2022-01-05", None, "2022-01-05", 5),
        ("2023-01-05", None, "2023-01-05", 15),
        # as known before the amendment was issued, and on that day
        ("2021-04-04", BEFORE, "2021-04-05", 10),
        ("2022-01-05", BEFORE, "2022-01-05", 12),
        ("2023-01-05", BEFORE, "2023-01-05", 12),
        ("2021-04-04", FROM, "2021-04-04", 5),
        ("2023-01-05", FROM, "2023-01-05", 15),
    ],
)
def test_the_version_of_the_day_holds(asked_on: str, known_on: date | None, dated: str, percent: int) -> None:
    day = date.fromisoformat(asked_on).toordinal()
    rows = {"contract": (Row("", {"signed_on": day}),), "visit": (Row("v", {"asked_on": day}),)}
    pair = Pair(LIBRARY.terms("t.shop", known_on=known_on), 12 * 2020, 12 * 2023 + 11)
    facts = Facts("c", "t.shop", rows | NONE)
    made = pair.interpreted(facts)
    assert pair.compiled([facts])["c"].parts() == made.parts()
    lines = {str(line[3]): line for line in made.lines}
    assert (str(lines["before_tax"][1]), lines["before_tax"][-1]) == (dated, f"{percent}%")
    assert lines["with_tax"][8] == 1_000 + 10 * percent
    assert lines["tax_inside"][8] == 1_000 - 1_000 * percent // (100 + percent)
