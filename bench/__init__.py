"""Measurements of speed and quality; `make bench` and `make eval` run them."""
