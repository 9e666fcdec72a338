"""Markdown and text: documents with a heading a question, cards of lines, folded answers, question papers."""
