"""The theme: style files, and the fonts that they name."""
