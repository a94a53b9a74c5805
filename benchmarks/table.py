"""The table of results, and its place in a text file."""

from pathlib import Path

from attrs import frozen

from benchmarks.machine import machine

_BEGIN, _END = "<!-- results -->", "<!-- end of results -->"


@frozen
class Row:
    """One line of the table: what was measured, what came out, and what must hold."""

    what: str
    measured: str
    wanted: str


def write(rows: list[Row], readme: Path | None) -> None:
    """Print the table, and put it between the marks in `readme` when one is given."""
    lines = [f"On {machine()}:", "", "| what | measured | must hold |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.wanted} |" for row in rows]
    table = "\n".join(lines)
    print(table)
    if readme:
        before, rest = readme.read_text(encoding="utf-8").split(_BEGIN)
        after = rest.split(_END)[1]
        readme.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{after}", encoding="utf-8")
