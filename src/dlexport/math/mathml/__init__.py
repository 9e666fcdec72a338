"""A formula tree as MathML, for browsers and for e-readers."""
