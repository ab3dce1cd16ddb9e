"""Which edited sheets in out/ may be overwritten: those whose decisions are all in the
log.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.study.input_file import read_input
from plancoder.study.names import TAKEN_SHEETS


def taken_digests(out: Path) -> frozenset[str]:
    """SHA-256 of each sheet that `plancoder decide` took without refusing a row."""
    try:
        digests = read_input(out / TAKEN_SHEETS, TAKEN_SHEETS)
    except (OSError, StudyError):
        return frozenset()
    return frozenset(digests.decode("ascii", errors="replace").split())


def remember_taken(out: Path, sheet: bytes) -> None:
    """Note that nothing in this sheet is lost if it is overwritten.

    Forgetting it loses nothing: a run then renames.
    """
    digest = hashlib.sha256(sheet).hexdigest()
    if not out.is_dir() or digest in taken_digests(out):
        return
    path = out / TAKEN_SHEETS
    with suppress(OSError):
        if path.is_file() or not path.exists():  # a pipe would wait for a reader
            with path.open("ab") as file:
                file.write(f"{digest}\n".encode("ascii"))
