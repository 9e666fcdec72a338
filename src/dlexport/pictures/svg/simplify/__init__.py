"""Simplification of drawings of any tool: styles resolved, `use` replaced by copies, lengths absolute."""
