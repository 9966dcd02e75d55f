"""paperkg: posts about machine-learning papers, as linked data with evidence."""
