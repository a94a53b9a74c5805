"""The rows that records do not admit: each that a `Never` holds for, and each that meets another where none may."""

from collections.abc import Iterator
from itertools import groupby

from attrs import frozen

from tariff.diagnostics import InputError
from tariff.interpret.expressions import Expressions
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
    """The rows of a contract that break rules, by record, rule and row.

    Of rows that meet, each that meets an earlier one (by first day and id) is given once, with the earlier one that
    lasts longest. Raises InputError where a rule rests on a parameter that is not given.
    """
    if not any(facts.of(record.name) for record in terms.records if record.rules):
        return
    plan = Plan(terms)
    reckoning = Reckoning(plan, facts, MAX_DAY)
    try:
        for record in terms.records:
            for rule in record.rules:
                if isinstance(rule, Never):
                    yield from _wrong(record, rule, reckoning, plan.expressions)
                else:
                    yield from _meeting(record, rule, reckoning, plan.expressions)
    except NotGivenError as error:
        raise InputError([not_given(facts.contract, error.parameter)]) from error


def _wrong(record: Record, rule: Never, reckoning: Reckoning, to: Expressions) -> Iterator[Broken]:
    holds = to.compile(rule.when)
    for row in reckoning.facts.of(record.name):
        if holds(reckoning.scope(row)):
            yield Broken(record, row, rule)


@frozen
class _Stay:
    """A row and the days that it takes."""

    row: Row
    of: Value
    first: int
    last: int


def _meeting(record: Record, rule: NeverAtOnce, reckoning: Reckoning, to: Expressions) -> Iterator[Broken]:
    stays = sorted(_stays(record, rule, reckoning, to), key=lambda stay: (str(stay.of), stay.first, stay.row.id))
    for _, group in groupby(stays, key=lambda stay: stay.of):
        longest: _Stay | None = None
        for stay in group:
            if longest is not None and stay.first <= longest.last:
                yield Broken(record, stay.row, rule, longest.row)
            if longest is None or stay.last > longest.last:
                longest = stay


def _stays(record: Record, rule: NeverAtOnce, reckoning: Reckoning, to: Expressions) -> Iterator[_Stay]:
    first_of, last_of = to.compile(rule.first), to.optional(rule.last)
    for row in reckoning.facts.of(record.name):
        of = row.values[rule.per] if rule.per is not None else True
        scope = reckoning.scope(row)
        first = first_of(scope)
        last = last_of(scope) if last_of is not None else None
        if of is not None and first is not None and (last is None or first <= last):
            yield _Stay(row, of, first, MAX_DAY if last is None else last)
