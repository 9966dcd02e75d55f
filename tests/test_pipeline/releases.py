"""A small project that is published again and again while its posts change."""

from __future__ import annotations

import shutil
from pathlib import Path

from paperkg.pipeline import locate
from paperkg.pipeline.make import Published, publish

TITLES = {
    "wren": "Wren: Small Networks for Large Birds",
    "heron": "Heron: Patient Training by the Water",
    "finch": "Finch: Adaptation of Beaks by Gradients",
    "robin": "Robin: Early Stopping at Dawn",
}
POSTS = {
    "wren.md": f"# {TITLES['wren']}\n\nAda Lark published Wren in 2017. It is small.\n",
    "heron.md": f"# {TITLES['heron']}\n\nBo Crane published Heron in 2018.\n\nHeron extends Wren.\n",
    "finch.md": f"# {TITLES['finch']}\n\nCy Crow published Finch in 2019.\n\nFinch builds on Heron.\n",
    "robin.md": f"# {TITLES['robin']}\n\nDi Dove published Robin in 2020.\n\nRobin extends Finch.\n",
}


class Shelf:
    """The project: its posts, its version, its site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.posts = root / "posts"
        self.site = root / "site"
        self.posts.mkdir(parents=True)
        for name, text in POSTS.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.posts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.posts / name).read_text(encoding="utf-8")

    def rename(self, old: str, new: str) -> None:
        text = self.read(old)
        self.remove(old)
        self.write(new, text)

    def remove(self, name: str) -> None:
        (self.posts / name).unlink()

    def publish(self, version: str = "1") -> Published:
        (self.root / "paperkg.toml").write_text(
            f'posts = "posts"\noutput = "site"\ntitle = "Birds"\nversion = "{version}"\n'
            'base_iri = "https://example.org/birds/"\n',
            encoding="utf-8",
        )
        return publish(locate(self.root))

    def forget(self) -> None:
        """Make the next build write everything, even what would come out the same."""
        shutil.rmtree(self.root / ".paperkg", ignore_errors=True)

    def files(self) -> dict[str, bytes]:
        """Every file of the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }

    def iris(self) -> set[str]:
        """Papers, authors and posts that have a page."""
        return {
            name.removesuffix(".html")
            for name in self.files()
            if name.startswith(("paper/", "author/", "post/")) and name.endswith(".html")
        }
