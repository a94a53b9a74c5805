"""A case file: one contract's facts as a person writes them, read, changed by `--with`, and written."""

from tariff.billing.case.override import override
from tariff.billing.case.reader import Case, read_case
from tariff.billing.case.write import case_text

__all__ = ["Case", "case_text", "override", "read_case"]
