"""What is really in an artifact: read back, held against the book, compared with another release."""
