"""Starts a new project."""

from __future__ import annotations

from pathlib import Path

from paperkg.config import FILE_NAME
from paperkg.errors import PublishError

_SETTINGS = """\
# Settings of this collection; every key may be left out.
title = "My paper notes"
description = "Papers I have read, and what they build on"
publisher = "Your name"
posts = "posts"
output = "site"
# Where you will publish, with a slash at the end: the IRI of every paper begins with it.
base_iri = "https://example.org/papers/"
# What others may do with the data; without this line, the site says that no licence is stated.
licence = "https://creativecommons.org/licenses/by/4.0/"
version = "1"
# disabled_rules = []
# plugins = []
"""

_POST = """\
---
title: "RoBERTa: A Robustly Optimized BERT Pretraining Approach"
date: 2024-05-01
tags: [language models]
---

Yinhan Liu and colleagues published RoBERTa in 2019. The model extends BERT: the architecture stays
as it was, but it is trained for longer, on more text, and without next sentence prediction.
Masked language modeling is kept, with a new mask each time a sentence is seen.

On GLUE it outperforms XLNet. It says nothing about making models smaller, unlike ALBERT.
"""

_WORKFLOW = """\
# Publishes the site on GitHub Pages with every push to main.
name: publish
on:
  push:
    branches: [main]
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
jobs:
  publish:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{ steps.deploy.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install paperkg
      - id: pages
        uses: actions/configure-pages@v5
      - run: paperkg publish --strict --since ${{ steps.pages.outputs.base_url }}/
      - uses: actions/upload-pages-artifact@v3
        with:
          path: site
      - id: deploy
        uses: actions/deploy-pages@v4
"""

_IGNORED = "/site/\n/.paperkg/\n"


def start_project(folder: Path) -> list[Path]:
    """Write the files of a new project.

    Args:
        folder: Where; made if it does not exist. Files that exist are left alone.

    Returns:
        The files that were made.

    Raises:
        PublishError: If there is a project already, or the folder cannot be written.
    """
    if (folder / FILE_NAME).exists():
        raise PublishError(
            "there is a project here already", path=str(folder / FILE_NAME), advice="edit it"
        )
    files = {
        FILE_NAME: _SETTINGS,
        "posts/roberta.md": _POST,
        ".github/workflows/publish.yml": _WORKFLOW,
        ".gitignore": _IGNORED,
    }
    made = []
    try:
        for name, text in files.items():
            path = folder / name
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
                made.append(path)
    except OSError as error:
        raise PublishError(
            f"cannot be written ({error.strerror})",
            path=str(error.filename or folder),
            advice="choose a folder you may write to",
        ) from error
    return made
