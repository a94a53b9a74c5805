"""The table of two results side by side: what is the same is dim, what differs stands out."""

from functools import partial
from itertools import groupby

from rich.table import Table
from rich.text import Text

from tariff.model.terms import Terms
from tariff.render import values
from tariff.render.comparison import Comparison, Pair
from tariff.render.language import word
from tariff.render.simulation_tables import clause_titles
from tariff.render.tables import new_table


def comparison_table(found: Comparison, terms: Terms) -> Table:
    """Month by month the lines and the invoice's total, then what is owed."""
    titles = clause_titles(terms)
    table = new_table(f"{word('amount')} ({terms.currency})")
    for name in ("month", "clause", "subject"):
        table.add_column(word(name))
    for name in ("as_it_is", "with", "difference"):
        table.add_column(word(name), justify="right")
    amounts = partial(_cells, minor_digits=terms.minor_digits)
    for month, lines in groupby(found.lines.items(), key=lambda item: item[0][0]):
        shown = values.month(month)
        for (_, clause, subject), pair in lines:
            table.add_row(shown, Text(titles.get(clause, clause)), Text(subject), *amounts(pair), style=_style(pair))
            shown = ""
        total = found.totals[month]
        table.add_row("", word("invoice_total"), "", *amounts(total), style=_style(total), end_section=True)
    for name, pair in found.owed.items():
        table.add_row("", word(name), "", *amounts(pair), style=_style(pair))
    return table


def _cells(pair: Pair, minor_digits: int) -> list[Text]:
    before, after = (Text(values.amount(value, minor_digits)) for value in (pair.before, pair.after))
    sign = "+" if pair.difference > 0 else ""
    change = f"{sign}{values.amount(pair.difference, minor_digits)}" if pair.difference else ""
    return [before, after, Text(change, "bold")]


def _style(pair: Pair) -> str:
    return "" if pair.difference else "dim"
