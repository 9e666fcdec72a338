"""Cards to cut out, printed on both sides; each back lies exactly behind its front."""
