"""Opening plan files: by content, safely, and with a named reason for each that cannot
be read.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from plancoder.errors import (
    DamagedFile,
    EmptyFile,
    Encrypted,
    NotAPdf,
    NotARegularFile,
    NoText,
    PlanError,
    UnknownFormat,
    UnreadablePlan,
)
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import READERS, read_bytes, read_document

NO_OCR = ExtractOptions(ocr="off")


def make_pdf(*pages: str) -> bytes:
    """A PDF with these texts; a blank text stands for a page that is a picture."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for text in pages:
        if text:
            canvas.drawString(72, 700, text)
        else:
            from PIL import Image
            from reportlab.lib.utils import ImageReader

            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_zip(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.txt", b"Some words.", "text"),
        ("a", b"Some words.", "text"),
        ("a.md", b"Some words.", "markdown"),
        ("a.txt", b"# One\n\ntext\n\n## Two\n\ntext", "markdown"),
        ("a.txt", b"<!doctype html><p>Some words.", "html"),
        ("a.htm", b"<p>Some words.", "html"),
        ("a.dat", b"%PDF-", "pdf"),
        ("a.doc", b"{\\rtf1 Some words.}", "rtf"),
        ("a.html", b"\n{\\rtf1 Some words.}", "rtf"),
        ("a.TXT", "£5 for us".encode("utf-16"), "text"),
    ],
)
def test_the_content_tells_the_format(name: str, data: bytes, format_: str) -> None:
    if format_ == "pdf":
        data = make_pdf("Some words.")
    assert read_bytes(data, name).format == format_
    assert set(READERS) >= {format_}


def test_many_comments_in_front_cost_nothing() -> None:
    text = (
        "".join(f"<!-- page {number}: no_text -->\n" for number in range(1, 400))
        + "Words."
    )
    document = read_bytes(text.encode(), "plan.md")
    assert document.text == "Words."
    assert len(document.pages) == 399


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.pdf", b"", EmptyFile, "no bytes"),
        ("a.txt", b"", EmptyFile, "no bytes"),
        ("a.pdf", b"<!DOCTYPE html><h1>Not found</h1>", NotAPdf, "a web page"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n" + bytes(50), NotAPdf, "a PNG picture"),
        ("a.pdf", bytes(5000), NotAPdf, "nothing but zeros"),
        ("a.pdf", b"Just words.", NotAPdf, "plain text"),
        ("a.pdf", b"%PDF-1.7\n", DamagedFile, "."),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            UnknownFormat,
            "old Word file",
        ),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            Encrypted,
            "password",
        ),
        ("a.docx", b"PK\x03\x04 and no more", DamagedFile, "cannot be opened"),
        ("a.xlsx", make_zip("xl/workbook.xml"), UnknownFormat, "Excel workbook"),
        ("a.odt", make_zip("content.xml"), DamagedFile, "not valid XML"),
        ("a.odt", make_zip("mimetype", "content.xml"), UnknownFormat, "zip archive"),
        ("a.zip", make_zip("plan.pdf"), UnknownFormat, "zip archive"),
        ("a.rtf", b"{\\rtf1 words", DamagedFile, "breaks off"),
        ("a.pdf", b"{\\rtf1 words}", NotAPdf, "an RTF file"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(50), UnknownFormat, "JPEG picture"),
        (
            "a.mht",
            b"From: <Saved by Example>\nMIME-Version: 1.0",
            UnknownFormat,
            "web archive",
        ),
        ("a.fodt", b"<?xml version='1.0'?><office:document>", UnknownFormat, "flat"),
        ("a.csv", b"a,b\n1,2", UnknownFormat, "table"),
        ("a.txt", bytes(range(256)) * 10, UnknownFormat, "not text"),
        ("a.txt", b" \n\n ", NoText, "no text"),
    ],
)
def test_what_cannot_be_read_is_named(
    name: str, data: bytes, error: type[PlanError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        read_bytes(data, name)
    assert caught.value.remedy


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan, match=r"gone\.pdf is not there"):
        read_document(tmp_path / "gone.pdf")
    with pytest.raises(NotARegularFile, match="a folder"):
        read_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.pdf")
    with pytest.raises(NotARegularFile, match="a pipe"):
        read_document(tmp_path / "plan.pdf")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no links")
def test_a_link_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").symlink_to(tmp_path / "plan.pdf")
    with pytest.raises(UnreadablePlan):
        read_document(tmp_path / "plan.pdf")


def test_a_scan_without_text_is_no_text_and_names_its_pages() -> None:
    with pytest.raises(NoText, match="pages 1-2 hold pictures and no text") as caught:
        read_bytes(make_pdf("", ""), "scan.pdf", options=NO_OCR)
    assert "--ocr auto" in caught.value.remedy


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (1, r"^a\.pdf: page 1 holds a picture and no text$"),
        (2, r"^a\.pdf: pages 1-2 hold pictures and no text$"),
    ],
)
def test_one_picture_holds_and_two_hold(pages: int, told: str) -> None:
    with pytest.raises(NoText, match=told):
        read_bytes(make_pdf(*[""] * pages), "a.pdf", options=NO_OCR)


def test_empty_pages_are_not_called_pictures() -> None:
    blank = make_pdf(" ", " ")
    told = r"pages 1-2 without text: neither text nor pictures: 1-2$"
    with pytest.raises(NoText, match=told):
        read_bytes(blank, "a.pdf", options=NO_OCR)
    mixed = make_pdf("", " ", "We put victims first in all that we do.")
    [notice] = read_bytes(mixed, "a.pdf", options=NO_OCR).notices
    assert "picture without text: 1; neither text nor pictures: 2" in notice.detail


def test_a_partly_scanned_plan_is_read_with_a_notice() -> None:
    document = read_bytes(
        make_pdf("Words here.", "", "More words.", "", ""), "part.pdf", options=NO_OCR
    )
    assert "Words here." in document.text
    [notice] = document.notices
    assert notice.reason == "partial"
    assert "pages 2,4-5 of 5" in notice.detail
    assert notice.advice


def test_a_plan_with_all_its_text_has_no_notice() -> None:
    assert (
        read_bytes(
            make_pdf("Words here.", "More."), "whole.pdf", options=NO_OCR
        ).notices
        == ()
    )


def test_without_an_engine_the_notice_names_the_install_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("plancoder.extract.pdf.ocr.describe_ocr", lambda: "")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    [notice] = read_bytes(make_pdf("Words here.", ""), "part.pdf").notices
    assert "pip install 'plancoder[ocr]'" in notice.advice
