"""A page beside the editor that shows cards, pages and chapters as they will be, and changes with each save."""
