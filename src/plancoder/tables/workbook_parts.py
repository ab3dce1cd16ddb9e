"""The parts of a workbook, unpacked piece by piece and counted before any reader sees
them: 80 KB of empty cells in one row fill 6 GB of memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from plancoder.errors import StudyError
from plancoder.tables.archives import excess_of
from plancoder.tables.limits import MOST_CELLS

# Tags and attributes in one row, or in one stretch without rows. The widest row that a
# spreadsheet writes has 16,384 cells, with some twenty each.
_MOST_MARKS = 1_000_000
_PIECE = 1 << 20
_ANYWHERE = 1_000_000_000
_ROW = re.compile(rb"<(?:[\w.-]+:)?(?:row|si)[\s/>]")  # `si` is a row of texts
# A row with its number, where it tells one: `<row spans="1:2" r="17">`.
_NUMBERED = re.compile(
    rb"<(?:[\w.-]+:)?row(?=[\s/>])(?:[^<>]*?\sr\s*=\s*[\"']([^\"'<>]*))?"
)
# The end of a value, `</v>` or `</is>`, read backwards: only the last one is wanted.
_VALUE_BACKWARDS = re.compile(rb">\s*(?:v|si)(?::[\w.-]+)?/<")
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
    marks = rows = 0
    for xml in _whole_tags(part):
        if _DOCTYPE in xml:
            raise DeclaresEntities
        starts = [found.start() for found in _ROW.finditer(xml)]
        rows += len(starts)
        marks += _count_marks(xml[: starts[0]] if starts else xml)
        if marks > _MOST_MARKS or rows > MOST_CELLS:
            return False
        if starts:
            marks = _count_marks(xml[starts[-1] :])
    return True


def last_row_with_value(archive: zipfile.ZipFile) -> int:
    """The number of the last row of any sheet that holds a value, 1 where none does; it
    may be too high, never too low.

    A column that was styled as a whole leaves a million rows without a value below a
    table of fifty, which take 20 s to read.
    """
    last = 1
    for info in archive.infolist():
        with archive.open(info) as part:
            last = max(last, _last_row(part))
    return last


def _last_row(part: IO[bytes]) -> int:
    """The same of one part; 0 where it has no row with a value."""
    number = highest = last = 0
    for xml in _whole_tags(part):
        backwards = _VALUE_BACKWARDS.search(xml[::-1])
        value_at = len(xml) - backwards.start() if backwards else -1
        last = highest if value_at >= 0 else last
        for row in _NUMBERED.finditer(xml):
            number = _row_number(row[1], number)
            highest = max(highest, number)
            if row.start() < value_at:
                last = highest
    return last


def _row_number(told: bytes | None, before: int) -> int:
    """A row that tells no number follows the one before; one that tells anything but a
    plain number may be anywhere.
    """
    if told is None:
        return before + 1
    return int(told) if told.isdigit() and len(told) < 9 else _ANYWHERE


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """XML in pieces of a megabyte or two, none of which ends within a tag but that of a
    drawing that holds a picture in letters; nothing of a picture that is no XML. Raises
    BadZipFile at a tag of a row as no spreadsheet writes it.
    """
    piece, rest = part.read(_PIECE), b""
    if not piece.lstrip(_BEFORE_XML).startswith(b"<"):
        return
    while piece:
        xml = rest + piece.replace(b"\0", b"")  # of UTF-16
        tag = xml.rfind(b"<")
        end = len(xml) if tag < 0 or b">" in xml[tag:] else tag
        if len(xml) - end > _PIECE:
            if _ROW.match(xml, end):
                raise zipfile.BadZipFile("the tag of a row of more than a megabyte")
            end = len(xml)
        yield xml[:end]
        rest = xml[end:]
        piece = part.read(_PIECE)


def _count_marks(xml: bytes) -> int:
    return xml.count(b"<") + xml.count(b"=")
