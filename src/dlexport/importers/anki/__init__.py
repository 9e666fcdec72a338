"""Anki's packages: decks by others, read by what their templates show; dlexport's own decks, read back exactly."""
