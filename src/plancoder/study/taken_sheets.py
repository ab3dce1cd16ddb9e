"""Which edited sheets in out/ may be overwritten: those whose decisions are all in the
log.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from plancoder.study.names import TAKEN_SHEETS


def taken_digests(out: Path) -> frozenset[str]:
    """SHA-256 of each sheet that `plancoder decide` took without refusing a row."""
    try:
        return frozenset(
            (out / TAKEN_SHEETS).read_text(encoding="ascii", errors="replace").split()
        )
    except OSError:
        return frozenset()


def remember_taken(out: Path, sheet: bytes) -> None:
    """Note that nothing in this sheet is lost if it is overwritten.

    Forgetting it loses nothing: a run then renames.
    """
    digest = hashlib.sha256(sheet).hexdigest()
    if not out.is_dir() or digest in taken_digests(out):
        return
    handle = os.open(out / TAKEN_SHEETS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    try:
        os.write(handle, f"{digest}\n".encode("ascii"))
    finally:
        os.close(handle)
