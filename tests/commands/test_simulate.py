"""What one contract owes: the shapes that others read, and what is printed for people."""

import json
from typing import Any

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from tests.commands.conftest import PHONE, ROOT, Run, unpinned

CASE = "fixtures/commands/phone.yaml"
SHAPE = ["contract", "terms", "until", "known_on", "readings", "lines", "invoices", "decisions", "owed", "packs"]
INVOICE = [
    "id", "run", "contract", "terms", "month", "issued_on", "due_on", "subtotal", "taxes", "total", "open",
]  # fmt: skip
LINE = [
    "id", "run", "invoice", "contract", "terms", "month", "date", "kind", "clause", "article", "version", "subject",
    "quantity", "amount", "tax", "rate", "refers_to", "why",
]  # fmt: skip


def simulated(run: Run, *arguments: str) -> dict[str, Any]:
    result = run("simulate", CASE, *PHONE, "--until", "2021-01-15", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_json_has_the_shape_that_others_read(run: Run) -> None:
    data = simulated(run)
    assert list(data) == SHAPE
    assert [list(line) for line in data["lines"]] == [LINE] * 4
    assert [list(invoice) for invoice in data["invoices"]] == [INVOICE] * 2
    assert {key: data[key] for key in ("contract", "terms", "until", "known_on", "readings", "decisions")} == {
        "contract": "P-1",
        "terms": "test.phone",
        "until": "2021-01-15",
        "known_on": None,
        "readings": {},
        "decisions": [],
    }
    assert data["owed"] == {"balance": 2442, "overdue": 0, "accrued_interest": 0}
    assert data["invoices"][0]["taxes"] == [{"rate": "10%", "base": 1100, "tax": 110}]
    assert [invoice["open"] for invoice in data["invoices"]] == [False, True]
    why = data["lines"][3]["why"]
    assert (why["label"], why["value"]) == ("Visit fee", "120 JPY")
    assert list(why["because"][0]) == ["label", "value", "because"]


@pytest.mark.parametrize("language", ["en_US.UTF-8", "ja_JP.UTF-8"])
@pytest.mark.parametrize("form", ["table", "csv"])
@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("as_it_is", ()),
        ("with", ("--with", "cancellation.received_at=2020-12-31", "--with", "visit+={done_on: 2020-12-30}")),
        ("reading", ("--reading", "visit_fee=free", "--known-on", "2020-11-30")),
    ],
)
def test_what_is_printed(
    run: Run,
    name: str,
    form: str,
    language: str,
    changes: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    file_regression: FileRegressionFixture,
) -> None:
    monkeypatch.setenv("LANG", language)
    result = run("simulate", CASE, *PHONE, "--until", "2021-01-15", "--format", form, *changes)
    assert (result.exit_code, result.stderr) == (0, "")
    path = ROOT / f"fixtures/commands/simulate_{name}.{language[:2]}.{form}.txt"
    file_regression.check(unpinned(result.stdout), fullpath=path)


def test_months_without_a_difference_are_one_row(run: Run) -> None:
    arguments = ("simulate", CASE, *PHONE, "--until", "2022-06-30")
    changed = run(*arguments, "--with", "visit+={done_on: 2021-03-30}").stdout
    found = [" ".join(row.split()) for row in changed.split("\n")]
    assert [row for row in found if "unchanged" in row] == [
        "Dec 2020 – Feb 2021 3 months unchanged",
        "Apr 2021 – Jun 2022 15 months unchanged",
    ]
    assert "Visit fee visit:1 0 120 +120" in found
    assert not any("visit:v-" in row for row in found)


def test_with_shows_both_results_and_the_difference(run: Run) -> None:
    now, both = simulated(run), simulated(run, "--with", "cancellation.received_at=2020-12-31T12:00")
    assert list(both) == [*SHAPE[:-1], "as_it_is", "difference", "packs"]
    assert both["as_it_is"] | {"packs": both["packs"]} == now
    assert both["owed"]["balance"] == 1342
    assert both["difference"]["owed"]["balance"] == {"as_it_is": 2442, "with": 1342, "difference": -1100}
    assert both["difference"]["invoices"] == [{"month": "2021-01", "as_it_is": 1232, "with": 132, "difference": -1100}]
    assert both["difference"]["lines"] == [
        {"month": "2021-01", "clause": "monthly_fee", "subject": None, "as_it_is": 1000, "with": 0, "difference": -1000}
    ]


def test_a_payment_that_a_change_leaves_without_an_invoice_is_a_credit_with_a_warning(run: Run) -> None:
    change = "payment+={month: 2020-11, paid_on: 2021-01-10, amount: 100}"
    asked = run("simulate", CASE, *PHONE, "--until", "2021-01-15", "--with", change, "--format", "json")
    assert asked.exit_code == 0
    assert "warning[E0702]: payment for 2020-11, which has no invoice" in asked.stderr
    assert json.loads(asked.stdout)["difference"]["owed"]["balance"]["difference"] == -100


def test_readings_and_known_on_are_in_the_result(run: Run) -> None:
    data = simulated(run, "--reading", "visit_fee=free", "--known-on", "2020-11-30")
    assert data["readings"] == {"visit_fee": "free"}
    assert data["known_on"] == "2020-11-30"
    assert {line["version"] for line in data["lines"]} == {"2020-04-01"}
    assert {line["clause"] for line in data["lines"]} == {"monthly_fee"}


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--reading", "visit_fee"), "is no CLAUSE=NAME"),
        (("--reading", "visit_fee=fre"), "visit_fee has no reading fre"),
        (("--reading", "visit=free"), "nothing called visit has readings"),
        (("--reading", "visit_fee=free", "--reading", "visit_fee=default"), "is given two readings"),
        (("--known-on", "2021-02-30"), "“2021-02-30” is no day: 2021-02 has the days 01 to 28"),
        (("--until", "2021-13-01"), "“2021-13-01” is no day: months are 01 to 12"),
        (("--until", "0000-01-01"), "0000-01-01 is out of bounds: days are 1900-01-01 to"),
        (("--until", "20210115"), "write YYYY-MM-DD"),
        (("--until", "1899-12-31"), "is out of bounds"),
        (("--until", "tomorrow"), "write YYYY-MM-DD"),
        (("--with", "visit.v-9="), "visit has no row “v-9”"),
        (("--clauses", "fixtures/absent"), "there is no such file or folder"),
    ],
)
def test_a_wrong_call_is_refused(run: Run, arguments: tuple[str, ...], problem: str) -> None:
    result = run("simulate", CASE, *PHONE, "--until", "2021-01-15", *arguments)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert result.stdout == ""


def test_a_payment_without_an_invoice_is_shown_where_it_stands(
    run: Run, file_regression: FileRegressionFixture
) -> None:
    result = run("simulate", "fixtures/commands/orphan.yaml", *PHONE, "--until", "2021-02-15")
    assert (result.exit_code, result.stdout) == (2, "")
    file_regression.check(result.stderr, fullpath=ROOT / "fixtures/commands/orphan.expected.txt")


def test_explain_says_what_held(run: Run) -> None:
    line = "test.phone/P-1/visit_fee/visit:v-2/2021-01"
    text = run("explain", CASE, line, *PHONE).stdout
    for fact in ("Visit fee: 120 JPY", "once per visit on visit.done_on", "2021-01-10", "from 2021-01-01", "10%"):
        assert fact in text
    data = json.loads(run("explain", CASE, line, *PHONE, "--format", "json").stdout)
    assert data["id"] == line
    assert data["why"]["value"] == "120 JPY"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("test.phone/P-1/visit_fee/visit:v-1/2021-01", "there is no line"),
        ("test.phone/P-1/visit_fee/visit:v-1/2021-01", "did you mean “test.phone/P-1/visit_fee/visit:v-"),
        ("visit_fee", "/visit_fee/visit:v-1/2020-12, test.phone/P-1/visit_fee/visit:v-2/2021-01"),
        ("Visit fee", "is no id, but the clause visit_fee"),
        ("訪問料", "is no id, but the clause visit_fee"),
        ("monthly_fe", "an id is TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH"),
        ("nothing of it", "write an id such as test.phone/P-1/"),
    ],
)
def test_explain_refuses_a_line_that_is_not_there(run: Run, line: str, problem: str) -> None:
    result = run("explain", CASE, line, *PHONE, "--until", "2021-01-31")
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in " ".join(result.stderr.split())


def test_explain_says_what_an_id_looks_like(run: Run) -> None:
    said = " ".join(run("explain", "--help").stdout.split())
    assert "TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH" in said
    assert "--format csv` list ids" in said
