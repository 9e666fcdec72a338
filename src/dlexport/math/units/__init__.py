"""Numbers and units as siunitx and mhchem write them, in plain LaTeX."""
