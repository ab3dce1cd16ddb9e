"""The files of the sample study: made by the committed script, small, and true to their
own contents pages.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from make_sample_study import make_plans, plan_list, prose_of
from sample_looks import LOOKS

RAW = Path(__file__).resolve().parents[2] / "raw"
FILES = sorted(path.relative_to(RAW).as_posix() for path in (RAW / "plans").iterdir())
MADE_OF = {
    "saltmarch-2017": "plans/saltmarch-2017.pdf",
    "saltmarch-2013": "plans/saltmarch-2013.pdf",
    "harrowdene-2016": "plans/harrowdene-2016.pdf",
    "harrowdene-2013": "plans/harrowdene-panel-pack-march-2013.pdf",
    "dyffryn-eirlas-2017": "plans/dyffryn-eirlas-2017.pdf",
}


@cache
def made() -> dict[str, bytes]:
    return make_plans()


def page_texts(content: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_the_script_makes_what_is_committed() -> None:
    assert sorted(made()) == FILES
    assert plan_list().encode("utf-8") == (RAW / "plans.csv").read_bytes()


@pytest.mark.parametrize("file", FILES)
def test_same_text_as_committed(file: str) -> None:
    """The text and not the bytes: compressors and font writers differ between machines,
    what is read does not.
    """
    committed = (RAW / file).read_bytes()
    if file.endswith(".pdf"):
        assert page_texts(made()[file]) == page_texts(committed)
    elif file.endswith(".docx"):
        parts = [
            zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
            for content in (made()[file], committed)
        ]
        assert parts[0] == parts[1]
    else:
        assert made()[file].replace(b"\r\n", b"\n") == committed.replace(b"\r\n", b"\n")


def test_the_study_is_small() -> None:
    assert (
        sum(path.stat().st_size for path in RAW.rglob("*") if path.is_file())
        < 2_000_000
    )


@pytest.mark.parametrize("name", sorted(MADE_OF))
def test_contents_pages_tell_the_truth(name: str) -> None:
    """Each entry of a contents page stands on the page it names, but for annexes that
    are published apart.
    """
    pages = page_texts((RAW / MADE_OF[name]).read_bytes())
    entries = re.findall(r"^- (?:\d\. )?(.+?) \| (\d+)$", prose_of(name), re.MULTILINE)
    assert len(entries) > 3
    for title, number in entries:
        if "Annex" not in title:
            words = re.sub(
                r"\W", "", title.removesuffix(": report").removeprefix("Appendix: ")
            ).casefold()
            page = re.sub(r"[\W\ufffe]", "", pages[int(number) - 1]).casefold()
            assert words in page, f"{title!r} is not on page {number}"


def test_soft_hyphens_and_bullets_can_be_read() -> None:
    texts = "".join(page_texts((RAW / MADE_OF["saltmarch-2017"]).read_bytes()))
    assert "•" in texts
    assert "\u00ad" in texts or "\ufffe" in texts
    assert LOOKS["saltmarch-2017"].soft
