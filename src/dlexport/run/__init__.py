"""One run: a request, the flow from source to published files, and a report."""
