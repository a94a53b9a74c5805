"""The command line: one file a verb, each loaded only when it is called."""

from tariff.commands.group import main

__all__ = ["main"]
