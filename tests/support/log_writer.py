"""Somebody who takes decision after decision into a log, in a process of their own.

A module, since the process imports what it runs.
"""

from __future__ import annotations

from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from review_kit import CODINGS, append_decisions, make_decision


def write_decisions(path: Path, name: str, most: int, told: Connection) -> None:
    """Say how many decisions are on disk after each of them; 0 before the first."""
    one = make_decision(CODINGS[0], reviewer=name, note="n" * 3000)
    told.send(0)
    for number in range(most):
        append_decisions(path, [replace(one, coding_id=f"c{number}")])
        told.send(number + 1)
