r"""Chemistry as mhchem writes it, `\ce` and `\pu`, in plain LaTeX (written from mhchem's manual)."""
