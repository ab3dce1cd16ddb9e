"""Markup inside a line of Markdown taken off, so that the text is what a reader of the
page sees.
"""

from __future__ import annotations

import html
import re

_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(
    r"\[([^\[\]]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|code|del|div|em|font|i|img|ins|li|mark|ol|p|s|small|span"
    r"|strong|sub|sup|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--(?:(?!<?!?--).){0,1000}-->")
_POWER = re.compile(
    r"\$\s*([\d.,]*)\s*\^\s*\{?\s*([a-z0-9]{1,3})\s*\}?\s*\$", re.IGNORECASE
)
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,500})\1(?!`)")
_STARS = re.compile(
    r"(?<![*\\\d])(\*{1,3})(?=[^\s*])((?:\\.|[^*\\])*?[^\s*\\]|[^\s*\\])\1(?!\*)"
)
_LOWLINES = re.compile(
    r"(?<![\w\\])(_{1,3})(?=[^\s_])((?:\\.|[^\\]){0,400}?[^\s_\\]|[^\s_\\])\1(?!\w)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACES = re.compile(r"\s+")
# The number of a character in a code: `&#65;`. The largest has seven digits, and one of
# thousands is more than Python reads as a number.
_LONG_NUMBER = re.compile(r"(?<=&#)[0-9]{8,}")

# Escaped characters wait in the private use area until the markup around them is gone.
_HIDE = 0xF8000


def strip_inline(text: str) -> str:
    """Text without emphasis, links, tags, escapes and entities, its spaces single."""
    if not any(sign in text for sign in "*_<[`\\&$!"):
        return _SPACES.sub(" ", text).strip()
    text = _ESCAPE.sub(lambda found: chr(_HIDE + ord(found[1])), text)
    text = _COMMENT.sub("", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\2", text)
    text = _TAG.sub("", text)
    text = _POWER.sub(r"\1\2", text)
    text = strip_emphasis(text)
    text = _LONG_NUMBER.sub(lambda found: found[0].lstrip("0")[:8] or "0", text)
    text = html.unescape(text)
    text = re.sub(
        f"[{chr(_HIDE)}-{chr(_HIDE + 0x7F)}]",
        lambda found: chr(ord(found[0]) - _HIDE),
        text,
    )
    return _SPACES.sub(" ", text).strip()


def strip_emphasis(text: str) -> str:
    """Take off paired stars and low lines, from the inside out; a lone star stays,
    since a reader sees it.
    """
    for _ in range(3):
        bare = _LOWLINES.sub(r"\2", _STARS.sub(r"\2", text))
        if bare == text:
            break
        text = bare
    return text


def is_all_bold(text: str) -> bool:
    """Tell whether the whole line stands in bold: a heading in all but name."""
    found = re.fullmatch(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1[\s\\]*", text.strip())
    return found is not None
