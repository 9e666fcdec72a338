"""Verification: the content of an artifact, read back and compared with the book or with another release."""
