"""LaTeX read into a formula tree, in one pass, with the place of whatever is wrong."""
