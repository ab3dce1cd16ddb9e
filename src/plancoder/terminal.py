"""Text made safe for a terminal: file names and quotes come from other people and may
hold escape sequences.
"""

from __future__ import annotations

import re

# Controls, lone surrogates (bytes of a file name that are no UTF-8), and marks that
# reverse the reading order.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u061c\u200e\u200f"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def safe_for_terminal(text: str, *, keep: str = "") -> str:
    r"""Write the text on one line, every control character spelt out (`\x1b`, `\n`) but
    those that `keep` names.
    """
    return _UNSAFE.sub(
        lambda found: found[0] if found[0] in keep else _escape(found[0]), text
    )


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file name, as Python carries it
        return f"\\x{code - 0xDC00:02x}"
    return _SHORT.get(character) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    )


def printable(text: str) -> str:
    """The text on one line: a blank for each control character, line separator and the
    like.
    """
    return "".join(character if character.isprintable() else " " for character in text)


def shorten(text: str, width: int = 60) -> str:
    """Text for a message: one line, no control characters, not too long.

    >>> shorten("Cut crime at night", 10)
    'Cut crime…'
    """
    clean = printable(text)
    return clean if len(clean) <= width else clean[: width - 1].rstrip() + "…"
