"""Markdown and plain text: documents with a heading for each question, cards of lines, folded answers, question papers."""
