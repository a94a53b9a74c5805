"""Clauses to SQL.

work in progress
"""

from tariff.compile.calendars import prepare
from tariff.compile.compiler import Compiler
from tariff.compile.demand import MonthRange, Pairs

__all__ = ["Compiler", "MonthRange", "Pairs", "prepare"]
