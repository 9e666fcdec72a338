"""LaTeX read into a formula tree in one pass; errors carry their positions."""
