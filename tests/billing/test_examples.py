"""Reading examples and running them: what is wrong with one, what does not come true, and until when one runs."""

from datetime import date
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.billing.examples import BOTH, Engine, Suite, compiled, read_examples, run
from tariff.billing.examples.codes import Code
from tariff.model.results import Line
from tariff.render.findings.text import findings_text
from tariff.versions import Library

ROOT = Path(__file__).parents[2]
EXAMPLES = Path("fixtures/examples")
BAD = sorted(path.stem for path in (ROOT / EXAMPLES / "bad").glob("*.tariff"))
PACK = "kddi.nuisance_call_light"
CONTRACT = "  given contract applied_on 2016-05-20, accepted_on 2016-05-20, au_id a-1\n"


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def read(path: Path) -> tuple[Library, Suite]:
    """The library with the file, and the file's own examples: of the terms that it declares, else of PACK."""
    library = Library.load([path])
    declared = [name for name in library.names if Path(library.pack(name).header.span.file).name == path.name]
    suite = read_examples(library, declared[0] if declared else PACK)
    own = tuple(case for case in suite.cases if Path(case.span.file).name == path.name)
    return library, Suite(own, suite.findings)


def written(folder: Path, text: str) -> tuple[Library, Suite]:
    path = folder / "own.tariff"
    path.write_text(f'example "one" for {PACK}\n{CONTRACT}{text}', encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("name", BAD)
def test_finds_the_fault(name: str, file_regression: FileRegressionFixture) -> None:
    path = EXAMPLES / "bad" / f"{name}.tariff"
    _, suite = read(path)
    file_regression.check(findings_text(suite.findings).plain, fullpath=ROOT / path.with_suffix(".txt"))


def test_every_code_has_a_bad_example() -> None:
    assert set(Code) <= {name.partition("-")[0] for name in BAD}


def test_says_what_was_expected_and_what_came_out(file_regression: FileRegressionFixture) -> None:
    path = EXAMPLES / "failing.tariff"
    library, suite = read(path)
    found = [
        f"line {failure.span.line}, {' and '.join(engines)}\n  expected {failure.expected}\n  found {failure.found}\n"
        + "".join(f"    {line}\n" for line in failure.ids)
        for result in sorted(run(library, suite.cases, BOTH), key=lambda item: item.case.span)
        for failure, engines in result.failures
    ]
    file_regression.check("".join(found), fullpath=ROOT / path.with_suffix(".txt"))


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("  expect total is 2,581 JPY\n", "2016-06-30"),  # the month after the last day that the facts name
        ("  given device return_due 2016-12-31\n  expect no unreturned_device\n", "2017-01-31"),
        ("  given payment month 2016-05, paid_on 2016-05-30, amount 1\n  expect no late_interest\n", "2016-06-30"),
        ("  expect monthly_fee in 2019-10 is 390 JPY\n", "2019-10-31"),
        ("  expect monthly_fee on 2019-10-01\n", "2019-10-31"),
        ("  until 2016-07-15\n  expect monthly_fee is 780 JPY\n", "2016-07-15"),
    ],
)
def test_runs_until_the_month_after_its_facts_or_as_far_as_it_expects(tmp_path: Path, text: str, until: str) -> None:
    library, suite = written(tmp_path, text)
    assert [item.failures for item in run(library, suite.cases, BOTH)] == [()]
    assert [date.fromordinal(case.until).isoformat() for case in suite.cases] == [until]


@pytest.mark.parametrize("name", ["metered", "mobile", "periods"])
def test_what_is_expected_comes_out_in_both_evaluators(name: str) -> None:
    library, suite = read(EXAMPLES / f"{name}.tariff")
    assert suite.findings == ()
    assert [item.failures for item in run(library, suite.cases, BOTH)] == [()] * len(suite.cases)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("no admission", "a decision"),
        ("admission is granted", "refused (1 未成年)"),
        ("admission is refused item 2", "refused (1 未成年)"),
        ("admission is refused item 1, item 2", "refused (1 未成年)"),
        ("admission for r-2 is refused", "no decision"),
        ("admission for r-1 is refused on 2016-06-29", "refused (1 未成年) from 2016-06-30"),
        ("interrupted is suspended from 2016-06-01", "suspended from 2016-06-01 to 2016-06-30"),
        ("interrupted is suspended from 2016-06-01 to 2016-06-29", "suspended from 2016-06-01 to 2016-06-30"),
        ("no monthly_fee in 2016-05", "a line"),
    ],
)
def test_a_decision_that_is_another_is_a_failure(tmp_path: Path, expected: str, found: str) -> None:
    path = tmp_path / "own.tariff"
    pack, _, _ = (ROOT / EXAMPLES / "mobile.tariff").read_text(encoding="utf-8").partition("\nexample")
    given = """
example "one"
  given contract accepted_on 2016-05-20
  given request id r-1, made_on 2016-06-30, kind minor
  given stop number a, began_on 2016-06-01, lifted_on 2016-06-30
  given parameter limit 5,000
"""
    path.write_text(f"{pack}\n{given}  expect {expected}\n", encoding="utf-8")
    library, suite = read(path)
    assert suite.findings == ()
    [result] = run(library, suite.cases, BOTH)
    [(failure, engines)] = result.failures
    assert engines == BOTH
    assert failure.found.startswith(found)
    assert failure.ids != () or found == "no decision"


def test_a_parameter_that_is_not_given_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.tariff"
    pack, _, _ = (ROOT / EXAMPLES / "mobile.tariff").read_text(encoding="utf-8").partition("\nexample")
    given = """
example "one"
  given contract accepted_on 2016-05-20
  given usage used_on 2016-06-01, fee 1
  expect no high_usage
"""
    path.write_text(f"{pack}\n{given}", encoding="utf-8")
    library, suite = read(path)
    [result] = run(library, suite.cases, [Engine.REFERENCE])
    [(failure, _)] = result.failures
    assert "limit is not given" in failure.found


def test_readings_on_a_line_hold_throughout_and_those_of_a_block_beside_them(tmp_path: Path) -> None:
    text = """  reading billing_start is civil_code
  expect initial_fee on 2016-05-28
  reading rounding is half_up
    expect initial_fee on 2016-05-28
  reading billing_start is default and contract_months is default
    expect initial_fee on 2016-05-27
"""
    library, suite = written(tmp_path, text)
    civil_code = ("billing_start", "civil_code")
    assert [case.readings for case in suite.cases] == [(civil_code,), (civil_code, ("rounding", "half_up")), ()]
    assert all(item.passed for item in run(library, suite.cases, [Engine.REFERENCE]))


def test_a_count_before_a_record_gives_so_many_rows(tmp_path: Path) -> None:
    text = """  given cancellation received_at 2016-06-10T12:00
  given 3 device return_due 2016-06-30
  expect unreturned_device is 16,800 JPY
"""
    library, suite = written(tmp_path, text)
    assert [item.failures for item in run(library, suite.cases, BOTH)] == [()]


def test_a_line_that_only_one_evaluator_makes_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written_line = compiled._line

    def other(terms: str, row: tuple[object, ...]) -> Line:
        line = written_line(terms, row)
        return line if line.clause != "initial_fee" else written_line(terms, (*row[:4], "7-2", *row[5:]))

    monkeypatch.setattr(compiled, "_line", other)
    library, suite = written(tmp_path, "  expect initial_fee is 2,000 JPY\n")
    [result] = run(library, suite.cases, BOTH)
    [(failure, engines)] = result.failures
    assert failure.ids == (f"{PACK}/example/initial_fee/-/2016-05",)
    assert engines == BOTH
