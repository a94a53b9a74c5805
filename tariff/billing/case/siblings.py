"""Rows that a case lists of other contracts: those that share a field of its own contract, and no others."""

from tariff.model.facts import Row
from tariff.model.records import Record


def is_sibling(record: Record, row: Row, contract: Row) -> bool:
    """Whether a row may stand in a record: of other contracts, those alone that share the field `record.same`.

    A record without that field leaves it to the case which contracts share it.
    """
    if record.same is None or record.field(record.same) is None:
        return True
    return row.values[record.same] is not None and row.values[record.same] == contract.values[record.same]


def no_sibling(record: Record, row: Row) -> tuple[str, str]:
    """What is wrong with a row that may not stand in a record, and how that is mended."""
    message = f"{record.name} {row.id} has another {record.same} than the contract"
    return message, f"{record.name} lists contracts with the same {record.same}: leave this one out"
