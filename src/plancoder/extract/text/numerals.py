"""Numbers of list items as they are printed."""

from __future__ import annotations

from plancoder.number_words import TO_TEN

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def read_number(written: str) -> int:
    """The number that figures or a word say: 2 of "2", "02" and "Two"; 0 for others."""
    if written.isdigit():
        return int(written)
    lower = written.lower()
    return TO_TEN.index(lower) + 1 if lower in TO_TEN else 0


def format_number(number: int, style: str) -> str:
    """Print `number` in a style: `1`, `a`, `A`, `i` or `I`."""
    if style in ("a", "A"):
        letter = (
            chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            if number > 0
            else str(number)
        )
        return letter if style == "a" else letter.upper()
    if style in ("i", "I") and 0 < number < 4000:
        roman = _to_roman(number)
        return roman if style == "i" else roman.upper()
    return str(number)


def _to_roman(number: int) -> str:
    digits = ""
    for value, sign in _ROMAN:
        while number >= value:
            digits += sign
            number -= value
    return digits
