"""What an artifact really contains: read back, compared with the book, or with another release."""
