"""Drafts made a bank: texts mended, ids given, a new file or an old one brought up to date."""
