"""Scripts and languages: what of a text goes together, and which language its marks and words are in."""
