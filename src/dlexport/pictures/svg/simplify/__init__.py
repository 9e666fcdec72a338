"""Drawings as tools write them, made plain: styles resolved, uses put in, lengths absolute."""
