"""Pictures: bitmaps and vector drawings, checked, measured, named by their content."""
