"""`review --plan-effort`: how many decisions a final table still needs."""

from __future__ import annotations

from pathlib import Path

from small_study import add_plan, make_study, plancoder

PLAN = b"""# Plan

## Needs

Homeless people need a home. Homelessness is rising in Moor.
"""


def test_the_effort_is_told_plan_by_plan(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "moor", "moor.md", PLAN)
    assert plancoder("run", root, "--no-cache").returncode == 0
    done = plancoder("review", root, "--plan-effort")
    assert done.returncode == 0
    [row] = [line.split() for line in done.stdout.splitlines() if "moor" in line]
    assert row[0] == "moor"
    passages, cells = map(int, row[1:])
    assert passages > cells > 0
    assert "A final table needs" in done.stdout + done.stderr


def test_before_anything_was_coded_it_says_so(tmp_path: Path) -> None:
    done = plancoder("review", make_study(tmp_path / "study"), "--plan-effort")
    assert done.returncode == 3
    assert "nothing has been coded yet" in done.stderr
