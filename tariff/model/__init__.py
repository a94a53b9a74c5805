"""What terms mean: records, provisions, clauses, expressions, money, calendar; immutable, and free of syntax."""
