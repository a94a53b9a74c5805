"""Numerals of Japanese texts: digits of either width, and kanji."""

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def value_of(numeral: str) -> int:
    """The number that digits of either width (``78``, ``７８``) or kanji (``七十八``, ``七八``) write."""
    if numeral[0] not in _DIGITS and numeral[0] not in _UNITS:
        return int(numeral)
    if not any(sign in _UNITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, digit = 0, 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
