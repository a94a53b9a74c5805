"""What a schedule sets on a day when amendments restate it."""

from datetime import date
from pathlib import Path

import pytest

from tariff.model.clause import Clause
from tariff.model.expr import Compare, Const, Expr, If
from tariff.model.terms import Version
from tariff.versions import Library

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "schedules.tariff"
(FIRST, AMENDED) = Library.load([FIXTURE]).terms("t.schedules").versions


def set_on(clause: Clause, day: str) -> object:
    """The constant that the schedule in a clause's amount comes to on a day."""
    value: Expr = clause.amount
    while isinstance(value, If):
        assert isinstance(value.test, Compare)
        assert isinstance(value.test.right, Const)
        since = value.test.right.value
        assert isinstance(since, int)
        value = value.then if since <= date.fromisoformat(day).toordinal() else value.other
    assert isinstance(value, Const)
    return value.value


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-03-31", 0),
        ("2020-04-01", 3),
        ("2021-03-31", 3),
        # From the amendment on its own rows alone hold, the first of which begins later.
        ("2021-04-01", 0),
        ("2021-09-30", 0),
        ("2021-10-01", 2),
    ],
)
@pytest.mark.parametrize("version", [FIRST, AMENDED], ids=["first", "amended"])
def test_each_day_has_what_the_edition_of_the_day_says(version: Version, day: str, expected: int) -> None:
    (clause,) = version.clauses
    assert set_on(clause, day) == expected
