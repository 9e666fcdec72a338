"""The cover: laid out once, written as SVG and as PNG."""
