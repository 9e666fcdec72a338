"""What the prints of a book share: questions, chapters, references, running heads."""
