"""`tariff test`: the worked examples of packs, in both evaluators."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tariff.commands.guard import FINDINGS, FINE
from tariff.commands.options import clauses_option, format_option, refuse

if TYPE_CHECKING:
    from tariff.commands.packs import Named


@click.command("test")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--engine",
    type=click.Choice(("both", "reference", "sql")),
    default="both",
    show_default=True,
    help="What evaluates them: the reference evaluator, the compiled SQL, or both, which must agree to the line.",
)
@click.option(
    "--coverage",
    "covering",
    is_flag=True,
    help="Says, too, which clauses, rows, grounds, readings and versions they reach; a gap needs its reason.",
)
@format_option("table", "json")
@clauses_option
def command(paths: Sequence[Path], engine: str, covering: bool, form: str, clauses: Sequence[Path]) -> int:
    """Run the examples of all packs or, of the files named, those in them and of the packs they declare or amend.

    Exits with 1 where one fails or cannot be read. With --coverage also where something of a pack is not reached and
    the pack does not say why (“untested because …”), or says so of something that is.
    """
    from tariff.billing.examples import BOTH, Engine, coverage, read_examples, run
    from tariff.commands.packs import named_packs
    from tariff.render.console import stderr
    from tariff.render.examples import print_results

    named = named_packs(paths, clauses)
    refuse(named.library.findings)
    tested = [name for name in named.names if named.library.pack(name).examples]
    suites = [read_examples(named.library, name) for name in tested]
    files = _with_examples(named)
    findings = [item for suite in suites for item in suite.findings if item.span and item.span.file in files]
    cases = [case for suite in suites for case in suite.cases if case.span.file in files]
    engines = BOTH if engine == "both" else (Engine(engine),)
    with stderr().status(f"running {len(cases)} examples"):
        results = sorted(run(named.library, cases, engines), key=lambda item: (item.case.span, item.case.readings))
    reach = None
    if covering:
        of = {name: suite.cases for name, suite in zip(tested, suites, strict=True)}
        found = (coverage(named.library, name, of.get(name, ())) for name in named.names)
        reach = [item for item in found if item.points]
    print_results(findings, results, reach, {name: named.library.digest(name) for name in tested}, form)
    fine = not findings and all(result.passed for result in results) and all(item.whole for item in reach or ())
    return FINE if fine else FINDINGS


def _with_examples(named: "Named") -> frozenset[str]:
    """The files named, and all files of the packs that one of them declares or amends."""
    files = set(named.files)
    for name in named.names:
        pack = named.library.pack(name)
        declaring = {pack.header.span.file, *(item.node.span.file for item in pack.amendments)}
        if not declaring.isdisjoint(named.files):
            files.update(file.name for file in pack.files)
    return frozenset(files)
