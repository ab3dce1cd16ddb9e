"""Marks that begin an item of a list: glyphs, which are not part of the text, and
numbers, which are.
"""

from __future__ import annotations

import re

# Glyphs that nothing but a list begins with, among them what Symbol and Wingdings
# bullets become when text is copied.
SURE_GLYPHS = (
    "➤➢➣➔➜➡►▶▸▹•●○◦∙⁃‣■□▪▫◼◻◆◇❖★✓✔✗✘☑☐☒✦✱※»›"
    "♦⧫⬥◈◉◎⦿⬤⚫⚪☆✩✪✳✶✸☞☛⇒→➙➛➝➞➠➨➲❯❱"
    "\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf02d\uf0e0\uf06e\uf071"
    "\U000f0000-\U0010fffd"
    # letters and numbers in circles and boxes
    "\u2460-\u24ff\u2776-\u2793\U0001f100-\U0001f189"
)
_SURE = re.compile(rf"[{SURE_GLYPHS}]+\s*")
_SPACED = re.compile(r"(?:[-*+~–—−·]|o|>)[ \t]+(?=\S)|·(?=[A-Z])")
_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,5}|[IVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)["
    r" \t]+(?=\S)"
)
_LONE = re.compile(rf"[{SURE_GLYPHS}]|[·o]|\(?(?:\d{{1,2}}|[a-z])[.)]")
_INNER = re.compile(rf"(?<!\s)\s+(?=[{re.sub('[»›]', '', SURE_GLYPHS)}]\s*\S)")


def strip_glyphs(text: str) -> tuple[str, str]:
    """Part the glyphs in front from the text: `➤ Reduce` gives (`➤`, `Reduce`); no
    glyph gives (``, text).
    """
    mark = ""
    while True:
        found = _SURE.match(text) or _SPACED.match(text)
        if found is None or found.end() == len(text):
            return mark, text
        mark += found[0].strip()
        text = text[found.end() :]


def find_number(text: str) -> str:
    """Tell how the text is numbered: `1` if it begins like `2.1`, `a` if like `a)` or
    `(iv)`, blank if not at all.
    """
    found = _NUMBER.match(text)
    if found is None:
        return ""
    return "1" if any(sign.isdigit() for sign in found[0]) else "a"


def number_width(text: str) -> int:
    """How many characters the number of an item takes, with the blanks behind it."""
    found = _NUMBER.match(text)
    return found.end() if found else 0


def is_lone_mark(text: str) -> bool:
    """Whether a line is nothing but a glyph, or a number or letter with its stop."""
    return bool(_LONE.fullmatch(text.strip()))


def split_inner_items(text: str) -> list[str]:
    """Part a line that has lost its breaks at the list glyphs inside it; the glyphs
    stay in front of their items.
    """
    return _INNER.split(text)
