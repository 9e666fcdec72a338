"""Parts of a print that are set in processes of their own, ahead of their turn."""
