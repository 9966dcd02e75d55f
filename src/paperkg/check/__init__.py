"""Checks a published site against what is asked of linked data."""

from paperkg.check.dqv import quality_quads
from paperkg.check.engine import Report, check_site, requirements
from paperkg.check.links import NUMBER as LINKS
from paperkg.check.render import report_json, report_table
from paperkg.check.result import Outcome, Requirement, Result
from paperkg.check.site import SAMPLE, Probe, Site

__all__ = [
    "LINKS",
    "SAMPLE",
    "Outcome",
    "Probe",
    "Report",
    "Requirement",
    "Result",
    "Site",
    "check_site",
    "quality_quads",
    "report_json",
    "report_table",
    "requirements",
]
