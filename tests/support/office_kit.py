"""Office files made by hand, part by part, for tests: OpenDocument texts, and archives
that mean harm.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"),
        ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
SPY = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>'


def archive_of(
    parts: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A ZIP archive of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def open_text(
    body: str,
    styles: str = "",
    *,
    common: str = "",
    prolog: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument text with this body, automatic styles and common styles."""
    content = (
        f'<?xml version="1.0"?>{prolog}<office:document-content {_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    named = (
        f"<office:document-styles {_SPACES}><office:styles>{common}</office:styles>"
        "</office:document-styles>"
    )
    return archive_of(
        {
            "mimetype": OPEN_TEXT,
            "content.xml": content,
            "styles.xml": named,
            **(more or {}),
        }
    )


def locked_text(*, whole: bool) -> bytes:
    """An OpenDocument text with a password, as LibreOffice writes them: parts that are
    noise, or, newer, one part with the `whole` file in it.
    """
    name = "encrypted-package" if whole else "content.xml"
    manifest = (
        f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="{name}">'
        '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
        "</manifest:manifest>"
    )
    return archive_of(
        {
            "mimetype": OPEN_TEXT,
            name: bytes(range(256)),
            "META-INF/manifest.xml": manifest,
        }
    )
