"""Content shared by the prints of a book: questions, chapters, references, running heads."""
