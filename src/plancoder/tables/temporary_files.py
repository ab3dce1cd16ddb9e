"""Temporary files: in a folder that goes on every ending that can be caught, and named
where they cannot be written.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plancoder.errors import OutputError


@contextmanager
def temporary_folder() -> Iterator[str]:
    """A new folder, gone afterwards, also where a worker that used it was killed.

    Raises OutputError where it cannot be made.
    """
    with temporary_errors():
        made = tempfile.TemporaryDirectory(
            prefix="plancoder-", ignore_cleanup_errors=True
        )
    with made as folder:
        yield folder


@contextmanager
def temporary_errors(folder: str = "") -> Iterator[None]:
    """Turn what keeps temporary files from being written into an OutputError that names
    their place: where `folder` was made, or would be.
    """
    try:
        yield
    except OSError as error:
        # A worker that is asked now would name another place: this one is full.
        place = Path(folder).parent if folder else tempfile.gettempdir()
        raise OutputError(
            f"{place}: temporary files cannot be written"
            f" ({error.strerror or error}). Make room there, or name"
            " another folder in the variable TMPDIR."
        ) from error
