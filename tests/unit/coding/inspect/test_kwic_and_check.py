"""Keyword in context, and a codebook's own examples."""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.coding.inspect.check_codebook import check_examples
from plancoder.coding.inspect.kwic import find_kwic


def test_kwic_cuts_at_words_and_keeps_offsets() -> None:
    text = "Nobody in the valley wants rural\n crime to spread any further than the bridge."
    (line,) = find_kwic(text, "rural crime", width=20)
    assert (line.before, line.match.written, line.after) == (
        "in the valley wants ",
        "rural\n crime",
        " to spread any",
    )
    assert text[line.match.start : line.match.end] == line.match.written


@pytest.mark.parametrize(
    ("term", "count"),
    [("victim*", 3), ("victims", 1), ("witness", 0), ("the victim", 1)],
)
def test_kwic_counts(term: str, count: int) -> None:
    assert (
        len(find_kwic("The victim met other victims; victim-led work goes on.", term))
        == count
    )


def test_kwic_at_the_ends_of_a_text() -> None:
    (line,) = find_kwic("crime", "crime")
    assert (line.before, line.after) == ("", "")


CODEBOOK = """frames: {{f: }}
categories:
  - id: c
    frame: f
    terms: [rural crime]
    unless: [rural crime unit]
    examples: [{example}]
    counterexamples: [{counterexample}]
"""


@pytest.mark.parametrize(
    ("example", "counterexample", "said"),
    [
        ("Rural crime is up.", "Plural crimes.", ""),
        (
            "Crime is up.",
            "Plural crimes.",
            "examples[1]: “Crime is up.” is not found; no term comes near it",
        ),
        (
            "Crime in rural places.",
            "No.",
            "nearest are the words “Crime in rural” to the term 'rural crime'",
        ),
        ("The rural crime unit.", "No.", "it is blocked: unless 'rural crime unit'"),
        (
            "Rural crime.",
            "A rural crime.",
            "counterexamples[1]: “A rural crime.” is found by the term 'rural crime'",
        ),
    ],
)
def test_examples(example: str, counterexample: str, said: str) -> None:
    text = CODEBOOK.format(example=example, counterexample=counterexample)
    problems = check_examples(parse_codebook(text.encode()))
    assert len(problems) == bool(said)
    assert not said or said in problems[0]
    assert not said or problems[0].startswith("line 3, category 'c' of frame 'f', ")
