"""The two sides of a comparison in money, as the command line names them."""

from collections.abc import Mapping, Sequence

from tariff.commands.choices import of_terms
from tariff.commands.options import no_contracts
from tariff.compare.impact.result import Side
from tariff.compare.sources import Named, Origin, Shelf, Source, source, sources
from tariff.diagnostics import Diagnostic, InputError

Versions = tuple[Side, Side, Sequence[str]]


def sides(old: Named, new: Named | None, shelf: Shelf, readings: Mapping[str, str]) -> Versions:
    """Both sides under `readings`, and the names of all terms with contracts.

    Without `new`, terms are compared by default and under the readings, an amendment before and after it. Raises
    InputError where there is no such thing, where it has no contracts, or where the two are not of the same terms.
    """
    if new is None and old.file is None and old.name in shelf.library(old.folder).packs:
        if not readings:
            message = f"there is nothing to compare {old.text} with"
            mend = "name a second version, or a reading that the terms list: --reading CLAUSE=NAME"
            raise InputError([Diagnostic("E1202", message, where=old.text, mend=mend)])
        before = after = source(old, shelf)
        first, second = _side(before, {}), _side(after, readings)
    else:
        before, after = sources(old, new, shelf)
        first, second = _side(before, readings), _side(after, readings)
    if first.terms.name != second.terms.name:
        message = f"{first.name} and {second.name} are versions of different terms"
        mend = f"no contract is under both: compare two versions of {first.terms.name}"
        raise InputError([Diagnostic("E1223", message, mend=mend)])
    return first, second, _origin(after).library.contractual


def _side(item: Source, readings: Mapping[str, str]) -> Side:
    origin = _origin(item)
    library, name = origin.library, origin.terms
    if not library.pack(name).has_contracts:
        raise InputError([no_contracts(library, name)])
    chosen = of_terms(name, readings)
    terms = library.terms(name, known_on=origin.known_on, readings=chosen, amendments=origin.amendments)
    return Side(item.name, terms)


def _origin(item: Source) -> Origin:
    if item.origin is None:
        message, mend = (
            f"{item.name} is a text, and computes nothing",
            "name terms: TERMS@DATE, or DIR:TERMS for a draft",
        )
        raise InputError([Diagnostic("E1224", message, mend=mend)])
    return item.origin
