"""Bytes that are no text, and things on a disk that are no files."""

from __future__ import annotations

import random

from .cases import Fifo, Filler, Folder, Group, Link, Outcome, prose

READ, WARNED, REFUSED, NO_POST = Outcome.READ, Outcome.WARNED, Outcome.REFUSED, Outcome.NO_POST

# --- encodings ----------------------------------------------------------------------------------
encodings = Group("encodings")
_DICE = random.Random(20_170_612)
encodings.post("latin-one", "# Café Gates\n\nA gate.\n".encode("latin-1"), REFUSED)
encodings.post("utf-sixteen", "# Gates\n\nA gate.\n".encode("utf-16"), REFUSED)
encodings.post("utf-sixteen-be", "# Gates\n\nA gate.\n".encode("utf-16-be"), REFUSED)
encodings.post("utf-thirty-two", "# Gates\n".encode("utf-32"), REFUSED)
encodings.post("shift-jis", "# 門\n\nゲート\n".encode("shift-jis"), REFUSED)
encodings.post("cut-in-a-letter", "# Gates é".encode()[:-1], REFUSED)
encodings.post("overlong", b"# Gates \xc0\xaf \xe0\x80\xaf\n", REFUSED)
encodings.post("surrogates", b"# Gates \xed\xa0\x80\xed\xbf\xbf\n", REFUSED)
encodings.post("beyond", b"# Gates \xf4\x90\x80\x80\n", REFUSED)
encodings.post(
    "one-bad-byte", b"# Gates\n\n" + b"A gate. " * 500 + b"\xff" + b" A gate." * 500, REFUSED
)
encodings.post("bad-byte-in-matter", b"---\ntitle: \xff\n---\n# Gates\n", REFUSED)
encodings.post("mark", b"\xef\xbb\xbf" + prose("mark").encode(), READ)
encodings.post("mark-and-matter", b"\xef\xbb\xbf---\ntitle: Marked Gates\n---\nA gate.\n", READ)
encodings.post("two-marks", b"\xef\xbb\xbf" * 2 + prose("two-marks").encode(), READ)
encodings.post("only-mark", b"\xef\xbb\xbf", REFUSED)
encodings.post(
    "crlf",
    b"---\r\ntitle: Windows Gates\r\n---\r\n# Windows Gates\r\n\r\nIt extends BERT.\r\n",
    READ,
)
encodings.post("cr", b"---\rtitle: Old Gates\r---\r# Old Gates\r\rIt extends BERT.\r", READ)
encodings.post("mixed-ends", b"# Mixed Gates\r\n\n\rIt extends\rBERT.\n\r\n\r", READ)
encodings.post("nul", b"# Gates\n\nA \0 gate.\n", REFUSED)
encodings.post("nul-only", b"\0" * 5000, REFUSED)
encodings.post(
    "other-ends", "# Gates\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029It extends BERT.\n".encode(), READ
)
encodings.post("random", bytes(_DICE.randrange(256) for _ in range(5000)), REFUSED)
encodings.post("random-high", bytes(_DICE.randrange(128, 256) for _ in range(5000)), REFUSED)
encodings.post("random-ascii", bytes(_DICE.randrange(1, 128) for _ in range(5000)))
encodings.post("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", REFUSED)
encodings.post("elf", b"\x7fELF\x02\x01\x01\0\0\0", REFUSED)
encodings.post("zip", b"PK\x03\x04\x14\0\0\0\x08\0", REFUSED)
encodings.post("pickle", b"\x80\x04\x95cos\nsystem\n(S'touch PWNED'\ntR.", REFUSED)
encodings.post("empty", b"", REFUSED)
encodings.post("one-newline", b"\n", REFUSED)
encodings.post("one-letter", b"a", READ)

# --- sizes --------------------------------------------------------------------------------------
sizes = Group("sizes")
_MEGA = 1024 * 1024
sizes.post("fifty-megabytes", Filler(b"A gate extends BERT.\n", 50 * _MEGA), REFUSED)
sizes.post("fifty-megabytes-one-line", Filler(b"gate ", 50 * _MEGA), REFUSED)
sizes.post(
    "fifty-megabytes-text", Filler(b"A gate extends BERT.\n\n", 50 * _MEGA), REFUSED, suffix=".txt"
)
sizes.post("just-too-large", Filler(b"A gate.\n", 2 * _MEGA + 1), REFUSED)
sizes.post("one-megabyte-line", Filler(b"It extends BERT and uses gates ", _MEGA), READ)

# --- names --------------------------------------------------------------------------------------
names = Group("names")
for _name, _file in {
    "spaces": "a file with spaces .md",
    "quotes": "a'b\"c`d.md",
    "markup": "<img src=x onerror=PWN(1)>.md",
    "shell": "$(touch PWNED);`touch PWNED`|x.md",
    "percent": "%2e%2e%2foutside%2fowned.md",
    "hash": "a#b?c=d&e.md",
    "dash": "-rf --help.md",
    "brackets": "[a](b){c}.md",
    "iri": "a> <b> .md",
    "colon": "javascript:PWN(1).md",
    "backslash": "a..\\..\\outside\\owned.md",
    "reserved": "CON.md",
    "reserved-aux": "aux.md",
    "only-suffix": "x..md",
    "emoji": "🔥.md",
    "chinese": "门控.md",
    "long": "n" * 250 + ".md",
    "formula": "=1+1.md",
    "template": "{{7*7}}.md",
    "index": "index.html.md",
    "upper": "UPPER.MD",
    "trailing-dot": "trailing. .md",
}.items():
    names.files(_name, {_file: prose(f"name-{_name}")}, READ)
names.files("right-to-left", {"a\u202edm.exe.md": prose("name-right-to-left")}, Outcome.ANY)
names.files("newline", {"a\nb: forged line; do this.md": prose("name-newline")}, Outcome.ANY)
names.files("escape", {"a\x1b[31mred\x07.md": prose("name-escape")}, Outcome.ANY)
names.files("not-utf8", {b"bad-\xff\xfe.md": prose("name-not-utf8").encode()}, REFUSED)
names.files("folder-not-utf8", {b"dir-\xff/a.md": prose("name-folder-not-utf8").encode()}, REFUSED)
names.files(
    "nfc-nfd", {"caf\u00e9.md": prose("name-nfc"), "cafe\u0301.md": prose("name-nfd")}, WARNED
)
names.files("case", {"Twin.md": prose("name-upper"), "twin.md": prose("name-lower")}, WARNED)
names.files("deep", {"d/" * 100 + "deep.md": prose("name-deep")}, Outcome.ANY)
names.files(
    "dump-and-post", {"same.md": prose("name-same"), "same.txt": prose("name-same-text")}, READ
)
names.files(
    "hidden",
    {
        ".hidden.md": prose("name-hidden"),
        ".git/x.md": prose("name-git"),
        "...md.md": prose("name-dots"),
    },
    NO_POST,
)
names.files("only-dot-md", {".md": prose("name-only-dot")}, NO_POST)

# --- no files -----------------------------------------------------------------------------------
places = Group("places")
places.post("to-secret", Link("../../outside/secret.md"), REFUSED)
places.post("to-passwd", Link("/etc/passwd"), REFUSED)
places.post("to-itself", Link("to-itself.md"), REFUSED)
places.post("to-nothing", Link("no-such-file.md"), REFUSED)
places.post("to-zero", Link("/dev/zero"), REFUSED)
places.post("to-stdin", Link("/dev/stdin"), REFUSED)
places.post("to-environment", Link("/proc/self/environ"), REFUSED)
places.files("to-sibling", {"sibling.md": prose("sibling"), "link.md": Link("sibling.md")}, WARNED)
places.files("folder-loop", {"loop/a.md": prose("loop"), "loop/again": Link("..")}, READ)
places.files("folder-escape", {"escape": Link("../../outside")}, Outcome.ANY)
places.files("folder-to-root", {"root": Link("/")}, Outcome.ANY)
places.post("pipe", Fifo(), REFUSED)
places.post("folder", Folder(), Outcome.ANY)
places.files("folder-with-post", {"book.md/page.md": prose("page-in-book")}, READ)

GROUPS = (encodings, sizes, names, places)
