"""Markdown to nodes: the dialect's rules, its limits, and the places of what is wrong."""
