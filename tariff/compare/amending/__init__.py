"""The amendment text (改め文): what changes a document, as the sentences legislators write, and back."""
