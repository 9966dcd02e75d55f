"""Weights of what speaks for a concept, learnt by logistic regression on labelled posts.

They are log-odds, rounded; a concept or term of weight above 0 is more likely kept than not.
"""

CONCEPT = {
    "base": 0.00,
    "bold": 0.7,
    "item_head": 0.7,
    "many_words": 0.2,
    "often": 0.2,
    "one_word": -1.5,
    "place": 1.2,
    "preferred": 1.5,
    "repeated": 0.6,
    "second": 0.5,
    "short": 0.8,
    "summary": 0.8,
    "tag": 1.0,
    "title": 0.4,
    "work": 0.7,
}
"""Of concepts of the scheme."""

TERM = {
    "base": -2.86,
    "abbreviated": 0.4,
    "begins": 0.4,
    "bold": 0.0,
    "defined": 0.5,
    "ends": 0.8,
    "ends_in_concept": 0.2,
    "head": 0.1,
    "hyphen": 0.6,
    "introduced": 0.4,
    "item_head": 1.3,
    "often": 0.4,
    "one_word": -1.5,
    "place": 1.1,
    "quoted": 1.1,
    "repeated": 0.9,
    "short": 0.8,
    "strange": -1.2,
    "summary": 0.4,
    "tag": 0.4,
    "title": 0.8,
}
"""Of terms outside it."""

AT_LEAST = 5
"""So many concepts of the scheme are kept, whatever their weight."""

AT_MOST = 15
"""No post has more concepts than this."""

TERMS_AT_MOST = 8
"""No post has more terms outside the scheme than this."""
