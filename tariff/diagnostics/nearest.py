"""The name a reader probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` most like `name`, or None where none is near."""
    matches = get_close_matches(name, sorted(set(names)), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(name: str, names: Iterable[str], otherwise: str) -> str:
    """A mend for an unknown name: the nearest of `names`, or `otherwise` where none is near."""
    near = nearest(name, names)
    return f"did you mean “{near}”?" if near else otherwise
