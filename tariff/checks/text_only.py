"""Provisions that are said to be text only, and hold what computes."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, warning
from tariff.diagnostics import Diagnostic
from tariff.versions.provisions import COMPUTING


def text_only(subject: Subject) -> Iterator[Diagnostic]:
    """Sentences ``text only because …`` beside a clause or another declaration of the same provision."""
    for edition in subject.line.editions:
        for _, item in edition.tree.walk():
            computing = any(node.kind in COMPUTING for node in item.content)
            for node in item.content if computing else ():
                if node.kind == "text_only":
                    mend = "drop the sentence, or move it to the paragraph that it is about"
                    yield warning("W0611", "this provision is text only, and something computes in it", node.span, mend)
