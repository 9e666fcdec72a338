"""Rules for markdown-it: how each construct of the dialect is recognised in the text."""
