"""What people write in formulas, turned into the LaTeX that every output knows."""
