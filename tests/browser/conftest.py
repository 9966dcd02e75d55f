"""A real browser, a site, and a log of everything it asks for."""

from __future__ import annotations

import functools
import hashlib
import http.server
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest

from paperkg.publish import publish_site
from test_publish.conftest import INFO
from test_publish.corpus import hostile_catalog, make_catalog

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _browser() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    why = "no Chromium is installed: the pages were NOT tried in a browser"
    if os.environ.get("PAPERKG_REQUIRE_BROWSER"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def playwright():
    path = _browser()
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as found:
        found.browser_path = path
        yield found


class Log:
    """What a page asked for and complained of."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []

    def watch(self, context) -> None:
        context.on("request", lambda r: self.requests.append(r.url))
        context.on(
            "console",
            lambda m: self.errors.append(m.text) if m.type in {"error", "warning"} else None,
        )
        context.on("weberror", lambda e: self.errors.append(str(e.error)))

    def foreign(self, *origins: str) -> list[str]:
        return [u for u in self.requests if not u.startswith((*origins, "data:", "blob:"))]


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(
        executable_path=playwright.browser_path, headless=True, args=ARGUMENTS
    )
    yield browser
    browser.close()


@pytest.fixture
def browse(chromium):
    """Open a context: ``browse(width=320, color_scheme="dark", java_script_enabled=False)``."""
    contexts = []

    def start(width: int = 1280, height: int = 900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        log = Log()
        log.watch(context)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page(), log

    yield start
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe(request):
    """Check a page: ``axe(page)`` returns the rules it breaks, each with the elements."""
    source = _axe(request.config.cache.mkdir("axe")).read_text(encoding="utf-8")

    def check(page) -> list[str]:
        page.evaluate(source)
        # Without preload: fetching style sheets anew is against the policy of the pages.
        found = page.evaluate("() => axe.run(document, {preload: false})")
        return [
            f"{v['id']}: {n['target']} {n['html']}" for v in found["violations"] for n in v["nodes"]
        ]

    return check


def _axe(cache: Path) -> Path:
    """Get axe-core with npm, once, as its lock file says."""
    lock = (Path(__file__).parent / "npm" / "package-lock.json").read_bytes()
    file = cache / f"axe-{hashlib.sha256(lock).hexdigest()[:12]}.js"
    if not file.is_file():
        try:
            with tempfile.TemporaryDirectory() as name:
                shutil.copytree(Path(__file__).parent / "npm", name, dirs_exist_ok=True)
                npm = shutil.which("npm") or "npm"
                command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
                subprocess.run(command, cwd=name, check=True, capture_output=True, timeout=120)
                beside = file.with_suffix(f".{os.getpid()}")
                shutil.copy(Path(name) / "node_modules/axe-core/axe.min.js", beside)
                beside.rename(file)
        except (OSError, subprocess.SubprocessError) as error:
            why = f"axe-core cannot be had from npm: accessibility was NOT checked ({error})"
            if os.environ.get("PAPERKG_REQUIRE_BROWSER"):
                pytest.fail(why)
            pytest.skip(why)
    return file


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("browser") / "site"
    publish_site(make_catalog(tmp_path_factory.mktemp("posts")), INFO, out)
    return out


@pytest.fixture(scope="session")
def hostile(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("browser") / "hostile"
    publish_site(hostile_catalog(tmp_path_factory.mktemp("bad")), INFO, out)
    return out


@pytest.fixture(scope="session")
def served(tmp_path_factory, site):
    """Address of the site below a path of a web server."""
    root = tmp_path_factory.mktemp("www")
    (root / "some").mkdir()
    (root / "some/path").symlink_to(site)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/some/path"
    server.shutdown()
    server.server_close()
    thread.join()
