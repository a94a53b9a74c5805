"""The results of examples: each that failed with what it expected, what came out, and the lines concerned."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from tariff.render.console import show

if TYPE_CHECKING:
    from tariff.billing.examples import Engine, Failure, Result


def print_results(results: Sequence["Result"]) -> None:
    """Prints the failures, and how many examples there were."""
    failed = [result for result in results if not result.passed]
    for result in failed:
        show(_failed(result))
    count = f"{len(results)} example{'' if len(results) == 1 else 's'}, {len(failed)} failed"
    show(Text(count, "bold red" if failed else "green"))


def _failed(result: "Result") -> Text:
    span = result.case.span
    text = Text.assemble(("failed", "bold red"), f": “{result.case.title}” of {result.case.terms_name}")
    text.append("".join(f" · {key}={name}" for key, name in result.case.readings), "yellow")
    text.append(f"\n --> {span.file}:{span.line}:{span.column}\n")
    for failure, engines in result.failures:
        place = f"line {failure.span.line}"
        text.append(f"  {place}: expected {failure.expected}, found {failure.found}{_only(engines)}\n")
        for line in failure.lines:
            text.append(f"    {line}\n", "dim")
    return text


def _only(engines: Sequence["Engine"]) -> str:
    """Said where one evaluator alone failed."""
    return f" ({engines[0]} alone)" if len(engines) == 1 else ""


def result_data(result: "Result") -> dict[str, Any]:
    """A result as plain data."""
    span = result.case.span
    return {
        "title": result.case.title,
        "terms": result.case.terms_name,
        "readings": dict(result.case.readings),
        "file": span.file,
        "line": span.line,
        "passed": result.passed,
        "failures": [_failure_data(failure, engines) for failure, engines in result.failures],
    }


def _failure_data(failure: "Failure", engines: Sequence["Engine"]) -> dict[str, Any]:
    return {
        "line": failure.span.line,
        "expected": failure.expected,
        "found": failure.found,
        "lines": list(failure.lines),
        "engines": [engine.value for engine in engines],
    }
