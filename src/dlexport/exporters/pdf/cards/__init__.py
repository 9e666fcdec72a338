"""Cards to cut out, printed on both sides in register."""
