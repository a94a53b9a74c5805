"""Renumbering: a provision that gets another number and, at the same time, another wording."""

import re
from collections.abc import Iterator

from tariff.checks.subject import Subject, note
from tariff.diagnostics import Diagnostic, Span
from tariff.versions.consolidate import Edition
from tariff.versions.history import target
from tariff.versions.provisions import Path, Provision, path_text, text_lines

# What has to follow the numbers: references to other provisions.
_REFERENCE = re.compile(
    r"前?\s*第?\s*[0-9]*\s*[条項号](?:の\s*[0-9]+)*(?:のほか、?)?|(?:article|para|paragraph|item)s?\s+[0-9]+(?:-[0-9]+)*|[0-9]"
)


def renumbering(subject: Subject) -> Iterator[Diagnostic]:
    """Provisions whose wording an amendment changes while it renumbers them, references to numbers aside.

    The governing language counts: the others follow it.
    """
    languages = subject.pack.header.first("languages")
    governing = languages.text("LANGUAGE") if languages else "ja"
    for before, after in zip(subject.line.editions, subject.line.editions[1:], strict=False):
        old = {item.identity: (path, item) for path, item in before.tree.walk()}
        for path, item in after.tree.walk():
            was_at, was = old.get(item.identity, (path, item))
            if was_at[-1] != path[-1] and _wording(was, governing) != _wording(item, governing):
                message = f"{path_text(was_at)} becomes {path_text(path)} and is worded otherwise"
                mend = "see that the change is meant: a table of changes shows the number first"
                yield note("N0413", message, _edit(subject, after, path, was_at), mend)


def _wording(item: Provision, language: str) -> list[str]:
    return [_REFERENCE.sub("", line.text) for line in text_lines(item) if line.language == language]


def _edit(subject: Subject, edition: Edition, *paths: Path) -> Span:
    """Where the amendments of an edition change the wording of a provision; else where they begin."""
    amendments = [item.node for item in subject.pack.amendments if item.name in edition.by]
    for node in amendments:
        for edit in node.all("edit"):
            if target(edit) in paths:
                return edit.span
    return amendments[0].span
