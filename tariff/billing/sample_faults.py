"""Rows that no bill can be made with, as every real book has a few: a contract that gets one is to be set aside."""

import random
from collections.abc import Iterator

from attrs import evolve

from tariff.billing.book_records import by_contract
from tariff.billing.sample import Sampler
from tariff.billing.sample_json import Sheet
from tariff.interpret import Rules
from tariff.model.calendar import month_of
from tariff.model.facts import Row, Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import PAYMENT, Cardinality
from tariff.model.types import Kind

_DRAWN = 200


def faulty_rows(sampler: Sampler, rng: random.Random, contracts: int, faulty: int) -> Iterator[Sheet]:
    """Further rows for each of `faulty` contracts spread over the book, every kind of fault in turn."""
    kinds = [*_payments(sampler), *_others(sampler, rng), *_ruled_out(sampler, rng)]
    for index in range(min(faulty, contracts)):
        record, rows = kinds[index % len(kinds)]
        yield Sheet(index * contracts // faulty, {record: rows})


def _payments(sampler: Sampler) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Payments for a month long before the contract, below zero, beyond the bound, and on no day."""
    month = month_of(sampler.window.first) - 24
    payment: dict[str, Value] = {"month": month, "paid_on": sampler.window.first, "amount": 1_000}
    faults: tuple[dict[str, Value], ...] = ({}, {"amount": -1}, {"amount": MAX_AMOUNT + 1}, {"paid_on": None})
    for wrong in faults:
        yield PAYMENT.name, (Row("p-fault", payment | wrong),)


def _others(sampler: Sampler, rng: random.Random) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Two rows of the contract itself and of each at-most-once record, and choices that are none."""
    for record in by_contract(sampler.terms):
        row = sampler.row(rng, record)
        if record.cardinality is not Cardinality.MANY:
            yield record.name, (row, row)
        wrong: dict[str, Value] = {
            field.name: "unheard of" for field in record.fields if field.type.kind is Kind.CHOICE
        }
        if wrong and record.cardinality is Cardinality.MANY:
            yield record.name, (evolve(row, values=row.values | wrong),)


def _ruled_out(sampler: Sampler, rng: random.Random) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Two like rows that a rule of their record forbids, for each rule for which drawing finds some."""
    contract, rules = sampler.facts(rng, ""), Rules(sampler.terms)
    for record in by_contract(sampler.terms):
        for rule in record.rules if record.cardinality is Cardinality.MANY else ():
            for _ in range(_DRAWN):
                row = evolve(sampler.row(rng, record), id=f"{record.name[0]}-fault")
                rows = (row, evolve(row, id=f"{row.id}-2"))
                alone = evolve(contract, rows=contract.rows | {record.name: rows})
                if any(item.rule == rule for item in rules.broken(alone)):
                    yield record.name, rows
                    break
