"""`tariff test`: the worked examples of packs, in both evaluators."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option, refuse

if TYPE_CHECKING:
    from tariff.billing.examples import ExampleCase
    from tariff.commands.packs import Named


@click.command("test")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("text", "json")
@clauses_option
def command(paths: Sequence[Path], form: str, clauses: Sequence[Path]) -> int:
    """Run the examples that stand in clause files: those named, or all packs.

    Each runs in the reference evaluator and as SQL, and both must give what it expects, and the same lines. Exits with
    1 where one fails.
    """
    from tariff.billing.examples import BOTH, run
    from tariff.commands.packs import named_packs
    from tariff.render.console import stderr, write
    from tariff.render.examples import print_results, result_data

    named = named_packs(paths, clauses)
    refuse(named.library.findings)
    cases = _cases(named)
    with stderr().status(f"running {len(cases)} examples"):
        results = sorted(run(named.library, cases, BOTH), key=lambda result: result.case.span)
    if form == "json":
        write(json.dumps([result_data(result) for result in results], ensure_ascii=False, indent=2))
    else:
        print_results(results)
    return FINE if all(result.passed for result in results) else FINDINGS


def _cases(named: "Named") -> list["ExampleCase"]:
    """The examples in the files named. Raises InputError where one of them cannot be read."""
    from tariff.billing.examples import read_examples

    suites = [read_examples(named.library, name) for name in named.names if named.library.pack(name).examples]
    refuse([finding for suite in suites for finding in suite.findings])
    return [case for suite in suites for case in suite.cases if case.span.file in named.files]
