"""The preview: a page that shows cards, pages and chapters as they will be, renewed after each save."""
