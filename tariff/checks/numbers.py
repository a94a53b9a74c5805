"""Numbers: the text beside a clause and the clause must name the same amounts, rates and periods."""

import re
from collections.abc import Iterator
from fractions import Fraction

from tariff.checks.subject import Subject, names_in, warning
from tariff.diagnostics import Diagnostic
from tariff.syntax.nodes import Node
from tariff.versions.expressions.literals import number_of
from tariff.versions.provisions import text_of

_IN_TEXT = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(円|yen|[%％]|日|days?|時間|hours?|(?:か|ヶ|カ|箇)月|months?|(?<=\d)年(?!\d*月)|years?)"
)
# 「2007年3月31日」 is a day, and 「2007年」 a year: no length of time that a clause would have to count.
_DATE = re.compile(r"\d{4}\s*年|(?<=\d月)\s*\d{1,2}\s*日")
_MONEY_OR_RATE = ("円", "yen", "%", "％")
_TRIVIAL = (0, 1)


def numbers(subject: Subject) -> Iterator[Diagnostic]:
    """Numbers of a clause's text that the clause does not use, and its amounts and rates that the text lacks."""
    definitions = {item.node.text("NAME"): item.node for item in subject.declarations("define")}
    for item in subject.declarations("clause"):
        lines = text_of(item.node)
        used = set(_used(item.node, definitions, set()))
        for line in lines:
            for match in _figures(line.text):
                value = number_of(match.group(1))
                if value not in used and value not in _TRIVIAL:
                    yield warning(
                        "W0601",
                        f"the text says {match.group()}, and the clause does not use it",
                        line.span,
                        "mend the text or the clause",
                    )
        yield from _unsaid(item.node, [line.text for line in lines])


def _figures(text: str) -> Iterator[re.Match[str]]:
    """The amounts, rates and lengths of time in a text."""
    return _IN_TEXT.finditer(_DATE.sub(" ", text))


def _unsaid(node: Node, lines: list[str]) -> Iterator[Diagnostic]:
    if not lines:
        return
    said = {number_of(match.group(1)) for line in lines for match in _figures(line) if match.group(2) in _MONEY_OR_RATE}
    for found in _amounts(node):
        value = number_of(found.text("PERCENT")[:-1] or found.text("NUMBER"))
        if value not in said and value not in _TRIVIAL:
            shown = found.text("PERCENT") or " ".join(word.text for word in found.words())
            yield warning(
                "W0602",
                f"the clause uses {shown}, and the text beside it does not say so",
                found.span,
                "mend the text or the clause",
            )


def _amounts(node: Node) -> Iterator[Node]:
    """The money and the rates in a clause's own sentences, its readings aside."""
    for child in node.nodes():
        if child.kind == "reading":
            continue
        if child.kind in ("money", "percent") or child.kind.startswith("rate_"):
            yield child
        yield from _amounts(child)


def _used(node: Node, definitions: dict[str, Node], seen: set[str]) -> Iterator[int | Fraction]:
    for child in node.children:
        if isinstance(child, Node):
            yield from _used(child, definitions, seen)
        elif child.type == "NUMBER":
            yield number_of(child.text)
        elif child.type == "PERCENT":
            yield number_of(child.text[:-1])
    for name in set(names_in(node)) & definitions.keys() - seen:
        seen.add(name)
        yield from _used(definitions[name], definitions, seen)
