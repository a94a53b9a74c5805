"""Text to nodes and nodes to text: reading clause files, their faults in words, and the formatter."""
