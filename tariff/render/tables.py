"""The look of tables."""

from rich import box
from rich.table import Table


def new_table(title: str = "") -> Table:
    """An empty table with the house's lines and, if given, a title above."""
    return Table(
        title=title or None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        header_style="bold",
        pad_edge=False,
    )
