"""A bank as YAML, written: one style for what is imported, begun anew and formatted; comments are kept."""
