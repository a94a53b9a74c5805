"""Readings chosen for several terms at once, of which more than one may list them."""

import pytest

from tariff.commands.choices import by_terms
from tariff.diagnostics import InputError
from tariff.versions import Library
from tests.commands.conftest import Run

KDDI, SOFTBANK = "kddi.nuisance_call_light", "softbank.call_recording"
HALF_UP = {"rounding": "half_up"}
LIBRARY = Library.load()
ROUNDED = [name for name in LIBRARY.names if any(axis.key == "rounding" for axis in LIBRARY.axes(name))]


@pytest.fixture(scope="module")
def library() -> Library:
    return LIBRARY


@pytest.mark.parametrize(
    ("given", "chosen"),
    [
        ({}, {}),
        (HALF_UP, dict.fromkeys(ROUNDED, HALF_UP)),
        ({"late_interest": "leap_366"}, {SOFTBANK: {"late_interest": "leap_366"}}),
        ({f"{KDDI}:rounding": "half_up"}, {KDDI: HALF_UP}),
        (
            {f"{KDDI}:rounding": "default", "rounding": "half_up"},
            dict.fromkeys(ROUNDED, HALF_UP) | {KDDI: {"rounding": "default"}},
        ),
    ],
)
def test_a_reading_is_chosen_where_it_is_listed(
    library: Library, given: dict[str, str], chosen: dict[str, dict[str, str]]
) -> None:
    assert by_terms(library, given) == chosen


@pytest.mark.parametrize(
    ("key", "name", "problem"),
    [
        (f"{KDDI}:late_interest", "leap_366", "late_interest has no reading leap_366"),
        (f"{KDDI}:line_fee", "next_month", "nothing called line_fee has readings"),
        ("kddi.nuisance:rounding", "half_up", "there are no terms called kddi.nuisance"),
    ],
)
def test_a_reading_that_the_terms_named_do_not_list(library: Library, key: str, name: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        by_terms(library, {key: name})


def test_a_reading_that_several_terms_list_is_proposed_once(library: Library) -> None:
    with pytest.raises(InputError) as caught:
        by_terms(library, {"late_interest.scope": "no_such"})
    assert [item.mend for item in caught.value.findings] == ["choose one of service_fees_only"]


def test_a_contract_takes_the_readings_of_its_terms(run: Run) -> None:
    case = ("simulate", "fixtures/cases/k-1001.yaml", "--until", "2016-10-31", "--reading")
    assert "late_interest.scope=service_fees_only" in run(*case, f"{KDDI}:late_interest=service_fees_only").stdout
    other = run(*case, f"{SOFTBANK}:rounding=half_up")
    assert (other.exit_code, other.stdout) == (2, "")
    assert f"{SOFTBANK}:rounding is a reading of {SOFTBANK}, and the contract is under {KDDI}" in other.stderr
