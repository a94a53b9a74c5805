"""Reading a clause file: chunk by chunk, so that one run reports faults in several articles."""

from attrs import frozen

from tariff.diagnostics import Diagnostic
from tariff.syntax.chunk import MOST_FINDINGS, Chunk, read_chunk
from tariff.syntax.codes import Code
from tariff.syntax.layout import Places, chunks, cleaned
from tariff.syntax.nodes import Node, Reading, SourceFile
from tariff.syntax.parser import build
from tariff.syntax.torn import lines_of, names_in, remains
from tariff.syntax.values import depth_fault, value_faults


def read(name: str, text: str) -> Reading:
    """Parse the text of the clause file that diagnostics call `name`; never raises.

    Of an article or appendix with faults, what could be read is among the file's units; any other unit (terms, record,
    amendment, example) with a fault is not. Findings come in the order of their places.
    """
    text = cleaned(text)
    places = Places.of(name, text)
    findings: list[Diagnostic] = []
    units: list[Node] = []
    unread: set[str] = set()
    for base, chunk in chunks(text):
        found = _read(chunk, base, places)
        findings += found.findings
        units += found.units
        unread |= found.unread
        if len(findings) > MOST_FINDINGS:
            span = findings[MOST_FINDINGS].span
            more = Diagnostic(Code.TOO_MANY, "more faults follow", span, mend="mend those above first")
            findings[MOST_FINDINGS:] = [more]
            unread |= names_in(text[base:])
            break
    return Reading(SourceFile(name, text, tuple(units), frozenset(unread)), tuple(findings))


@frozen
class _Read:
    """The findings and the units of a chunk, and the words of what could not be read."""

    findings: tuple[Diagnostic, ...]
    units: tuple[Node, ...] = ()
    unread: frozenset[str] = frozenset()


def _read(chunk: str, base: int, places: Places) -> _Read:
    read = read_chunk(chunk, base, places)
    if read.tree is None:
        return _Read(_in_order(read.findings, places), unread=names_in(chunk) if read.findings else frozenset())
    if deep := depth_fault(read.tree, base, places):
        return _Read(_in_order((*read.findings, deep), places), unread=names_in(chunk))
    units = build(read.tree, places, base, read.text).nodes()
    # Of a sentence with a fault, a part may have been read: its values may be cut short.
    known = {finding.span.line for finding in read.findings if finding.span}
    faults = [fault for unit in units for fault in value_faults(unit) if fault.span and fault.span.line not in known]
    findings = _in_order((*read.findings, *faults), places)
    if not findings:
        return _Read((), units)
    faulty = frozenset(finding.span.line for finding in findings if finding.span)
    left = tuple(rest for unit in units if (rest := remains(unit, faulty)) is not None)
    return _Read(findings, left, _unread(chunk, base, places, read, units, left))


def _unread(
    chunk: str, base: int, places: Places, read: Chunk, units: tuple[Node, ...], left: tuple[Node, ...]
) -> frozenset[str]:
    """The words of a chunk that stand in none of the units `left` of it."""
    blanked = "".join(sign if sign != other else " " for sign, other in zip(chunk, read.text, strict=True))
    gone = frozenset[int]().union(*map(lines_of, units)) - frozenset[int]().union(*map(lines_of, left))
    first = places.span(base, base).line
    lost = [line for number, line in enumerate(chunk.splitlines(), first) if number in gone]
    return names_in(blanked) | names_in("\n".join(lost))


def _in_order(findings: tuple[Diagnostic, ...], places: Places) -> tuple[Diagnostic, ...]:
    start = places.span(0, 0)
    return tuple(sorted(findings, key=lambda finding: finding.span or start))
