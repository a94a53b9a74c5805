"""Terms of service as code: tariffs and contract clauses, versioned, computed, explained."""

__version__ = "0.1.0"
