"""Two versions of terms in money: over every contract of a book, or on the smallest contract on which they differ."""
