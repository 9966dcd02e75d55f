"""Rules by which web servers lead from an IRI to a page or its data, and an evaluator of them."""

from paperkg.redirects.evaluate import Answer, evaluate
from paperkg.redirects.plan import Plan, plan_redirects
from paperkg.redirects.rules import rule_files

__all__ = ["Answer", "Plan", "evaluate", "plan_redirects", "rule_files"]
