"""Characters as a reader sees them: ligatures spelt out, odd spaces plain, invisible
marks gone.
"""

from __future__ import annotations

import re
import unicodedata

LIGATURES = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LINE_BREAKS = "\r\x0b\x85\u2028\u2029"
# Soft hyphen, zero-width space, word joiner, byte order mark and the marks that turn
# the direction of writing: no reader sees them, and a quote that holds one is not found
# again.
_INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b"
    "\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_CONTROLS = [
    chr(code)
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in "\t\n\f" + _LINE_BREAKS
]

_TABLE = str.maketrans(
    LIGATURES
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys(_LINE_BREAKS, "\n")
    | dict.fromkeys([*_INVISIBLE, *_CONTROLS], "")
    | {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
)

_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]+")
_MANY_BLANK_LINES = re.compile(
    "\n{5,}|(?:\r\n){5,}"
)  # say no more than a few, and each would cost its time
_SOFT_LINE_END = re.compile("\u00ad[ \t]*(?:\r\n|[\n\r])[ \t]*")


def plain_letters(text: str) -> str:
    """Text with mathematical letters as the plain ones that a reader sees: some use
    them for bold words.
    """
    return _MATHEMATICAL.sub(
        lambda found: unicodedata.normalize("NFKC", found.group()), text
    )


def clean_characters(text: str) -> str:
    """Clean text; its only line break is the line feed.

    Tabs and form feeds stay, since they carry tables and pages.
    """
    text = _SOFT_LINE_END.sub("", text)
    text = _MANY_BLANK_LINES.sub("\n\n\n\n", text)
    text = plain_letters(text.replace("\r\n", "\n").translate(_TABLE))
    return unicodedata.normalize("NFC", text)
