"""Worked examples in packs: facts, readings and what must come out, checked in both evaluators."""

from tariff.billing.examples.cases import ExampleCase, Suite
from tariff.billing.examples.coverage import Coverage, coverage
from tariff.billing.examples.outcome import Failure
from tariff.billing.examples.reader import read_examples
from tariff.billing.examples.running import BOTH, Engine, Result, run

__all__ = [
    "BOTH",
    "Coverage",
    "Engine",
    "ExampleCase",
    "Failure",
    "Result",
    "Suite",
    "coverage",
    "read_examples",
    "run",
]
