"""Lines: text cut into atoms, spaced, broken and justified."""
