"""Two forms of a ruling: what changed in what is decided, on what grounds, for how long."""

from tariff.compare.meaning.change import Aspect, Weight
from tariff.compare.meaning.driven import drivers, over_new_rows
from tariff.compare.meaning.form import form, same
from tariff.compare.meaning.found import Found
from tariff.compare.meaning.made import parts
from tariff.compare.meaning.reasons import reasons
from tariff.model import expr as e
from tariff.model.ruling import Ruling, RulingKind
from tariff.model.walk import expressions

WEIGHTS = {
    RulingKind.ELIGIBILITY: Weight.ENTITLEMENT,
    RulingKind.ENTITLEMENT: Weight.ENTITLEMENT,
    RulingKind.SUSPENSION: Weight.ENTITLEMENT,
    RulingKind.ENDING: Weight.ENTITLEMENT,
    RulingKind.HOURS: Weight.ENTITLEMENT,
    RulingKind.ALERT: Weight.DUTY,
    RulingKind.DUTY: Weight.DUTY,
    RulingKind.LOOKUP: Weight.DUTY,
    RulingKind.ACCELERATION: Weight.MONEY,
    RulingKind.COMPENSATION: Weight.MONEY,
    RulingKind.CAP: Weight.MONEY,
}
_SAYING = (RulingKind.ALERT, RulingKind.LOOKUP)


def ruling_changes(found: Found, old: Ruling, new: Ruling) -> None:
    """The changes from one form of a ruling to another."""
    drivers(found, old.drivers, new.drivers)
    old = over_new_rows(old, old.drivers, new.drivers, expressions(new))
    found.compare(Aspect.KIND, old.kind, new.kind)
    found.compare(Aspect.OUTCOME, old.outcome, new.outcome)
    if old.against is not None and new.against is not None:
        found.compare(Aspect.OUTCOME, old.against, new.against)
    ground_changes(found, old, new)
    found.conditions(Aspect.CONDITION, _own_guard(old), _own_guard(new))
    found.values(Aspect.UNTIL, old.until, new.until)
    found.values(Aspect.MATTER, old.amount, new.amount)
    found.compare(Aspect.FIRST_REASON, old.first_remark, new.first_remark)
    found.compare(Aspect.MONTHLY, old.once_a_month, new.once_a_month)
    if not found.changes:
        found.conditions(Aspect.CONDITION, old.guard, new.guard)
    if not found.changes and form(old) != form(new):
        tried = old.first_remark and old.remarks != new.remarks
        found.note(Aspect.ORDER if tried else Aspect.SHOWN_ORDER, None, None)


def ground_changes(found: Found, old: Ruling | None, new: Ruling | None) -> None:
    """The changes in what stands against it and in what it rests on, either ruling being there or not."""
    sides = [side for side in (old, new) if side is not None]
    saying = any(side.kind in _SAYING for side in sides)
    before, after = old.grounds if old else (), new.grounds if new else ()
    reasons(found, Aspect.GROUND, before, after, way=-1)
    remarks = old.remarks if old else (), new.remarks if new else ()
    aspect, way = (Aspect.TOLD, 0) if saying else (Aspect.REASON, 1)
    reasons(found, aspect, *remarks, way=way, titled=saying)


def _own_guard(ruling: Ruling) -> e.Expr | None:
    """A guard without what says that one of the remarks holds."""
    granted = [remark.when for remark in ruling.remarks]
    either = e.Or(tuple(granted)) if len(granted) > 1 else granted[0] if granted else None
    items = tuple(item for item in parts(ruling.guard) if either is None or not same(item, either))
    return e.And(items) if items else None
