"""The fields of a note: rich text as HTML that Anki shows and never acts on; cloze texts, masked answers."""
