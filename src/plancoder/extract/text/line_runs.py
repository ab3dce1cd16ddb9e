"""Which lines stand for themselves: entries of a contents page, titles below one
another or below their label, items whose marks were lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plancoder.extract.text.line_joining import OPEN_WORDS
from plancoder.extract.text.numerals import read_number
from plancoder.extract.text.page_marks import Line
from plancoder.number_words import TO_TEN


def breaks_off(line: str) -> bool:
    """Whether a line goes on below: "… and the people of" above "Ferry Row"."""
    return line.strip().rpartition(" ")[2].lower() in OPEN_WORDS


def is_titled(label: str, title: str, line: str) -> bool:
    """Whether a line begins the text below a title that stands below its label:
    "Priority 2", "Calm lanes by night and by day", "There are nine of them.".
    """
    begins = line.lstrip()[:1].isupper() and title.strip()[-1:].isalnum()
    label_above = bool(LONE_LABEL.fullmatch(label.strip()))
    return label_above and begins and not breaks_off(title)


def labels_next(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the label of the title below it: "THEME 2", "Calm lanes"."""
    label = bool(LONE_LABEL.fullmatch(lines[at].text.strip()))
    below = lines[at + 1].text.lstrip() if label and at + 1 < len(lines) else ""
    return below[:1].isupper() and not breaks_off(lines[at - 1].text)


LONE_LABEL = re.compile(
    r"(?:(?:My|Our|The|Strategic|Key)\s+)?(?:Priority|Objective|Theme|Aim|Outcome|Pledge|"
    r"Promise|Pillar|Goal|Ambition|Commitment)\s+(?:\d{1,2}|[A-H]|One|Two|Three|Four|Five|"
    r"Six|Seven|Eight)\s*[:.–—-]?",
    re.IGNORECASE,
)


def follows_board(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands below the last row of a board: "05 Calm lanes 06 Warm
    halls" above "We share the cost."; the last row may have one title alone.
    """
    if at == 0 or not lines[at].text.lstrip()[:1].isupper():
        return False
    row = lines[at - 1].text
    if _BOARD_ROW.match(row) or _ends_lettered(row):
        return True
    above = _BOARD_ROW.match(lines[at - 2].text) if at > 1 else None
    alone = _ROW_OF_ONE.match(row)
    return bool(above and alone and int(above[1]) + 1 == int(alone[1]))


def _ends_lettered(row: str) -> bool:
    """Whether a line has two titles behind letters that follow each other: "D Calm
    lanes E Warm halls".
    """
    found = _LETTERED_ROW.match(row)
    return found is not None and ord(found[1]) + 1 == ord(found[2])


_LETTERED_ROW = re.compile(r"\s*([A-H])\s{1,3}\S.*\s([A-H])\s{1,3}\S")
_BOARD_ROW = re.compile(
    r"\s*(?:0\d\s+\S.*\s0(?=\d\s)|\d{1,2}[.)]\s+\S.*\s)(\d{1,2})[.)]?\s+\S"
)
_ROW_OF_ONE = re.compile(r"\s*0?(\d{1,2})[.)]?\s+\S")


def paged_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are entries of a contents page: three or more, one below the other,
    that end in page numbers which rise. Nothing goes on behind such a number.
    """
    found: set[int] = set()
    run: list[tuple[int, int]] = []  # line and page
    for at, line in enumerate(lines):
        entry = PAGED_LINE.fullmatch(line.text)
        if run and entry and int(entry[1]) < run[-1][1]:
            found.update(_long_run(run, _FEWEST_PAGED))
            run = []
        if entry:
            run.append((at, int(entry[1])))
        elif run and line.text.strip():
            found.update(_long_run(run, _FEWEST_PAGED))
            run = []
    found.update(_long_run(run, _FEWEST_PAGED))
    return frozenset(found)


def page_first_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are entries of a contents page whose pages stand before them: four or
    more, one below the other, with a gap behind each number, and none that falls.
    """
    found: set[int] = set()
    run: list[tuple[int, int]] = []
    for at, line in enumerate(lines):
        entry = _PAGE_FIRST.match(line.text)
        if entry and (not run or int(entry[1]) >= run[-1][1]):
            run.append((at, int(entry[1])))
            continue
        found.update(_long_run(run, _FEWEST_PAGED_FIRST))
        run = []
    found.update(_long_run(run, _FEWEST_PAGED_FIRST))
    return frozenset(found)


_PAGE_FIRST = re.compile(r"\s*(\d{1,3})(?:\s{2,}|\t)\W{0,3}[^\W\d_]")


def title_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are titles one below the other, as on a contents page without
    numbers: six or more that all begin with a capital and none of which is long or ends
    in a stop. Lines of running text hardly ever do.
    """
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        words = line.text.strip()
        if words[:1].isupper() and words[-1] not in ".,;:" and _is_short(words):
            run.append(at)
            continue
        if len(run) >= _FEWEST_TITLES:
            found.update(run)
        run = []
    return frozenset([*found, *(run if len(run) >= _FEWEST_TITLES else ())])


def lines_below_lead(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are items whose marks were lost: three or more below words that lead
    to them, "… partners will focus on" or "Our aims are:", all with a capital and none
    with a stop.
    """
    found: set[int] = set()
    for at, line in enumerate(lines):
        if LEADS_ON.search(line.text):
            first = at + 1
        elif line.text.rstrip().endswith(":"):
            first = at + 1 + (not _text_at(lines, at + 1))
        else:
            continue
        run: list[int] = []
        for below in range(first, len(lines)):
            words = lines[below].text.strip()
            if not (words[:1].isupper() and words[-1] != ":" and _is_short(words)):
                break
            if words[-1] == "." and not _closes(lines, run):
                break
            run.append(below)
        # A paragraph ends in a stop; a list whose marks were lost in a blank line.
        ends = first + len(run)
        if len(run) >= _FEWEST_BELOW and not _text_at(lines, ends):
            found.update((*run, ends))
    return frozenset(found)


def _closes(lines: Sequence[Line], run: Sequence[int]) -> bool:
    """Whether a line with a stop ends a list: the one above ends in a semicolon or in
    "; and".
    """
    return bool(run) and _SEMICOLON.search(lines[run[-1]].text) is not None


_SEMICOLON = re.compile(r"[;,](?:\s+and)?\s*$")


def _text_at(lines: Sequence[Line], at: int) -> str:
    return lines[at].text.strip() if at < len(lines) else ""


def listed_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are those of a list without marks: three or more between blank lines,
    each of which begins with a capital, breaks off nowhere and is shorter than the
    lines of a text would be.
    """
    found: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if _text_at(lines, at):
            run.append(at)
            continue
        if len(run) >= _FEWEST_BELOW and are_listed([lines[one].text for one in run]):
            found.update(run)
        run = []
    return frozenset(found)


def are_listed(lines: Sequence[str]) -> bool:
    """Whether lines look like the items of a list: each begins with a capital, none
    ends as a sentence does, and all are of a word or all of several.
    """
    words = [line.strip() for line in lines]
    if all(line.endswith((";", "; and")) for line in words[:-1]):
        return all(line[0].isalpha() for line in words)
    begin = all(line[0].isupper() and _is_short(line) for line in words)
    end = all(line[-1] not in ".,:;-–" for line in words)
    end = end and are_whole(words)
    several = {" " in line for line in words}
    worded = len(several) == 1 and not any(map(str.isupper, words))
    return begin and end and worded and not any(map(_DATED.search, words))


def are_whole(lines: Sequence[str]) -> bool:
    """Whether lines break off nowhere: "Neighbourhoods listened to" only seems to, and
    is whole once among several.
    """
    return sum(map(breaks_off, lines)) <= len(lines) // _ONE_OPEN_OF


_ONE_OPEN_OF = 5  # lines of a list of which one may seem to break off
_DATED = re.compile(r"\d|@")  # no line of a list, but of a date or an address


def counted_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines begin with the same words and count from 1, three or more one below
    the other: "Big job 1  Calm lanes", "Big job 2  Warm halls", "Big job 3  …"; or
    "LP1  Calm lanes", "LP2  Warm halls".
    """
    found: set[int] = set()
    run: list[int] = []
    name = ""
    for at, line in enumerate(lines):
        if run and _is_rest(line):
            continue
        counted = None if "\t" in line.text else _COUNTED.match(line.text)
        goes_on = counted and counted[1] == name and int(counted[2]) == len(run) + 1
        if not goes_on:
            run, name = [], counted[1] if counted and counted[2] == "1" else ""
        if name:
            run.append(at)
        if len(run) >= _FEWEST_BELOW:
            ends = at + 1 < len(lines) and not _is_rest(lines[at + 1])
            found.update((*run, at + 1) if ends else run)
    return frozenset(found)


def numbered_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Which lines are numbered from 1 on by a number and a dash, by "01" or by a word,
    three or more one below the other: "1 – Calm lanes", "2 – Warm halls", "3 – …".
    """
    found: set[int] = set()
    run: list[int] = []
    for at, line in enumerate(lines):
        if run and _is_rest(line):
            continue
        counted = _NUMBER_FIRST.match(line.text)
        number = read_number(counted[1]) if counted else 0
        if number != len(run) + 1:
            run = []
        if number == len(run) + 1:
            run.append(at)
        if len(run) >= _FEWEST_BELOW:
            found.update((*run, at + 1))
    return frozenset(found)


_NUMBER_FIRST = re.compile(
    rf"\s*((?:\d{{1,2}}|(?i:{'|'.join(TO_TEN)}))(?=\s*[:–—-]\s)|0\d(?=\s))\W+[A-Z]"
)


def _is_rest(line: Line) -> bool:
    """Whether a line is the rest of the one above: it begins with a small letter."""
    return line.text.lstrip()[:1].islower()


_COUNTED = re.compile(
    r"\s*([A-Z][a-z]+(?: [a-z]+)?(?= )|[A-Z]{1,4}) ?(\d)\b\s*[:.–—-]?\s+[A-Z]"
)
_FEWEST_BELOW = 3

LEADS_ON = re.compile(
    r"\b(?:focus(?:ed|ing)? on|concentrat(?:e|ed|ing) on|(?:priorities|aims|objectives|"
    r"goals|themes|areas)(?: \w+){0,4} (?:are|were|include)|(?<!by the )following)\s*$",
    re.IGNORECASE,
)


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST_TITLE and "\t" not in words


_FEWEST_TITLES = 6
_LONGEST_TITLE = 75  # characters


def _long_run(run: Sequence[tuple[int, int]], fewest: int) -> Iterator[int]:
    if len(run) >= fewest:
        yield from (at for at, _ in run)


PAGED_LINE = re.compile(
    r"\s*[^\W\d_].*[^\W\d][\s.…·_]+(?:\d{1,3}\s?[–-]\s?)?(\d{1,3})\s*"
)

_FEWEST_PAGED = 3
_FEWEST_PAGED_FIRST = 4  # a number and words after it are less sure
