"""Killed at any moment, the log keeps every decision that was acknowledged; two writers
at once lose nothing.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from review_kit import CODINGS, append_decisions, make_decision

from plancoder.models import Decision
from plancoder.review.log import parse_log
from plancoder.study.decision_log import read_log

KILLS = 100

WRITER = """
import sys
sys.path[:0] = {paths!r}
from dataclasses import replace
from pathlib import Path
from review_kit import append_decisions
from review_kit import CODINGS, make_decision
path, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
one = make_decision(CODINGS[0], reviewer=name, note="n" * 3000)
print("ready", flush=True)
for number in range(most):
    append_decisions(path, [replace(one, coding_id=f"c{{number}}")])
    print(number, flush=True)
"""


def start_writer(path: Path, name: str, most: int) -> subprocess.Popen[bytes]:
    support = str(Path(__file__).resolve().parents[2] / "support")
    script = WRITER.format(paths=[support])
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), name, str(most)],
        stdout=subprocess.PIPE,
    )


def acknowledged(output: bytes) -> int:
    """How many decisions the writer was told are on disk; a line that was cut off tells
    nothing.
    """
    return sum(
        line.strip().isdigit()
        for line in output.splitlines(keepends=True)
        if line.endswith(b"\n")
    )


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    writers = [start_writer(path, name, 40) for name in ("Ann", "Ben")]
    for writer in writers:
        assert writer.communicate(timeout=120)[0].splitlines()[-1] == b"39"
    said = [
        (decision.reviewer, decision.coding_id) for decision in read_log(path).decisions
    ]
    assert sorted(said) == sorted(
        (name, f"c{number}") for name in ("Ann", "Ben") for number in range(40)
    )


def test_killed_a_hundred_times_every_acknowledged_decision_is_there(
    tmp_path: Path,
) -> None:
    """One start of Python serves many kills: each child is killed while it writes, at a
    random moment.
    """
    chance = random.Random(7)
    path = tmp_path / "decisions.csv"
    promised = 0
    for kill in range(KILLS):
        process = start_writer(path, f"R{kill}", 10_000)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        promised = acknowledged(process.stdout.read())
        process.wait()
        kept = [
            each for each in read_log(path).decisions if each.reviewer == f"R{kill}"
        ]
        assert len(kept) >= promised
        assert [each.coding_id for each in kept] == [
            f"c{number}" for number in range(len(kept))
        ]
        assert all(len(each.note) == 3000 for each in kept)
    append_decisions(path, [replace(make_decision(CODINGS[0]), reviewer="last")])
    assert parse_log(path.read_bytes(), path.name).decisions[-1].reviewer == "last"
    assert path.read_bytes().endswith(b"\n")
    assert not parse_log(path.read_bytes(), path.name).torn


def test_a_decision_is_on_disk_in_milliseconds_at_50_000_codings(
    tmp_path: Path,
) -> None:
    path = tmp_path / "decisions.csv"
    one = make_decision(CODINGS[0])
    many: list[Decision] = [
        replace(one, coding_id=f"c{number}") for number in range(50_000)
    ]
    append_decisions(path, many)
    started = os.times()
    for number in range(20):
        append_decisions(path, [replace(one, coding_id=f"d{number}")])
    ended = os.times()
    assert (ended.user + ended.system - started.user - started.system) / 20 < 0.02
    assert len(read_log(path).decisions) == 50_020
