"""Writing the log: one writer at a time, on disk before it is acknowledged, whole
whatever happens.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from plancoder.errors import OutputError, StudyError
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

T = TypeVar("T")

_LOCK_SECONDS = 30.0


def read_log(path: Path) -> Log:
    """The log at `path`; empty where nobody has decided anything yet."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Log()
    except OSError as error:
        raise StudyError(
            f"{path}: cannot be read ({error.strerror}). Close it where it is open."
        ) from error
    return parse_log(data, path.name)


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
    """Do `write()` while nobody else writes to `path`; raises OutputError."""
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
        raise OutputError(_cannot_write(path, error)) from error


def _append(path: Path, decisions: Sequence[Decision]) -> None:
    """One write for all lines, then to disk.

    What could not be written whole is taken back.
    """
    lines = b"".join(map(decision_line, decisions))
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o666)
    try:
        size = os.fstat(handle).st_size
        if size and not _is_ours(handle, size):
            os.close(handle)
            handle = -1
            _rewrite(path)
            handle = os.open(path, flags)
            size = os.fstat(handle).st_size
        try:
            _write_all(handle, lines if size else HEADER + lines)
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        if handle >= 0:
            os.close(handle)
    if not size:
        _sync_folder(path.parent)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def _is_ours(handle: int, size: int) -> bool:
    """Whether the log begins with our header and ends with a line end; only its two
    ends are read.
    """
    os.lseek(handle, 0, os.SEEK_SET)
    head = os.read(handle, len(HEADER))
    os.lseek(handle, size - 1, os.SEEK_SET)
    return head == HEADER and os.read(handle, 1) == b"\n"


def _rewrite(path: Path) -> None:
    """Bring a log with a torn line, or one that a spreadsheet saved its own way, into
    our form.

    Nothing is lost: torn words go into `decisions.torn.txt`, a log in another form is
    kept beside the new one.
    """
    data = path.read_bytes()
    log = parse_log(data, path.name)
    if log.torn and not HEADER.startswith(log.torn.encode()):
        with path.with_name(f"{path.stem}.torn.txt").open(
            "a", encoding="utf-8"
        ) as torn:
            torn.write(log.torn + "\n")
    whole, _ = split_torn(data)
    if not whole.startswith(HEADER) and log.decisions:
        _free_name(path).write_bytes(data)
    staged = path.with_name(f".{path.name}.new")
    with staged.open("wb") as file:
        if whole.startswith(HEADER) and whole.endswith(b"\n"):
            file.write(whole)
        else:
            file.write(HEADER + b"".join(map(decision_line, log.decisions)))
        file.flush()
        os.fsync(file.fileno())
    staged.replace(path)
    _sync_folder(path.parent)


def _free_name(path: Path) -> Path:
    """A name for the log as a spreadsheet left it."""
    number = 1
    while (
        kept := path.with_name(f"{path.stem}.as-found-{number}{path.suffix}")
    ).exists():
        number += 1
    return kept


def _sync_folder(folder: Path) -> None:
    """Put a new name on disk; Windows neither can nor needs to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return (
            f"{path}: the disk is full. Nothing was saved and the log is as it was;"
            " free some space and try again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"{path}: cannot be written ({error.strerror}). Nothing was saved. Close it"
            " if it is open in a spreadsheet, and see that you may write to the"
            " study's folder."
        )
    return (
        f"{path}: cannot be written ({error.strerror}). Nothing was saved; the log is"
        " as it was."
    )
