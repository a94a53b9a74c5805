"""One contract's facts, typed: what a case or a book's rows become before evaluation."""

from attrs import frozen

Value = int | str | bool | None


@frozen
class Row:
    """One row of a record: its id (``""`` for the contract and at-most-once records) and its values by field name."""

    id: str
    values: dict[str, Value]


@frozen
class Facts:
    """A contract's facts. Values are held as `model.types` says; `rows` has each record's rows, the contract's own
    under ``contract``.

    Rows of a `many` record all have ids here: a row without one was numbered ``1``, ``2``… by its content's order.
    """

    contract: str
    terms: str
    rows: dict[str, tuple[Row, ...]]

    def of(self, record: str) -> tuple[Row, ...]:
        """The rows of a record, () when there are none."""
        return self.rows.get(record, ())
