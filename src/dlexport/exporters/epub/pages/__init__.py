"""The pages of the book: each builds the XHTML of one kind of page."""
