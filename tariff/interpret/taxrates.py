"""Tax rates in force on a day, as exact fractions and as text."""

from bisect import bisect_right
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from tariff.model.clause import TaxClass
from tariff.model.money import Rounding, round_to
from tariff.model.results import InvoiceTax
from tariff.model.terms import TaxStep

UNTAXED = frozenset({TaxClass.EXEMPT, TaxClass.OUTSIDE})


class TaxRates:
    """The steps of a tax: the rate of a class on a day; 0 before the first step, and where a step does not name it.

    ``tax(text, base)`` is the tax on a sum at the rate that `text` names, rounded as the terms say.
    """

    def __init__(self, steps: tuple[TaxStep, ...], rounding: Rounding, unit: int) -> None:
        self._steps = sorted(steps, key=lambda step: step.since)
        self._rounding = rounding
        self._unit = unit
        # Invoices of one pack come to few different sums.
        self.tax = lru_cache(maxsize=16_384)(self._tax)
        self._since = [step.since for step in self._steps]
        self._texts: dict[tuple[TaxClass, int], str] = {}
        self._by_text: dict[str, Fraction] = {}

    def rate(self, tax_class: str, day: int) -> Fraction:
        """The rate of a class in force on a day; 8% is 2/25."""
        index = bisect_right(self._since, day)
        return self._steps[index - 1].rates.get(tax_class, Fraction(0)) if index else Fraction(0)

    def text(self, tax: TaxClass, day: int) -> str:
        """The rate of a line of this class on a day as text (``8%``); ``""`` where it bears no tax."""
        key = (tax, day)
        text = self._texts.get(key)
        if text is None:
            text = "" if tax in UNTAXED else self._register(self.rate(tax, day))
            self._texts[key] = text
        return text

    def of_text(self, text: str) -> Fraction:
        """The rate that `text` gave for a line."""
        return self._by_text[text]

    def _tax(self, text: str, base: int) -> InvoiceTax:
        return InvoiceTax(text, base, round_to(base * self._by_text[text], self._rounding, self._unit))

    def _register(self, rate: Fraction) -> str:
        text = percent(rate)
        self._by_text[text] = rate
        return text


def percent(rate: Fraction | int) -> str:
    """A rate as a percentage without trailing zeros: 21/200 is ``10.5%``."""
    value = Fraction(rate) * 100
    return f"{(Decimal(value.numerator) / value.denominator).normalize():f}%"
