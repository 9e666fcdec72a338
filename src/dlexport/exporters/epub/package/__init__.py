"""The package: container, package document, contents, addresses, embedded fonts (EPUB 3.3)."""
