"""What all explanations of one contract rest on: its evaluation, and how things are put into words."""

from tariff.interpret.plan import Plan
from tariff.interpret.reckoning import Reckoning
from tariff.interpret.settlement import Settlement
from tariff.interpret.why.phrases import Phrases
from tariff.interpret.why.values import ValueReasons
from tariff.interpret.why.words import Words


class Telling:
    """One contract's evaluation, the words of its terms, and the explanations of values."""

    def __init__(self, plan: Plan, reckoning: Reckoning, settlement: Settlement) -> None:
        self.plan = plan
        self.reckoning = reckoning
        self.settlement = settlement
        self.words = Words(plan.terms, plan.zone)
        self.phrases = Phrases(self.words, {name: forms[0].clause.titles for name, forms in plan.makings.items()})
        self.values = ValueReasons(plan.expressions, reckoning, self.words, self.phrases)
