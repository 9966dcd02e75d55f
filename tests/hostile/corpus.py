"""The whole hostile corpus, five posts that must survive it, and the bait beside it."""

from __future__ import annotations

from pathlib import Path

from . import bodies, disk, fields, front_matter, titles
from .cases import SECRET, Case, Filler, plant

CASES: tuple[Case, ...] = tuple(
    case
    for group in (
        front_matter.group,
        titles.group,
        titles.collide,
        titles.circles,
        fields.group,
        bodies.group,
        *disk.GROUPS,
    )
    for case in group.cases
)

_LIGHT_BYTES = 4000


def _is_light(case: Case) -> bool:
    return not any(
        isinstance(content, Filler) or (isinstance(content, bytes) and len(content) > _LIGHT_BYTES)
        for _, content in case.files
    )


LIGHT = tuple(case for case in CASES if _is_light(case))
"""Cases that are hostile by what they say, not by how much of it."""
HEAVY = tuple(case for case in CASES if not _is_light(case))
"""Cases that are large, deep or repeat themselves."""

# Name, title, authors, year, what it builds on. All invented, so that nothing but the post tells.
CONTROLS = (
    ("Lanternfish", "Lanternfish: Sparse Lookup for Long Letters", "Ada Keeper", 2019, "BERT"),
    ("Millrace", "Millrace: A Steady Flow of Small Gradients", "Bo Warden", 2020, "Lanternfish"),
    ("Tidepool", "Tidepool: Many Little Memories", "Cleo Porter", 2021, "Millrace"),
    ("Weathervane", "Weathervane: Turning Attention with the Wind", "Dov Mason", 2022, "Tidepool"),
    ("Quillwork", "Quillwork: Drawing Letters from Noise", "Eda Turner", 2023, "Weathervane"),
)


def controls() -> dict[str, str]:
    """Return the control posts: file and text."""
    return {
        f"controls/{name.lower()}.md": (
            f"---\ntitle: '{title}'\nauthors: [{author}]\nyear: {year}\n---\n\n"
            f"# {title}\n\n{name} extends {parent} with one idea of its own. "
            f"It was trained with label smoothing on letters.\n"
        )
        for name, title, author, year, parent in CONTROLS
    }


def plant_all(sandbox: Path, cases: tuple[Case, ...] = CASES) -> Path:
    """Write cases, controls and bait below a folder; return the folder of posts."""
    posts = sandbox / "posts"
    bait(sandbox)
    plant(cases, posts)
    for file, text in controls().items():
        path = posts / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return posts


def bait(sandbox: Path) -> None:
    """Put a secret beside the posts, where links and ``../`` lead."""
    outside = sandbox / "outside"
    outside.mkdir(parents=True, exist_ok=True)
    (outside / "secret.md").write_text(f"# {SECRET}\n\n{SECRET} extends BERT.\n", encoding="utf-8")
    (outside / "secret").write_text(SECRET, encoding="utf-8")
