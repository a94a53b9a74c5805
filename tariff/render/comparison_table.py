"""The table of two results side by side: what is the same is dim, what differs stands out."""

from functools import partial
from itertools import groupby

from rich.table import Table
from rich.text import Text

from tariff.model.terms import Terms
from tariff.render import values
from tariff.render.comparison import Comparison, Pair
from tariff.render.language import word
from tariff.render.tables import new_table
from tariff.render.titles import clause_titles


def comparison_table(found: Comparison, terms: Terms, heads: tuple[str, str] | None = None) -> Table:
    """Month by month the lines and the invoice's total, months without a difference in one row, then what is owed.

    heads: the headings of both results; None: as it is, and with the change.
    """
    titles = clause_titles(terms)
    table = new_table(f"{word('amount')} ({terms.currency})")
    for name in ("month", "clause", "subject"):
        table.add_column(word(name))
    for heading in (*(heads or (word("as_it_is"), word("with"))), word("difference")):
        table.add_column(heading, justify="right")
    amounts = partial(_cells, minor_digits=terms.minor_digits)
    changed = {month for (month, _, _), pair in found.lines.items() if pair.difference}
    changed |= {month for month, total in found.totals.items() if total.difference}
    months = groupby(found.lines.items(), key=lambda item: item[0][0])
    for differs, group in groupby(months, key=lambda item: item[0] in changed):
        if not differs:
            same = [month for month, _ in group]
            table.add_row(_span(same), _unchanged(len(same)), style="dim", end_section=True)
            continue
        for month, lines in group:
            shown = values.month(month)
            for (_, clause, subject), pair in lines:
                title = Text(titles.get(clause, clause))
                table.add_row(shown, title, Text(subject), *amounts(pair), style=_style(pair))
                shown = ""
            total = found.totals[month]
            table.add_row("", word("invoice_total"), "", *amounts(total), style=_style(total), end_section=True)
    for name, pair in found.owed.items():
        table.add_row("", word(name), "", *amounts(pair), style=_style(pair))
    return table


def _span(months: list[str]) -> str:
    first, last = values.month(months[0]), values.month(months[-1])
    return first if first == last else f"{first} – {last}"


def _unchanged(months: int) -> str:
    return word("unchanged_month") if months == 1 else word("unchanged_months").format(months)


def _cells(pair: Pair, minor_digits: int) -> list[Text]:
    before, after = (Text(values.amount(value, minor_digits)) for value in (pair.before, pair.after))
    sign = "+" if pair.difference > 0 else ""
    change = f"{sign}{values.amount(pair.difference, minor_digits)}" if pair.difference else ""
    return [before, after, Text(change, "bold")]


def _style(pair: Pair) -> str:
    return "" if pair.difference else "dim"
