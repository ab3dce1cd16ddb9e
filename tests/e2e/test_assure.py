"""`assure`: a sample of ticks, decided by sheet, and the share that is upheld."""

from __future__ import annotations

import csv
from pathlib import Path

from small_study import add_plan, make_study, plancoder

PLAN = b"""# Plan

## Needs

Homeless people need a home. Homelessness is rising in Moor.
"""


def decide(sheet: Path, verdict: str, category: str) -> None:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["category"] == category for row in rows)
    for row in rows:
        if row["category"] == category:
            row["decision"] = verdict
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_sample_stays_while_it_is_decided(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "moor", "moor.md", PLAN)
    assert plancoder("run", root, "--no-cache").returncode == 0
    first = plancoder("assure", root)
    assert first.returncode == 0, first.stderr
    assert first.stdout == "No drawn tick is decided yet.\n"
    drawn = first.stderr.splitlines()[0]

    sheet = root / "out" / "assurance.csv"
    for verdict, category in (("accept", "housing"), ("reject", "victims")):
        decide(sheet, verdict, category)
        done = plancoder("decide", sheet, root, "--reviewer", "Ann")
        assert done.returncode == 0, done.stderr
        again = plancoder("assure", root)
        assert again.returncode == 0, again.stderr
        assert again.stderr.splitlines()[0] == drawn
    # Two ticks of housing, in two plans, and two of victims.
    assert again.stdout == "50% of machine ticks upheld (95% interval 15–85), n = 4\n"


def test_before_anything_was_coded_it_says_so(tmp_path: Path) -> None:
    done = plancoder("assure", make_study(tmp_path / "study"))
    assert done.returncode == 3
    assert "nothing has been coded yet" in done.stderr
