"""Read a file that a person hands in: plan list, codebook, sheet, matrix, log."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from plancoder.errors import StudyError

# The audit table of 86 plans has 12 MB; tables of this size still fit into the memory
# of a laptop, at about ten bytes for each byte of the file.
MOST_BYTES = 64_000_000
# Half a million decisions are 200 MB.
MOST_LOG_BYTES = 1_000_000_000


def read_input(path: Path, shown: str, *, most_bytes: int = MOST_BYTES) -> bytes:
    """The bytes of a file, called `shown` in messages.

    Raises FileNotFoundError where there is none, StudyError where it is no regular file
    (a pipe would be waited for without end), is too large or cannot be read.
    """
    with input_errors(path, shown), open_input(path) as file:
        data = file.read(most_bytes + 1) or b""
    if len(data) > most_bytes:
        raise StudyError(
            f"{shown}: is larger than {most_bytes // 1_000_000} MB, more than plancoder"
            " reads of one file. Split it, or take out the rows that are not needed."
        )
    return data


def open_input(path: Path) -> BinaryIO:
    """Open a file for reading. What turned into a pipe meanwhile, or lies in /proc and
    has nothing to say yet, gives nothing instead of being waited for.
    """
    at_once = getattr(os, "O_NONBLOCK", 0)
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | at_once))


@contextmanager
def input_errors(path: Path, shown: str) -> Iterator[None]:
    """Raise StudyError where the file to be read is no regular file, or what keeps it
    from being read as one. That there is none is left to the caller.
    """
    try:
        refuse_unless_file(path, shown)
        yield
    except FileNotFoundError:
        raise
    except PermissionError as error:
        raise StudyError(
            f"{shown}: cannot be read: it is open in Excel, or you may not read it."
            " Save and close it, then try again."
        ) from error
    except OSError as error:
        raise StudyError(
            f"{shown}: cannot be read ({error.strerror or error}). Close it where it is"
            " open."
        ) from error


def read_input_if_any(path: Path, shown: str, *, most_bytes: int = MOST_BYTES) -> bytes:
    """The same, empty where there is no file."""
    try:
        return read_input(path, shown, most_bytes=most_bytes)
    except FileNotFoundError:
        return b""


def is_there(path: Path) -> bool:
    """Whether anything has this name, which a person gave. The system only answers with
    an error where a name is too long or in a folder that one may not look into.
    """
    try:
        return path.exists()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder has this name; see `is_there`."""
    return is_there(path) and path.is_dir()


def refuse_unless_file(path: Path, shown: str) -> None:
    """StudyError for a folder, a pipe or a device, which is not opened."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise StudyError(f"{shown}: this is a folder. Name the file in it.")
    if not stat.S_ISREG(mode):
        raise StudyError(
            f"{shown}: is a pipe or a device, not a file. Name a file on disk."
        )
