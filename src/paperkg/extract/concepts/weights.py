"""Weights of what speaks for a concept, learnt by logistic regression on labelled posts.

They are log-odds, rounded; a concept or term of weight above 0 is more likely kept than not.
"""

CONCEPT = {
    "base": 0.5,
    "aside": -0.9,
    "bold": 0.3,
    "careful": -0.9,
    "heading": 0.9,
    "item_head": 0.6,
    "lead": 0.0,
    "many_words": 0.4,
    "often": 0.4,
    "one_word": -0.9,
    "place": 1.1,
    "preferred": 1.8,
    "repeated": 0.4,
    "routine": -0.7,
    "second": 1.2,
    "short": 0.5,
    "summary": 0.7,
    "tag": 0.9,
    "title": 0.5,
    "work": 0.7,
}
"""Of concepts of the scheme."""

TERM = {
    "base": -3.9,
    "abbreviated": 1.2,
    "aside": -0.7,
    "begins": 0.8,
    "bold": 0.2,
    "defined": 0.4,
    "ends": 1.1,
    "ends_in_concept": 0.5,
    "head": 0.1,
    "heading": 0.0,
    "hyphen": 0.4,
    "introduced": 1.1,
    "item_head": 1.0,
    "lead": 0.1,
    "often": 0.7,
    "one_word": -1.3,
    "place": 0.9,
    "quoted": 1.6,
    "repeated": 0.8,
    "short": 0.2,
    "strange": -1.6,
    "summary": 0.2,
    "tag": 1.5,
    "title": 0.6,
}
"""Of terms outside it."""

CONCEPT_FROM, TERM_FROM = 0.75, 0.5
"""What weighs less is left out: there it is right in two cases of five, and less on other blogs."""

AT_LEAST = 5
"""So many concepts of the scheme are kept, whatever their weight."""

AT_MOST = 16
"""No post has more concepts than this."""

TERMS_AT_MOST = 8
"""No post has more terms outside the scheme than this."""
