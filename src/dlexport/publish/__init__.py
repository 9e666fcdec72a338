"""Bytes into the output folder: files replaced whole, the manifest last."""
