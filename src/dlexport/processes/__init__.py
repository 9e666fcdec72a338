"""Forked processes: how one begins, how it answers its parent, how many there may be. With `signals` and the cache."""
