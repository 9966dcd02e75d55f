"""Posts, dumps, names and faults meant to break paperkg, and what has to hold all the same."""
