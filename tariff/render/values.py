"""Money and days as a reader of either language writes them; the only use of Babel."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from tariff.render.language import LOCALES, language


def _locale() -> str:
    return LOCALES[language()]


def amount(value: int, minor_digits: int) -> str:
    """An amount in minor units with its separators and no currency: ``2,160``."""
    pattern = "#,##0" + ("." + "0" * minor_digits if minor_digits else "")
    return format_decimal(Decimal(value).scaleb(-minor_digits), format=pattern, locale=_locale())


def money(value: int, currency: str, minor_digits: int) -> str:
    """An amount in minor units with its currency: ``¥2,160``."""
    return format_currency(Decimal(value).scaleb(-minor_digits), currency, locale=_locale())


def day(value: date) -> str:
    """A civil day: ``Jun 30, 2017``, ``2017/06/30``."""
    return format_date(value, format="medium", locale=_locale())


def month(value: str) -> str:
    """A month given as ``YYYY-MM``: ``Jun 2017``, ``2017年6月``."""
    return format_skeleton("yMMM", date.fromisoformat(f"{value}-01"), locale=_locale())
