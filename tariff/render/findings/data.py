"""Findings for programs: JSON, GitHub's workflow commands, SARIF 2.1.0."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tariff import __version__
from tariff.diagnostics import Diagnostic, Severity

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def findings_json(findings: Sequence[Diagnostic]) -> str:
    """A JSON array, one object a finding; a finding without a place in a text has null there, and `where` in words."""
    return json.dumps([_plain(item) for item in findings], ensure_ascii=False, indent=2)


def _plain(finding: Diagnostic) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "where": finding.where,
        "mend": finding.mend,
    }


def findings_github(findings: Sequence[Diagnostic]) -> str:
    """A workflow command a line, which GitHub shows beside the change."""
    return "\n".join(_command(item) for item in findings)


def _command(finding: Diagnostic) -> str:
    span = finding.span
    places = {"title": finding.code}
    if span is not None:
        places |= {"file": span.file, "line": str(span.line), "col": str(span.column)}
        places |= {"endLine": str(span.end_line), "endColumn": str(span.end_column)}
    parts = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in places.items()
    )
    where = f"{finding.where}: " if finding.where else ""
    mend = f"\n{finding.mend}" if finding.mend else ""
    return f"::{_GITHUB[finding.severity]} {parts}::{_escaped(where + finding.message + mend)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def findings_sarif(findings: Sequence[Diagnostic]) -> str:
    """A SARIF 2.1.0 log of one run."""
    driver = {
        "name": "tariff",
        "version": __version__,
        "rules": [{"id": code} for code in sorted({item.code for item in findings})],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item) for item in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(finding: Diagnostic) -> dict[str, Any]:
    mend = f" ({finding.mend})" if finding.mend else ""
    result = {"ruleId": finding.code, "level": finding.severity.value, "message": {"text": finding.message + mend}}
    location = _location(finding)
    return result | {"locations": [location]} if location else result


def _location(finding: Diagnostic) -> dict[str, Any]:
    span = finding.span
    if span is None:
        return {"logicalLocations": [{"fullyQualifiedName": finding.where}]} if finding.where else {}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(Path(span.file).as_posix())}, "region": region}}
