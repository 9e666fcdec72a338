"""Importers: readers of what others write – Markdown, decks, tables, Word – each giving drafts of questions."""
