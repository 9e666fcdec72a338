"""The source file: bytes to text to a YAML tree whose nodes know their places."""
