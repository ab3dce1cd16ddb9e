"""Ligatures that a font calls by the name of another letter."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pdf_kit import REGULAR, lines, make_pdf, texts

from plancoder.extract.layout.shapes import Piece, Words
from plancoder.extract.layout.wrong_letters import mend_wrong_letters
from plancoder.extract.options import ExtractOptions
from plancoder.extract.pdf.read import read_pdf


def line(text: str) -> Piece:
    piece = Piece(Words([text], [0.0]), 10.0, 10.0, 10.0, REGULAR, 0)
    piece.text = text
    return piece


def mended(*given: str) -> list[str]:
    pieces = [line(text) for text in given]
    mend_wrong_letters(pieces)
    return [piece.text for piece in pieces]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["a domesƟc acƟon"], ["a domestic action"]),
        (["liƩle maƩers"], ["little matters"]),
        (["shiŌs aŌer dark"], ["shifts after dark"]),
        (["seƫng"], ["setting"]),
        (["a shorƞall"], ["a shortfall"]),
        (["leĆer by leĆer"], ["letter by letter"]),  # of other fonts: the commonest
        (["AcƟon, “naƟonal”"], ["Action, “national”"]),
        (["an aƩenƟve naƟon"], ["an attentive nation"]),  # two in one word
        (["diﬃculƟes"], ["difficulties"]),
        # A word of the document, which English does not have.
        (["Gorsetiby hall", "at GorseƟby"], ["Gorsetiby hall", "at Gorsetiby"]),
        # Known by three words: also in short ones, and within words of no list.
        (
            ["acƟon, naƟon, moƟon", "Ɵme in GorseƟby"],
            ["action, nation, motion", "time in Gorsetiby"],
        ),
        (
            ["acƟon, naƟon, moƟon, a vaca-", "Ɵoner"],  # a word broken by the line
            ["action, nation, motion, a vaca-", "tioner"],
        ),
        (["Θme to Θpple and Θmid, Θmber"], ["Time to Tipple and Timid, Timber"]),
    ],
)
def test_a_wrong_letter_is_read_as_the_ligature_that_makes_words(
    given: list[str], read: list[str]
) -> None:
    assert mended(*given) == read


@pytest.mark.parametrize(
    "text",
    [
        "Ōtaki and the Māori ward",
        "nō",  # two letters tell nothing: no "nth"
        "Łódź, Gdańsk and Kraków",
        "Dvořák, Šárka and Čapek",
        "tŷ dŵr",
        "seẅng puẅng",  # letters of Welsh
        "GorseƟby",  # no word of English or of the document
        "a sum of 5 μg",
        "λόγος and школа",
        "café, Zoë, über",
    ],
)
def test_letters_of_names_and_other_languages_stay(text: str) -> None:
    assert mended(text) == [text]


def test_a_name_that_begins_with_a_known_letter_stays() -> None:
    given = "aŌer shiŌs he oŌen saw Ōtaki and Ō"
    assert mended(given) == ["after shifts he often saw Ōtaki and Ō"]


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("acƟon, Ɵl", "action, Ɵl"),  # too short to tell of a letter not known yet
        ("acƟon, naƟon, Ɵl", "action, nation, Ɵl"),
        ("acƟon, naƟon, moƟon, Ɵl", "action, nation, motion, til"),
        # Known by three words of four, and not by three of five.
        ("acƟon, naƟon, moƟon, GorseƟby", "action, nation, motion, Gorsetiby"),
        (
            "acƟon, naƟon, moƟon, GorseƟby, BranƟwyk",
            "action, nation, motion, GorseƟby, BranƟwyk",
        ),
    ],
)
def test_a_letter_is_known_by_several_words_of_most(given: str, read: str) -> None:
    assert mended(given) == [read]


def test_a_letter_that_seldom_makes_words_is_not_changed() -> None:
    names = "maŌer Gōruŋ hŌrik pŌrne lŌvid tŌlum"
    assert mended(names) == [names]


def test_a_mended_line_keeps_its_weight() -> None:
    bold = line("acƟon")
    bold.bold_letters = bold.letters
    mend_wrong_letters([bold])
    assert (bold.text, bold.bold) == ("action", True)


def map_letter(data: bytes, written: bytes, read_as: str) -> bytes:
    """The PDF with one letter of its fonts said to be another."""
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap "
        b"1 begincodespacerange <00><FF> endcodespacerange "
        b"1 beginbfrange <20><7A><0020> endbfrange 1 beginbfchar <%02X><%04X> endbfchar "
        b"endcmap end" % (written[0], ord(read_as))
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                font.ToUnicode = pdf.make_stream(cmap)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def test_a_plan_whose_font_names_a_ligature_wrongly_is_read() -> None:
    data = make_pdf(lines("We tackle domes~c abuse,", "and put vic~ms first."))
    document = read_pdf(map_letter(data, b"~", "Ɵ"), options=ExtractOptions(ocr="off"))
    assert texts(document) == ["We tackle domestic abuse, and put victims first."]
