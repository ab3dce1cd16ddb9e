"""What strangers wrote never reaches the terminal raw."""

from __future__ import annotations

import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancoder.terminal import safe_for_terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plan\x1b[2J.pdf", "plan\\x1b[2J.pdf"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        (
            os.fsdecode(b"caf\xe9.pdf"),
            "caf\\xe9.pdf" if os.name == "posix" else "café.pdf",
        ),
        ("cafe\u0301 ✓ 🚓", "cafe\u0301 ✓ 🚓"),
    ],
)
def test_controls_are_spelt_out(text: str, shown: str) -> None:
    assert safe_for_terminal(text) == shown


def test_named_characters_are_kept() -> None:
    assert safe_for_terminal("a\nb\x1b", keep="\n") == "a\nb\\x1b"


@given(st.text())
def test_no_control_character_is_left(text: str) -> None:
    shown = safe_for_terminal(text)
    assert not [
        character
        for character in shown
        if unicodedata.category(character) in ("Cc", "Cs")
    ]
    shown.encode("utf-8")
