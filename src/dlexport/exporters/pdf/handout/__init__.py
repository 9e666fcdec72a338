"""The handout: cover, contents, chapters with answers, appendix and index."""
