"""Records of two versions together: a draft may declare what the terms in force do not."""

from attrs import evolve

from tariff.diagnostics import Diagnostic, InputError
from tariff.model.records import Field, Record
from tariff.model.terms import Terms


def merged(old: Terms, new: Terms) -> Terms:
    """`new` with the records and fields of both, so that rows read once serve both.

    A row that the rules of either forbid is wrong. Raises InputError where the two declare a record or field otherwise.
    """
    if old.records == new.records:
        return new
    records = [_together(old.name, item, new.record(item.name)) for item in old.records]
    names = {item.name for item in records}
    return evolve(new, records=(*records, *(item for item in new.records if item.name not in names)))


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
