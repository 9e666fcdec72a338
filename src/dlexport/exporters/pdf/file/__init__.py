"""The file: sheets as the objects of a PDF, packed into bytes."""
