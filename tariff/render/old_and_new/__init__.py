"""The old-and-new table (新旧対照表) as HTML, DOCX, Markdown, plain data and for the terminal."""
