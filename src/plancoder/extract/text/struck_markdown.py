"""Words that Markdown strikes out: `~~Old aim~~`, and the tags of HTML for it."""

from __future__ import annotations

import re

# A new line goes on with the same paragraph, and begins no item, heading, row or quote.
_NEXT_LINE = r"\n(?![ \t]*(?:\n|[-*+#>|]|\d{1,3}[.)]))"
_STRUCK = re.compile(
    rf"(?<![~\\])~~(?=[^\s~])(?P<words>(?:[^~\n]|~(?!~)|{_NEXT_LINE})+)"
    r"(?<=[^\s\\~])~~(?!~)"
)
_TAGGED = re.compile(
    r"<(?P<tag>s|strike|del)(?:\s[^<>]{0,200})?>"
    rf"(?P<words>(?:[^<\n]|<(?!/?(?:s|strike|del)\b)|{_NEXT_LINE})*)</(?P=tag)\s*>",
    re.IGNORECASE,
)
_HOLE = "\x00"  # where words were struck out; no text has one
_ONLY_MARK = re.compile(r"\s*(?:[-*+>]|#{1,6}|\d{1,3}[.)])?\s*")


def strip_struck(text: str) -> tuple[str, list[str]]:
    r"""The text without what is struck out, and the words struck out; lines of which
    nothing is left go too.

    "- Calm roads\n- ~~Old aim~~" gives "- Calm roads" and ["Old aim"].
    """
    stretches: list[str] = []

    def take(found: re.Match[str]) -> str:
        stretches.append(" ".join(found["words"].split()))
        return _HOLE

    text = text.replace(_HOLE, "")
    for pattern in (_STRUCK, _TAGGED):
        text = pattern.sub(take, text)
    if not stretches:
        return text, []
    lines = [line for line in text.split("\n") if not _is_gone(line)]
    return "\n".join(lines).replace(_HOLE, ""), stretches


def _is_gone(line: str) -> bool:
    """True for a line of which nothing is left but its bullet, number or the like."""
    return _HOLE in line and bool(_ONLY_MARK.fullmatch(line.replace(_HOLE, "")))
