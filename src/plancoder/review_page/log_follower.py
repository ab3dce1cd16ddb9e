"""Follow the log while others write to it too: only what is new is read, unless it was
changed in another way.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from plancoder.errors import StudyError
from plancoder.models import Decision
from plancoder.review.log import HEADER, parse_log
from plancoder.study.input_file import refuse_unless_file

# So many bytes before the place read up to are compared, to see that the log has only
# grown.
_REMEMBERED = 400


@dataclass(frozen=True, slots=True)
class News:
    """Decisions since the last look; `anew` where the log did not just grow, and all of
    its decisions are given.
    """

    decisions: tuple[Decision, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class _LastRead:
    """The log as last seen: which file, and what is before the place up to which it
    was read.
    """

    file: tuple[int, int]
    size: int
    changed: int
    read_to: int
    ending: bytes


class LogFollower:
    """Reads `decisions.csv` once and then what is appended to it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last: _LastRead | None = None

    def go_on(self, size: int, digest: str) -> bool:
        """Take the first `size` bytes of the log as read, if they are there and have
        this SHA-256; whether it was done.
        """
        if not size:
            return True
        try:
            refuse_unless_file(self._path, self._path.name)
            with self._path.open("rb") as file:
                data = file.read(size)
                status = os.fstat(file.fileno())
        except OSError:
            return False
        if len(data) < size or hashlib.sha256(data).hexdigest() != digest:
            return False
        # A size that no file has: the next look sees whether it has grown since.
        self._last = _LastRead(
            (status.st_dev, status.st_ino), -1, 0, size, data[-_REMEMBERED:]
        )
        return True

    def mark(self) -> tuple[int, str] | None:
        """How many bytes were read, and their SHA-256; None where the log is no longer
        as it was read, or is in another form than ours.
        """
        last = self._last
        if last is None:
            return None if self._path.exists() else (0, "")
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                data = file.read(last.read_to)
        except OSError:
            return None
        seen = (status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns
        if not last.ending or seen != (last.file, last.size, last.changed):
            return None
        return last.read_to, hashlib.sha256(data).hexdigest()

    def news(self) -> News:
        """What was written since the last call; the first gives all.

        Raises StudyError where a line is no decision.
        """
        try:
            refuse_unless_file(self._path, self._path.name)
            with self._path.open("rb") as file:
                return self._read_news(file)
        except FileNotFoundError:
            gone, self._last = self._last, None
            return News(anew=gone is not None)
        except OSError as error:
            raise StudyError(
                f"{self._path}: cannot be read ({error.strerror}). Close it where it is"
                " open."
            ) from error

    def _read_news(self, file: BinaryIO) -> News:
        status = os.fstat(file.fileno())
        identity = (status.st_dev, status.st_ino)
        last = self._last
        if last and (last.file, last.size, last.changed) == (
            identity,
            status.st_size,
            status.st_mtime_ns,
        ):
            return News()
        grown = (
            last is not None
            and last.file == identity
            and self._has_grown(file, last, status.st_size)
        )
        begin = last.read_to if grown and last else 0
        file.seek(begin)
        data = file.read(max(0, status.st_size - begin))
        whole = data[: data.rfind(b"\n") + 1]
        if grown:
            decisions = (
                parse_log(HEADER + whole, self._path.name).decisions if whole else ()
            )
        else:
            decisions = parse_log(data, self._path.name).decisions
        self._remember(file, identity, status, begin + len(whole))
        return News(decisions, anew=not grown)

    def _has_grown(self, file: BinaryIO, last: _LastRead, size: int) -> bool:
        """Whether what was read is there unchanged, in our own form, with whole
        lines behind it.
        """
        if not last.ending or size < last.read_to:
            return False
        file.seek(0)
        if file.read(len(HEADER)) != HEADER:
            return False
        file.seek(last.read_to - len(last.ending))
        return file.read(len(last.ending)) == last.ending

    def _remember(
        self,
        file: BinaryIO,
        identity: tuple[int, int],
        status: os.stat_result,
        read_to: int,
    ) -> None:
        begin = max(0, read_to - _REMEMBERED)
        file.seek(begin)
        ending = file.read(read_to - begin)
        # Behind a last line without an end more of it may follow, so nothing is
        # remembered: next time all is read.
        complete = ending.endswith(b"\n") and read_to >= len(HEADER)
        self._last = _LastRead(
            identity,
            status.st_size,
            status.st_mtime_ns,
            read_to,
            ending if complete else b"",
        )
