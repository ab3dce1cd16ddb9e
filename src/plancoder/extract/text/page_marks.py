"""Page marks and running headers in plain lines: which page each line stands on, and
which lines are furniture.

Form feeds count pages as the file has them. Without form feeds, lines such as "Page 3
of 14" give the numbers; where
there are neither, lines have no page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from plancoder.extract.build_document import CharacterCount
from plancoder.extract.options import ExtractOptions


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file with its page.

    `joined`: goes straight on from the line before (a page mark stood between).
    """

    text: str
    page: int | None = None
    joined: bool = False


COMMENT_MARK = re.compile(
    r"<!--[ \t]*page[ \t]+(\d{1,6}|none)(?:[ \t]*:[ \t]*([a-z_]+))?[ \t]*-->",
    re.IGNORECASE,
)

_EDGE = r"[\s\-–—_|*#\[\](){}.~=:]*"
_WORDED = re.compile(
    rf"{_EDGE}(?:p ?a ?g ?e|tudalen){_EDGE}(\d{{1,4}})(?:\s*(?:of|o|/|out"
    rf" of)\s*(\d{{1,4}}))?{_EDGE}",
    re.IGNORECASE,
)
_NUMBER_FIRST = re.compile(
    rf"{_EDGE}(\d{{1,4}})\s*\|\s*p ?a ?g ?e{_EDGE}", re.IGNORECASE
)
_BARE = re.compile(rf"{_EDGE}(\d{{1,4}}){_EDGE}")
_RUNNING = re.compile(
    r"(?P<before>.*?\S)[\s|\-–—]+(?:page\s*)?"
    r"(?P<number>(?!(?:19|20)\d\d)\d{1,4})(?:\s*of\s*\d{1,4})?\s*"
    r"|(?:page\s*)?(?P<first>\d{1,4})(?:\s*of\s*\d{1,4})?[\s|\-–—]+(?P<after>\S.*?)",
    re.IGNORECASE,
)
# "Measures for priority 1", "… 2", "… 3" count priorities, not pages.
_THINGS = (
    "priority priorities objective theme aim outcome pledge pillar goal chapter section"
    " part annex annexe appendix table figure chart map step stage phase year quarter"
    " question area commitment promise strand workstream item no number objectives"
    " themes level tier point"
)
COUNTED_THINGS = frozenset(_THINGS.split())
_LONGEST_FURNITURE = 120


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    number: int
    style: str
    total: int | None = None


def check_lines(
    lines: Sequence[Line], pages: Collection[int], options: ExtractOptions
) -> None:
    """Refuse lines that hold far more than one plan may, before they are looked into;
    `pages` are the ones asked for.
    """
    count = CharacterCount(options, lines=True)
    for line in lines:
        if not pages or line.page in pages:
            count.add(len(line.text.strip()))


def mark_pages(text: str) -> tuple[list[Line], tuple[int, ...]]:
    """Split `text` into lines with their pages, without page marks and running headers;
    and name the pages seen.
    """
    if COMMENT_MARK.search(text):
        return _by_comments(text)
    if "\f" in text.strip():
        return _by_form_feeds(text)
    lines = text.replace("\f", "\n").split("\n")
    items = _numbers_of_items(lines)
    candidates = [
        candidate
        for index, line in enumerate(lines)
        if index not in items and (candidate := _find_candidate(index, line))
    ]
    chosen = _choose_series(candidates)
    if chosen and chosen[0].style == "bare" and _part_items(lines, chosen):
        chosen = []
    worded = [candidate for candidate in candidates if candidate.style == "worded"]
    dropped = {candidate.index for candidate in [*worded, *chosen]}
    if chosen:
        return _number_lines(lines, chosen, dropped)
    left = [Line(line) for index, line in enumerate(lines) if index not in dropped]
    return left, ()


def _numbers_of_items(lines: Sequence[str]) -> frozenset[int]:
    """The lines of numbers that count from 1, each right above words and below a blank
    line: items of a list, with page numbers around them, which stand alone.
    """
    found: list[int] = []
    for at, line in enumerate(lines[:-1]):
        number = ITEM_NUMBER.fullmatch(line)
        above = lines[at - 1].strip() if at else ""
        if not number or above or not lines[at + 1].strip():
            continue
        if number[1] == "1":
            found = [at] if len(found) < _FEWEST_ITEMS else found
        elif found and int(number[1]) == len(found) + 1:
            between = "".join(lines[found[-1] + 1 : at])
            found += [at] if len(between) < _LEAST_ON_A_PAGE else []
    return frozenset(found if len(found) >= _FEWEST_ITEMS else ())


_FEWEST_ITEMS = 3


def _by_comments(text: str) -> tuple[list[Line], tuple[int, ...]]:
    """Pages by `<!-- page 19 -->`, on a line of its own or inside a paragraph that goes
    over the page break.
    """
    lines: list[Line] = []
    seen: list[int] = []
    page: int | None = None
    for whole in text.replace("\f", "\n").split("\n"):
        if _WORDED.fullmatch(whole):
            continue
        at = 0
        started = False  # text of this line stands before the mark
        for mark in COMMENT_MARK.finditer(whole):
            if whole[at : mark.start()].strip():
                lines.append(Line(whole[at : mark.start()], page, joined=started))
                started = True
            page = int(mark[1]) if mark[1].isdigit() else None
            if page is not None and page not in seen:
                seen.append(page)
            at = mark.end()
        if whole[at:].strip() or not started:
            lines.append(Line(whole[at:], page, joined=started))
    return _drop_furniture(lines), tuple(seen)


def _by_form_feeds(text: str) -> tuple[list[Line], tuple[int, ...]]:
    """Pages that a form feed parts; a page number at the edge of one is left out."""
    pages = text.split("\f")
    if not pages[-1].strip():
        pages.pop()
    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        own = page.split("\n")
        edges = set(_edge_indices(own))
        lines.extend(
            Line(line, number)
            for index, line in enumerate(own)
            if index not in edges or not _is_page_number(line)
        )
        lines.append(Line("", number))
    return _drop_furniture(lines), tuple(range(1, len(pages) + 1))


def _is_page_number(line: str) -> bool:
    """Whether a line is `Page 3 of 14`, `3 | Page` or `- 3 -`."""
    marks = (_WORDED, _NUMBER_FIRST, _BARE)
    return any(mark.fullmatch(line) for mark in marks)


def _find_candidate(index: int, line: str) -> _Candidate | None:
    """The page that a line may tell: "Page 4 of 9" → 4, worded; "- 4 -" → 4, bare; "4 |
    Vale police plan" → 4, running; "4 new officers join" → 4, running, which only a
    series of such lines makes a page mark.
    """
    if not line.strip() or len(line) > _LONGEST_FURNITURE or "\t" in line:
        return None
    if found := _WORDED.fullmatch(line):
        return _Candidate(
            index, int(found[1]), "worded", int(found[2]) if found[2] else None
        )
    if found := _NUMBER_FIRST.fullmatch(line):
        return _Candidate(index, int(found[1]), "worded")
    if found := _BARE.fullmatch(line):
        return _Candidate(index, int(found[1]), "bare")
    if found := _RUNNING.fullmatch(line.strip(" #*_|")):
        rest = (found["before"] or found["after"]).lower().strip(" |-–—")
        words = rest.split()
        apart = _FAR_NUMBER.search(line) is not None
        if (
            len(words) >= (2 if apart else 3)
            and words[-1 if found["before"] else 0].strip(":.,") not in COUNTED_THINGS
        ):
            return _Candidate(
                index, int(found["number"] or found["first"]), f"running {rest}"
            )
    return None


# "Vale PCC     7": two words are enough where the number stands apart.
_FAR_NUMBER = re.compile(r"\S\s{2,}\d{1,3}(?:\s+of\s+\d{1,3})?\s*$")


def _choose_series(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The marks that count pages upwards: worded ones first, then a running line with a
    number, then bare numbers.
    """
    styles: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        styles.setdefault(candidate.style, []).append(candidate)
    worded = _rising(styles.pop("worded", []))
    if len(worded) >= 2 or any(mark.total for mark in worded):
        return worded
    bare = styles.pop("bare", [])
    running = max(styles.values(), key=len, default=[])
    for marks, least in ((running, 4), (bare, 3)):
        series = _rising(marks)
        if (
            len(series) >= least
            and len(series) >= 0.8 * len(marks)
            and _is_dense(series)
        ):
            return series
    return []


def _part_items(lines: Sequence[str], marks: Sequence[_Candidate]) -> bool:
    """Whether bare numbers stand before the items of a list, a title and a sentence
    each, and not at the head of pages: little text lies between them.
    """
    between = [
        sum(len(line.strip()) for line in lines[first.index + 1 : second.index])
        for first, second in pairwise(marks)
    ]
    below = ["".join(lines[mark.index + 1 : mark.index + 2]) for mark in marks]
    numbers = all(ITEM_NUMBER.fullmatch(lines[mark.index]) for mark in marks)
    titled = all(map(ITEM_TITLE.fullmatch, below)) or all(map(_ITEM_WORDS.match, below))
    return (
        numbers
        and titled
        and marks[0].number == 1
        and median(between) < _LEAST_ON_A_PAGE
    )


# "2" alone on its line, above "Warmer halls": an item of a list.
ITEM_NUMBER = re.compile(r"\s*(\d{1,2})[.)]?\s*")
_ITEM_WORDS = re.compile(
    r"\s*[a-z][\w,'’-]*\s+[\w‘“]"
)  # "you will know your officer by"
ITEM_TITLE = re.compile(r"\s*[A-Z].{0,80}[^\s.:;,]\s*")
# Characters: the emptiest pages of plans as text hold a title and a picture's words.
_LEAST_ON_A_PAGE = 200


def _is_dense(series: Sequence[_Candidate]) -> bool:
    """Page numbers go up by one or two, so years and figures do not pass for them."""
    return series[-1].number - series[0].number <= 2 * len(series)


def _rising(marks: Sequence[_Candidate]) -> list[_Candidate]:
    """Keep the longest strictly rising run of numbers, so that one stray reference does
    not derail the count.
    """
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, mark in enumerate(marks):
        place = bisect_left(tails, mark.number)
        if place == len(tails):
            tails.append(mark.number)
            last.append(index)
        else:
            tails[place] = mark.number
            last[place] = index
        before.append(last[place - 1] if place else -1)
    chain: list[_Candidate] = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(marks[at])
        at = before[at]
    return chain[::-1]


def _number_lines(
    lines: Sequence[str], marks: Sequence[_Candidate], dropped: set[int]
) -> tuple[list[Line], tuple[int, ...]]:
    """Give each line its page: a mark at the foot closes its page, a mark at the head
    opens it.
    """
    at_head = _stand_at_head(lines, marks)
    numbered: list[Line] = []
    seen: list[int] = []
    for index, line in enumerate(lines):
        if index in dropped:
            continue
        if at_head:
            behind = bisect_left(marks, index, key=lambda mark: mark.index) - 1
            page = (
                marks[behind].number
                if behind >= 0
                else (1 if marks[0].number == 2 else None)
            )
        else:
            ahead = bisect_left(marks, index, key=lambda mark: mark.index)
            page = marks[ahead].number if ahead < len(marks) else marks[-1].number + 1
        if page is not None and line.strip() and page not in seen[-1:]:
            seen.append(page)
        numbered.append(Line(line, page))
    pages = set(seen) | {mark.number for mark in marks}
    return _drop_furniture(numbered), tuple(sorted(pages))


def _stand_at_head(lines: Sequence[str], marks: Sequence[_Candidate]) -> bool:
    text_before = any(line.strip() for line in lines[: marks[0].index])
    text_after = any(line.strip() for line in lines[marks[-1].index + 1 :])
    if not text_before or not text_after:
        return not text_before
    return marks[0].number != 1


def _edge_indices(lines: Sequence[str]) -> list[int]:
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return filled[:2] + filled[-2:]


def _drop_furniture(lines: list[Line]) -> list[Line]:
    """Take out short lines that come back at the head or foot of the pages, digits
    aside.
    """
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.page is not None and line.text.strip():
            by_page.setdefault(line.page, []).append(index)
    places = {
        filled[place]: (place, _without_page(lines[filled[place]].text.lower()))
        for filled in by_page.values()
        if len(filled) > 4
        for place in (0, 1, -1, -2)
        if _may_be_furniture(lines[filled[place]])
    }
    counts = Counter(places.values())
    enough = max(3, 0.3 * len(by_page))
    furniture = {index for index, key in places.items() if counts[key] >= enough}
    return [line for index, line in enumerate(lines) if index not in furniture]


def _without_page(text: str) -> str:
    """A running line whatever page it stands on; "Theme 3" is no page of "Theme"."""
    words = text.split()
    things = len(words) == 2 and words[0] in COUNTED_THINGS
    return text if things else re.sub(r"\d+", "0", text)


def _may_be_furniture(line: Line) -> bool:
    """Whether a line is short and neither an announcement, a row nor half a line."""
    text = line.text.strip()
    short = len(text) <= _LONGEST_FURNITURE and not line.joined
    return short and not text.endswith(":") and "\t" not in text
