"""Reading a clause file: chunk by chunk, so that one run reports faults in several articles."""

from attrs import frozen
from lark.exceptions import UnexpectedInput

from tariff.diagnostics import Diagnostic
from tariff.syntax.faults import layout_faults, parse_fault
from tariff.syntax.layout import Places, chunks, joined
from tariff.syntax.nodes import Node, SourceFile
from tariff.syntax.parser import build, parser


@frozen
class Reading:
    """A file as far as it could be read, and what is wrong with the rest."""

    file: SourceFile
    findings: tuple[Diagnostic, ...]


def read(name: str, text: str) -> Reading:
    """Parse the text of the clause file that diagnostics call `name`; never raises."""
    places = Places.of(name, text)
    findings = list(layout_faults(text, places))
    units: list[Node] = []
    if not findings:
        whole = joined(text if text.endswith("\n") else text + "\n")
        for base, chunk in chunks(whole):
            try:
                tree = parser().parse(chunk)
            except UnexpectedInput as error:
                findings.append(parse_fault(error, chunk, base, places))
            else:
                units.extend(build(tree, places, base, whole).nodes())
    return Reading(SourceFile(name, text, tuple(units)), tuple(findings))
