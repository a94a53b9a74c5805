"""Declarations that nothing uses: records, fields aside, parameters, definitions and lists."""

from collections.abc import Iterator

from tariff.checks.subject import Subject, names_in, warning
from tariff.diagnostics import Diagnostic
from tariff.model.records import CONTRACT
from tariff.versions.provisions import unquote

_MEND = "drop it, or write the clause that needs it"


def unused(subject: Subject) -> Iterator[Diagnostic]:
    """Declarations that no clause, definition or transition names in any edition."""
    named = set(_named(subject))
    heads = {name.partition(".")[0] for name in named}
    for node in subject.pack.records:
        name = unquote(node.text("NAME"))
        if name != CONTRACT and name not in heads:
            yield warning("W0606", f"nothing uses the record {name}", node.span, _MEND)
    for node in subject.pack.parameters:
        name = unquote(node.text("NAME"))
        if name not in named:
            yield warning("W0608", f"nothing uses the parameter {name}", node.span, _MEND)
    for code, kind, what in (("W0607", "define", "definition"), ("W0609", "list", "list")):
        for item in subject.declarations(kind):
            name = unquote(item.node.text("NAME"))
            if name not in named:
                yield warning(code, f"nothing uses the {what} {name}", item.node.span, _MEND)


def _named(subject: Subject) -> Iterator[str]:
    for edition in subject.line.editions:
        for _, item in edition.tree.walk():
            for node in item.content:
                own = unquote(node.text("NAME"))
                yield from (name for name in names_in(node) if name != own)
