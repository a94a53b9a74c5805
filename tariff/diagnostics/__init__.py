"""What is wrong, where, and how to mend it. Findings are values: collected, never raised midway."""

from tariff.diagnostics.finding import Diagnostic, InputError, Severity, Span

__all__ = ["Diagnostic", "InputError", "Severity", "Span"]
