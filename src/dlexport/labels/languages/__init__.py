"""One file a language: the words that outputs add of their own."""
