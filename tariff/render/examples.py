"""How examples came out: for a person what failed and a count for each pack, for a program everything."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tariff.billing.examples import Coverage, Engine, Failure, Result
from tariff.diagnostics import Diagnostic
from tariff.render.console import show, stdout
from tariff.render.coverage import coverage_data, coverage_tables
from tariff.render.findings import FindingsFormat, print_findings
from tariff.render.findings.data import findings_json
from tariff.render.language import word
from tariff.render.pins import Packs, print_data, short

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

_MOST_IDS = 10


def print_results(
    findings: Sequence[Diagnostic],
    results: Sequence[Result],
    reach: Sequence[Coverage] | None,
    packs: Packs,
    form: str,
) -> None:
    """Prints what is wrong with examples and how the others came out, as a ``table`` or as ``json``.

    reach: what they reach of each pack; None where that was not asked for. packs: the terms that are tested.
    """
    if form == "json":
        data = {"findings": json.loads(findings_json(findings)), "cases": [_data(item) for item in results]}
        if reach is not None:
            data["coverage"] = coverage_data(reach)
        print_data(data, packs)
        return
    print_findings(findings, FindingsFormat.TEXT)
    for result in results:
        for failure, engines in result.failures:
            stdout().print(_text(result, failure, engines))
    if results:
        show(_counts(results, packs))
    elif not findings:
        stdout().print("no examples")
    for table in coverage_tables(reach) if reach else ():
        show(table)


def _data(result: Result) -> dict[str, Any]:
    case = result.case
    return {
        "terms": case.terms_name,
        "title": case.title,
        "file": case.span.file,
        "line": case.span.line,
        "readings": dict(case.readings),
        "until": date.fromordinal(case.until).isoformat(),
        "passed": result.passed,
        "failures": [
            {
                "file": failure.span.file,
                "line": failure.span.line,
                "engines": [engine.value for engine in engines],
                "expected": failure.expected,
                "found": failure.found,
                "ids": list(failure.ids),
            }
            for failure, engines in result.failures
        ],
    }


def _text(result: Result, failure: Failure, engines: Iterable[Engine]) -> "Text":
    from rich.text import Text

    readings = "".join(f" [{key}={name}]" for key, name in result.case.readings)
    text = Text.assemble(("failed", "bold red"), (f": {result.case.title}{readings}\n", "bold"))
    text.append(" --> ", "blue").append(f"{failure.span.file}:{failure.span.line}:{failure.span.column}\n")
    more = len(failure.ids) - _MOST_IDS
    ids = [*failure.ids[:_MOST_IDS], *([f"and {more} more"] if more > 0 else [])]
    parts = (("expected", (failure.expected,)), ("found", (failure.found,)), ("ids", ids))
    for label, values in (*parts, ("in", (", ".join(engines),))):
        for number, value in enumerate(values):
            text.append(f"  {label if number == 0 else '':<10}", "blue").append(f"{value}\n")
    return text


def _counts(results: Sequence[Result], packs: Packs) -> "Table":
    from tariff.render.tables import new_table

    table = new_table()
    table.add_column(word("terms"))
    for name in ("examples", "cases", "failed"):
        table.add_column(word(name), justify="right")
    table.add_column(word("digest"))
    for terms in sorted({result.case.terms_name for result in results}):
        mine = [result for result in results if result.case.terms_name == terms]
        examples = {result.case.span for result in mine}
        failed = sum(not result.passed for result in mine)
        table.add_row(
            terms, str(len(examples)), str(len(mine)), str(failed), short(packs[terms]), style="red" if failed else None
        )
    return table
