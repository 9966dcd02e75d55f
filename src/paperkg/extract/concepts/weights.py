"""Weights of the features of a concept, learnt by logistic regression on labelled posts.

They are data: only their order of size has a meaning. See :data:`~.features.NAMES`.
"""

WEIGHTS = (0.31, 0.59, 0.40, 0.34, 0.18, 0.11, 0.26, 0.04, 0.29, 0.29, 0.27, 0.26, 0.58, 0.45)
BIAS = -1.39

THRESHOLD = -0.3
"""A concept below it is left out ..."""

AT_LEAST = 5
"""... unless it is among the best of a post, up to this many."""

AT_MOST = 15
"""No post has more concepts than this."""

TERM_WEIGHT = 0.3
"""What is taken from the score of a term that no scheme knows."""

TERMS_AT_MOST = 5
"""No post has more such terms than this."""
