"""What is said of rows that the rules of their record forbid, in a case and in a book alike."""

from tariff.model.expr import Field
from tariff.model.records import Never, NeverAtOnce, Record
from tariff.model.walk import walk


def reason(rule: Never | NeverAtOnce) -> str:
    """What is wrong, as the end of a sentence that begins with the field."""
    said = "is ruled out" if isinstance(rule, Never) else "begins while another row runs"
    title = rule.titles.of("en")
    return f"{said}: {title}" if title else said


def mend(record: Record, rule: Never | NeverAtOnce) -> str:
    """How that is mended."""
    where = f" ({rule.span.file}:{rule.span.line})" if rule.span else ""
    return f"correct the row; the rule stands at record {record.name}{where}"


def field_of(record: Record, rule: Never | NeverAtOnce) -> str:
    """The field of the row that the rule names first; the record's first where it names none."""
    root = rule.when if isinstance(rule, Never) else rule.first
    named = (node.name for node in walk(root) if isinstance(node, Field) and node.record == record.name)
    return next((name for name in named if record.field(name)), record.fields[0].name)
