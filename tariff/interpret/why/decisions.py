"""Why it was decided so: the conditions, the grounds that hold and those that do not, the days, the amount."""

from collections.abc import Iterator

from tariff.interpret.operands import is_constant
from tariff.interpret.plan import Deciding
from tariff.interpret.scope import Scope
from tariff.interpret.verdicts import Verdict
from tariff.interpret.why.standing import StandingReasons
from tariff.interpret.why.telling import Telling
from tariff.model.clause import Basis
from tariff.model.results import Reason
from tariff.model.ruling import Ground
from tariff.model.types import DATE


class DecisionReasons:
    """Explains the verdicts of one contract."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._standing = StandingReasons(telling)

    def of(self, item: Verdict) -> Reason:
        """The whole tree for one verdict: provision, row, version, conditions, grounds, last day, amount."""
        ruling = item.deciding.ruling
        scope = self._telling.reckoning.scope(item.row)
        because = self._standing.of(ruling, item.deciding.drivers, item, scope, Basis())
        scope.day, scope.month = item.day, item.month
        if ruling.guard is not None:
            because.append(self._telling.values.of(ruling.guard, scope))
        because += grounds(self._telling, item.deciding, scope)
        if ruling.until is not None:
            because.append(self._until(item, scope))
        if item.amount is not None and ruling.amount is not None:
            amount = self._telling.values.of(ruling.amount, scope)
            because.append(Reason(f"amount: {amount.label}", self._telling.words.money(item.amount), amount.because))
        if ruling.once_a_month:
            because.append(Reason("only the first of a month stands"))
        return Reason(self._telling.words.title(ruling.titles, ruling.name), _outcome(item), tuple(because))

    def _until(self, item: Verdict, scope: Scope) -> Reason:
        assert item.deciding.ruling.until is not None, "only a last day that is stated is explained"
        until = self._telling.values.of(item.deciding.ruling.until, scope)
        value = "open" if item.last is None else self._telling.words.value(item.last, DATE)
        return Reason(f"until {until.label}", value, until.because)


def grounds(telling: Telling, deciding: Deciding, scope: Scope) -> Iterator[Reason]:
    """Each ground with whether it holds; where none does, so each remark that was looked at."""
    ruling, against = deciding.ruling, False
    for ground, holds in deciding.grounds:
        against = against or bool(holds(scope))
        yield _ground(telling, "ground", ground, scope)
    if against:
        return
    for remark, holds in deciding.remarks:
        yield _ground(telling, "row" if ruling.first_remark else "remark", remark, scope)
        if ruling.first_remark and holds(scope):
            return


def _ground(telling: Telling, what: str, ground: Ground, scope: Scope) -> Reason:
    named = " ".join(filter(None, (what, ground.label("en"))))
    if is_constant(ground.when):
        return Reason(named, "holds")
    found = telling.values.of(ground.when, scope)
    return Reason(f"{named}: {found.label}", found.value, found.because)


def _outcome(item: Verdict) -> str:
    labels = [label for ground in item.grounds if (label := ground.label("en"))]
    outcome = item.outcome.value.replace("_", " ")
    return f"{outcome} ({'; '.join(labels)})" if labels else outcome
