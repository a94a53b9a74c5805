"""`tariff test`: the worked examples of packs, in both evaluators."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option, refuse

if TYPE_CHECKING:
    from tariff.billing.examples import ExampleCase, Result


@click.command("test")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("text", "json")
@clauses_option
def command(paths: Sequence[Path], form: str, clauses: Sequence[Path]) -> int:
    """Run the examples that stand in clause files: those named, or all packs.

    Each runs in the reference evaluator and as SQL, and both must give what it expects and the same lines. Exits with 1 where
    one fails.
    """
    from tariff.billing.examples import BOTH, run
    from tariff.render.console import stderr, write
    from tariff.render.examples import print_results

    results: list[Result] = []
    library, cases = _cases(paths, clauses)
    with stderr().status(f"running {len(cases)} examples"):
        results = sorted(run(library, cases, BOTH), key=lambda result: result.case.span)
    if form == "json":
        write(json.dumps([_plain(result) for result in results], ensure_ascii=False, indent=2))
    else:
        print_results(results)
    return FINE if all(result.passed for result in results) else FINDINGS
