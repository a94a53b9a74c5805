"""The reference pages say what the code does: every sentence and every code has its entry, and no page is behind."""

import re
import tomllib
from pathlib import Path

import pytest
from pytest_regressions.file_regression import FileRegressionFixture

from docs import pages, provisions
from tariff.diagnostics.codes import CODES
from tariff.syntax.chunk import MAX_SENTENCE, MOST_FINDINGS
from tariff.syntax.files import MAX_BYTES
from tariff.syntax.formatter import format_text
from tariff.syntax.parser import parser
from tariff.syntax.reader import read
from tariff.syntax.values import MAX_DEPTH, MAX_DIGITS
from tests.shipped import LIBRARY

_ROOT = Path(__file__).resolve().parent.parent
_DOCS = _ROOT / "docs"
_CODE = re.compile(r'"([EWN][0-9]{4})"')


def _meanings() -> dict[str, dict[str, str]]:
    return tomllib.loads((_DOCS / "meanings.toml").read_text(encoding="utf-8"))


def test_every_sentence_has_a_meaning_and_every_meaning_a_sentence() -> None:
    forms = {section: {form.key for form in found} for section, found in pages.sections().items()}
    assert {section: set(found) for section, found in _meanings().items()} == forms


def test_every_node_of_the_grammar_is_a_sentence_of_the_page() -> None:
    keys = {form.key for found in pages.sections().values() for form in found}
    nodes = {rule.alias or rule.origin.name for rule in parser().rules if rule.alias or not rule.options.expand1}
    assert {name for name in nodes if not name.startswith("_")} - keys == {"chunk"}


def test_the_page_of_the_language_is_up_to_date(file_regression: FileRegressionFixture) -> None:
    page = _DOCS / "language.md"
    made = pages.language(page.read_text(encoding="utf-8"), _meanings())
    file_regression.check(made, fullpath=page, encoding="utf-8")


def test_the_page_of_findings_is_up_to_date(file_regression: FileRegressionFixture) -> None:
    file_regression.check(pages.diagnostics(), fullpath=_DOCS / "diagnostics.md", encoding="utf-8")


def test_the_example_of_the_page_is_read_and_laid_out() -> None:
    (example,) = re.findall(r"```tariff\n(.*?)```", (_DOCS / "language.md").read_text(encoding="utf-8"), re.DOTALL)
    assert read("example", example).findings == ()
    assert format_text("example", example) == example


def test_every_code_in_use_is_explained_and_no_other() -> None:
    sources = [path for path in (_ROOT / "tariff").rglob("*.py") if "codes" not in path.parent.name]
    used = {code for path in sources for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    assert used == set(CODES)


@pytest.mark.parametrize("code", sorted(CODES))
def test_explanations_are_sentences(code: str) -> None:
    meaning = CODES[code]
    assert meaning.title[0].isupper()
    assert not meaning.title.endswith(".")
    assert meaning.explanation.endswith(".")


def test_limits_that_are_explained_hold() -> None:
    assert f"{MAX_BYTES:,} bytes" in CODES["E0105"].explanation
    assert f"{MAX_DEPTH} levels" in CODES["E0121"].explanation
    assert f"first {MOST_FINDINGS} faults" in CODES["E0122"].explanation
    assert f"{MAX_DIGITS} signs" in CODES["E0124"].explanation
    assert f"{MAX_SENTENCE:,}" in CODES["E0124"].explanation


def test_every_provision_of_the_sources_is_answered_for(file_regression: FileRegressionFixture) -> None:
    file_regression.check(provisions.page(LIBRARY), fullpath=provisions.PAGE, encoding="utf-8")
    entries = [entry for source in provisions.sources(LIBRARY) for entry in source.entries]
    assert [entry.provision for entry in entries if entry.became == provisions.NOT_COVERED] == []
