"""The parts of a workbook, unpacked piece by piece and counted before any reader sees
them: 80 KB of empty cells in one row fill 6 GB of memory.
"""

from __future__ import annotations

import re
import zipfile
from typing import IO

from plancoder.errors import StudyError
from plancoder.tables.archives import excess_of
from plancoder.tables.limits import MOST_CELLS

# Tags and attributes in one row, or in one stretch without rows. The widest row that a
# spreadsheet writes has 16,384 cells, with some twenty each.
_MOST_MARKS = 1_000_000
_PIECE = 1 << 20
_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:row|si)[\s/>]")  # `si` is a row of texts
_DOCTYPE = b"<!DOCTYPE"  # no spreadsheet writes one; a bomb of entities needs one
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


class DeclaresEntities(Exception):  # noqa: N818 - not an error of the program
    """A part declares a document type."""


def check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Raise StudyError where a workbook is too large to be opened, DeclaresEntities
    where it must not be, one of UNPACKING_FAULTS where it cannot be.
    """
    if excess := excess_of(archive):
        raise StudyError(
            f"{name}: the workbook {excess}. Delete other sheets and pictures, or save"
            " the sheet as 'CSV UTF-8'."
        )
    for info in archive.infolist():
        with archive.open(info) as part:
            if not _is_small(part):
                raise StudyError(
                    f"{name}: the workbook holds more cells, or more formats beside its"
                    " rows, than are read of one table. Copy the table into a new"
                    " workbook, or save the sheet as 'CSV UTF-8'."
                )


def _is_small(part: IO[bytes]) -> bool:
    """Whether XML may be parsed row by row: `<row><c/><c/></row>` has four marks."""
    piece = part.read(_PIECE)
    if not piece.lstrip(_BEFORE_XML).startswith(b"<"):
        return True  # a picture
    marks = rows = 0
    end = b""
    while piece:
        plain = piece.replace(b"\0", b"")  # of UTF-16
        if _DOCTYPE in end + plain:
            raise DeclaresEntities
        starts = [found.start() for found in _ROW.finditer(plain)]
        rows += len(starts)
        marks += _count_marks(plain[: starts[0]] if starts else plain)
        if marks > _MOST_MARKS or rows > MOST_CELLS:
            return False
        if starts:
            marks = _count_marks(plain[starts[-1] :])
        end = plain[-len(_DOCTYPE) :]
        piece = part.read(_PIECE)
    return True


def _count_marks(xml: bytes) -> int:
    return xml.count(b"<") + xml.count(b"=")
