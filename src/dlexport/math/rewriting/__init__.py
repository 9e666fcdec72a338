"""Rewriting of formulas: LaTeX as people type it -> LaTeX that every output supports."""
