"""The group of all verbs."""

from importlib import import_module

import click

from tariff import __version__
from tariff.commands.guard import Guarded
from tariff.diagnostics.nearest import did_you_mean

VERBS = {
    "check": "Check the names, types, tables, time and text of clause files.",
    "fmt": "Lay out clause files.",
    "terms": "List the packs and their versions.",
    "show": "Print some terms as they stand on a date.",
    "log": "List the amendments of some terms.",
    "blame": "Say which amendment last changed each provision.",
    "diff": "Compare two versions of terms, or two texts, word by word.",
    "amend": "Apply the sentences of an amendment text.",
    "schema": "Print the tables of a book.",
    "simulate": "Evaluate one contract: what it owes, or would owe if.",
    "explain": "Say why a line is there.",
    "impact": "Compare two versions in money: who pays more, who less.",
    "bill": "Bill the months of a book into a ledger.",
    "ledger": "List what was billed.",
    "sample": "Write a random book.",
    "test": "Run the examples in packs.",
    "readings": "List where words admit several meanings.",
    "assumptions": "List what a source does not say.",
}

_EPILOG = """\b
Completion in the shell, once for ever:
  bash  echo 'eval "$(_TARIFF_COMPLETE=bash_source tariff)"' >> ~/.bashrc
  zsh   echo 'eval "$(_TARIFF_COMPLETE=zsh_source tariff)"' >> ~/.zshrc
  fish  echo '_TARIFF_COMPLETE=fish_source tariff | source' > ~/.config/fish/completions/tariff.fish

\b
Exit codes: 0 fine, 1 findings (or, under --strict, quarantined contracts), 2 the call or its input is wrong.
"""


class Verbs(Guarded):
    """Loads a verb's file when the verb is called: ``tariff/commands/VERB.py``, whose command is called ``command``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command = import_module(f"tariff.commands.{cmd_name}").command
        assert isinstance(command, click.Command), f"tariff.commands.{cmd_name} defines its command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            ctx.fail(f"There is no command “{args[0]}”: {did_you_mean(args[0], VERBS, 'tariff --help lists them')}")
        return super().resolve_command(ctx, args)


@click.group(cls=Verbs, name="tariff", epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tariff")
def main() -> None:
    """Terms of service as code: what one contract owes, what a book is billed, and why."""
