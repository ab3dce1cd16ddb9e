"""Tables of sentences, one a line, with words that may stand for each other.

    + A third of people [said|wrote|thought] that loud music is worse.
    - A third of people heard loud music.

A line that begins with "+" must match and one that begins with "-" is a twin that must
not. Each of the words in brackets is tried once, with the first of all other brackets.
"¶" ends a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKETS = re.compile(r"\[([^\]]*\|[^\]]*)\]")


def spread(line: str) -> list[str]:
    """The sentences of a line: "[A|The] cat [sat|ran]" gives three."""
    parts = _BRACKETS.split(line)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    first = [words[0] for words in choices]
    found = ["".join(first)]
    for at, words in enumerate(choices):
        found += ["".join([*first[:at], word, *first[at + 1 :]]) for word in words[1:]]
    return [" ".join(one.split()).replace(" ¶ ", "\n\n") for one in found]


def marked(line: str) -> tuple[str, int, int]:
    """A line without its brackets, and where the words in them begin and end: "A [cat]
    sat" gives "A cat sat", 2 and 5.
    """
    start, end = line.index("["), line.index("]") - 1
    return line.replace("[", "").replace("]", ""), start, end


def rows_of(table: str) -> Iterator[tuple[bool, str]]:
    """The lines of a table, each with whether it must match."""
    for line in table.strip().splitlines():
        sign, _, words = line.partition(" ")
        assert sign in "+-", line
        yield sign == "+", words
