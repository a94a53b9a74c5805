"""Whole courses of a contract: what `tariff simulate` says of them, and the sums they must come to."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.commands import main
from tests.commands.conftest import unpinned

ROOT = Path(__file__).parents[2]
SCENARIOS = ROOT / "fixtures/cases/scenarios"

# case, last day, readings, what all invoices come to, what is owed in the end
ROWS = [
    ("device_kept", "2017-08-31", (), 13_681, 13_681),
    ("device_kept", "2017-08-31", ("contract_months=ordinal_month",), 10_657, 10_657),
    ("cancelled_in_the_next_month", "2016-06-30", (), 2_581, 2_581),
    ("cancelled_in_the_next_month", "2016-06-30", ("billing_start=civil_code",), 0, 0),
    ("initial_fee_paid_late", "2016-09-30", (), 2_238, 78),
    ("outage_of_two_days", "2022-04-30", (), 31_533, 31_533),
    # a debt brought forward makes no line: the invoice is the interest, 316 on 22,000
    ("debt_over_a_leap_year", "2024-01-31", (), 316, 316),
    ("visit_accepted_before_the_amendment", "2016-05-31", (), 7_560, 7_560),
    ("visit_accepted_after_the_amendment", "2016-05-31", (), 0, 0),
]


def simulate(case: str, until: str, readings: tuple[str, ...], form: str) -> str:
    options = [part for reading in readings for part in ("--reading", reading)]
    arguments = ["simulate", str(SCENARIOS / f"{case}.yaml"), "--until", until, "--format", form, *options]
    result = CliRunner().invoke(main, arguments, env={"LC_ALL": "C"}, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(("case", "until", "readings", "total", "balance"), ROWS)
def test_comes_to_the_sum(case: str, until: str, readings: tuple[str, ...], total: int, balance: int) -> None:
    result = json.loads(simulate(case, until, readings, "json"))
    assert sum(invoice["total"] for invoice in result["invoices"]) == total
    assert result["owed"]["balance"] == balance


@pytest.mark.parametrize(("case", "until"), [(case, until) for case, until, readings, _, _ in ROWS if not readings])
def test_prints_lines_invoices_and_debt(case: str, until: str, file_regression: FileRegressionFixture) -> None:
    file_regression.check(unpinned(simulate(case, until, (), "table")), fullpath=SCENARIOS / f"{case}.txt")


def test_every_scenario_is_told() -> None:
    assert {case for case, *_ in ROWS} == {path.stem for path in SCENARIOS.glob("*.yaml")}
