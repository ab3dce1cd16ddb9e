"""A ZIP archive whose bytes depend on its content alone, never on the time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_PART_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can hold


def stable_zip(parts: Mapping[str, bytes]) -> bytes:
    """The archive with these parts, by name, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, _PART_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return written.getvalue()
