"""Drawing: what stands on one page, as PDF operators, each marked with the element it belongs to."""
