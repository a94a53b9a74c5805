"""Lists: words that stand on one twice."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, note
from tariff.diagnostics import Diagnostic
from tariff.versions.provisions import unquote


def lists(subject: Subject) -> Iterator[Diagnostic]:
    """Words that a list names twice, as a source does at times."""
    for item in subject.declarations("list"):
        seen: set[str] = set()
        for word in (word for row in item.node.all("listed") for word in row.words("STRING")):
            text = unquote(word.text)
            if text in seen:
                yield note(
                    "N0610", f"“{text}” stands on the list twice", word.span, "drop one, unless the source has two"
                )
            seen.add(text)
