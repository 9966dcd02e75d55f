"""A small site, published once, and copies of it in which one thing is wrong."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from paperkg.check import Outcome, Site, check_site
from paperkg.model.dataset import DatasetInfo
from paperkg.publish import rdf
from paperkg.publish import site as site_module
from test_publish.corpus import make_catalog

INFO = DatasetInfo(
    base_iri="https://w3id.org/small/",
    title="A small collection",
    contact="me@example.org",
    issued="2024-05-01",
    modified="2024-05-02",
)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    return make_catalog(tmp_path_factory.mktemp("check-posts"))


@pytest.fixture(scope="session")
def sources(small):
    return {r.post.file: r.post.source.text for r in small.readings}


@pytest.fixture(scope="session")
def reports():
    return []


@pytest.fixture(scope="session")
def published(tmp_path_factory, small, reports) -> Path:
    out = tmp_path_factory.mktemp("check-out") / "site"
    site_module.publish_site(small, INFO, out, on_report=reports.append)
    return out


@pytest.fixture
def copy(published, tmp_path) -> Path:
    folder = tmp_path / "site"
    shutil.copytree(published, folder)
    return folder


@pytest.fixture
def publish(small, tmp_path, monkeypatch):
    """Return a function that publishes the small collection with something wrong in its data."""

    def call(quads=None, about=None, write=None, info=INFO) -> Path:
        folder = tmp_path / "site"
        if quads:
            build = rdf.build_quads
            monkeypatch.setattr(rdf, "build_quads", lambda *a, **k: rdf.tidy(quads(build(*a, **k))))
        if about:
            describe = rdf.describe_dataset
            monkeypatch.setattr(
                rdf, "describe_dataset", lambda *a, **k: rdf.tidy(about(describe(*a, **k)))
            )
        if write:
            serialize = rdf.serialize
            monkeypatch.setattr(rdf, "serialize", lambda *a, **k: write(a[1], serialize(*a, **k)))
        monkeypatch.setattr(site_module, "must_hold", lambda *_: None)
        site_module.publish_site(small, info, folder)
        return folder

    return call


def edit(folder: Path, path: str, change) -> Path:
    """Change a file of a site, and its hash in the manifest."""
    file = folder / path
    before = file.read_bytes() if file.exists() else b""
    after = change(before)
    assert after != before, f"{path} is as it was"
    file.write_bytes(after)
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_bytes())
    data["files"][path] = hashlib.sha256(after).hexdigest()
    manifest.write_text(json.dumps(data))
    return folder


def failing(folder: Path, sources=None, **options) -> dict[int, tuple[str, ...]]:
    """Return the requirements that a site does not meet, with what is wrong."""
    report = check_site(Site(folder, sources=sources, **options))
    return {
        r.requirement.number: r.offenders for r in report.results if r.outcome is Outcome.FAILED
    }
