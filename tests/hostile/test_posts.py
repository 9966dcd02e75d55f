"""Every hostile case, alone, through the reader of posts."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from measure import Cost, measured
from paperkg.errors import PaperkgError
from paperkg.model import Post, Problem, Source
from paperkg.posts import read_posts, split_dump

from .cases import SECRET, Case, Outcome, plant
from .corpus import CASES, CONTROLS, bait, plant_all
from .dumps import DUMPS, Dump
from .dumps import plant as plant_dump

MAX_MEGABYTES = 400
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Controls that act on a terminal or hide what is said: none may stand in a problem.
ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def read(path: Path) -> tuple[tuple[Post, ...], list[Problem], Cost]:
    problems: list[Problem] = []
    with measured() as cost:
        posts = read_posts(path, on_problem=problems.append)
    return posts, problems, cost


def is_named(files: list[str], problem: Problem) -> bool:
    """Whether a problem is about one of the files, or about a folder they stand in."""
    place = problem.file.rstrip("/")
    shown = [os.fsencode(file).decode("utf-8", "backslashreplace") for file in files]
    if any("\\udc" in place or "\\x" in place or "\\n" in place or "\\u" in place for _ in shown):
        return True  # an escaped name; that it is one line is tested elsewhere
    return any(file == place or file.startswith(place + "/") for file in [*files, *shown])


def check_outcome(
    outcome: Outcome, files: list[str], posts: tuple[Post, ...], problems: list[Problem]
) -> None:
    named = [problem for problem in problems if is_named(files, problem)]
    told = f"posts {[p.file for p in posts]}, problems {[str(p)[:200] for p in problems]}"
    assert all(problem.file for problem in problems), told
    match outcome:
        case Outcome.READ:
            assert posts, told
            assert not [p for p in problems if p.severe], told
        case Outcome.WARNED:
            assert posts or len(files) == 1, told
            assert named, told
        case Outcome.REFUSED:
            assert not posts, told
            assert [p for p in named if p.severe], told
        case Outcome.NO_POST:
            assert not posts, told
        case Outcome.ANY:
            assert posts or named, told


def check_problems(problems: list[Problem]) -> None:
    for problem in problems:
        assert CODE.fullmatch(problem.code), problem
        assert problem.message, problem
        assert problem.line >= 0, problem
        assert not ACTING.search(str(problem)), ascii(str(problem))
        assert len(str(problem)) < 1200, str(problem)[:300]


def check_post(post: Post) -> None:
    text = post.source.text
    assert SECRET not in text
    assert 0 <= post.start <= post.end <= len(text)
    assert -1 <= post.heading < len(post.blocks)
    last = 0
    for index, block in enumerate(post.blocks):
        assert post.start <= block.start <= block.end <= post.end
        assert block.start >= last
        last = block.start
        assert -1 <= block.section < index
        assert -1 <= block.parent < index
    last = 0
    for sentence in post.sentences:
        block = post.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert sentence.start >= last
        last = sentence.start
    for link in post.links:
        assert post.start <= link.start <= link.text_start <= link.text_end <= link.end <= post.end
        assert text[link.text_start : link.text_end] == link.text
    for field in post.fields:
        assert post.start <= field.start <= field.end <= post.end
        assert not ACTING.search(field.value), field
        assert 1 <= len(field.value) <= 2000, field.key


def check_source(source: Source) -> None:
    assert "\r" not in source.text
    assert "\0" not in source.text
    assert not source.text.startswith("\ufeff\ufeff")
    source.text.encode("utf-8")  # no lone surrogate
    assert not ACTING.search(source.file), ascii(source.file)
    assert not Path(source.file).is_absolute()
    assert ".." not in Path(source.file).parts
    assert re.fullmatch(r"[0-9a-f]{64}", source.sha256)


def check_cost(cost: Cost) -> None:
    assert cost.megabytes <= MAX_MEGABYTES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_case_alone_is_read_or_refused_by_name(case: Case, tmp_path: Path) -> None:
    bait(tmp_path)
    posts_root = tmp_path / "posts"
    plant([case], posts_root)
    posts, problems, cost = read(posts_root)
    check_outcome(case.outcome, case.names, posts, problems)
    check_problems(problems)
    for post in posts:
        check_post(post)
        check_source(post.source)
    check_cost(cost)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["outside", "posts"]


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.name)
def test_a_dump_alone_is_read_or_refused_by_name(dump: Dump, tmp_path: Path) -> None:
    path = plant_dump(dump, tmp_path)
    posts, problems, cost = read(path)
    check_outcome(dump.outcome, [path.name], posts, problems)
    check_problems(problems)
    if dump.posts >= 0:
        assert len(posts) == dump.posts
    for post in posts:
        check_post(post)
    if posts:
        check_source(posts[0].source)
        text = posts[0].source.text
        cuts = split_dump(text)
        assert "".join(text[cut.start : cut.end] for cut in cuts) == text
    check_cost(cost)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.outcome is Outcome.REFUSED], ids=lambda case: case.id
)
def test_without_a_listener_the_first_lost_post_is_a_known_error(
    case: Case, tmp_path: Path
) -> None:
    posts_root = tmp_path / "posts"
    plant([case], posts_root)
    with pytest.raises(PaperkgError) as caught:
        read_posts(posts_root)
    assert caught.value.where()
    assert not ACTING.search(str(caught.value))


def test_all_cases_in_one_folder_leave_the_controls_whole(tmp_path: Path) -> None:
    root = plant_all(tmp_path)
    posts, problems, cost = read(root)
    files = {post.file for post in posts}
    assert {f"controls/{name.lower()}.md" for name, *_ in CONTROLS} <= files
    assert len(files) == len(posts)
    expected = {n for case in CASES if case.outcome is Outcome.READ for n in case.names}
    lost = {file for file in expected if file.endswith((".md", ".txt"))} - files
    assert not {file for file in lost if file.isascii()}
    refused = {problem.file for problem in problems if problem.severe}
    assert {file for file in refused & files if file.isascii()} == set()
    assert SECRET not in "".join(map(str, problems))
    assert cost.megabytes <= 2 * MAX_MEGABYTES


def test_twice_the_same_folder_gives_twice_the_same_posts(tmp_path: Path) -> None:
    small = tuple(
        case
        for case in CASES
        if all(isinstance(content, bytes) and len(content) < 5000 for _, content in case.files)
    )
    one = plant_all(tmp_path / "one", small)
    two = plant_all(tmp_path / "two", tuple(reversed(small)))
    first, second = read(one), read(two)
    assert first[0] == second[0]
    assert sorted(map(str, first[1])) == sorted(map(str, second[1]))
