"""The reference evaluator: what one contract owes, line by line, and why."""

from tariff.interpret.evaluator import Evaluation, Evaluator

__all__ = ["Evaluation", "Evaluator"]
