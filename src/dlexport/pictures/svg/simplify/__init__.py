"""Simplifying drawings of any tool: styles resolved, `use` replaced by what it refers to, lengths absolute."""
