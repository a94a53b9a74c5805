"""Schedules: values that are set from a day on, such as levies and statutory rates."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from tariff.diagnostics import Diagnostic
from tariff.model import expr as core
from tariff.model.expr import Expr
from tariff.model.types import DATE, MONEY, NUMBER, Type
from tariff.syntax.nodes import Node
from tariff.versions.consolidate import Consolidation
from tariff.versions.expressions.literals import fraction_of, minor_units, number_of
from tariff.versions.provisions import unquote
from tariff.versions.scope import Fault, fail

_TYPES = {"money": MONEY, "number": NUMBER}


@frozen
class Schedule:
    """A schedule: its kind, its currency (``""`` for numbers), and each value with the day from which it is set.

    caps_interest: whether its values are the most that interest on late payment may come to in a year.
    """

    name: str
    type: Type
    currency: str
    steps: tuple[tuple[int, int | Fraction], ...]
    caps_interest: bool = False

    def on(self, day: Expr) -> Expr:
        """The value set on a day; 0 before the first."""
        value: Expr = core.Const(0, self.type)
        for since, amount in self.steps:
            started = core.Compare(core.CompareOp.GE, day, core.Const(since, DATE))
            value = core.If(started, core.Const(amount, self.type), value)
        return value


def schedules(line: Consolidation) -> tuple[tuple[Schedule, ...], list[Diagnostic]]:
    """The schedules of a line of editions, in which each day has what the edition of the day says, and their faults.

    A schedule with a fault stays known, and sets nothing.
    """
    found: dict[str, Schedule] = {}
    findings: list[Diagnostic] = []
    for edition, days in line.spans():
        for node in (node for _, item in edition.tree.walk() for node in item.content if node.kind == "schedule"):
            try:
                stated = _schedule(node)
            except Fault as fault:
                findings.extend(fault.findings)
                stated = Schedule(unquote(node.text("NAME")), _TYPES.get(node.text("SCALAR_TYPE"), NUMBER), "", ())
            earlier = found[stated.name].steps if stated.name in found else ()
            kept = tuple(step for step in earlier if step[0] < days.start)
            begun: list[int | Fraction] = [amount for since, amount in stated.steps if since <= days.start]
            if kept and not begun:
                begun = [0]  # what the edition before set ends, though the first row of this one begins later
            within = [(days.start, amount) for amount in begun[-1:]]
            within += [step for step in stated.steps if days.start < step[0] < days.stop]
            found[stated.name] = evolve(stated, steps=(*kept, *within))
    return tuple(found.values()), list(dict.fromkeys(findings))


def _schedule(node: Node) -> Schedule:
    name, word = unquote(node.text("NAME")), node.text("SCALAR_TYPE")
    if word not in _TYPES:
        fail("E0301", f"{word} cannot be set by a schedule", node.span, "declare it “as money” or “as number”")
    rows = list(node.all("schedule_row"))
    days = [date.fromisoformat(row.text("DATE")).toordinal() for row in rows]
    for (earlier, later), row in zip(pairwise(days), rows[1:], strict=True):
        if later <= earlier:
            fail("E0232", "this row does not begin after the one before", row.span, "order the rows by their days")
    currencies = {money.text("CURRENCY") for row in rows for money in row.all("money")}
    if len(currencies) > 1:
        fail("E0303", f"{name} is set in several currencies", node.span, "set it in one currency")
    values = [_value(row, _TYPES[word]) for row in rows]
    cap = node.first("caps_interest")
    if cap is not None and word != "number":
        fail("E0301", "interest is capped by a rate, and this schedule is of money", cap.span, "declare it “as number”")
    steps = tuple(zip(days, values, strict=True))
    return Schedule(name, _TYPES[word], "".join(currencies), steps, caps_interest=cap is not None)


def _value(row: Node, wanted: Type) -> int | Fraction:
    money = row.first("money")
    if (money is not None) is not (wanted is MONEY):
        fail("E0301", f"this schedule is of {wanted.kind}", row.span, f"write every value as {wanted.kind}")
    if money:
        return minor_units(money)
    percent = row.text("PERCENT")
    return fraction_of(percent) if percent else number_of(row.text("NUMBER"))
