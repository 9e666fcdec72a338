"""Rich text: Markdown read once into a small closed union of nodes, and written out again."""
