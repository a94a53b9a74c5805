"""Being on a list of words: islands, desks, grounds that the terms enumerate."""

from attrs import frozen

from tariff.model.expr import Expr
from tariff.model.types import YESNO, Type


@frozen
class OneOf(Expr):
    """Whether a text is one of `options`; an unknown text is not."""

    value: Expr
    options: tuple[str, ...]

    @property
    def type(self) -> Type:
        return YESNO
