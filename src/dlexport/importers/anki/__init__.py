"""Anki's packages: decks of strangers by what their templates show, decks of ours as themselves."""
