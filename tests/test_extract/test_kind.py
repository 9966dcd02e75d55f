from __future__ import annotations

import pytest

from paperkg.extract.kind import post_kind
from paperkg.posts import read_posts

ARXIV = "https://arxiv.org/abs/1801."
LINKS = "\n".join(f"- [Paper {n}](https://arxiv.org/abs/1801.0000{n})" for n in range(7))
LINES = "\n".join(f"## Subject {n}\n\nTechniques for subject {n}.\n" for n in range(7))
PROSE = "Nets that climb a slope step by step seldom fall, as many a climber has found. " * 5
TABLE = "| Paper | Idea |\n|---|---|\n" + "\n".join(
    f"| [Nets {n}](https://example.org/{n}) | climbs |" for n in range(7)
)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.md", "# [Deep Nets](https://arxiv.org/abs/1801.01234)\n\nThey climb.", "paper"),
        ("a.md", "# [Deep Nets](../papers/deep.pdf)\n\nThey climb.", "paper"),
        ("a.md", "# Deep Nets\n\n**Authors**: Ann Bee\n\nThey climb.", "paper"),
        ("a.md", "# Deep Nets\n\nThe authors propose nets that climb.", "paper"),
        ("a.md", "# DeepNet: Nets That Climb\n\nThey climb.", "paper"),
        ("a.md", "---\ntitle: Deep Nets\narxiv: 1801.01234\n---\nThey climb.", "paper"),
        ("a.md", "# Deep Nets\n\nAnn Bee introduced them in 2010.", "paper"),
        ("home.md", "# [HOME: Nets](https://arxiv.org/abs/1801.01234)\n\nText.", "paper"),
        ("a.md", "# [Paper Title](link_to_paper)\n\ntl;dr: Summary of the main idea.", "index"),
        ("a.md", "# Reading list\n\nWhat I want to read.", "index"),
        ("README.md", "# My notes\n\nAll that I read.", "index"),
        ("a.md", "# LadderNet\n\nLadderNet is a variant of SlopeNet.", "paper"),
        ("a.md", "# LadderNet\n\n**LadderNet** extends SlopeNet.", "paper"),
        ("LadderNet.md", "LadderNet is a much steeper version of SlopeNet.", "paper"),
        ("a.md", "# LadderNet\n\nLadderNet is a kind of net.", "topic"),
        ("a.md", "# LadderNet (2018)\n\nLadderNet is a kind of net.", "paper"),
        ("a.md", "# LadderNet\n\nIt extends SlopeNet.", "paper"),
        ("a.md", "# LadderNet\n\nA net. This model adapts SlopeNet.", "paper"),
        ("a.md", "# LadderNet\n\nLadderNet uses the SlopeNet encoder.", "paper"),
        ("a.md", "# LadderNet\n\nLadderNet is a net of 2018 that extends SlopeNet.", "paper"),
        ("a.md", "# LadderNet\n\nLadderNet is a net that people use.", "topic"),
        ("a.md", "# Ladders (2018)\n\nIt extends slopes.", "topic"),
        ("a.md", "# Deep Nets\n\n(https://arxiv.org/abs/1801.01234, 2018)\n\nClimbs.", "paper"),
        (
            "a.md",
            "# Deep Nets\n\nNets were made deep in https://arxiv.org/abs/1801.01234 for good.",
            "topic",
        ),
        ("a.md", "# Deep Nets\n\n- Paper explores slopes.", "paper"),
        ("a.md", "# Basics\n- Title: Deep Nets\n- Author: Ann Bee\n\n# Idea\nClimb.", "paper"),
        ("a.md", "---\ntitle: Deep Nets\nauthor: Ann Bee\n---\nNets climb.", "topic"),
        ("a.md", "---\ntitle: Deep Nets\nbib_id: 1801.01234v2\n---\nNets climb.", "paper"),
        (
            "a.md",
            "# Deep Nets\n- [Deep Nets That Climb](https://arxiv.org/abs/1801.01234)",
            "paper",
        ),
        (
            "a.md",
            f"# Deep Nets\n- [Nets]({ARXIV}01234)\n- [Slopes]({ARXIV}01235)",
            "topic",
        ),
        ("a.md", "# Deep Nets\n\n- @beeDeepNets2018\n- climb", "paper"),
        ("R2D3.md", "A work on slopes. The network climbs.", "paper"),
        ("slopes.md", "A work on slopes. The network climbs.", "topic"),
        ("DeepNetsThatClimbSteepSlopes.md", "They climb. This network is deep.", "paper"),
        ("a.md", "##### [20-02-15] [paper88]\n- Deep Nets\n\nThe authors propose nets.", "paper"),
        ("a.md", "# LSTM\n\nThe LSTM is a variant of nets with loops.", "topic"),
        ("a.md", "# Ladders\n\nLadders is a variant of slopes.", "topic"),
        ("nets/index.md", "# Deep Nets\n\nThe authors propose nets that climb.", "paper"),
        ("nets/index.en.md", "# DeepNet: Nets That Climb\n\nThey climb.", "paper"),
        ("nets/README.md", "# Deep Nets\n\n**Authors**: Ann Bee\n\nThey climb.", "paper"),
        ("nets/index.md", "---\ntitle: Nets\nyear: 2010\narxiv: 1801.01234\n---\nText.", "paper"),
        ("nets/index.md", f"# Deep Nets That Climb Steep Slopes\n\n{PROSE}", "paper"),
        ("nets/index.md", f"# Graph nets\n\n{PROSE}", "topic"),
        ("index.md", f"# Deep Nets That Climb Steep Slopes\n\n{PROSE}", "index"),
        ("nets/index.md", "# Graph nets\n\nNets on graphs pass messages.", "index"),
        ("nets/index.md", "# All that I have read since then\n\nHave fun.", "index"),
        ("nets/index.md", f"# What the authors of papers do\n\n{LINKS}", "index"),
        ("nets/_index.md", "# Deep Nets\n\nThe authors propose nets that climb.", "index"),
        ("nets/_index.en.md", "# Deep Nets\n\nThe authors propose nets that climb.", "index"),
        ("a.md", f"# Graphs\n\n{LINKS}", "index"),
        ("a.md", f"# Graphs\n\n{LINES}", "index"),
        ("a.md", f"# Graphs\n\n{TABLE}", "paper"),  # one post for each row
        ("a.md", "---\ntitle: Deep Nets\n---\n", "index"),
        ("Papers/LaNet.md", "# Ladders\n\nThey climb.", "paper"),
        ("Papers/ladders.md", "# Ladders\n\nThey climb.", "topic"),
        ("Notes/LaNet.md", "# Ladders\n\nThey climb.", "topic"),
        ("LaNet.md", "Ladder-Driven Nets for Slopes\n\nThey climb.", "paper"),
        ("Deep_nets_that_climb_steep_slopes.md", "First they climb one step.", "paper"),
        ("Deep_nets_that_climb_steep_slopes.md", "Slopes are steep.", "topic"),
        ("Minutes 2018-05-12 10 30 Ann Bee.md", "They discuss slopes.", "topic"),
        ("Deep_nets.md", "First they climb one step.", "topic"),
        ("Notes_on_nets_that_climb_slopes.md", "First they climb one step.", "topic"),
        ("a.md", "# Graph nets\n\nNets on graphs pass messages.", "topic"),
        ("a.md", "# Review of nets that climb steep slopes\n\nMany do.", "topic"),
        ("a.md", "# Recall vs precision vs F1 in detection\n\nRecall is good.", "topic"),
        ("a.md", "# Nets: a map of the land\n\nNo single paper today.", "topic"),
    ],
)
def test_kinds(tmp_path, name, text, kind):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    posts = read_posts(tmp_path)
    assert {post_kind(post).value for post in posts} == {kind}
