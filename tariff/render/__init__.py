"""How results look: tables, trees, findings, data; the only package that writes money and days for readers."""
