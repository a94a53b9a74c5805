"""Texts that refer to rows of another record by their ids, as clauses compare them."""

import random
from collections.abc import Mapping, Sequence

from tariff.billing.sample_hints import Hints
from tariff.model.facts import Value

_REFERRING = 0.85


def refer(
    rng: random.Random,
    hints: Hints,
    rows: Mapping[str, Sequence[dict[str, Value]]],
    ids: Mapping[str, Sequence[str]],
) -> None:
    """Makes most of the texts that clauses compare with ids of another record's rows the id of one of these.

    rows: the values of each record's rows, which are changed. ids: the ids of each record's rows.
    """
    for record, field, other in hints.references:
        for row in rows.get(record, ()):
            if ids.get(other) and row.get(field) is not None and rng.random() < _REFERRING:
                row[field] = rng.choice(ids[other])
