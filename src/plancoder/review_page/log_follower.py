"""Follow the log while others write to it too: only what is new is read, unless it was
changed in another way.
"""

from __future__ import annotations

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
