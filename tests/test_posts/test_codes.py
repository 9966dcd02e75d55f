"""Every code of a problem is told in the room's documentation, and no other."""

import re
from pathlib import Path

from paperkg import posts

CODE = re.compile(
    r"""(?:_?[Pp]roblem|_ReadError|matter\.problem|self\.problem)\(\s*["']([a-z0-9-]+)["']"""
)


def test_codes_are_documented():
    room = Path(posts.__file__).parent
    used = {
        code
        for path in room.glob("*.py")
        for code in CODE.findall(path.read_text(encoding="utf-8"))
    }
    told = set(re.findall(r"``([a-z0-9]+(?:-[a-z0-9]+)*)``", posts.__doc__))
    assert used == told
