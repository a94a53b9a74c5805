from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture

from tariff.billing.case import Case, case_text, override, read_case
from tariff.billing.case.document import MAX_BYTES, parse_document
from tariff.billing.case.reader import type_case
from tariff.diagnostics import Diagnostic, InputError
from tariff.model.facts import Facts, Row
from tariff.model.terms import Terms
from tariff.render.findings.text import findings_text
from tests.packs import CARRIER, DOLLARS, KDDI, Shelf
from tests.shipped import LIBRARY

ROOT = Path(__file__).parents[2]
BAD = Path("fixtures/cases/bad")
SHIPPED = BAD / "shipped"
GOOD = ROOT / "fixtures/cases/good"


def case_of(text: str, terms: Terms = KDDI) -> Case:
    return type_case(parse_document(text, "case.yaml"), terms)


def faults_of(text: str, terms: Terms = KDDI) -> list[str]:
    with pytest.raises(InputError) as refusal:
        case_of(text, terms)
    return [finding.message for finding in refusal.value.findings]


def kddi(text: str = "") -> str:
    head = (
        "contract: K-1\nterms: kddi.nuisance_call_light\napplied_on: 2016-05-20\naccepted_on: 2016-05-20\nau_id: a-1\n"
    )
    return head + text


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / BAD).iterdir() if path.suffix in (".yaml", ".json"))
)
def test_a_bad_case_is_refused_with_its_places(
    name: str, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(InputError) as refusal:
        read_case(BAD / name, Shelf())
    file_regression.check(findings_text(refusal.value.findings).plain, fullpath=ROOT / BAD / f"{name}.expected.txt")


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / SHIPPED).glob("*.yaml")))
def test_what_the_shipped_packs_rule_out_is_refused_with_its_places(
    name: str, monkeypatch: pytest.MonkeyPatch, file_regression: FileRegressionFixture
) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(InputError) as refusal:
        read_case(SHIPPED / name, LIBRARY)
    written = findings_text(refusal.value.findings).plain
    file_regression.check(written, fullpath=ROOT / SHIPPED / f"{name}.expected.txt")


def test_json_and_yaml_in_any_order_of_rows_are_the_same_facts() -> None:
    cases = [read_case(path, Shelf()) for path in (GOOD / "kddi_spare.yaml", GOOD / "kddi_spare.json")]
    assert cases[0].facts == cases[1].facts


def test_scalars_are_typed_by_their_declaration() -> None:
    facts = read_case(GOOD / "kddi_spare.yaml", Shelf()).facts
    assert facts.of("contract")[0].values["au_id"] == "0012"
    assert facts.of("termination")[0].values["ground"] == "on"
    assert facts.of("damage")[0].values["amount"] == 1000
    noon_in_tokyo = datetime(2017, 6, 10, 3, tzinfo=UTC)
    assert facts.of("cancellation")[0].values["received_at"] == int(noon_in_tokyo.timestamp()) * 1_000_000


def test_rows_without_an_id_are_numbered_by_content() -> None:
    case = case_of(
        kddi("device: [{return_due: 2017-07-01}, {}, {id: x}, {return_due: 2017-06-30, returned_on: 2017-06-01}]")
    )
    rows = {row.id: row.values["return_due"] for row in case.facts.of("device")}
    assert rows["1"] is None
    assert rows["x"] is None
    assert (rows["2"], rows["3"]) == (736510, 736511)
    place = case.place("device", "3", "return_due")
    assert place is not None
    assert (place.line, place.column) == (6, 23)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("2024-01-01T00:00:00Z", 0),
        ("2024-01-01 09:00+09:00", 0),
        ("2023-12-31T19:00", 0),
        ("2023-12-31T19:00:00.5", 0.5),
        ("2024-01-01", 5 * 3600),
    ],
)
def test_an_instant_without_an_offset_is_in_the_zone_of_the_terms(written: str, seconds: float) -> None:
    case = case_of(f'contract: A\nterms: test.dollars\nsigned_at: "{written}"\n', DOLLARS)
    start = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
    assert case.facts.of("contract")[0].values["signed_at"] == int((start + seconds) * 1_000_000)


@pytest.mark.parametrize(
    ("written", "problem"),
    [("2024-03-10T02:30", "skipped"), ("2024-11-03T01:30", "twice"), ("2024-01-01T00:00+19:00", "offset")],
)
def test_a_time_that_no_clock_showed_once_is_refused(written: str, problem: str) -> None:
    (fault,) = faults_of(f'contract: A\nterms: test.dollars\nsigned_at: "{written}"\n', DOLLARS)
    assert problem in fault


@pytest.mark.parametrize(("written", "cents"), [("12", 1200), ("12.5", 1250), ("1,012.05", 101205)])
def test_a_currency_with_minor_digits_takes_decimals(written: str, cents: int) -> None:
    case = case_of(
        f'contract: A\nterms: test.dollars\nsigned_at: 2024-01-01\nusage: [{{fee: "{written}", units: -3}}]\n', DOLLARS
    )
    assert case.facts.of("usage")[0].values == {"fee": cents, "units": -3, "roaming": None}


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    (fault,) = faults_of(
        "contract: A\nterms: test.dollars\nsigned_at: 2024-01-01\nusage: [{fee: 1.005, units: 1}]\n", DOLLARS
    )
    assert fault == "usage.fee: 1.005 has a fraction that USD does not"


def test_a_number_of_many_digits_is_refused_without_being_reckoned() -> None:
    (fault,) = faults_of(kddi(f"damage: [{{occurred_on: 2016-07-01, amount: {'9' * 10_000}, gravity: intent}}]"))
    assert fault == f"damage.amount: {'9' * 20}… is more than can be reckoned with"


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(InputError, match="larger than 10 MB"):
        read_case(path, Shelf())


@pytest.mark.parametrize("name", [".", "absent.yaml"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        read_case(tmp_path / name, Shelf())
    assert refusal.value.findings[0].code == "E1001"


def changed(*changes: str) -> Facts:
    base = case_of(kddi("device: [{id: d.1}]\npayment: [{month: 2016-05, paid_on: 2016-06-30, amount: 2160}]"))
    return override(base.facts, KDDI, changes)


def test_with_changes_fields_and_rows() -> None:
    facts = changed(
        "applied_on=2016-05-24",
        "cancellation.received_at=2017-06-10",
        "device.d.1.returned_on=2017-06-01",
        "payment.1.amount=2,161",
        "payment+={month: 2016-06, paid_on: 2016-07-31, amount: 421}",
        "device+={id: d-2}",
    )
    assert facts.of("contract")[0].values["applied_on"] == 736108
    assert facts.of("cancellation")[0].values["received_at"] == 1497020400_000_000
    assert [(row.id, row.values["returned_on"]) for row in facts.of("device")] == [("d-2", None), ("d.1", 736481)]
    assert [(row.id, row.values["amount"]) for row in facts.of("payment")] == [("1", 2161), ("2", 421)]


def test_with_takes_rows_away() -> None:
    facts = changed("termination.ended_on=2017-01-01", "termination.ground=x", "termination=", "device.d.1=")
    assert facts.of("termination") == facts.of("device") == ()


@pytest.mark.parametrize(
    ("change", "problem", "mend"),
    [
        ("applied_on", "this is no FIELD=VALUE", "write cancellation.received_at=2017-06-10, say"),
        ("aplied_on=2016-05-24", "has no field or record “aplied_on”", "did you mean “applied_on”?"),
        ("device.d-2.returned_on=2017-06-01", "device has no row “d-2”", "its rows are d.1"),
        ("device=", "device has many rows, and none is named", "its rows are d.1"),
        ("visit.1.applied_on=2016-01-01", "visit has no row “1”", "write visit+={…} to add one"),
        ("device.d.1.return_on=2017-06-01", "device has no field “return_on”", "did you mean “returned_on”?"),
        ("cancellation.received_at=2017-02-29", "there is no day 2017-02-29", "2017-02 has 28 days"),
        ("cancellation=2017-06-10", "cancellation is a row, not a field", "write cancellation.FIELD=VALUE"),
        ("contract=", "contract is a row, not a field", "write contract.FIELD=VALUE"),
        ("termination.ended_on=2017-06-10", "termination.ground is missing", "add --with termination.ground=…"),
        ("applied_on=", "contract.applied_on has no value", "add applied_on: 2016-05-20"),
        ("payment+=", "no row follows the sign", "write payment+={…}"),
        ("payment+={month: 2016-06, amount: 1}", "payment.paid_on is missing", "add paid_on: 2016-05-20"),
        ("payment+={", "not YAML", "closed"),
        ("device+={id: d.1}", "device has a row “d.1” already", "write device.d.1.FIELD=VALUE to change it"),
        ("cancellation+={}", "“cancellation” is no record of many rows", "these are: device"),
    ],
)
def test_with_says_what_is_wrong(change: str, problem: str, mend: str) -> None:
    with pytest.raises(InputError) as refusal:
        changed(change)
    finding = refusal.value.findings[0]
    assert problem in finding.message
    assert mend in finding.mend
    assert finding.where.startswith("--with")


def test_with_brings_no_second_debt_forward() -> None:
    debt = "brought_forward+={month: 2016-06, due_on: 2016-07-31, amount: 421}"
    with pytest.raises(InputError, match="two debts brought forward"):
        changed(debt, debt)


CARRIER_CASE = """contract: K-1
terms: test.carrier
accepted_on: 2016-05-20
au_id: a-1
parameter: {switched_at: "2019-11-20T10:00:00+09:00"}
sibling:
  - {contract: K-2, au_id: a-1, accepted_on: 2016-04-01}
  - {contract: K-3, au_id: a-1, accepted_on: 2016-04-02, ended_on: 2017-01-31}
"""


def test_siblings_have_the_names_of_their_contracts_and_parameters_may_be_left_open() -> None:
    facts = case_of(CARRIER_CASE, CARRIER).facts
    assert [row.id for row in facts.of("sibling")] == ["K-2", "K-3"]
    assert facts.of("parameter")[0].values["limit"] is None
    assert case_of(case_text(facts, CARRIER), CARRIER).facts == facts


def test_with_sets_a_parameter_and_keeps_siblings_that_are_some() -> None:
    base = case_of(CARRIER_CASE, CARRIER).facts
    changes = ("parameter.limit=5000", "sibling+={contract: K-4, au_id: a-1, accepted_on: 2016-04-01}")
    facts = override(base, CARRIER, changes)
    assert facts.of("parameter")[0].values["limit"] == 5000
    assert [row.id for row in facts.of("sibling")] == ["K-2", "K-3", "K-4"]
    with pytest.raises(InputError, match="sibling K-2 has another au_id than the contract"):
        override(base, CARRIER, ("au_id=a-2",))


def test_a_parameter_beside_the_fields_of_the_contract_is_sent_where_it_belongs() -> None:
    with pytest.raises(InputError) as misplaced:
        case_of(CARRIER_CASE + "limit: 5000\n", CARRIER)
    assert [item.mend for item in misplaced.value.findings] == ["write it under parameter:"]
    with pytest.raises(InputError) as unnamed:
        override(case_of(CARRIER_CASE, CARRIER).facts, CARRIER, ("limit=5000",))
    assert [item.mend for item in unnamed.value.findings] == ["write parameter.limit=…"]


days = st.integers(600_000, 800_000)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@given(
    texts,
    st.lists(
        st.tuples(st.integers(-4_000, 4_000), st.integers(0, 10**12), st.sampled_from([None, True, False])), max_size=4
    ),
    st.integers(-2_200_000_000_000_000, 7_000_000_000_000_000),
)
def test_facts_written_read_back_the_same(name: str, usage: list[tuple[int, int, bool | None]], moment: int) -> None:
    rows = tuple(
        Row(f"{name}{number}", {"fee": fee, "units": units, "roaming": roaming})
        for number, (units, fee, roaming) in enumerate(usage)
    )
    facts = Facts(
        name, DOLLARS.name, {"contract": (Row("", {"signed_at": moment}),)} | ({"usage": rows} if rows else {})
    )
    assert case_of(case_text(facts, DOLLARS), DOLLARS).facts == facts


SIGNS = st.sampled_from(
    [*"{}[]:,-&*!|>'\"%@`#?~\\\n\t \ufeff\u3000\x85\u2028０\x00", "null", "\\u", "<<: ", "--- ", "😀"]
)
WRITTEN = {suffix: (GOOD / f"kddi_spare{suffix}").read_text(encoding="utf-8") for suffix in (".yaml", ".json")}


@pytest.mark.parametrize("suffix", WRITTEN)
@settings(max_examples=150)
@given(st.data())
def test_no_text_is_a_traceback(suffix: str, data: st.DataObject) -> None:
    """A case with a few signs put in or taken out is a case still, or is refused with a place and a mend."""
    text = WRITTEN[suffix]
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(SIGNS) + text[at + data.draw(st.integers(0, 2)) :]
    findings = refused(text, json=suffix == ".json")
    assert all(finding.span and finding.span.file == "case" and finding.mend for finding in findings)


def refused(text: str, *, json: bool) -> tuple[Diagnostic, ...]:
    try:
        type_case(parse_document(text, "case", json=json), KDDI)
    except InputError as refusal:
        return refusal.findings
    return ()
