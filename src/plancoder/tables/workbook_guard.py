"""Which bytes are an Excel workbook that may be opened: no bomb, no entities, nothing
that only looks like one.
"""

from __future__ import annotations

import io
import zipfile

from plancoder.errors import StudyError

# A workbook unpacks to twenty times its size at most when people made it; a bomb to a
# thousand times.
MOST_UNPACKED = 200_000_000

# What the readers of workbooks raise for one that is damaged inside.
WORKBOOK_FAULTS = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
    SyntaxError,
    TypeError,
)

_OLE = b"\xd0\xcf\x11\xe0"


def holds_workbook(data: bytes, name: str) -> bool:
    """Whether this is an .xlsx workbook; raises StudyError where it is a workbook that
    cannot or must not be opened.
    """
    if data.startswith(_OLE):
        raise StudyError(
            f"{name}: this is an old Excel file (.xls) or one with a password. "
            "Open it, and save it as 'Excel workbook (.xlsx)' without a password."
        )
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            names = set(archive.namelist())
            declared = any(
                _declares_entities(archive, each)
                for each in names
                if each.endswith((".xml", ".rels"))
            )
    except zipfile.BadZipFile as error:
        raise not_a_workbook(name) from error
    if "mimetype" in names and "content.xml" in names:
        raise StudyError(
            f"{name}: this is an OpenDocument sheet. Save it as 'Excel 2007-365"
            " (.xlsx)' or as CSV."
        )
    if declared:
        raise not_a_workbook(name)
    if unpacked > MOST_UNPACKED:
        raise StudyError(
            f"{name}: the workbook unpacks to {unpacked:,} bytes; more than"
            f" {MOST_UNPACKED:,} are not read. Delete other sheets and pictures, or"
            " save the sheet as 'CSV UTF-8'."
        )
    return True


def not_a_workbook(name: str) -> StudyError:
    """The error for a file that begins like a workbook and cannot be read as one."""
    return StudyError(
        f"{name}: this is no workbook that can be read. Open it in the spreadsheet and"
        " save it again as .xlsx."
    )


def _declares_entities(archive: zipfile.ZipFile, member: str) -> bool:
    """No spreadsheet writes a DOCTYPE; a bomb of entities needs one."""
    with archive.open(member) as part:
        return b"<!DOCTYPE" in part.read(2_000)
