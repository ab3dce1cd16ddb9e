"""Words, their comparing forms, and offsets that always point into the raw text."""

from __future__ import annotations

import pytest

from plancoder.coding.matching.tokens import (
    PhraseWord,
    fold_exact,
    fold_word,
    phrase_words,
    split_pieces,
    split_words,
)

EQUAL = [
    ("Victims", "victims"),
    ("victim’s", "victim"),
    ("victim's", "victim"),
    ("VICTIM'S", "victim"),
    ("children’s", "childrens"),
    ("théft", "theft"),
    ("Gŵyl", "gwyl"),
    ("cafe\u0301", "café"),
    ("ﬁnance", "finance"),
    ("vul\u00adner\u00adable", "vulnerable"),
    ("vul\u00ad\nnerable", "vulnerable"),
    ("dom\u200bestic", "domestic"),
    ("𝗱𝗿𝘂𝗴𝘀", "drugs"),
    ("don’t", "don't"),
    ("&", "and"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_forms_are_equal(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)
    assert [word.form for word in split_words(one)] == [fold_word(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("victim", "victims"), ("its", "it"), ("abuse", "abused"), ("1", "l")],
)
def test_forms_differ(one: str, other: str) -> None:
    assert fold_word(one) != fold_word(other)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("night-time economy", ["night", "time", "economy"]),
        ("night\u00a0time", ["night", "time"]),
        ("‘victims’ voices’", ["victims", "voices"]),
        ("a_b", ["a", "b"]),
        ("drugs/alcohol", ["drugs", "alcohol"]),
        ("women 's refuge", ["women", "refuge"]),
        ("the 's' key", ["the", "key"]),
        ("**bold** words", ["bold", "words"]),
        ("1.5 per cent", ["1", "5", "per", "cent"]),
        ("", []),
        ("… – !", []),
    ],
)
def test_splits_words(text: str, words: list[str]) -> None:
    assert [word.form for word in split_words(text)] == words


@pytest.mark.parametrize(
    "text",
    [pair[0] for pair in EQUAL] + ["a\u00ad\n b", "x’ y", "  lead", "ﬃ\u0301x-y"],
)
def test_pieces_add_up_to_the_text(text: str) -> None:
    assert "".join(split_pieces(text)) == text
    assert [text[word.start : word.end] for word in split_words(text)] == split_pieces(
        text
    )[1::2]


def test_exact_form_keeps_capitals_only() -> None:
    assert fold_exact("DA’s") == "DA"
    assert fold_exact("Da") == "Da"


def test_phrase_words_carry_what_the_codebook_says() -> None:
    assert phrase_words("anti-social, behav*") == (
        PhraseWord("anti"),
        PhraseWord("social", hyphen=True),
        PhraseWord("behav", prefix=True, loose=True),
    )
    assert phrase_words("DA", case=True) == (PhraseWord("DA", case=True),)
