"""Archives such as workbooks and Word files: what unpacking may raise, and how much
they may hold.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib

# What unpacking a damaged or locked archive raises.
UNPACKING_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,  # a part packed with bzip2
    EOFError,
    NotImplementedError,
    RuntimeError,  # a part with a password
    ValueError,  # bytes are gone, so that a part would begin before the file
)
# An office file unpacks to twenty times its size at most when people made it; a bomb to
# a thousand times.
MOST_UNPACKED = 200_000_000


def excess_of(archive: zipfile.ZipFile) -> str:
    """`unpacks to 300,000,000 bytes; more than 200,000,000 are not read`, by what the
    archive claims; blank where that is little enough.
    """
    unpacked = sum(info.file_size for info in archive.infolist())
    if unpacked <= MOST_UNPACKED:
        return ""
    return f"unpacks to {unpacked:,} bytes; more than {MOST_UNPACKED:,} are not read"
