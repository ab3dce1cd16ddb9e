"""What may stand in a cell of a spreadsheet: never a formula, never a character that
breaks the file.

The guard is reversible: an apostrophe in front of whatever Excel or LibreOffice could
take for a formula, and in front
of a cell that begins with an apostrophe itself, so that exactly one is taken away on
reading. Cleaning is visible: what
no spreadsheet can hold is replaced by a sign that a reader sees, never dropped in
silence.
"""

from __future__ import annotations

import re
import unicodedata

# Excel counts UTF-16 units and cuts in silence, or spills the rest into the next row.
CELL_LIMIT = 32_767

# Spreadsheets skip these before they look for a formula: blanks of every width,
# zero-width and direction marks.
_SKIPPED = (
    " \u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
)
# = + - @, their full-width and small twins, tab, line ends, NUL.
_OPENERS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\t\r\n\x00"
_DANGEROUS = re.compile(f"'|[{_SKIPPED}]*[{_OPENERS}]")

_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PLANE_ENDS = re.compile(
    "["
    + "".join(
        chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)
    )
    + "]"
)

_LINE_BREAKS = (0x85, 0x2028, 0x2029)

CellValue = str | int | float | bool | None


def guard_cell(text: str) -> str:
    """Put one apostrophe before what a spreadsheet could run; `unguard_cell` gives the
    same text back.
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguard_cell(text: str) -> str:
    """Take away the one apostrophe that `guard_cell` put there; an apostrophe that a
    person wrote stays.
    """
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text, 1) else text


def clean_cell(text: str) -> str:
    """Replace by a visible sign what no spreadsheet can hold: control characters,
    noncharacters, lone surrogates. Line breaks of Unicode become the usual one: many
        readers take them for the end of a row.
    """
    if text.isprintable():  # as next to all cells are: told many times faster
        return text
    return _PLANE_ENDS.sub("\ufffd", _UNPRINTABLE.sub(_visible, text))


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code in _LINE_BREAKS:
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def cap_cell(text: str) -> str:
    """Cut a text that is longer than a cell can hold, and say so at its end."""
    if _units(text) <= CELL_LIMIT:
        return text
    mark = f" […cut here, {len(text):,} characters in all]"
    room = CELL_LIMIT - _units(mark)
    # A pair of surrogates that straddles the cut is dropped whole.
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore")
    return kept + mark


def safe_cell(value: CellValue) -> str:
    """Give the text of a cell that no spreadsheet runs, cuts or chokes on.

    Numbers stay numbers, None is blank.
    """
    if isinstance(value, str):
        text = str(value)
        if text.isprintable() and len(text) <= CELL_LIMIT // 2:
            return guard_cell(text)  # as next to all cells are: told in one look
        return cap_cell(guard_cell(clean_cell(text)))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    # NaN: nothing can be said; a blank is what every reader of CSV understands by that.
    return "" if value != value else str(value)  # noqa: PLR0124


def _units(text: str) -> int:
    return (
        len(text) + sum(character > "\uffff" for character in text)
        if len(text) > CELL_LIMIT // 2
        else len(text)
    )


def bare_word(cell: str) -> str:
    """The one word of a cell that holds a mark or a verdict, in one case, without what
    a spreadsheet or a hasty hand adds.

    >>> bare_word(" 'Accept. ")
    'accept'
    """
    text = unicodedata.normalize("NFKC", cell).strip()
    word = text.strip("\u200b\ufeff\ufe0f'").strip().casefold()
    return word.replace("\ufe0f", "").rstrip(".!") or word


def undo_cp1252(word: str) -> str:
    """A ✓ of a UTF-8 file that a spreadsheet read as cp1252 and saved so.

    >>> undo_cp1252("âœ“")
    '✓'
    """
    try:
        return word.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return word
