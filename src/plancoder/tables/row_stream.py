"""Rows on their way from one process to another through a file: the reader follows the
file as it grows, and neither waits for the other with all rows in memory.
"""

from __future__ import annotations

import hashlib
import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from plancoder.tables.csv_cells import CellValue

Row = Mapping[str, CellValue]

_HEAD = 8  # bytes before some rows, that say how long they are; zero: the end
_LOOK_EVERY = 0.05  # seconds


class RowStream:
    """The end at which rows go in."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 of all rows that were sent: other rows never have the same."""
        return self._digest.hexdigest()

    def add(self, rows: Sequence[Row]) -> None:
        """Send some rows."""
        packed = pickle.dumps(rows, pickle.HIGHEST_PROTOCOL)
        self._digest.update(packed)
        self._file.write(len(packed).to_bytes(_HEAD) + packed)

    def end(self) -> None:
        """Say that there are no more."""
        self._file.write(bytes(_HEAD))
        self._file.close()

    def close(self) -> None:
        """Close the file, ended or not: whoever still reads it is stopped, too."""
        with suppress(OSError):  # the disk may be full
            self._file.close()


def stream_rows(path: Path) -> Iterator[Row]:
    """The rows of a stream, up to its end."""
    with path.open("rb") as file:
        while length := int.from_bytes(_read_exactly(file, _HEAD)):
            yield from pickle.loads(_read_exactly(file, length))


def _read_exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    while len(data) < length:
        time.sleep(_LOOK_EVERY)
        data += file.read(length - len(data))
    return data
