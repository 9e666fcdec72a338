"""The bank as data, the book composed of it, and fingerprints of both."""
