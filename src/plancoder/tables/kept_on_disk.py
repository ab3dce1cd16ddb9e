"""Pieces of data kept on disk in the order in which they come, and read back in any
other: what a run makes plan by plan must not fill its memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

_LENGTH_BITS = 40  # of a place: a piece has less than a terabyte


class Pieces:
    """A file of pieces. The place of a piece, as `add` gives it, is one number: ten
    thousand plans have tens of thousands of them.
    """

    def __init__(self, path: Path, *, made: bool = True) -> None:
        """Begin a new file, or open the one that is there (not `made`) to read it."""
        self._file = path.open("w+b" if made else "rb")
        self._end = 0

    def add(self, data: bytes) -> int:
        """Keep a piece, and give its place."""
        place = piece_place(self._end, len(data))
        self._file.seek(self._end)
        self._file.write(data)
        self._end += len(data)
        return place

    def read(self, place: int) -> bytes:
        """The piece at a place."""
        self._file.seek(place >> _LENGTH_BITS)
        return self._file.read(place & ((1 << _LENGTH_BITS) - 1))

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """The lines of the file, each with its place: each is a piece."""
        start = 0
        self._file.seek(0)
        for line in self._file:
            yield piece_place(start, len(line)), line
            start += len(line)

    def close(self) -> None:
        """Close the file. What could no longer be written to it (the disk is full)
        nobody will read.
        """
        with suppress(OSError):
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def piece_place(start: int, length: int) -> int:
    """The place of the piece of `length` bytes that begins at byte `start`."""
    return start << _LENGTH_BITS | length
