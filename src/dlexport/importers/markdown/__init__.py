"""Markdown and text: documents with a heading per question, cards in lines, folded answers, question papers."""
