"""Rows of a case that the rules of their record forbid."""

from collections.abc import Iterator

from tariff.billing import rules
from tariff.billing.case.codes import Code
from tariff.diagnostics import Diagnostic
from tariff.interpret import broken_rules
from tariff.model.facts import Facts
from tariff.model.records import Never
from tariff.model.terms import Terms


def ruled_out(terms: Terms, facts: Facts) -> Iterator[tuple[tuple[str, str, str], Diagnostic]]:
    """What breaks a rule, and where: record, row and field."""
    for item in broken_rules(terms, facts):
        field = rules.field_of(item.record, item.rule)
        row = f" {item.row.id}" if item.row.id else ""
        beside = f" (row {item.beside.id})" if item.beside else ""
        message = f"{item.record.name}{row}: {field} {rules.reason(item.rule)}{beside}"
        code = Code.RULED_OUT if isinstance(item.rule, Never) else Code.AT_ONCE
        yield (item.record.name, item.row.id, field), Diagnostic(code, message, mend=rules.mend(item.record, item.rule))
