"""Measures extraction on every labelled set at hand and compares with the last recorded figures.

    python -m bench.quality             print the table
    python -m bench.quality --record    and write it to data/quality.json, dated today

The sets that come with paperkg are its demo corpus and posts in the dialects of other blogs; rules
are tuned on all of them. The sets of ``../shared`` are measured where that folder is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from pathlib import Path

from paperkg.evaluate import evaluate, load_record, make_record
from paperkg.pipeline import collect, locate

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SETS = {
    "demo": (ROOT / "tests/gold/demo.jsonl", ROOT / "data/posts"),
    "dialects": (ROOT / "tests/gold/dialects.jsonl", ROOT / "tests/gold/dialects"),
    "further": (ROOT / "tests/gold/further.jsonl", ROOT / "tests/gold/further"),
    "dump": (SHARED / "seeds/gold-dev.jsonl", SHARED / "seeds/posts.txt"),
    "dev": (SHARED / "dev/gold.jsonl", SHARED / "dev"),
    "dev-more": (ROOT / "tests/gold/dev-more.jsonl", SHARED / "dev"),
}
FIELDS = ("title", "authors", "year", "concepts", "builds_on")
TOLERANCE = 0.005


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    before = load_record()
    reports = {}
    print(f"{'set':10} {'field':10} {'P':>6} {'R':>6} {'F1':>6}  recorded F1 ({before.measured})")
    worse = 0
    for name, (gold, posts) in SETS.items():
        if not (gold.is_file() and posts.exists()):
            print(f"{name:10} not here")
            continue
        start = time.process_time()
        readings = collect(locate(posts), curated=False).readings
        reports[name] = report = evaluate(gold, readings, posts)
        seconds = time.process_time() - start
        for key in FIELDS:
            counts = report.fields.get(key)
            if counts is None:
                continue
            old = before.sets.get(name, {}).get(key)
            note = f"{old.f1:.3f}" if old else "-"
            if old and counts.f1 < old.f1 - TOLERANCE:
                note += "  worse"
                worse += 1
            print(
                f"{name:10} {key:10} {counts.precision:6.3f} {counts.recall:6.3f} {counts.f1:6.3f}"
                f"  {note}"
            )
        faults = ", ".join(f"{fault} {n}" for fault, n in report.faults.items())
        print(f"{name:10} wrong builds_on: {faults}; {seconds:.1f} s\n")
    if options.record:
        today = dt.datetime.now(tz=dt.UTC).date().isoformat()
        path = ROOT / "data/quality.json"
        path.write_text(make_record(today, reports).to_json(), encoding="utf-8")
        print(f"recorded in {path.relative_to(ROOT)}")
    return 1 if worse and not options.record else 0


if __name__ == "__main__":
    sys.exit(main())
