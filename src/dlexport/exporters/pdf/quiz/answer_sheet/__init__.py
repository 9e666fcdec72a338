"""Answer sheets: where everything is, drawn and as data."""
