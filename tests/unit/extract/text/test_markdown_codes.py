"""Characters that Markdown writes as codes."""

from __future__ import annotations

import pytest

from plancoder.extract.text.markdown import read_markdown


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Calm lanes &amp; halls", "Calm lanes & halls"),
        ("Calm lanes &#38; halls", "Calm lanes & halls"),
        ("Calm lanes &#x26; halls", "Calm lanes & halls"),
        ("Calm lanes &#X26; halls", "Calm lanes & halls"),
        ("Calm lanes &#00000038; halls", "Calm lanes & halls"),
        (f"Calm lanes &#{'0' * 5000}38; halls", "Calm lanes & halls"),
        ("Calm lanes &#9999999; halls", "Calm lanes \ufffd halls"),
        (f"Calm lanes &#{'9' * 5000}; halls", "Calm lanes \ufffd halls"),
        (f"Calm lanes &#x{'9' * 5000}; halls", "Calm lanes \ufffd halls"),
        ("Calm lanes & halls", "Calm lanes & halls"),
        ("Calm lanes &nosuch; halls", "Calm lanes &nosuch; halls"),
    ],
)
def test_codes_are_the_characters_they_stand_for(source: str, text: str) -> None:
    assert read_markdown(f"# Plan\n\n{source}\n").text == f"Plan\n{text}"
