"""Amendment texts: sentences are operations and back, and the old text under them is the new one."""

from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_regressions.file_regression import FileRegressionFixture
from ruamel.yaml import YAML

from tariff.compare.align import align
from tariff.compare.amending.applying import apply
from tariff.compare.amending.between import operations_between
from tariff.compare.amending.deriving import operations
from tariff.compare.amending.operations import Operation
from tariff.compare.amending.reading import read
from tariff.compare.amending.writing import write
from tariff.compare.changes import Kind, changes
from tariff.compare.comparison import compare
from tariff.compare.document import Document, Part
from tariff.compare.normal import normal
from tariff.compare.plain import read_document
from tariff.compare.sources import Named, Shelf, sources
from tariff.diagnostics import InputError
from tests.compare.amended import amended, drawn
from tests.compare.parts import article, document, item, para
from tests.shipped import LIBRARY

_FIXTURES = Path(__file__).parents[2] / "fixtures/amending"
_TEXTS = _FIXTURES.parent / "texts"
_SHELF = Shelf()
_AMENDMENTS = [item.name for name in LIBRARY.names for item in LIBRARY.pack(name).amendments]
_SPOKEN: list[dict[str, str]] = YAML(typ="safe").load(_FIXTURES / "sentences.yaml")
_FAULTS: list[dict[str, Any]] = YAML(typ="safe").load(_FIXTURES / "faults.yaml")


def _seen(part: Part) -> tuple[object, ...]:
    """What a part says, in normal writing; a supplement is known by its heading, and labels follow from numbers."""
    title, text = normal(part.title), normal("\n".join(part.text))
    number = title if part.key.kind == "supplement" else part.key.number
    return part.key.kind, number, title, text, part.deleted, part.omitted, tuple(map(_seen, part.children))


def _said(text: str) -> list[object]:
    return [said.operation for said in read(text, "sentences")]


def _check(old: Part, new: Part, found: tuple[Operation, ...]) -> str:
    """The sentences of the operations between two documents, of which all that must hold is checked."""
    text = write(found)
    back = read(text, "sentences")
    assert tuple(said.operation for said in back) == found
    after = apply(Document("", None, old, ""), [said.operation for said in back])
    assert _seen(after.root) == _seen(new)
    return text


@settings(max_examples=100)
@given(st.integers(min_value=0), st.integers(0, 4))
def test_the_old_document_under_its_sentences_is_the_new_one(seed: int, others: int) -> None:
    chance = Random(seed)
    old = drawn(chance)
    new = drawn(chance) if others == 0 else amended(old, chance, others / 10)
    _check(old, new, operations(align(old, new)))


@pytest.mark.parametrize("name", _AMENDMENTS)
def test_amendments_of_the_packs_as_sentences(name: str, file_regression: FileRegressionFixture) -> None:
    comparison = compare(*sources(Named(name, name), None, _SHELF), "ja")
    old, new = (side.root for side in comparison.documents)
    text = _check(old, new, operations_between(comparison))
    file_regression.check(text, fullpath=_FIXTURES / f"{name}.txt", encoding="utf-8")


@pytest.mark.parametrize("name", ["xi", "foma", "ip_voice"])
def test_columns_of_a_real_amendment_as_sentences(name: str, file_regression: FileRegressionFixture) -> None:
    old, new = (read_document(_TEXTS / f"docomo-2019-11-{name}-{side}.txt") for side in ("before", "after"))
    found = operations(align(old.root, new.root))
    text = write(found)
    assert tuple(_said(text)) == found
    left = changes(align(apply(old, found).root, new.root))
    assert {change.kind for change in left} <= {Kind.LEFT_OUT}
    file_regression.check(text, fullpath=_FIXTURES / f"docomo-2019-11-{name}.txt", encoding="utf-8")


@pytest.mark.parametrize("spoken", _SPOKEN, ids=lambda spoken: spoken["written"][:20])
def test_sentences_as_people_write_them(spoken: dict[str, str]) -> None:
    found = _said(spoken["said"])
    assert write(found) == spoken["written"]  # type: ignore[arg-type]  # operations they are
    assert _said(spoken["written"]) == found


_TERMS = document(
    article(
        "8", para("1", "契約者は、第2項の料金を払う。"), para("2", "料金は、別表の料金とする。", item("1", "月額料金"))
    ),
    article("9", para("1", "当社は、 d カード mini を提供する。", para("2", "削除", deleted=True))),
    article("9-2", text="甲は乙とする。"),
)


def _apply(text: str) -> Part:
    said = read(text, "sentences")
    spans = [one.span for one in said]
    return apply(Document("", None, _TERMS, ""), [one.operation for one in said], spans).root


@pytest.mark.parametrize("fault", _FAULTS, ids=lambda fault: fault["said"][:24])
def test_what_does_not_fit_is_said_with_what_stands_there(fault: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        _apply(fault["said"])
    lines = [f"{f.code} {f.span.line if f.span else 0}: {f.message}; {f.mend}" for f in refused.value.findings]
    assert lines == fault["findings"]


def test_phrases_are_found_whatever_their_width_and_blanks() -> None:
    after = _apply("第9条中「ｄカードmini」を「d払い」に改める。")
    assert after.children[1].children[0].text == ("当社は、 d払いを提供する。",)


def test_numbers_move_together_with_their_labels() -> None:
    after = _apply("第8条第2項を第3項とし、同条第1項の次に次の1項を加える。\n　２　削除\n第9条を第10条とする。")
    assert [part.label for part in chain(after.children[0].children, after.children)] == [
        "1", "２", "3", "第8条", "第10条", "第9条の2",
    ]  # fmt: skip
