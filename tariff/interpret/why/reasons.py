"""Why one contract's lines and decisions are as they are, or are not there."""

from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.interpret.why.absent import AbsentReasons
from tariff.interpret.why.decisions import DecisionReasons
from tariff.interpret.why.lines import LineReasons
from tariff.interpret.why.telling import Telling


class Reasons:
    """The reasons for lines, for decisions, and for what is absent, over one evaluation."""

    def __init__(self, plan: Plan, reckoning: Reckoning, settlement: Settlement) -> None:
        telling = Telling(plan, reckoning, settlement)
        self.lines = LineReasons(telling)
        self.decisions = DecisionReasons(telling)
        self.absent = AbsentReasons(telling)
