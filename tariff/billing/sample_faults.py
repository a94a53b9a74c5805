"""Rows that no bill can be made with, as every real book has a few: a contract that gets one is to be set aside."""

import random
from collections.abc import Iterator

from attrs import evolve

from tariff.billing.sample import Sampler
from tariff.billing.sample_json import Sheet
from tariff.model.calendar import month_of
from tariff.model.facts import Row, Value
from tariff.model.money import MAX_AMOUNT
from tariff.model.records import PAYMENT, Cardinality
from tariff.model.types import Kind


def faulty_rows(sampler: Sampler, rng: random.Random, contracts: int, faulty: int) -> Iterator[Sheet]:
    """Further rows for each of `faulty` contracts spread over the book, every kind of fault in turn."""
    kinds = [*_payments(sampler), *_others(sampler, rng)]
    for index in range(min(faulty, contracts)):
        record, row = kinds[index % len(kinds)]
        rows = (row,) if row.id else (row, row)
        yield Sheet(index * contracts // faulty, {record: rows})


def _payments(sampler: Sampler) -> Iterator[tuple[str, Row]]:
    """Payments for a month long before the contract, below zero, beyond the bound, and on no day."""
    month = month_of(sampler.window.first) - 24
    payment: dict[str, Value] = {"month": month, "paid_on": sampler.window.first, "amount": 1_000}
    faults: tuple[dict[str, Value], ...] = ({}, {"amount": -1}, {"amount": MAX_AMOUNT + 1}, {"paid_on": None})
    for wrong in faults:
        yield PAYMENT.name, Row("p-fault", payment | wrong)


def _others(sampler: Sampler, rng: random.Random) -> Iterator[tuple[str, Row]]:
    """A further row of the contract itself and of each at-most-once record, and choices that are none."""
    for record in sampler.terms.records:
        row = sampler.row(rng, record)
        if record.cardinality is not Cardinality.MANY:
            yield record.name, row
        wrong: dict[str, Value] = {
            field.name: "unheard of" for field in record.fields if field.type.kind is Kind.CHOICE
        }
        if wrong and record.cardinality is Cardinality.MANY:
            yield record.name, evolve(row, values=row.values | wrong)
