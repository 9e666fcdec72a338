"""One YAML question bank in; an Anki deck, a printed handout and an e-book out."""
