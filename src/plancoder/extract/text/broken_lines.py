"""Lines that a paragraph was broken into by hand: items of a list, or only lines."""

from __future__ import annotations

from collections.abc import Sequence

from plancoder.extract.text.line_runs import are_whole
from plancoder.extract.text.list_markers import find_number, strip_glyphs

_FEWEST_LED = 2  # lines below one that ends in a colon
_FEWEST = 3  # lines that nothing leads to


def part_lines(lines: Sequence[str]) -> list[str]:
    """The lines of one paragraph, joined where a break means nothing.

    Lines with a mark or number of their own stand for themselves, and so do lines that
    look like the items of a list, with the line that leads to them.

    >>> part_lines(["Our aims are:", "Calm lanes", "Warm halls"])
    ['Our aims are:', 'Calm lanes', 'Warm halls']
    >>> part_lines(["Calm lanes by day", "and by night.", "Warm halls."])
    ['Calm lanes by day and by night. Warm halls.']
    """
    led = len(lines) > 1 and lines[0].endswith(":")
    items = lines[1:] if led else lines
    enough = len(items) >= (_FEWEST_LED if led else _FEWEST)
    if enough and all(map(_begins, items)) and are_whole(items):
        return list(lines)
    parts: list[str] = []
    for line in lines:
        if parts and not (strip_glyphs(line)[0] or find_number(line)):
            parts[-1] = f"{parts[-1]} {line}"
        else:
            parts.append(line)
    return parts


def _begins(line: str) -> bool:
    """Whether a line begins as an item does, and does not end amid a sentence."""
    return line.lstrip("“‘\"'(")[:1].isupper() and line[-1] not in ",:-–"
