"""The codebook as a document: everything that codes is said in words; the files open."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import docx
import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.qdc import codebook_qdc
from plancoder.codebook.shape import Term
from plancoder.codebook.show import codebook_docx, codebook_markdown, term_in_words

TEXT = """title: Needs *and* priorities
version: "1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body]}
roles:
  glossary: {headings: [glossary]}
  priority_statement: {numbered: [priority]}
not_counted: [{id: vfm, label: Value for money, terms: [value for money]}]
categories:
  - id: housing
    frame: needs
    definition: Homes & <shelter>.
    terms: [homeless*, {all: [rough, sleep*], within: 3}, {term: HMO, case: true}]
    unless: [police house, {near: stables, within: 4}]
    tick_when: {passages: 2, roles: [body], exact: true}
    examples: [A homeless family.]
    counterexamples: [A police house.]
"""
CODEBOOK = parse_codebook(TEXT.encode())


@pytest.mark.parametrize(
    "piece",
    [
        "# Needs \\*and\\* priorities",
        "## Needs (Appendix A)",
        "**Coded in:** body",
        "### Housing",
        "- `homeless*`",
        "“rough” and “sleep\\*” (in any order, at most 3 other words between)",
        "“HMO” (capitals as written, whole word)",
        "- “stables” is within 4 words",
        "at least 2 passages say so, in: body; garbled words alone are not enough",
        "- “A homeless family.”",
        "Value for money",
        "Homes & \\<shelter\\>.",
    ],
)
def test_markdown_says(piece: str) -> None:
    assert piece in codebook_markdown(CODEBOOK)


def test_word_file_holds_the_same_words_and_is_reproducible() -> None:
    data = codebook_docx(CODEBOOK)
    word = docx.Document(io.BytesIO(data))
    paragraphs = [paragraph.text for paragraph in word.paragraphs]
    # What it means and its examples come before its terms, which stand in a table.
    assert paragraphs.index("“A homeless family.”") < paragraphs.index("Looks for: ")
    first = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert first == [
        "homeless*",
        "“rough” and “sleep*” (in any order, at most 3 other words between)",
        "“HMO” (capitals as written, whole word)",
    ]
    assert "Definition: Homes & <shelter>." in paragraphs
    assert data == codebook_docx(CODEBOOK)


def test_qdc_holds_frames_and_categories() -> None:
    root = ElementTree.fromstring(codebook_qdc(CODEBOOK))
    space = "{urn:QDA-XML:codebook:1.0}"
    codes = root.findall(f"{space}Codes/{space}Code")
    assert [code.get("name") for code in codes] == ["Needs"]
    assert codes[0].get("isCodable") == "false"
    inner = codes[0].find(f"{space}Code")
    assert inner is not None
    assert inner.get("name") == "Housing"
    assert "Homes & <shelter>." in (inner.findtext(f"{space}Description") or "")


@pytest.mark.parametrize(
    ("term", "words"),
    [
        (Term("abuse"), "“abuse”"),
        (Term("abuse", fuzzy=False), "“abuse” (none are forgiven)"),
        (
            Term("abuse", fuzzy=85),
            "“abuse” (a likeness of at least 85 of 100 is enough)",
        ),
    ],
)
def test_terms_in_words(term: Term, words: str) -> None:
    assert term_in_words(term) == words
