"""Records of two versions together: a draft may declare what the terms in force do not."""

from attrs import evolve

from tariff.diagnostics import Diagnostic, InputError
from tariff.model.records import Field, Record
from tariff.model.terms import Terms


def merged(old: Terms, new: Terms) -> Terms:
    """Terms to read a book by, so that its rows serve both versions: their records, and what either reads of them.

    A row that the rules of either forbid is wrong. Raises InputError where the two declare a record or field, the
    currency or the zone otherwise.
    """
    versions, branches = (*old.versions, *new.versions), (*old.branches, *new.branches)
    return evolve(new, records=merged_records(old, new), versions=versions, branches=branches)


def merged_records(old: Terms, new: Terms) -> tuple[Record, ...]:
    """The records and fields of both versions. Raises InputError as `merged` does."""
    for what, name in (("its currency", "currency"), ("its zone", "zone")):
        if getattr(old, name) != getattr(new, name):
            raise InputError([_otherwise(old.name, what)])
    if old.records == new.records:
        return new.records
    records = [_together(old.name, item, new.record(item.name)) for item in old.records]
    names = {item.name for item in records}
    return (*records, *(item for item in new.records if item.name not in names))


def _together(terms: str, old: Record, new: Record | None) -> Record:
    if new is None:
        return old
    if (old.cardinality, old.same) != (new.cardinality, new.same):
        raise InputError([_otherwise(terms, old.name)])
    fields = [_either(terms, old, item, new.field(item.name)) for item in old.fields]
    names = {item.name for item in fields}
    fields += [item for item in new.fields if item.name not in names]
    known = [evolve(item, span=None) for item in old.rules]
    rules = (*old.rules, *(item for item in new.rules if evolve(item, span=None) not in known))
    return evolve(new, fields=tuple(fields), rules=rules)


def _either(terms: str, record: Record, old: Field, new: Field | None) -> Field:
    """A field of both; it may be unknown only where both say so."""
    if new is None or old.type == new.type:
        return new or old
    if old.type.known() != new.type.known():
        raise InputError([_otherwise(terms, f"{record.name}.{old.name}")])
    return evolve(new, type=new.type.known())


def _otherwise(terms: str, what: str) -> Diagnostic:
    message = f"the two versions of {terms} declare {what} otherwise, so no row fits both"
    return Diagnostic("E1222", message, mend="give the new one another name")
