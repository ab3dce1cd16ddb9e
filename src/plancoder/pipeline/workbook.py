"""review.xlsx of a run: made in a process of its own while the other tables are, or
taken from the cache where its rows are those of the last run.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from importlib import metadata
from pathlib import Path

from plancoder.export.review_workbook import review_workbook
from plancoder.extract.cache import (
    find_cache_folder,
    keyed_entry,
    load_bytes,
    store_file,
)
from plancoder.study.disk import output_errors
from plancoder.study.names import WORKBOOK
from plancoder.tables.row_stream import Row, RowStream, stream_rows
from plancoder.tables.temporary_files import temporary_folder
from plancoder.version import code_digest
from plancoder.workers.isolate import made_beside


def kept_workbook(out: Path) -> Path | None:
    """Where the cache keeps the last workbook of the study with this output folder, one
    for each study; None without a cache.
    """
    folder = find_cache_folder()
    return folder and keyed_entry(folder, str(out.resolve()), ".workbook")


class WorkbookMaker:
    """Takes the rows of review.xlsx plan by plan and writes it into `folder`.

    `kept` is where the cache keeps the last one. With `expect_same` the rows are
    looked at first, and a workbook is only made where they are others; without, it is
    begun at once, beside the rows as they come. `many` rows are worth a process.
    """

    def __init__(
        self,
        folder: Path,
        stack: ExitStack,
        kept: Path | None,
        *,
        expect_same: bool,
        many: bool,
    ) -> None:
        self.path = folder / WORKBOOK
        self._kept = kept
        self._stack = stack
        rows = folder / "rows"
        self._stream = RowStream(rows)
        stack.callback(self._stream.close)
        job = partial(
            _write_workbook,
            target=self.path,
            scratch=stack.enter_context(temporary_folder()),
            shown=folder.parent.parent / WORKBOOK,
        )
        self._beside = partial(made_beside, job, rows, worth_it=many)
        self._wait: Callable[[], None] | None = None
        if kept is None or not expect_same:
            self._begin()

    def add(self, rows: Sequence[Row]) -> None:
        """Take the rows of a plan."""
        self._stream.add(rows)

    def end(self) -> None:
        """Say that there are no more rows."""
        self._stream.end()
        if self._wait is None and not self._take_kept():
            self._begin()

    def wait(self) -> None:
        """Return when the workbook is written."""
        if self._wait is None:
            return
        self._wait()
        if self._kept is not None:
            store_file(self._kept, self._digest(), self.path)

    def _begin(self) -> None:
        self._wait = self._stack.enter_context(self._beside())

    def _take_kept(self) -> bool:
        """Write the kept workbook, where it was made of these rows."""
        content = load_bytes(self._kept) if self._kept is not None else None
        digest = self._digest()
        if content is None or not content.startswith(digest):
            return False
        with output_errors(self.path):
            self.path.write_bytes(content[len(digest) :])
        return True

    def _digest(self) -> bytes:
        """The rows, and all else on which the bytes of the workbook depend."""
        made_by = (metadata.version("xlsxwriter"), zlib.ZLIB_RUNTIME_VERSION)
        asked = [self._stream.digest, code_digest(), *made_by]
        return hashlib.sha256("\n".join(asked).encode()).digest()


def _write_workbook(rows: Path, target: Path, scratch: str, shown: Path) -> None:
    """In a process of its own: review.xlsx from the rows as they come."""
    with output_errors(shown):
        target.write_bytes(review_workbook(stream_rows(rows), folder=scratch))
