"""Several processes make the same site, byte for byte."""

from __future__ import annotations

import pytest
from bench.synthetic import synthetic_catalog

from paperkg.extract import cores
from paperkg.publish import presses, publish_site, rdf

from .conftest import INFO


@pytest.mark.skipif(not cores._may_fork(), reason="no fork on this system")
def test_two_workers_make_what_one_makes(tmp_path, monkeypatch):
    monkeypatch.setattr(cores, "_may_fork", lambda: True)  # whatever threads other tests left
    monkeypatch.setattr(presses, "_SEVERAL", 1)
    monkeypatch.setattr(rdf, "_SEVERAL", 1)
    catalog = synthetic_catalog(120)
    told = []
    alone = publish_site(catalog, INFO, tmp_path / "one")
    together = publish_site(
        catalog, INFO, tmp_path / "two", workers=2, on_progress=lambda *what: told.append(what)
    )
    assert together == alone
    assert [t for t in told if t[0] == "papers"][-1][1:] == (len(catalog.works),) * 2
    for name in alone.files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
