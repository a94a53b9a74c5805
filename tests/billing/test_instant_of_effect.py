"""A change that takes effect at an instant which the provider sets: on that day nothing is decided without it."""

from pathlib import Path

import pytest

from tariff.billing.case import read_case
from tariff.diagnostics import InputError
from tests.shipped import LIBRARY

CASE = """
contract: K-1
terms: docomo.foma
concluded_on: 2018-04-01
customer_id: c-1
holder: individual
session: [{{id: s-1, option: o-1, started_at: "{at}", marked_carrier: yes, by: mopera_u}}]
"""


@pytest.mark.parametrize("at", ["2019-11-20T00:00:00+09:00", "2019-11-20T23:59:59+09:00"])
def test_on_the_day_of_effect_the_instant_is_needed(at: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(at=at), encoding="utf-8")
    with pytest.raises(InputError, match="packet_back_start"):
        read_case(path, LIBRARY)
    path.write_text(CASE.format(at=at) + f'parameter: {{packet_back_start: "{at}"}}\n', encoding="utf-8")
    assert read_case(path, LIBRARY).facts.of("session")


@pytest.mark.parametrize("at", ["2019-11-19T23:59:59+09:00", "2019-11-21T00:00:00+09:00"])
def test_on_the_days_beside_it_is_not(at: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(at=at), encoding="utf-8")
    assert read_case(path, LIBRARY).facts.of("session")
