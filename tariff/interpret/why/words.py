"""Values in words, in either language: ISO dates, amounts with their currency, exact numbers cut short with a mark."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tariff.interpret.zones import Zone
from tariff.model.facts import Row
from tariff.model.records import ARREARS, CONTRACT, LATE, Titles
from tariff.model.results import month_text
from tariff.model.terms import Terms
from tariff.model.types import MONEY, Kind, Type

_PLACES = 4
_UNKNOWN = Titles("不明", "unknown")
_YES = Titles("はい", "yes")
_NO = Titles("いいえ", "no")


class Words:
    """How one Terms' values and names are written in an explanation."""

    def __init__(self, terms: Terms, zone: Zone, language: str = "en", own: str = CONTRACT) -> None:
        """`own`: the record whose fields are named without it, as those of the contract are."""
        self.language = language
        self._own = own
        self._terms = terms
        self._zone = zone
        self._records = {item.name: item for item in (*terms.records, LATE, ARREARS)}

    def value(self, value: int | Fraction | str | bool | None, kind: Type) -> str:
        """A value of a kind; ``unknown`` for None."""
        if value is None:
            return _UNKNOWN.of(self.language)
        match kind.kind:
            case Kind.YESNO:
                return (_YES if value else _NO).of(self.language)
            case Kind.DATE:
                return date.fromordinal(int(value)).isoformat()
            case Kind.MONTH:
                return month_text(int(value))
            case Kind.INSTANT:
                return self._zone.local(int(value)).isoformat()
            case Kind.MONEY:
                return self.money(Fraction(value))
            case Kind.NUMBER:
                return number(Fraction(value))
            case Kind.TEXT | Kind.CHOICE:
                return str(value)

    def money(self, amount: Fraction | int) -> str:
        """An amount in minor units as ``2,160 JPY``, and yen in Japanese as ``2,160円``."""
        digits = self._terms.minor_digits
        shown = number(Fraction(amount) / 10**digits, least=digits)
        yen = self.language == "ja" and self._terms.currency == "JPY"
        return f"{shown}円" if yen else f"{shown} {self._terms.currency}"

    def amount(self, amount: Fraction | int | None) -> str:
        """An amount, or ``unknown``."""
        return self.value(amount, MONEY)

    def record(self, name: str) -> str:
        """The title of a record."""
        item = self._records.get(name)
        return self.title(item.titles if item is not None else Titles(), name)

    def row(self, record: str, row: Row) -> str:
        """A row by the title of its record and, if it has one, its id."""
        return f"{self.record(record)} {row.id}".strip()

    def fields(self, record: str) -> Sequence[tuple[str, Type]]:
        """The names and types of a record's fields."""
        item = self._records.get(record)
        return [(field.name, field.type) for field in item.fields] if item is not None else []

    def field(self, record: str, name: str) -> str:
        """The title of a field, with its record's where that is neither the contract nor the own one."""
        item = self._records.get(record)
        field = item.field(name) if item is not None else None
        own = self.title(field.titles if field is not None else Titles(), name)
        if record in (CONTRACT, self._own):
            return own
        return f"{self.record(record)}の{own}" if self.language == "ja" else f"{own} ({self.record(record)})"

    def title(self, titles: Titles, name: str) -> str:
        """A thing's title, or the one in the other language, or its name as words."""
        return titles.of(self.language) or name.replace("_", " ")


def number(value: Fraction, least: int = 0) -> str:
    """A number with at least `least` decimals and at most four more than are exact; a cut is marked with ``…``."""
    places = max(least, next((n for n in range(_PLACES + 1) if (value * 10**n).denominator == 1), _PLACES))
    scaled = abs(value) * 10**places
    whole, decimals = divmod(scaled.numerator // scaled.denominator, 10**places)
    text = f"{'-' if value < 0 else ''}{whole:,}" + (f".{decimals:0{places}d}" if places else "")
    return text if scaled.denominator == 1 else text + "…"
