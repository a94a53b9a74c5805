"""The tables of one contract's lines, invoices, decisions and debt."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from tariff.render import values
from tariff.render.decisions import decisions_table
from tariff.render.language import language, word
from tariff.render.pins import pins
from tariff.render.tables import new_table
from tariff.render.titles import clause_titles

if TYPE_CHECKING:
    from tariff.render.simulation import Simulation


def simulation_tables(result: "Simulation") -> Iterator[Text | Table]:
    """What to show, from top to bottom."""
    yield heading(result)
    if result.lines:
        yield _lines(result)
        yield _invoices(result)
    if result.decisions:
        yield decisions_table(result.terms, result.decisions)
    yield _owed(result)
    if result.lines:
        yield why_hint("CASE", result.lines[-1].id)
    if result.decisions:
        yield why_hint("CASE", result.decisions[-1].id, decided=True)
    yield pins(result.packs)


def why_hint(source: str, identity: str, *, decided: bool = False) -> Text:
    """How to ask why a line is there, or why it was so decided; what has that id is the example."""
    return Text(f"{word('why_decided' if decided else 'why')}: tariff explain {source} {identity}", "dim")


def heading(result: "Simulation") -> Text:
    """The contract, its terms, the readings that are not defaults, and the day."""
    title = result.terms.titles.of(language()) or result.terms.name
    text = Text.assemble((result.contract, "bold"), f" · {title} · {word('until')} {values.day(result.until)}")
    if result.known_on is not None:
        text.append(f" · {word('known_on')} {values.day(result.known_on)}")
    for key, name in result.terms.readings:
        text.append(f" · {key}={name}", "yellow")
    return text


def _lines(result: "Simulation") -> Table:
    titles, amount = clause_titles(result.terms), partial(values.amount, minor_digits=result.terms.minor_digits)
    table = new_table(f"{word('lines')} ({result.terms.currency})")
    for name in ("month", "date", "clause", "article", "subject"):
        table.add_column(word(name))
    table.add_column(word("amount"), justify="right")
    table.add_column(word("rate"), justify="right")
    previous = ""
    for line in result.lines:
        shown = "" if line.month == previous else values.month(line.month)
        previous = line.month
        style = "red" if line.amount < 0 else ""
        table.add_row(
            shown,
            values.day(line.date),
            Text(titles.get(line.clause, line.clause)),
            line.article,
            Text(line.subject or ""),
            Text(amount(line.amount), style),
            line.rate,
        )
    return table


def _invoices(result: "Simulation") -> Table:
    amount = partial(values.amount, minor_digits=result.terms.minor_digits)
    table = new_table(f"{word('invoices')} ({result.terms.currency})")
    for name in ("month", "issued_on", "due_on"):
        table.add_column(word(name))
    for name in ("subtotal", "tax", "total"):
        table.add_column(word(name), justify="right")
    table.add_column("")
    for item in result.invoices:
        table.add_row(
            values.month(item.month),
            values.day(item.issued_on),
            values.day(item.due_on),
            amount(item.subtotal),
            amount(item.total - item.subtotal),
            Text(amount(item.total), "bold"),
            Text(word("not_closed"), "yellow") if item.open else "",
        )
    table.add_section()
    sums = (sum(item.subtotal for item in result.invoices), sum(item.total for item in result.invoices))
    table.add_row("", "", word("sum"), amount(sums[0]), amount(sums[1] - sums[0]), Text(amount(sums[1]), "bold"), "")
    return table


def _owed(result: "Simulation") -> Table:
    money = partial(values.money, currency=result.terms.currency, minor_digits=result.terms.minor_digits)
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_row(Text(word("balance"), "bold"), Text(money(result.owed.balance), "bold"))
    table.add_row(word("overdue"), Text(money(result.owed.overdue), "red" if result.owed.overdue > 0 else ""))
    table.add_row(word("accrued_interest"), money(result.owed.accrued_interest))
    return table
