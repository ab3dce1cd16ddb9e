"""Entries of a contents page that stand indented below another: its parts, as a mark
before each would say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plancoder.extract.text.page_marks import Line

_ENTRY = re.compile(r"(?P<indent>[ \t]*)(?P<words>[^\W\d_].*?\S)[\s.…·_]+\d{1,3}\s*")
_TITLE = re.compile(
    r"(?P<indent>[ \t]*)(?P<words>[^\W\d_].{2,80}?)(?:[\s.…·_]+\d{1,3})?\s*"
)
_TWO = re.compile(r"\s\d{1,3}\s{2,}[^\W\d_]")  # "Calm lanes   4   Money   9"
_DEEPER = 2  # blanks
_FEWEST = 2  # parts of an entry
_LEAST = 6  # entries of a contents page
_MOST_DEEP = 0.75  # share of entries that may stand deeper: centred lines all do


def mark_sub_entries(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with a mark before each entry that stands below another.

    "Our aims" above "   Calm lanes … 4" and "   Warm halls … 6", then "Money … 9":
    both get a mark. Indented entries of many depths, as centred ones are, get none.
    """
    deep: set[int] = set()
    for first, last in _contents(lines):
        found = _below(lines, first, last)
        if len(found) <= _MOST_DEEP * (last - first):
            deep |= found
    return [
        replace(line, text=f"{line.text[: _indent(line)]}• {line.text.lstrip()}")
        if at in deep
        else line
        for at, line in enumerate(lines)
    ]


def _contents(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Stretches of lines most of which end in a page number, without a blank line."""
    found = []
    first = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].text.strip():
            continue
        entries = sum(bool(_ENTRY.fullmatch(line.text)) for line in lines[first:at])
        two_a_line = any(_TWO.search(line.text) for line in lines[first:at])
        if entries >= _LEAST and 2 * entries > at - first and not two_a_line:
            found.append((first, at))
        first = at + 1
    return found


def _below(lines: Sequence[Line], first: int, last: int) -> set[int]:
    """The entries of one depth right below a title that stands less deep."""
    deep: set[int] = set()
    at = first + 1
    while at < last:
        run = _run_of_one_depth(lines, at, last)
        parent = _TITLE.fullmatch(lines[at - 1].text)
        inside = (
            parent and run and _indent(lines[at]) >= _indent(lines[at - 1]) + _DEEPER
        )
        if inside and len(run) >= _FEWEST and _ends_less_deep(lines, run[-1] + 1, last):
            deep.update(run)
        at = max(at + 1, at + len(run))
    return deep


def _run_of_one_depth(lines: Sequence[Line], at: int, last: int) -> list[int]:
    run: list[int] = []
    while at < last and _ENTRY.fullmatch(lines[at].text):
        if run and _indent(lines[at]) != _indent(lines[run[0]]):
            break
        run.append(at)
        at += 1
    return run


def _ends_less_deep(lines: Sequence[Line], at: int, last: int) -> bool:
    return at >= last or _indent(lines[at]) < _indent(lines[at - 1])


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())
