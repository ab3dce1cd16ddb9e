"""A Word document whose bytes depend on its content alone, never on the time."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from plancoder.tables.csv_cells import clean_cell
from plancoder.tables.stable_zip import stable_zip

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_WRITTEN = datetime(2020, 1, 1)
_LONGEST_PROPERTY = 255  # the format's own limit


def stable_docx(document: WordDocument, title: str, author: str = "") -> bytes:
    """The bytes of a document with its title and author, and fixed dates throughout."""
    properties = document.core_properties
    properties.title = clean_cell(title)[:_LONGEST_PROPERTY]
    properties.author = author
    properties.created = properties.modified = _WRITTEN
    written = io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source:
        return stable_zip({name: source.read(name) for name in source.namelist()})
