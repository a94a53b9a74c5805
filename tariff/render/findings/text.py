"""Findings for a person: place, the line of source with carets, and the mend."""

from collections import Counter
from collections.abc import Sequence

from rich.text import Text

from tariff.diagnostics import Diagnostic, Severity
from tariff.render.findings.source import excerpt

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def findings_text(findings: Sequence[Diagnostic]) -> Text:
    """All findings, a blank line between them, and how many there are of each severity."""
    return Text("\n").join([*(_finding(item) for item in findings), _summary(findings)])


def _finding(finding: Diagnostic) -> Text:
    style = _STYLES[finding.severity]
    text = Text.assemble((f"{finding.severity}[{finding.code}]", style), (f": {finding.message}\n", "bold"))
    span = finding.span
    if span is None:
        if finding.where:
            text.append(" --> ", "blue").append(f"{finding.where}\n")
    else:
        margin = len(str(span.line))
        text.append(" " * margin + "--> ", "blue").append(f"{span.file}:{span.line}:{span.column}\n")
        source = excerpt(span)
        if source is not None:
            text.append(" " * margin + " |\n", "blue")
            text.append(f"{span.line} | ", "blue").append(f"{source.line}\n")
            text.append(" " * margin + " | ", "blue").append(source.blanks + source.carets + "\n", style)
    if finding.mend:
        text.append(" = ", "blue").append("mend: ", "bold").append(f"{finding.mend}\n")
    return text


def _summary(findings: Sequence[Diagnostic]) -> Text:
    counts = Counter(item.severity for item in findings)
    parts = [
        (f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}", _STYLES[severity])
        for severity in Severity
        if counts[severity]
    ]
    return Text(", ").join(Text(*part) for part in parts)
