"""Pages: strips put one below the other, tagged for screen readers."""
