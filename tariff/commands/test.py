"""`tariff test`: the worked examples of packs, in both evaluators."""

from collections.abc import Sequence
from pathlib import Path

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option, refuse


@click.command("test")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@format_option("table", "json")
@clauses_option
def command(paths: Sequence[Path], form: str, clauses: Sequence[Path]) -> int:
    """Run the examples that stand in clause files: those named, or all packs.

    Each runs in the reference evaluator and as SQL, and both must give what it expects, and the same lines. Exits with
    1 where one fails or cannot be read.
    """
    from tariff.billing.examples import BOTH, read_examples, run
    from tariff.commands.packs import named_packs
    from tariff.render.console import stderr
    from tariff.render.examples import print_results

    named = named_packs(paths, clauses)
    refuse(named.library.findings)
    suites = [read_examples(named.library, name) for name in named.names if named.library.pack(name).examples]
    findings = [item for suite in suites for item in suite.findings if item.span and item.span.file in named.files]
    cases = [case for suite in suites for case in suite.cases if case.span.file in named.files]
    with stderr().status(f"running {len(cases)} examples"):
        results = sorted(run(named.library, cases, BOTH), key=lambda result: result.case.span)
    print_results(findings, results, form)
    return FINE if not findings and all(result.passed for result in results) else FINDINGS
