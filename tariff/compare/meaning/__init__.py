"""Two versions of terms compared in meaning: what changed in what they compute, wherever and however it is worded."""

from tariff.compare.meaning.between import Meaning, between, compare
from tariff.compare.meaning.change import Aspect, Change, Effect, Weight
from tariff.compare.meaning.form import form_of_terms
from tariff.compare.meaning.stand import Stand
from tariff.model.terms import Terms

__all__ = ["Aspect", "Change", "Effect", "Meaning", "Stand", "Weight", "between", "compare", "equal"]


def equal(old: Terms, new: Terms) -> bool:
    """Whether two lines of terms mean the same over all time, so that they come to the same for any facts.

    Names of clauses count, since lines carry them; titles, articles and the wording do not.
    """
    return form_of_terms(old) == form_of_terms(new)
