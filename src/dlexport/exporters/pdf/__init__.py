"""Three kinds of print, set by a text engine of our own: the handout, the quiz, the cards."""
