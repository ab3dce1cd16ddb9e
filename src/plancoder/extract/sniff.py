"""What a file is, by its content first and its name second."""

from __future__ import annotations

import io
import re
import zipfile

from plancoder.errors import DamagedFile, EmptyFile, Encrypted, NotAPdf, UnknownFormat
from plancoder.tables.archives import UNPACKING_FAULTS

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE = (
    (_ZIP, "Word file or other zip archive"),
    (_OLE, "old Office file"),
)
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"RIFF", "WebP picture or sound"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
# Kinds of file that say by their first bytes what they are, whatever they are called.
_STARTS = (
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(re.escape(_ZIP)), "zip"),
    (_RTF, "rtf"),
)
_MARKDOWN_LINE = re.compile(rb"^#{1,6}[ \t]+\S|^<!-- plancoder extract", re.MULTILINE)
_NO_PLANS = {
    ".csv": "table",
    ".json": "data file",
    ".xml": "XML file",
    ".yaml": "settings file",
    ".yml": "settings file",
}
_ZIP_KINDS = (
    ("xl/workbook.xml", "Excel workbook"),
    ("META-INF/container.xml", "e-book"),
)
# OpenDocument files say in their part `mimetype` what they are.
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_KINDS = (
    (b"spreadsheet", "OpenDocument spreadsheet (.ods)"),
    (b"presentation", "OpenDocument presentation (.odp)"),
    (b"graphics", "OpenDocument drawing (.odg)"),
)
_LONGEST_MIMETYPE = 200
_FLAT_START = 2_000
_SAVE_AS_PDF = (
    "Open it in LibreOffice and save it as PDF, then name that file in plans.csv."
)
_SAVE_SLIDES = (
    "Open it in PowerPoint or LibreOffice and save it as .pptx or PDF, then name that"
    " file in plans.csv."
)
_SAVE_ANEW = (
    "Open it in Word or LibreOffice and save it as .docx or PDF, then name that file"
    " in plans.csv."
)
MARKDOWN_ENDINGS = (".md", ".markdown", ".mkd", ".mdown")
_START = 1024  # a PDF's header may stand behind some rubbish, but not further than this


def find_format(data: bytes, name: str) -> str:
    """Name the format: pdf, docx, odt, pptx, rtf, html, markdown or text.

    Raises the error that tells what else the file is.
    """
    if not data:
        raise EmptyFile(f"{name} has no bytes")
    ending = _ending(name)
    if ending == ".pdf":
        if b"%PDF-" not in data[:_START]:
            raise NotAPdf(
                f"{name} is called a PDF, but its content is {_describe(data)}"
            )
        return "pdf"
    if found := next((kind for mark, kind in _STARTS if mark.match(data)), ""):
        return _find_zipped(data, name) if found == "zip" else found
    if _HTML.match(data.lstrip(b"\xef\xbb\xbf")[:4096]) or ending in (
        ".html",
        ".htm",
        ".xhtml",
    ):
        return "html"
    _refuse_others(data, name, ending)
    if (
        ending in MARKDOWN_ENDINGS
        or len(_MARKDOWN_LINE.findall(data[:200_000])) >= 2
        or _is_own(data)
    ):
        return "markdown"
    return "text"


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def _is_own(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<!-- plancoder extract")


def _find_zipped(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
            mimetype = _mimetype(archive) if "mimetype" in members else b""
    except UNPACKING_FAULTS as error:
        raise DamagedFile(
            f"{name} begins like a Word file (zip) and cannot be opened: {error}"
        ) from error
    if any(member.startswith("word/") for member in members):
        return "docx"
    if any(member.startswith("ppt/") for member in members):
        return "pptx"
    if mimetype.startswith(_OPEN_DOCUMENT):
        _refuse_open_kinds(mimetype.removeprefix(_OPEN_DOCUMENT), name)
        return "odt"
    if "content.xml" in members and not mimetype:
        return "odt"
    kind = next(
        (kind for member, kind in _ZIP_KINDS if member in members), "zip archive"
    )
    raise UnknownFormat(f"{name} is a {kind}, which plancoder cannot read")


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as part:
        return part.read(_LONGEST_MIMETYPE).strip()


def _refuse_open_kinds(mimetype: bytes, name: str) -> None:
    for start, kind in _OPEN_KINDS:
        if mimetype.startswith(start):
            raise UnknownFormat(
                f"{name} is an {kind}, which plancoder cannot read",
                advice=_SAVE_SLIDES if start == b"presentation" else _SAVE_AS_PDF,
            )


def _refuse_others(data: bytes, name: str, ending: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Encrypted(
                f"{name} is a Word or other Office file that needs a password"
            )
        if "PowerPoint Document".encode("utf-16-le") in data:
            raise UnknownFormat(
                f"{name} is an old PowerPoint file (.ppt), which plancoder cannot read",
                advice=_SAVE_SLIDES,
            )
        raise UnknownFormat(
            f"{name} is an old Word file (.doc) or another old Office file, which"
            " plancoder cannot read",
            advice=_SAVE_ANEW,
        )
    if b"<office:document" in data[:_FLAT_START]:
        raise UnknownFormat(
            f"{name} is a flat OpenDocument file (.fodt), which plancoder cannot read",
            advice="Open it in LibreOffice, save it as .odt and name that file in"
            " plans.csv.",
        )
    if (
        data.lstrip()[:400]
        .lower()
        .startswith((b"mime-version", b"from: <saved by", b'from: "saved by'))
    ):
        raise UnknownFormat(
            f"{name} is a web archive (.mht), which plancoder cannot read",
            advice=(
                "Open it in a browser and save it as 'Web page, HTML only' or print it"
                " to PDF."
            ),
        )
    for start, kind in _PICTURES:
        if data.startswith(start):
            raise UnknownFormat(
                f"{name} is a {kind}",
                advice=(
                    "Put the pictures of the plan into one PDF and install the 'ocr'"
                    " extra."
                ),
            )
    if ending in _NO_PLANS:
        raise UnknownFormat(f"{name} is a {_NO_PLANS[ending]}, not the text of a plan")


def _describe(data: bytes) -> str:
    """Say in words what the content is, for a message."""
    if _HTML.match(data[:4096]):
        return "a web page (HTML), often the error page of a broken download"
    if _RTF.match(data):
        return "an RTF file"
    for start, kind in (*_OFFICE, *_PICTURES):
        if data.startswith(start):
            return f"a{'n' * (kind[0] in 'aeio')} {kind}"
    if not data.strip(b"\0"):
        return "nothing but zeros, as a broken download or a full disk leaves them"
    sample = data[:2000]
    printable = sum(byte in b"\t\n\r" or 32 <= byte < 127 for byte in sample)
    return (
        "plain text" if printable > 0.95 * len(sample) else "none that plancoder knows"
    )
