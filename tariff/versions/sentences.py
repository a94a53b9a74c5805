"""Which sentences stand in which kind of clause, and the sentences as an explanation quotes them."""

from tariff.model.clause import Sentence
from tariff.syntax.nodes import Node
from tariff.versions.scope import Scope, fail

_NOTES = frozenset(["titles", "text", "see", "assume", "untested", "reading"])
_ROW = frozenset(["once", "when", "unless"])
_ROWS = _ROW | {"every"}
_WORTH = frozenset(
    ["amount", "table", "worth", "count", "cap", "cap_in_all", "cap_with_tax", "no_proration", "prorate", "tax"]
)
_INTEREST = frozenset(
    [
        "on_bills",
        "leaving_out",
        "before_tax",
        "rate_fixed",
        "rate_leap",
        "rate_calendar",
        "round_parts",
        "period",
        "tax",
    ]
)
_FITTING = {
    "charge": _ROWS | _WORTH,
    "penalty": _ROWS | _WORTH,
    "refund": _ROWS | _WORTH,
    "compensation": _ROWS | _WORTH | {"refuse"},
    "interest": {"when", "unless"} | _INTEREST,
    "waiver": {"waives_days", "waives_month", "round_waived"},
    "eligibility": _ROWS | {"refuse", "grant", "lasting"},
    "entitlement": _ROWS | {"refuse", "grant", "lasting"},
    "suspension": _ROW | {"lasting", "at_most_for", "no_maximum"},
    "ending": _ROWS,
    "alert": _ROWS | {"notify"},
    "duty": _ROWS | {"lasting"},
    "hours": _ROW | {"opens_from", "opens_all_day"},
    "lookup": _ROWS | {"answer_when", "answer_otherwise"},
    "acceleration": _ROW | {"fall_due"},
}


def require_fitting(node: Node) -> None:
    """A fault for a sentence of a clause that its kind does not have."""
    kind = node.text("CLAUSE_KIND")
    for item in node.nodes():
        if item.kind not in _NOTES | _FITTING[kind]:
            mend = "drop it, or write a clause of the kind that has it"
            fail("E0517", f"this sentence says nothing in {_article(kind)} {kind}", item.span, mend)


def _article(kind: str) -> str:
    return "an" if kind[0] in "aei" else "a"


def quoted(scope: Scope, node: Node) -> tuple[Sentence, ...]:
    """The sentences of a clause that compute, as written."""
    return tuple(Sentence(item.kind, scope.pack.source_of(item)) for item in node.nodes() if item.kind not in _NOTES)
