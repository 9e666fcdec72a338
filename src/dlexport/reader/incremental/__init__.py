"""Reading only what has changed since an earlier run; the result is the same."""
