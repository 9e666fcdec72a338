"""Tables: CSV, TSV, workbooks and Anki's text export, their columns found by their headers."""
