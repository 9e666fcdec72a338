"""Advice on how a bank is written: what is valid, yet reads or teaches less well than it could."""
