r"""Chemistry: mhchem's `\ce` and `\pu` rewritten in plain LaTeX (after mhchem's manual)."""
