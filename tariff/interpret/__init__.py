"""The reference evaluator: what one contract owes, line by line, what its terms decide for it, and why."""

from tariff.interpret.evaluator import Evaluation, Evaluator
from tariff.interpret.rules import Broken, Rules, broken_rules

__all__ = ["Broken", "Evaluation", "Evaluator", "Rules", "broken_rules"]
