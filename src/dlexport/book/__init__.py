"""The bank as data, the book composed from it, and the cache keys of its questions."""
