"""All decisions of one contract: what each ruling decides, the first of a month where only that stands."""

from collections.abc import Iterable, Iterator, Sequence

from tariff.interpret.dates import date_of
from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.interpret.verdicts import Verdict, verdicts
from tariff.model.clause import Basis
from tariff.model.facts import Row
from tariff.model.records import ARREARS, LATE
from tariff.model.results import Decision

# Whether there are rows of these is known only once they are asked for.
_DERIVED = frozenset({ARREARS.name, LATE.name})


def decided(reckoning: Reckoning, settlement: Settlement) -> list[Verdict]:
    """The verdicts dated by the day seen, by day, ruling, subject and version."""

    def rows(record: str) -> Sequence[Row]:
        if record == ARREARS.name:
            return settlement.arrears
        return settlement.late(Basis()) if record == LATE.name else reckoning.facts.of(record)

    found: list[Verdict] = []
    for name in reckoning.plan.rulings(reckoning.present | _DERIVED):
        forms = reckoning.plan.decidings[name]
        found += _standing(item for deciding in forms for item in verdicts(reckoning, deciding, rows))
    seen = [item for item in found if item.day <= reckoning.until]
    return sorted(seen, key=lambda item: _place(reckoning.plan, item))


def subject(plan: Plan, item: Verdict) -> str | None:
    """What a decision is about; None where it is about the contract."""
    return None if item.deciding.ruling.once_a_month else plan.subject(item.record, item.row.id)


def write_decision(plan: Plan, contract: str, item: Verdict) -> Decision:
    """The decision that a verdict becomes."""
    ruling = item.deciding.ruling
    return Decision(
        contract,
        plan.terms.name,
        ruling.name,
        ruling.article,
        item.stand.since_date,
        subject(plan, item),
        date_of(item.day),
        None if item.last is None else date_of(item.last),
        str(item.outcome),
        tuple([label for ground in item.grounds if (label := ground.label("ja"))]),
        item.amount,
    )


def _standing(found: Iterable[Verdict]) -> Iterator[Verdict]:
    """One ruling's verdicts, of those that stand once a month only the first."""
    first: dict[int, Verdict] = {}
    for item in found:
        if not item.deciding.ruling.once_a_month:
            yield item
        elif item.month not in first or _order(item) < _order(first[item.month]):
            first[item.month] = item
    yield from first.values()


def _order(item: Verdict) -> tuple[int, str, str, int]:
    return item.day, item.row.id, item.record, item.stand.since


def _place(plan: Plan, item: Verdict) -> tuple[int, int, str, int]:
    return item.day, item.deciding.order, subject(plan, item) or "", item.stand.since
