"""Text, web pages and Word files are held to the limit of characters while they are
read, not after.
"""

from __future__ import annotations

import io

import docx
import pytest

from plancoder.errors import DamagedFile, TooManyCharacters
from plancoder.extract.docx.package import open_package
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import read_bytes

LINE = "We put victims first in all we do."


def plan(name: str, lines: int) -> bytes:
    if name.endswith(".docx"):
        document = docx.Document()
        for _ in range(lines):
            document.add_paragraph(LINE)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    end = "<p>" if name.endswith(".html") else "\n\n"
    return (end + f"{LINE}{end}" * lines).encode()


@pytest.mark.parametrize(
    ("name", "lines"),
    [("plan.txt", 200), ("plan.md", 200), ("plan.html", 200), ("plan.docx", 30)],
)
def test_reading_stops_soon_after_the_limit(name: str, lines: int) -> None:
    most = 20 * len(LINE)
    options = ExtractOptions(max_characters=most)
    with pytest.raises(TooManyCharacters, match=f"limit is {most}") as error:
        read_bytes(plan(name, lines), name, options=options)
    assert most < error.value.used < lines * len(LINE)
    assert len(read_bytes(plan(name, 20), name, options=options).blocks) == 20


def test_the_tree_of_a_word_file_is_not_built_where_its_text_is_too_long() -> None:
    options = ExtractOptions(max_characters=20 * len(LINE))
    with pytest.raises(TooManyCharacters):
        open_package(plan("plan.docx", 60), options)
    open_package(plan("plan.docx", 30), options)


@pytest.mark.parametrize("name", ["plan.txt", "plan.md", "plan.html"])
def test_a_file_far_too_large_is_not_looked_at(name: str) -> None:
    options = ExtractOptions(max_characters=100)
    with pytest.raises(TooManyCharacters, match="limit is 1,200"):
        read_bytes(plan(name, 1) + b"\n" * 1_200, name, options=options)
    read_bytes(plan(name, 1) + b"\n" * 1_000, name, options=options)


def test_only_the_pages_asked_for_count() -> None:
    pack = "\f".join(["Other papers of the panel.\n" * 15, LINE, "More.\n" * 20])
    options = ExtractOptions(max_characters=2 * len(LINE))
    read = read_bytes(pack.encode(), "pack.txt", pages=(2,), options=options)
    assert read.text == LINE
    with pytest.raises(TooManyCharacters):
        read_bytes(pack.encode(), "pack.txt", options=options)


MANY = " ".join(f"a{number}" for number in range(1_100))
QUOTED = MANY.replace(" ", '="<>" ')


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {MANY}>",
        f"<p {MANY.replace(' ', '=1 ')}>",
        f"<p {QUOTED}>",
        f"<p {QUOTED.replace(' ', '')}>",
        f"<p a='\"' {MANY} b=\"'\"",
    ],
)
def test_a_tag_with_many_attributes_is_refused(tag: str) -> None:
    with pytest.raises(DamagedFile, match="more than 1,000 attributes"):
        read_bytes(f"<html><body>{tag}{LINE}".encode(), "plan.html")


@pytest.mark.parametrize(
    "tag",
    [
        f'<p class="{MANY}">',
        f"<p data-map='{MANY.replace(' ', '=')}'>",
        "<p " + " ".join(f"a{number}" for number in range(900)) + ">",
        f"<p>It's {MANY}. ",
        "<p a=b>" * 1_100,
    ],
)
def test_long_values_many_tags_and_text_are_read(tag: str) -> None:
    assert LINE in read_bytes(f"<html><body>{tag}{LINE}".encode(), "plan.html").text


def test_many_lines_of_one_block_stay_one_block() -> None:
    lines = "\n".join(["word"] * 2_000)
    read = read_bytes(f"<html><body><pre>{lines}</pre>".encode(), "plan.html")
    assert read.text == " ".join(["word"] * 2_000)
