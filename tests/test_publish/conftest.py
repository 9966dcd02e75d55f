from __future__ import annotations

from pathlib import Path

import pytest

from paperkg.model.dataset import DatasetInfo
from paperkg.publish import RuleNote, publish_site
from test_publish.corpus import make_catalog

INFO = DatasetInfo(base_iri="https://example.org/kg/", title="A small collection")


@pytest.fixture(scope="session")
def catalog(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("posts"))


@pytest.fixture(scope="session")
def site(tmp_path_factory, catalog) -> Path:
    out = tmp_path_factory.mktemp("out") / "site"
    publish_site(catalog, INFO, out, rules={"relation.uses": RuleNote("X uses Y.", "97 %")})
    return out
