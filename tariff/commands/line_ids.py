"""What was given as the id of a case's line and is none, or none that is there: which ids there are."""

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
    """Whether a text has the form of a line's id."""
    return _ID.fullmatch(text) is not None


def no_line(inquiry: "Inquiry", text: str) -> InputError:
    """That `text` names no line of the contract by the day of the inquiry, and which lines come nearest to it."""
    lines = inquiry.evaluation(inquiry.case.facts).lines
    if is_id(text):
        return _absent(inquiry, text, [line.id for line in lines])
    clause = _clause(inquiry.terms, text)
    ids = [line.id for line in lines if clause is None or line.clause == clause]
    if clause is None:
        message = f"“{text}” is no line id: one is {FORM}"
        mend = f"write an id such as {ids[-1]}" if ids else f"there are no lines by {inquiry.until}"
    else:
        message = f"“{text}” is no line id, but the clause {clause}: an id is {FORM}"
        mend = f"name one of its lines: {_some(ids)}" if ids else f"it has no lines by {inquiry.until}"
    return InputError([Diagnostic("E1043", message, mend=mend)])


def _absent(inquiry: "Inquiry", identity: str, ids: Sequence[str]) -> InputError:
    near = nearest(identity, ids)
    otherwise = "`tariff simulate --format csv` lists the ids"
    mend = f"did you mean “{near}”?" if near else otherwise
    message = f"there is no line {identity} by {inquiry.until}"
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
        for clause in version.clauses:
            for name in (clause.titles.ja, clause.titles.en, clause.name):
                if name:
                    yield name.casefold(), clause.name
