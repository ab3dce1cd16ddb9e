"""Writing to disk so that a reader sees the old file or the new one, never half of
either. The only module that calls fsync.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from plancoder.errors import OutputError

_PART = re.compile(r"\.(\d{1,9})-[0-9a-f]{12}\.part")
_DISK_FULL = frozenset(
    {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
)
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM})
_NAME_TAKEN = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a folder, made if it is missing: each beside its place first,
    then all moved in. Raises OutputError.
    """
    staged: dict[Path, Path] = {}
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_parts_of_killed_runs(folder)
        for name, data in files.items():
            target = folder / name
            # Short, so that a long name does not become too long.
            staged[target] = folder / f".{os.getpid()}-{uuid4().hex[:12]}.part"
            write_synced(staged[target], data)
        for target, part in staged.items():
            part.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: {why_not_written(error)}") from error
    finally:
        for part in staged.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _remove_parts_of_killed_runs(folder: Path) -> None:
    import psutil

    for part in folder.glob(".*.part"):
        ours = _PART.fullmatch(part.name)
        if ours and not psutil.pid_exists(int(ours[1])):
            part.unlink(missing_ok=True)


def write_synced(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Wait until a file that was written is on disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def append_synced(handle: int, data: bytes) -> None:
    """Append to an open file and wait until it is on disk; takes back what could not be
    written whole.
    """
    size = os.fstat(handle).st_size
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, size)
        raise


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system offers that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network disks refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def try_writing(folder: Path) -> None:
    """Raise OSError if the folder cannot be made or takes no file."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"\0" * 4096)
        probe.flush()
        os.fsync(probe.fileno())


@contextmanager
def output_errors(path: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError of one line: which file, why, what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{path}: {why_not_written(error)} What was there before is unchanged."
        ) from error


def why_not_written(error: OSError) -> str:
    """What kept a file from being written, and what to do."""
    if error.errno in _DISK_FULL:
        return "the disk is full. Make room, then run again."
    if error.errno == errno.EROFS:
        return (
            "the disk can only be read. Copy the study to a place that can be written."
        )
    if error.errno in _NOT_ALLOWED:
        return (
            "cannot be written. Close it if it is open in a spreadsheet, or ask for the"
            " right to write here."
        )
    if error.errno in _NAME_TAKEN:
        return (
            "something else of that name is in the way. Rename it or take it away, then"
            " run again."
        )
    return f"cannot be written ({error.strerror or error})."
