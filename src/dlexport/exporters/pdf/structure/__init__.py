"""The structure of a document: what each thing on its pages is, for screen readers (PDF/UA-1)."""
