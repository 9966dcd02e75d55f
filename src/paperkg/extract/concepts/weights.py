"""Weights of the features of a concept, learnt by logistic regression on labelled posts.

They are data: only their order of size has a meaning. See :data:`~.features.NAMES`.
"""

WEIGHTS = (0.8, 0.3, 2.0, 0.8, 0.5, 0.5, 0.5, 0.2, 0.4, 0.1, 0.8, 0.5, 0.2, 0.2)
BIAS = -2.0

THRESHOLD = 0.0
"""A concept below it is left out ..."""

AT_LEAST = 4
"""... unless it is among the best of a post, up to this many."""

AT_MOST = 12
"""No post has more concepts than this."""
