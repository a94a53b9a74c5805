"""What clauses, rulings and records come to in the core."""

from pathlib import Path

from pytest_regressions.file_regression import FileRegressionFixture

from tariff.model.terms import Terms
from tariff.versions import Library
from tariff.versions.assumptions import assumptions
from tests.versions.printed import clause_lines, record_lines

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "versions" / "decisions.tariff"
LIBRARY = Library.load([FIXTURE])


def shown(terms: Terms) -> str:
    (version,) = terms.versions
    parts = [
        *map(record_lines, terms.records),
        *map(clause_lines, version.clauses),
        *map(clause_lines, version.rulings),
    ]
    return "\n".join(line for part in parts for line in (*part, ""))


def changes() -> str:
    """For each reading, the lines that it changes."""
    default = shown(LIBRARY.terms("t.decisions")).splitlines()
    parts: list[str] = []
    for axis in LIBRARY.axes("t.decisions"):
        for option in axis.options:
            other = shown(LIBRARY.terms("t.decisions", readings={axis.key: option.name})).splitlines()
            parts += [f"reading {axis.key}={option.name}", *(line for line in other if line not in default), ""]
    return "\n".join(parts)


def test_what_is_assumed_of_a_parameter_is_listed() -> None:
    (found,) = assumptions(LIBRARY.pack("t.decisions"))
    assert (found.place, found.owner) == ("parameter", "months_valid")


def test_every_kind_of_decision(file_regression: FileRegressionFixture) -> None:
    text = shown(LIBRARY.terms("t.decisions")) + changes()
    file_regression.check(text, fullpath=FIXTURE.with_suffix(".txt"))


def test_a_sentence_is_quoted_with_the_lines_that_continue_it() -> None:
    (admission, *_) = LIBRARY.terms("t.decisions").versions[0].rulings
    limit = next(item.text for item in admission.sentences if "item 5" in item.text)
    assert limit.startswith("refuse item 5 ")
    assert " where (not sibling.ended_on by accepted_on and (sibling.accepted_on before accepted_on or " in limit
    assert limit.endswith(" at least 5")
