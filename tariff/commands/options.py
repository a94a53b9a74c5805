"""Options and arguments that several verbs share."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.diagnostics.nearest import did_you_mean
from tariff.model.calendar import MAX_DAY, MIN_DAY

if TYPE_CHECKING:
    from tariff.model.terms import Terms
    from tariff.versions import Library

F = TypeVar("F", bound=Callable[..., Any])

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Day(click.ParamType):  # type: ignore[type-arg]  # a parameter only from click 8.4 on
    """A civil day, ``YYYY-MM-DD``, within the bounds that evaluation has."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        match = _DAY.fullmatch(value)
        if match is None:
            self.fail(f"“{value}” is no day: write YYYY-MM-DD", param, ctx)
        year, month, day = (int(part) for part in match.groups())
        if not 1 <= month <= 12:
            self.fail(f"“{value}” is no day: months are 01 to 12", param, ctx)
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            self.fail(f"“{value}” is no day: {value[:7]} has the days 01 to {last}", param, ctx)
        first, end = date.fromordinal(MIN_DAY), date.fromordinal(MAX_DAY)
        if not (first.year, first.month, first.day) <= (year, month, day) <= (end.year, end.month, end.day):
            self.fail(f"{value} is out of bounds: days are {first} to {end}", param, ctx)
        return date(year, month, day)


class TermsName(click.ParamType):  # type: ignore[type-arg]  # as above
    """The name of some terms, completed in the shell."""

    name = "terms"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002 - click's signature
        incomplete: str,
    ) -> list[CompletionItem]:
        from tariff.versions import Library

        try:
            names = Library.load(ctx.params.get("clauses") or ()).names
        except InputError:  # said when the command is called; completion is no place for it
            return []
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def clauses_option(command: F) -> F:
    """``--clauses DIR``, repeatable: packs of the user's own beside the shipped ones."""
    return click.option(
        "--clauses",
        multiple=True,
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Adds the packs in a folder (or a file); the shipped ones are always there.",
    )(command)


def terms_argument(command: F) -> F:
    """The argument TERMS."""
    return click.argument("terms", type=TermsName())(command)


def format_option(*forms: str) -> Callable[[F], F]:
    """``--format``: the first of `forms` is the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help="How to print the result.",
    )


def readings_option(command: F) -> F:
    """``--reading [TERMS:]CLAUSE[.AXIS]=NAME``, repeatable, as a mapping from what stands before ``=``."""
    return click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="[TERMS:]CLAUSE[.AXIS]=NAME",
        callback=_readings,
        help="Chooses a reading, of the terms named or of all that list it; `tariff readings TERMS` lists them.",
    )(command)


def _readings(_ctx: click.Context, _param: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for item in given:
        key, _, name = item.partition("=")
        if not key or not name:
            raise click.BadParameter(f"“{item}” is no CLAUSE=NAME, such as billing_start=civil_code")
        if chosen.get(key, name) != name:
            raise click.BadParameter(f"{key} is given two readings, {chosen[key]} and {name}")
        chosen[key] = name
    return chosen


def known_on_option(command: F) -> F:
    """``--known-on DATE``: the amendments issued by a day."""
    return click.option(
        "--known-on",
        type=Day(),
        metavar="DATE",
        help="Takes only the amendments issued by that day (those without one: in force by then).",
    )(command)


def load_library(clauses: Sequence[Path]) -> "Library":
    """The shipped packs and those in `clauses`. Raises InputError where one of their files cannot be read."""
    from tariff.versions import Library

    library = Library.load([path.resolve() for path in clauses])
    refuse(library.findings)
    return library


def load_contractual(name: str, clauses: Sequence[Path]) -> "Terms":
    """The terms of that name. Raises InputError where there are none, or where they have no contracts."""
    library = load_library(clauses)
    if not library.pack(name).has_contracts:
        raise InputError([no_contracts(library, name)])
    return library.terms(name)


def no_contracts(library: "Library", name: str) -> Diagnostic:
    """The finding that a pack has no contracts."""
    message = f"{name} has no contracts: it declares no record “contract”, and is there for other packs to use"
    mend = did_you_mean(name, library.contractual, "there are contracts under " + ", ".join(library.contractual))
    return Diagnostic("E1033", message, where=f"terms {name}", mend=mend)


def refuse(findings: Sequence[Diagnostic]) -> None:
    """Raises InputError with the findings where one of them is an error."""
    if any(item.severity is Severity.ERROR for item in findings):
        raise InputError(findings)
