"""Findings, for people and for programs; the formats but one need no rich."""

from collections.abc import Sequence
from enum import StrEnum

from tariff.diagnostics import Diagnostic
from tariff.render.console import stdout, write


class FindingsFormat(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def print_findings(findings: Sequence[Diagnostic], form: FindingsFormat) -> None:
    """Prints findings to standard output; as text, nothing where there are none."""
    if form is FindingsFormat.TEXT:
        if findings:
            from tariff.render.findings.text import findings_text

            stdout().print(findings_text(findings))
        return
    from tariff.render.findings.data import findings_github, findings_json, findings_sarif

    writers = {
        FindingsFormat.JSON: findings_json,
        FindingsFormat.GITHUB: findings_github,
        FindingsFormat.SARIF: findings_sarif,
    }
    write(writers[form](findings))
