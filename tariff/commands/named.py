"""A version of terms, a draft, an amendment or a text file, as the command line names it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tariff.commands.options import Day, TermsName

if TYPE_CHECKING:
    from tariff.compare.sources import Named


def named(text: str) -> "Named":
    """What a text names: a file where there is one, else ``[DIR:]TERMS[@DATE]`` or ``[DIR:]AMENDMENT``.

    Raises click's BadParameter for a day that is none.
    """
    from tariff.compare.sources import Named

    if Path(text).is_file():
        return Named(text, file=Path(text))
    folder, _, rest = text.rpartition(":")
    name, at, day = rest.partition("@")
    return Named(text, name, Day().convert(day, None, None) if at else None, Path(folder) if folder else None)


class VersionName(TermsName):
    """An argument that names a version, a draft, an amendment or a file; terms are completed in the shell."""

    name = "version"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,  # noqa: ARG002 - click's signature
        ctx: click.Context | None,  # noqa: ARG002 - as above
    ) -> "Named":
        return named(value) if isinstance(value, str) else value  # click hands a converted value over again
