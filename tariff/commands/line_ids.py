"""What was given as the id of a line or decision and is none, or none that is there: which ids there are."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tariff.diagnostics import Diagnostic, InputError
from tariff.diagnostics.nearest import nearest
from tariff.model.terms import Terms

if TYPE_CHECKING:
    from tariff.commands.inquiry import Inquiry

FORM = "TERMS/CONTRACT/CLAUSE/RECORD:ROW/MONTH"
_ID = re.compile(r"[^/]+/.+/[^/]+/[^/]+/[0-9]{4}-(?:0[1-9]|1[0-2])")
_MOST = 5


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def nothing(inquiry: "Inquiry", text: str) -> InputError:
    """That `text` names nothing of the contract by the day of the inquiry, and which ids come nearest to it."""
    found = inquiry.evaluation(inquiry.case.facts)
    made = [(line.id, line.clause) for line in found.lines]
    made += [(decision.id, decision.clause) for decision in found.decisions]
    if is_id(text):
        return _absent(inquiry, text, [identity for identity, _ in made])
    clause = _clause(inquiry.terms, text)
    ids = list(dict.fromkeys(identity for identity, of in made if clause in (None, of)))
    if clause is None:
        message = f"“{text}” is no id: one is {FORM}"
        mend = f"write an id such as {ids[-1]}" if ids else f"there is nothing by {inquiry.until}"
    else:
        message = f"“{text}” is no id, but the clause {clause}: an id is {FORM}"
        mend = f"name one of its: {_some(ids)}" if ids else f"it makes nothing by {inquiry.until}"
    return InputError([Diagnostic("E1043", message, mend=mend)])


def _absent(inquiry: "Inquiry", identity: str, ids: Sequence[str]) -> InputError:
    near = nearest(identity, ids)
    otherwise = "`tariff simulate --format json` lists the ids"
    mend = f"did you mean “{near}”?" if near else otherwise
    message = f"there is no line and no decision {identity} by {inquiry.until}"
    return InputError([Diagnostic("E0701", message, mend=mend)])


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids) if len(ids) <= _MOST else f"{', '.join(ids[-_MOST:])} and {len(ids) - _MOST} before"


def _clause(terms: Terms, text: str) -> str | None:
    """The clause that a name or a title means, or comes near to."""
    names = dict(_called(terms))
    near = nearest(text.casefold(), names)
    return names[near] if near is not None else None


def _called(terms: Terms) -> Iterator[tuple[str, str]]:
    for version in terms.versions:
        called = [(ruling.name, ruling.titles) for ruling in version.rulings]
        called += [(clause.name, clause.titles) for clause in version.clauses]
        for name, titles in called:
            yield from ((text.casefold(), name) for text in (titles.ja, titles.en, name) if text)
