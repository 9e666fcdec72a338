"""Markdown to nodes: the dialect's rules, its limits, and the positions of its problems."""
