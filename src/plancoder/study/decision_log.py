"""The log of decisions on disk: one writer at a time, and a decision is on disk before
it is acknowledged.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from plancoder.errors import OutputError
from plancoder.models import Decision
from plancoder.review.log import (
    HEADER,
    Log,
    decision_line,
    parse_log,
    says_nothing_new,
    split_torn,
)
from plancoder.review.verdicts import newest_of_each
from plancoder.study.disk import (
    append_synced,
    sync_folder,
    why_not_written,
    write_synced,
)
from plancoder.study.input_file import MOST_LOG_BYTES, read_input_if_any

T = TypeVar("T")

_LOCK_SECONDS = 30.0


def read_log(path: Path) -> Log:
    """The log at `path`; empty where nobody has decided anything yet.

    Raises StudyError where it cannot be read or a line is no decision.
    """
    return parse_log(_read(path), path.name)


def _read(path: Path) -> bytes:
    return read_input_if_any(path, path.name, most_bytes=MOST_LOG_BYTES)


def append_if(
    path: Path, decisions: Sequence[Decision], still: Callable[[], bool]
) -> bool:
    """Append if `still()` says so, which is asked while nobody else can write; whether
    it was done.
    """

    def write() -> bool:
        if not still():
            return False
        _append(path, decisions)
        return True

    return write_in_turn(path, write)


def append_new(path: Path, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Append those that say something new, and give them back: deciding the same sheet
    twice adds nothing.
    """
    return write_in_turn(path, lambda: _append_new(path, decisions))


def _append_new(path: Path, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    by_coding: dict[str, list[Decision]] = {}
    for decision in read_log(path).decisions:
        by_coding.setdefault(decision.coding_id, []).append(decision)
    new: list[Decision] = []
    for decision in decisions:
        known = by_coding.setdefault(decision.coding_id, [])
        if decision not in known and not says_nothing_new(
            decision, newest_of_each(known)
        ):
            new.append(decision)
            known.append(decision)
    if new:
        _append(path, new)
    return tuple(new)


def write_in_turn(path: Path, write: Callable[[], T]) -> T:
    """What `write` gives, called while no other plancoder writes to this file; raises
    OutputError where it cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS):
            return write()
    except Timeout as error:
        raise OutputError(
            f"{path.name}: another plancoder has been writing to it for"
            f" {_LOCK_SECONDS:.0f} seconds. Nothing was saved; close the other one and"
            " try again."
        ) from error
    except OSError as error:
        raise OutputError(
            f"{path}: {why_not_written(error)} Nothing was saved."
        ) from error


def _append(path: Path, decisions: Sequence[Decision]) -> None:
    """All lines at the end of the log, and on disk."""
    lines = b"".join(map(decision_line, decisions))
    if not _ends_well(path):
        _rewrite(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        is_new = os.fstat(handle).st_size == 0
        append_synced(handle, HEADER + lines if is_new else lines)
    finally:
        os.close(handle)
    if is_new:
        sync_folder(path.parent)


def _ends_well(path: Path) -> bool:
    """Whether the log is missing, or begins with our header and ends with a line end;
    only its two ends are read.
    """
    if not path.exists() or not path.stat().st_size:
        return True
    with path.open("rb") as log:
        begins_well = log.read(len(HEADER)) == HEADER
        log.seek(-1, os.SEEK_END)
        return begins_well and log.read() == b"\n"


def _rewrite(path: Path) -> None:
    """Bring a log with a torn line, or one that a spreadsheet saved its own way, into
    our form.

    Nothing is lost: torn words go into `decisions.torn.txt`, a log in another form is
    kept beside the new one.
    """
    data = _read(path)
    log = parse_log(data, path.name)
    if log.torn and not HEADER.startswith(log.torn.encode()):
        kept = path.with_name(f"{path.stem}.torn.txt")
        with kept.open("a", encoding="utf-8") as torn:
            torn.write(log.torn + "\n")
    whole, _ = split_torn(data)
    is_ours = whole.startswith(HEADER)
    if not is_ours and log.decisions:
        _free_name(path).write_bytes(data)
    if not (is_ours and whole.endswith(b"\n")):
        whole = HEADER + b"".join(map(decision_line, log.decisions))
    staged = path.with_name(f".{path.name}.new")
    write_synced(staged, whole)
    staged.replace(path)
    sync_folder(path.parent)


def _free_name(path: Path) -> Path:
    """A name for the log as a spreadsheet left it."""
    number = 1
    while True:
        kept = path.with_name(f"{path.stem}.as-found-{number}{path.suffix}")
        if not kept.exists():
            return kept
        number += 1
