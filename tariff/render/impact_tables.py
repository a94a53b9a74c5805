"""The tables of an impact, from what a reader asks first to what is looked up."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tariff.compare.impact.result import Amounts, together
from tariff.model.calendar import month_of
from tariff.model.results import month_text
from tariff.render import values
from tariff.render.bill import quarantine_table
from tariff.render.language import language, word
from tariff.render.pins import short
from tariff.render.tables import new_table
from tariff.render.titles import clause_titles

if TYPE_CHECKING:
    from tariff.compare.impact.result import Impact, Side

# How many clauses have a column beside the months, and how long the longest bar is.
_COLUMNS, _BAR = 5, 40


def impact_tables(result: "Impact") -> Iterator[Text | Table]:
    """What to show, from top to bottom."""
    cells = _Cells(result)
    yield heading(result.old, result.new)
    yield Text(f"{word('compared')}: {_months(result)}")
    yield cells.contracts()
    yield cells.by_clause()
    if any(item.amounts.difference for item in result.clauses) or any(item.amounts.difference for item in result.taxes):
        yield cells.by_month()
    if result.distribution.bins:
        yield cells.distribution()
        yield cells.quantiles()
        yield cells.movers()
    else:
        yield Text(_nobody_differs(result))
    if result.decisions:
        yield from cells.decisions()
    if result.quarantine:
        yield quarantine_table(result.quarantine)


def heading(old: "Side", new: "Side") -> Text:
    """The terms, and which versions of them are compared."""
    text = Text(new.terms.titles.of(language()) or new.terms.name, "bold")
    for sign, side in (("A", old), ("B", new)):
        text.append(f"\n{sign}  {side.name}", "not bold")
        for key, name in side.terms.readings:
            text.append(f" · {key}={name}", "not bold yellow")
        if side.terms.known_on is not None:
            text.append(f" · {word('known_on')} {values.day(side.terms.known_on)}", "not bold")
        text.append(f" · {word('digest')} {short(side.terms.digest)}", "not bold dim")
    return text


def clause_title(old: "Side", new: "Side") -> dict[str, str]:
    """The title of each clause of either version, by name."""
    return clause_titles(old.terms) | clause_titles(new.terms)


def signed(value: int, minor_digits: int) -> str:
    """A difference with its sign; empty where there is none."""
    return f"{'+' if value > 0 else ''}{values.amount(value, minor_digits)}" if value else ""


def _months(result: "Impact") -> str:
    first, last = (values.month(month_text(month)) for month in (result.months.first, result.months.last))
    shown = first if first == last else f"{first} – {last}"
    by_default = {
        "since_difference": result.asked.first is None and result.onset is not None,
        "until_known": result.asked.last is None,
    }
    said = word("between_words").join(word(name) for name, so in by_default.items() if so)
    return f"{shown} ({said})" if said else shown


def _nobody_differs(result: "Impact") -> str:
    """That no contract differs, and that none could in the months compared where that is so."""
    said = word("nobody_differs")
    if result.onset is None or month_of(result.onset) <= result.months.last:
        return said
    day = values.day(date.fromordinal(result.onset))
    return f"{said}: {word('differ_later').format(day)}"


class _Cells:
    """The tables of one impact."""

    def __init__(self, result: "Impact") -> None:
        self._result = result
        self._digits = result.new.terms.minor_digits
        self._currency = result.new.terms.currency
        self._titles = clause_title(result.old, result.new)

    def contracts(self) -> Table:
        """How many contracts pay more, less and the same."""
        counts, table = self._result.counts, new_table(word("contracts"))
        named = {
            "pays_more": counts.more,
            "pays_less": counts.less,
            "pays_same": counts.same,
            "all_contracts": counts.compared,
            "quarantined": counts.quarantined,
        }
        for name in named:
            table.add_column(word(name), justify="right")
        table.add_row(*(f"{number:,}" for number in named.values()))
        return table

    def by_clause(self) -> Table:
        """The sums of each clause and of tax, and of all."""
        table = self._amounts(word("by_clause"), word("clause"))
        found = _by((item.clause, item.amounts) for item in self._result.clauses)
        same = [name for name, amounts in found.items() if not amounts.difference]
        for name in sorted(found.keys() - same, key=lambda name: (-abs(found[name].difference), name)):
            table.add_row(Text(self._titles.get(name, name)), *self._cells(found[name]))
        if same:
            said = word("unchanged_clause") if len(same) == 1 else word("unchanged_clauses").format(len(same))
            table.add_row(said, *self._cells(together(found[name] for name in same)), style="dim")
        taxed = _by((item.rate, item.amounts) for item in self._result.taxes)
        for rate, amounts in taxed.items():
            table.add_row(f"{word('tax')} {rate}", *self._cells(amounts), style="" if amounts.difference else "dim")
        table.add_section()
        table.add_row(Text(word("total"), "bold"), *self._cells(self._result.total))
        return table

    def by_month(self) -> Table:
        """The differences of the months that differ, by clause."""
        moved = self._moved()
        own = sorted(moved, key=lambda name: (-sum(map(abs, moved[name].values())), name))[:_COLUMNS]
        rest = [moved[name] for name in moved if name not in own]
        columns = {self._titles.get(name, name): moved[name] for name in own}
        columns |= {word("other_clauses"): _added(rest)} if rest else {}
        taxes = _added({item.month: item.amounts.difference} for item in self._result.taxes)
        columns |= {word("tax"): taxes} if any(taxes.values()) else {}
        columns[word("total")] = _added(columns.values())
        table = new_table(f"{word('by_month')} ({self._currency})")
        table.add_column(word("month"))
        for name in columns:
            table.add_column(Text(name), justify="right")
        for month in sorted({month for column in columns.values() for month, value in column.items() if value}):
            cells = [Text(signed(column.get(month, 0), self._digits)) for column in columns.values()]
            cells[-1].stylize("bold")
            table.add_row(values.month(month), *cells)
        return table

    def distribution(self) -> Table:
        """How many contracts differ by how much, as bars."""
        table = new_table(f"{word('distribution')} ({self._currency})")
        table.add_column(word("difference"), justify="right")
        table.add_column(word("contracts"), justify="right")
        table.add_column("")
        bins = self._result.distribution.bins
        most = max(item.contracts for item in bins)
        for item in bins:
            first, last = (signed(value, self._digits) for value in (item.first, item.last))
            bar = "█" * -(-_BAR * item.contracts // most)
            style = "red" if item.first > 0 else "green"
            table.add_row(f"{first} … {last}" if first != last else first, f"{item.contracts:,}", Text(bar, style))
        return table

    def quantiles(self) -> Table:
        """The quantiles of the differences."""
        table = new_table(f"{word('quantiles')} ({self._currency})")
        parts = self._result.distribution.quantiles
        for part, _ in parts:
            table.add_column(f"{part}%", justify="right")
        table.add_row(*(signed(value, self._digits) for _, value in parts))
        return table

    def movers(self) -> Table:
        """The contracts with the largest differences, and the clause that moves each."""
        table = self._amounts(word("largest_movers"), word("contract"))
        table.add_column(word("main_clause"))
        table.add_column(word("clause_moved"), justify="right")
        for item in self._result.movers:
            title = Text(self._titles.get(item.clause, item.clause) or word("tax"))
            cells = self._cells(item.amounts)
            table.add_row(Text(item.contract), *cells, title, signed(item.moved, self._digits))
        return table

    def decisions(self) -> Iterator[Text | Table]:
        """The decisions that only one version makes, by clause and outcome, and how many both make."""
        changed = [item for item in self._result.decisions if item.gone or item.come]
        if changed:
            table = new_table(word("decisions"))
            for name in ("clause", "outcome"):
                table.add_column(word(name))
            for heading in ("A", "B", word("gone"), word("come")):
                table.add_column(heading, justify="right")
            for item in changed:
                numbers = (item.amounts.old, item.amounts.new, item.gone, item.come)
                title = Text(self._titles.get(item.clause, item.clause))
                table.add_row(title, word(item.outcome), *(f"{number:,}" for number in numbers))
            yield table
        same = sum(item.amounts.old - item.gone for item in self._result.decisions)
        if same:
            said = word("unchanged_decision") if same == 1 else word("unchanged_decisions").format(f"{same:,}")
            yield Text(said, "dim")

    def _amounts(self, title: str, left: str) -> Table:
        table = new_table(f"{title} ({self._currency})")
        table.add_column(left)
        for heading in ("A", "B", word("difference")):
            table.add_column(heading, justify="right")
        return table

    def _cells(self, amounts: Amounts) -> tuple[str, str, Text]:
        old, new = (values.amount(value, self._digits) for value in (amounts.old, amounts.new))
        return old, new, Text(signed(amounts.difference, self._digits), "bold")

    def _moved(self) -> dict[str, dict[str, int]]:
        """The differences by clause and month, of the clauses that differ in some month."""
        found: dict[str, dict[str, int]] = {}
        for item in self._result.clauses:
            if item.amounts.difference:
                found.setdefault(item.clause, {})[item.month] = item.amounts.difference
        return found


def _by(items: Iterable[tuple[str, Amounts]]) -> dict[str, Amounts]:
    """The sum of the amounts under each name."""
    found: dict[str, list[Amounts]] = {}
    for name, amounts in items:
        found.setdefault(name, []).append(amounts)
    return {name: together(amounts) for name, amounts in found.items()}


def _added(columns: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of several columns, month by month."""
    total: dict[str, int] = {}
    for column in columns:
        for month, value in column.items():
            total[month] = total.get(month, 0) + value
    return total
