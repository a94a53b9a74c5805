"""Two versions of terms side by side: in text, in meaning, in money."""
