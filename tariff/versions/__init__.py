"""Amendments applied in order of effect: any provision at any date, as known on any date, lowered to the typed core."""

from tariff.versions.library import Library

__all__ = ["Library"]
