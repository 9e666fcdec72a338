"""Answer sheets for exams: their layout, their drawing, their data for a scanner."""
