"""The grammar has no hidden conflicts, and the fixtures reach all of it."""

from collections.abc import Callable
from typing import Any

import pytest

from tariff.resources import grammar_text
from tariff.syntax.layout import chunks, cleaned
from tariff.syntax.lines import joined, lines, sentences
from tariff.syntax.parser import build_parser, parser
from tests.syntax.sources import GOOD


def test_has_neither_conflicts_nor_terminals_that_collide() -> None:
    build_parser(grammar_text("tariff.lark"), strict=True)


def test_every_form_of_every_rule_is_reached_by_a_good_file() -> None:
    lark = build_parser(grammar_text("tariff.lark"))
    reached: set[object] = set()

    def noted(rule: object, make: Callable[[list[Any]], object]) -> Callable[[list[Any]], object]:
        def note(children: list[Any]) -> object:
            reached.add(rule)
            return make(children)

        return note

    callbacks = lark.parser.parser.parser.callbacks
    callbacks.update({rule: noted(rule, make) for rule, make in callbacks.items()})
    for path in GOOD:
        for _, chunk in chunks(cleaned(path.read_text(encoding="utf-8"))):
            parts = sentences(lines(chunk))
            if parts:
                lark.parse(joined(chunk, parts))
    # A hole stands only where the reader took something out.
    forms = [rule for rule in lark.rules if "_HOLE" not in [symbol.name for symbol in rule.expansion]]
    assert [str(rule) for rule in forms if rule not in reached] == []


def test_tables_from_the_cache_are_the_grammar_s(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TARIFF_CACHE", str(tmp_path))
    parser.cache_clear()
    made = parser()
    parser.cache_clear()
    kept = parser()
    parser.cache_clear()
    assert kept is not made
    assert [str(rule) for rule in kept.rules] == [str(rule) for rule in made.rules]
    chunk = 'article 1 "x"\n  ja| 目的\n'
    assert kept.parse(chunk) == made.parse(chunk) == build_parser(grammar_text("tariff.lark")).parse(chunk)
