"""What all expressions share: a type, which may be unknown because an operand is."""

from tariff.model.types import Type


class Expr:
    """Base of all expressions; `type` is the type of the value."""

    __slots__ = ()

    @property
    def type(self) -> Type:
        """The type of the value."""
        raise NotImplementedError


def optional(result: Type, *operands: Expr) -> Type:
    """`result`, or unknown where one of the operands may be."""
    return result.or_unknown() if any(item.type.optional for item in operands) else result
