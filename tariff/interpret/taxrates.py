"""Tax rates in force on a day, as exact fractions and as text."""

from bisect import bisect_right
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from tariff.model.clause import TaxClass
from tariff.model.money import Rounding, percent, round_to
from tariff.model.results import InvoiceTax
from tariff.model.terms import TaxStep

UNTAXED = frozenset({TaxClass.EXEMPT, TaxClass.OUTSIDE})


class Sums(NamedTuple):
    """What lines come to: without tax, the tax of each rate, the lowest first, and with all tax."""

    subtotal: int
    taxes: tuple[InvoiceTax, ...]
    total: int


class TaxRates:
    """The steps of a tax: the rate of a class on a day; 0 before the first step, and where a step does not name it.

    ``text(tax, day)`` is the rate of a line of that class on a day as text (``8%``), ``""`` where it bears no tax.
    ``sums(bases)`` is what an invoice comes to, given the sum of the lines of each rate by the rate's text.
    """

    def __init__(self, steps: tuple[TaxStep, ...], rounding: Rounding, unit: int) -> None:
        self._steps = sorted(steps, key=lambda step: step.since)
        self._rounding = rounding
        self._unit = unit
        # Asked for on every line and invoice: days are few, and invoices of one pack come to few different sums.
        self.text = cache(self._text)
        self.sums = lru_cache(maxsize=16_384)(self._sums)
        self._since = [step.since for step in self._steps]
        self._by_text: dict[str, Fraction] = {}

    def rate(self, tax_class: str, day: int) -> Fraction:
        """The rate of a class in force on a day; 8% is 2/25."""
        index = bisect_right(self._since, day)
        return self._steps[index - 1].rates.get(tax_class, Fraction(0)) if index else Fraction(0)

    def _sums(self, bases: tuple[tuple[str, int], ...]) -> Sums:
        taxed = sorted([item for item in bases if item[0]], key=lambda item: self._by_text[item[0]])
        taxes = tuple(InvoiceTax(text, base, self._tax(text, base)) for text, base in taxed)
        subtotal = sum(base for _, base in bases)
        return Sums(subtotal, taxes, subtotal + sum(item.tax for item in taxes))

    def _tax(self, text: str, base: int) -> int:
        return round_to(base * self._by_text[text], self._rounding, self._unit)

    def _text(self, tax: TaxClass, day: int) -> str:
        if tax in UNTAXED:
            return ""
        rate = self.rate(tax, day)
        text = percent(rate)
        self._by_text[text] = rate
        return text
