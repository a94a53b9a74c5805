"""`bill`: the months of a book into a ledger, as a whole or not at all."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from attrs import evolve, frozen

from tariff.billing.book import Book, open_book
from tariff.billing.book_load import Loaded, load
from tariff.billing.census import Seen
from tariff.billing.engine import engine
from tariff.billing.ledger import write_ledger
from tariff.billing.ledger_state import State, check_months, check_terms, read_state
from tariff.billing.months import Months
from tariff.billing.quarantine import open_quarantine
from tariff.billing.run_month import MonthRun, Run, Target
from tariff.billing.summary import Summary, open_totals, summarise
from tariff.compile import prepare
from tariff.diagnostics import Diagnostic, InputError, Severity
from tariff.model.calendar import first_day, last_day
from tariff.model.results import month_text
from tariff.model.terms import Terms


@frozen
class Bill:
    """What a bill did. runs: one for each month and terms, in order; without an id where nothing had to be written.

    quarantined: contracts that the last month did not bill. warnings: what of the book was passed over.
    """

    runs: tuple[Run, ...]
    summary: Summary
    warnings: tuple[Diagnostic, ...]

    @property
    def quarantined(self) -> int:
        """How many contracts were not billed in the last month."""
        return sum(run.quarantined for run in self._last)

    @property
    def contracts(self) -> int:
        """How many contracts the book had for the last month, billed or not."""
        return sum(run.contracts + run.quarantined for run in self._last)

    @property
    def _last(self) -> list[Run]:
        return [run for run in self.runs if run.month == self.runs[-1].month]


def _unheard(stage: str) -> None:
    del stage


def bill(
    book: Path,
    months: Months,
    ledger: Path,
    *,
    packs: Collection[str],
    terms: Callable[[str], Terms],
    rebase: bool = False,
    strict: bool = False,
    dry_run: bool = False,
    tell: Callable[[str], object] = _unheard,
) -> Bill:
    """Bill `months` of a book into a ledger, which is made where there is none.

    packs: the names of all terms known; `terms` gives those of a name, as they are to be read. rebase: correct what was
    billed under other packs or readings. strict: refuse a book of which anything is passed over. dry_run: compute, and
    write nothing. tell: hears what is being done.
    Raises InputError where the book or the ledger cannot be used; the ledger is then as it was.
    """
    _check_apart(book, ledger)
    with engine() as connection, write_ledger(connection, ledger, dry=dry_run) as file:
        state = State(None, {}) if file.empty else read_state(connection)
        check_months(state, months)
        opened = open_book(connection, book, packs)
        known = [terms(name) for name in sorted(opened.tables)]
        if not rebase:
            for item in known:
                check_terms(state, item)
        open_quarantine(connection)
        open_totals(connection)
        targets = {item.name: _targets(state, item.name, months) for item in known}
        loads = []
        for item in known:
            tell(f"reading {item.name}")
            loads.append(load(connection, opened, item, seen=_seen(targets[item.name])))
            prepare(connection, item)
        warnings = _passed_over(opened, loads, state)
        if strict and warnings:
            raise InputError(evolve(warning, severity=Severity.ERROR) for warning in warnings)
        runs = []
        with file.transaction():
            for turn, month in enumerate(months):
                for loaded in loads:
                    tell(f"billing {loaded.terms.name} {month_text(month)}")
                    runs.append(MonthRun(connection, loaded, targets[loaded.terms.name][turn], str(book)).run())
            summary = summarise(connection, runs, months.last)
        return Bill(tuple(runs), summary, warnings)


def _check_apart(book: Path, ledger: Path) -> None:
    if book.exists() and ledger.exists() and book.samefile(ledger):
        message, mend = f"the book {book} is the ledger too", "give each a file of its own"
        raise InputError([Diagnostic("E0805", message, mend=mend)])


def _passed_over(book: Book, loads: Sequence[Loaded], state: State) -> tuple[Diagnostic, ...]:
    """What of the book, or of what the ledger bills, no run looks at."""
    found = [*book.warnings, *(warning for loaded in loads for warning in loaded.warnings)]
    return (*found, *(_left_out(name, book.path) for name in state.terms if name not in book.tables))


def _targets(state: State, terms: str, months: Months) -> list[Target]:
    """What is billed of some terms in each month, one after the other."""
    opening, through = state.opening(months.first), state.through(terms, months.first)
    targets = []
    for month in months:
        targets.append(Target(month, opening, through))
        through = max(through, month)
    return targets


def _seen(targets: Sequence[Target]) -> Seen:
    """What the runs of some terms, one after the other, compare of the payments."""
    before = {last_day(target.through) for target in targets if target.known}
    days = sorted(before | {target.seen_by for target in targets})
    first = targets[0]
    return Seen(days, opening=None if first.known else first_day(first.opening))


def _left_out(terms: str, book: Path) -> Diagnostic:
    message = f"the ledger bills {terms}, and the book {book} has no tables for it: its contracts are left as they are"
    return Diagnostic("E0810", message, mend="bill a book that holds all terms", severity=Severity.WARNING)
