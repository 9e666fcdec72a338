"""Formulas: LaTeX read once into a tree, which is written as MathML or set with a math font."""
