"""Reading only the questions that changed since an earlier run. The bank is the same as when all are read."""
