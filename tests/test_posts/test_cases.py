import pytest

from .tools import HERE, describe, load_cases, read_text

CASES = [
    pytest.param(case, id=f"{path.stem}-{case.name}")
    for path in sorted((HERE / "cases").glob("*.md"))
    for case in load_cases(path.name)
]


@pytest.mark.parametrize("case", CASES)
def test_case(case, tmp_path):
    assert describe(*read_text(tmp_path, case.text, case.file)) == case.expected


def test_there_are_cases():
    assert len(CASES) > 70
