"""What a run decides: no bookings, so what is decided otherwise by now takes the place of what stood.

Decisions rest on everything that the ledger has seen by then, payments of later months too, so that a month that is
billed again decides nothing anew.
"""

from tariff.billing.run_sql import Steps
from tariff.compile import SPELLED
from tariff.model.calendar import month_of
from tariff.model.records import ARREARS, LATE, PAYMENT
from tariff.model.results import due_day
from tariff.model.ruling import Ruling, RulingKind
from tariff.model.terms import Terms
from tariff.model.walk import gathered, versions_of

_COLUMNS = ("contract", "clause", "article", "version", "subject", "from", "to", "outcome", "reasons", "amount")
_LIST = ", ".join(f'"{name}"' for name in _COLUMNS)
_ALIKE = " AND ".join(f'standing."{name}" IS NOT DISTINCT FROM should."{name}"' for name in _COLUMNS)
_STANDING = f"""
SELECT rowid AS place, {_LIST} FROM ledger.decision
SEMI JOIN (SELECT contract FROM _looked_at ANTI JOIN _stopped USING (contract)) AS again USING (contract)
WHERE terms = $terms AND "from" <= $corrected_day
UNION ALL
SELECT rowid, {_LIST} FROM ledger.decision
SEMI JOIN (
    SELECT contract, 'bill:' || {SPELLED} AS subject FROM _repaid_debt ANTI JOIN _stopped USING (contract)
) AS again USING (contract, subject)
WHERE terms = $terms AND "from" <= $corrected_day AND clause IN (SELECT unnest($names))
"""
# Nothing is decided twice in the same words.
_OTHER = f"""
SELECT DISTINCT {_LIST} FROM _should_decision AS should ANTI JOIN _standing_decision AS standing ON {_ALIKE}
WHERE contract NOT IN (FROM _stopped)
"""
_NEW = "paid_on BETWEEN $unseen_from AND $seen_by"
# A debt brought forward has a due day of its own.
_OVERDUE = "month <= $overdue OR (contract, month) IN (SELECT (contract, month) FROM _book_forward)"
_GONE = f"SELECT place FROM _standing_decision AS standing ANTI JOIN _should_decision AS should ON {_ALIKE}"
_INSERT = f"INSERT INTO ledger.decision BY NAME SELECT $run AS run, $terms AS terms, {_LIST} FROM"


def about_one_debt(terms: Terms) -> frozenset[str]:
    """The rulings each of whose decisions is about one debt, and changes only with what is paid for that debt."""
    rulings = _rulings(terms)
    others = {item.name for item in rulings if not _about_one_debt(item)}
    if any(item.kind is RulingKind.ACCELERATION for item in rulings):
        return frozenset()  # one debt may make others fall due
    return frozenset(item.name for item in rulings) - others


def find_repaid(steps: Steps, terms: Terms, through: int) -> int:
    """Make table _repaid: contracts whose standing decisions a payment seen for the first time may change; how many.

    Left out is what changes with a single debt (`find_repaid_debts`). through: the last day (ordinal) that was billed
    before. A payment in time changes nothing that was decided on debts in arrears, unless all debts of its contract
    fell due early (table _early); sums over payments depend on any.
    """
    alone = about_one_debt(terms)
    records = {record for item in _rulings(terms) if item.name not in alone for record in _records(item)}
    condition = "FALSE"
    if PAYMENT.name in records:
        condition = "TRUE"
    elif records & {ARREARS.name, LATE.name}:
        condition = f"{_OVERDUE} OR contract IN (SELECT contract FROM _early)"
    steps.make(
        "_repaid",
        f"SELECT DISTINCT contract FROM _book_payment WHERE {_NEW} AND ({condition})",
        overdue=_overdue(terms, through),
    )
    return steps.count("SELECT count(*) FROM _repaid")


def find_repaid_debts(steps: Steps, terms: Terms, through: int | None) -> int:
    """Make table _repaid_debt: the debts for which a payment is seen for the first time, and was not made in time.

    Those of contracts in table _looked_at are left out; nothing but a decision `about_one_debt` changes with them.
    through: as for `find_repaid`; None where nothing was billed before. How many.
    """
    condition = _OVERDUE if through is not None and about_one_debt(terms) else "FALSE"
    steps.make(
        "_repaid_debt",
        f"""
        SELECT DISTINCT contract, month, {SPELLED} FROM _book_payment ANTI JOIN _looked_at USING (contract)
        WHERE {_NEW} AND ({condition})
        """,
        overdue=0 if through is None else _overdue(terms, through),
    )
    return steps.count("SELECT count(*) FROM _repaid_debt")


def write_decisions(steps: Steps, terms: Terms, *, fresh: bool, again: bool) -> int:
    """Write what is decided in months not billed before, and set right what stood; how much of that changed.

    fresh: table _fresh_decision has the former. again: tables _looked_at and _repaid_debt have contracts and debts, on
    which the decisions as they should stand are in _should_decision.
    """
    if fresh:
        steps.run(f"{_INSERT} (SELECT DISTINCT {_LIST} FROM _fresh_decision ANTI JOIN _stopped USING (contract))")
    if not again:
        return 0
    steps.make("_standing_decision", _STANDING, names=sorted(about_one_debt(terms)))
    steps.make("_other_decision", _OTHER)
    steps.make("_gone_decision", _GONE)
    changed = steps.count("SELECT (SELECT count(*) FROM _gone_decision) + (SELECT count(*) FROM _other_decision)")
    if changed:
        steps.run("DELETE FROM ledger.decision WHERE rowid IN (SELECT place FROM _gone_decision)")
        steps.run(f"{_INSERT} _other_decision")
    return changed


def _rulings(terms: Terms) -> list[Ruling]:
    return [ruling for version in versions_of(terms) for ruling in version.rulings]


def _about_one_debt(ruling: Ruling) -> bool:
    on_debts = {driver.record for driver in ruling.drivers} == {ARREARS.name}
    return on_debts and not ruling.once_a_month and not gathered(ruling) & {ARREARS.name, LATE.name, PAYMENT.name}


def _records(ruling: Ruling) -> frozenset[str]:
    """The records whose rows a ruling runs over or gathers."""
    return gathered(ruling).union(driver.record for driver in ruling.drivers)


def _overdue(terms: Terms, through: int) -> int:
    """The last month whose invoice was due by the day `through`."""
    month = month_of(through)
    while due_day(terms.billing, month) > through:
        month -= 1
    return month
