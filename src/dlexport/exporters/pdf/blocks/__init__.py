"""Blocks of rich text as strips: paragraphs, tables, code, pictures, formulas."""
