"""Running heads that stand on one line with the text of their page, as where line
breaks were lost: "Vale Police Plan 2013 – page 4 Our aims".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from plancoder.extract.text.page_marks import COUNTED_THINGS

_HEAD = re.compile(
    r"(?P<head>\S[^\t\n]{14,110}?)(?:[\s:|–—-]+page)?[\s:|–—-]+(?P<number>\d{1,3})"
    r"(?=[\s:|–—-]|$)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s:|–—-]*")
_FEWEST_WORDS = 3  # of a running head
_FEWEST_PAGES = 3
_SHORTEST = 15  # characters of a head
_SPREAD = 2  # pages, at most, for each on which the head stands
_FARTHEST = 140  # characters in which a head and its number stand


def part_running_heads(text: str) -> str:
    """The text with each such head taken off its line and its page number on a line of
    its own.

    "Vale Police Plan – page 4 Our aims" → "Page 4" above "Our aims", where three pages
    or more begin so; "Number of homes entered 120 in May" stays.
    """
    lines = text.split("\n")
    heads = _heads(lines)
    if not heads:
        return text
    done = []
    for index, line in enumerate(lines):
        found = heads.get(index)
        if found is None:
            done.append(line)
            continue
        rest = line[_behind(found) :]
        done += ["", f"Page {found['number']}", "", rest]
    return "\n".join(done)


def _heads(lines: list[str]) -> dict[int, re.Match[str]]:
    """The head of each line that begins with one; those that come on most lines."""
    found: dict[str, dict[int, re.Match[str]]] = defaultdict(dict)
    begun = Counter(line[:_SHORTEST] for line in lines)
    for index, line in enumerate(lines):
        if begun[line[:_SHORTEST]] < _FEWEST_PAGES:
            continue
        for head in _candidates(line):
            found[head["head"]].setdefault(index, head)
    series = [at for at in found.values() if _counts_pages(lines, at)]
    return max(series, key=lambda one: (len(one), -_length(one)), default={})


def _candidates(line: str) -> list[re.Match[str]]:
    """The beginnings of a line that a number closes, shortest first."""
    candidates = []
    for number in re.finditer(r"\d+", line[:_FARTHEST]):
        head = _HEAD.fullmatch(line, 0, number.end())
        words = head["head"].split() if head else []
        last = words[-1].strip(":.,").lower() if words else ""
        if head and len(words) >= _FEWEST_WORDS and last not in COUNTED_THINGS:
            candidates.append(head)
    return candidates


def _counts_pages(lines: list[str], heads: dict[int, re.Match[str]]) -> bool:
    """Whether the numbers behind one head rise as pages do, and text stands behind
    most of them.
    """
    numbers = [int(head["number"]) for head in heads.values()]
    rise = all(a < b for a, b in pairwise(numbers))
    close = numbers[-1] - numbers[0] <= _SPREAD * len(numbers)
    texts = [lines[at][_behind(head) :] for at, head in heads.items()]
    led = sum(any(map(str.isalpha, text)) for text in texts)
    return rise and close and led >= _FEWEST_PAGES


def _behind(head: re.Match[str]) -> int:
    """Where the text behind a head and its number begins."""
    behind = _BEHIND.match(head.string, head.end())
    return behind.end() if behind else head.end()


def _length(heads: dict[int, re.Match[str]]) -> int:
    return min(len(head["head"]) for head in heads.values())
