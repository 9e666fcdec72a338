"""Files that strangers made: archives, databases and JSON, read within budgets."""
