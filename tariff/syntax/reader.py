"""Reading a clause file: chunk by chunk, so that one run reports faults in several articles."""

from tariff.diagnostics import Diagnostic
from tariff.syntax.chunk import MOST_FINDINGS, read_chunk
from tariff.syntax.codes import Code
from tariff.syntax.layout import Places, chunks, cleaned
from tariff.syntax.nodes import Node, Reading, SourceFile
from tariff.syntax.parser import build
from tariff.syntax.values import depth_fault, value_faults


def read(name: str, text: str) -> Reading:
    """Parse the text of the clause file that diagnostics call `name`; never raises.

    A unit (terms, record, article, amendment, example) with a fault is not among the file's units. Findings come in
    the order of their places.
    """
    text = cleaned(text)
    places = Places.of(name, text)
    findings: list[Diagnostic] = []
    units: list[Node] = []
    for base, chunk in chunks(text):
        found, nodes = _read(chunk, base, places)
        findings += found
        units += nodes
        if len(findings) > MOST_FINDINGS:
            span = findings[MOST_FINDINGS].span
            more = Diagnostic(Code.TOO_MANY, "more faults follow", span, mend="mend those above first")
            findings[MOST_FINDINGS:] = [more]
            break
    return Reading(SourceFile(name, text, tuple(units)), tuple(findings))


def _read(chunk: str, base: int, places: Places) -> tuple[list[Diagnostic], tuple[Node, ...]]:
    """The findings and the units of a chunk; one or the other is empty."""
    read = read_chunk(chunk, base, places)
    findings = list(read.findings)
    units: tuple[Node, ...] = ()
    if read.tree is not None:
        deep = depth_fault(read.tree, base, places)
        units = () if deep else build(read.tree, places, base, read.text).nodes()
        # Of a sentence with a fault, a part may have been read: its values may be cut short.
        known = {finding.span.line for finding in findings if finding.span}
        faults = (fault for unit in units for fault in value_faults(unit))
        findings += [deep] if deep else [fault for fault in faults if fault.span and fault.span.line not in known]
    findings.sort(key=lambda finding: finding.span or places.span(base, base))
    return findings, () if findings else units
