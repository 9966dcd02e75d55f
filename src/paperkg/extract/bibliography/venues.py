"""Venues and years: "NeurIPS 2019", "CVPR'17", "(ICLR, 2018)", "arXiv preprint 2020"."""

from __future__ import annotations

import re
from typing import NamedTuple

from paperkg.extract.bibliography.namewords import MONTH, wordset

VENUE_NAMES = wordset(
    "NeurIPS NIPS ICML ICLR CVPR CVPRW ICCV ICCVW ECCV ECCVW WACV BMVC ACCV 3DV GCPR MICCAI ISBI "
    "MIDL ACL EMNLP NAACL EACL AACL COLING CoNLL TACL LREC SemEval AAAI IJCAI ECAI AISTATS UAI "
    "COLT ALT KDD SIGKDD PKDD WWW TheWebConf SIGIR RecSys WSDM CIKM ICDM ECIR PAKDD ICRA IROS "
    "CoRL RSS ITSC IV RA-L RAL ISRR TRO T-RO TITS INTERSPEECH Interspeech ICASSP ASRU SLT TASLP "
    "SIGGRAPH Eurographics TOG VLDB SIGMOD ICDE MLSys SysML OSDI SOSP NSDI ASPLOS ISCA HPCA FAccT "
    "CHI UIST HRI JMLR TMLR MLJ TPAMI PAMI T-PAMI IJCV TIP TNNLS TIV TKDE TNN PNAS Nature Science "
    "STOC FOCS SODA ICPR ICIP IJCNN ICANN ESANN GECCO AAMAS ICAPS ICWSM ACM-MM ACMMM arXiv Arxiv "
    "ArXiv BioRxiv bioRxiv OpenReview CoRR USENIX CCS NDSS SaTML LoG AutoML"
)
_ALTERNATIVES = "|".join(sorted((re.escape(n) for n in VENUE_NAMES), key=lambda n: (-len(n), n)))
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
VENUE = re.compile(rf"(?<![A-Za-z0-9-])(?:{_ALTERNATIVES})(?![\w-]|\.\w)")
VENUE_YEAR = re.compile(
    rf"(?<![A-Za-z0-9-])(?P<venue>{_ALTERNATIVES})"
    rf"(?:[ \t,_-]{{0,2}}(?:[’'‘](?P<short>\d\d)|\(?(?:{MONTH}\.?,?[ ])?(?P<year>{YEAR})\)?)"
    r"|(?P<glued>\d\d))"
    r"(?![A-Za-z0-9])"
)
_ANY_CASE = re.compile(VENUE_YEAR.pattern, re.IGNORECASE)
_SPELLED = {name.lower(): name for name in sorted(VENUE_NAMES, reverse=True)}
_DIGITS = re.compile(r"\d\d")
_YEAR = re.compile(rf"(?<![\w./-]){YEAR}(?![\w/]|-\d|\.\d)")


class VenueYear(NamedTuple):
    """A venue with its year, and where they stand."""

    venue: str
    year: int
    start: int
    end: int


def find_venue_year(
    text: str, start: int = 0, end: int | None = None, *, any_case: bool = False
) -> VenueYear | None:
    """Find the first venue that is followed by a year.

    >>> find_venue_year("Oral at CVPR'17, see also ICCV 2019")
    VenueYear(venue='CVPR', year=2017, start=8, end=15)
    """
    stop = len(text) if end is None else end
    if not _DIGITS.search(text, start, stop):
        return None
    found = (_ANY_CASE if any_case else VENUE_YEAR).search(text, start, stop)
    if not found:
        return None
    short = found["short"] or found["glued"]
    year = int(found["year"]) if found["year"] else 1900 + int(short)
    if year < 1950:
        year += 100
    name = _SPELLED[found["venue"].lower()] if any_case else found["venue"]
    return VenueYear(name, year, found.start(), found.end())


def find_year(text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
    """Find the first year that stands alone: no part of a date, a path or a range.

    >>> find_year("published in 2016 by X")[0], find_year("2019-05-04"), find_year("v1.2017")
    ('2016', None, None)
    """
    return _YEAR.search(text, start, len(text) if end is None else end)
