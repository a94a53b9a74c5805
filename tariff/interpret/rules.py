"""The rows that records do not admit: each that a `Never` holds for, and each that meets another where none may."""

from collections.abc import Iterator
from itertools import groupby

from attrs import frozen

from tariff.diagnostics import InputError
from tariff.interpret.faults import not_given
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.scope import NotGivenError
from tariff.model.calendar import MAX_DAY
from tariff.model.facts import Facts, Row, Value
from tariff.model.records import Never, NeverAtOnce, Record
from tariff.model.terms import Terms


@frozen
class Broken:
    """A row that breaks a rule of its record. `beside`: the earlier row that it meets; None for a `Never`."""

    record: Record
    row: Row
    rule: Never | NeverAtOnce
    beside: Row | None = None


def broken_rules(terms: Terms, facts: Facts) -> Iterator[Broken]:
    """What `Rules.broken` finds in one contract; for many, make Rules once."""
    return Rules(terms).broken(facts)


class Rules:
    """The rules of the records of one Terms, ready to be asked of contracts."""

    def __init__(self, terms: Terms) -> None:
        self._ruled = [record for record in terms.records if record.rules]
        # Most terms have no rules, and need no plan for them.
        self._plan = Plan(terms) if self._ruled else None

    def broken(self, facts: Facts) -> Iterator[Broken]:
        """The rows of a contract that break rules, by record, rule and row.

        Of rows that meet, each that meets an earlier one (by first day and id) is given once, with the earlier one that
        lasts longest. Raises InputError where a rule rests on a parameter that is not given.
        """
        if self._plan is None:
            return
        reckoning = Reckoning(self._plan, facts, MAX_DAY)
        try:
            for record in self._ruled:
                for rule in record.rules:
                    if isinstance(rule, Never):
                        yield from _wrong(record, rule, reckoning)
                    else:
                        yield from _meeting(record, rule, reckoning)
        except NotGivenError as error:
            raise InputError([not_given(facts.contract, error.parameter)]) from error


def _wrong(record: Record, rule: Never, reckoning: Reckoning) -> Iterator[Broken]:
    holds = reckoning.plan.expressions.compile(rule.when)
    for row in reckoning.facts.of(record.name):
        if holds(reckoning.scope(row)):
            yield Broken(record, row, rule)


@frozen
class _Stay:
    """A row and the days that it takes. of: what it has in common with those that it must not meet."""

    row: Row
    of: Value
    first: int
    last: int


def _meeting(record: Record, rule: NeverAtOnce, reckoning: Reckoning) -> Iterator[Broken]:
    stays = sorted(_stays(record, rule, reckoning), key=lambda stay: (str(stay.of), stay.first, stay.row.id))
    for _, group in groupby(stays, key=lambda stay: stay.of):
        longest: _Stay | None = None
        for stay in group:
            if longest is not None and stay.first <= longest.last:
                yield Broken(record, stay.row, rule, longest.row)
            if longest is None or stay.last > longest.last:
                longest = stay


def _stays(record: Record, rule: NeverAtOnce, reckoning: Reckoning) -> Iterator[_Stay]:
    to = reckoning.plan.expressions
    first_of, last_of = to.compile(rule.first), to.optional(rule.last)
    for row in reckoning.facts.of(record.name):
        of = row.values[rule.per] if rule.per is not None else True
        scope = reckoning.scope(row)
        first = first_of(scope)
        last = last_of(scope) if last_of is not None else None
        if of is not None and first is not None and (last is None or first <= last):
            yield _Stay(row, of, first, MAX_DAY if last is None else last)
