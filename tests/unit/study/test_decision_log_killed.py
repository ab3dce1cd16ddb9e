"""Killed at any moment, the log keeps every decision that was acknowledged; two writers
at once lose nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest
from log_writer import write_decisions
from review_kit import CODINGS, append_decisions, make_decision

from plancoder.models import Decision
from plancoder.review.log import parse_log
from plancoder.study.decision_log import read_log

KILLS = 100


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one start of Python serve many writers, where processes can be forked."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    multiprocessing.set_forkserver_preload(["log_writer"])


def start_writer(path: Path, name: str, most: int) -> tuple[BaseProcess, Connection]:
    """A writer, and where it says how many of its decisions are on disk."""
    forks = "forkserver" in multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
    here, there = context.Pipe(duplex=False)
    writer = context.Process(target=write_decisions, args=(path, name, most, there))
    writer.start()
    there.close()
    return writer, here


def last_told(told: Connection) -> int:
    """How many decisions the writer said are on disk, until its end; what was cut off
    says nothing.
    """
    last = 0
    try:
        while True:
            last = told.recv()
    except EOFError:
        return last


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    writers = [start_writer(path, name, 40) for name in ("Ann", "Ben")]
    for writer, told in writers:
        assert last_told(told) == 40
        writer.join()
    said = [
        (decision.reviewer, decision.coding_id) for decision in read_log(path).decisions
    ]
    assert sorted(said) == sorted(
        (name, f"c{number}") for name in ("Ann", "Ben") for number in range(40)
    )


def test_killed_a_hundred_times_every_acknowledged_decision_is_there(
    tmp_path: Path,
) -> None:
    """Each writer is killed while it writes, at a random moment."""
    chance = random.Random(7)
    path = tmp_path / "decisions.csv"
    promised = 0
    for kill in range(KILLS):
        writer, told = start_writer(path, f"R{kill}", 10_000)
        assert told.recv() == 0
        time.sleep(chance.uniform(0, 0.02))
        writer.kill()
        writer.join()
        promised = last_told(told)
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
