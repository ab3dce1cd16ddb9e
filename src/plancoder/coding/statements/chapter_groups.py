"""Groups of chapters: headings of one level, and entries of a contents page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile

from plancoder.coding.sections.any_case import AnyCase, find_words
from plancoder.coding.sections.labels import number_in_figures
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.alike import chapters_alike
from plancoder.coding.statements.group import (
    ANNOUNCES,
    FEWEST,
    FEWEST_COUNTED,
    LEAD_REACH,
    MOST_ITEMS,
    Group,
    behind_entries,
    heading_group,
    lead_before,
)
from plancoder.coding.statements.items import PART_WORDS, Form, Item, follows, is_mark
from plancoder.coding.statements.worded_again import stems
from plancoder.coding.statements.wording_ends import BARE_NUMBER
from plancoder.coding.statements.wordings import (
    COMMON_CHAPTER,
    PLURAL,
    PLURALS,
    PUTS_FIRST,
    RUNS_THE_PLAN,
    has_at_most,
    is_common,
    number_said,
)
from plancoder.models import BlockKind, Document
from plancoder.number_words import NUMBER_WORDS


def named_chapters(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """The chapters of "Chapters 3 to 6 are my four priorities" or "Parts IV to VII deal
    with them, one to each".
    """
    text = document.text
    places = sorted(find_words(text, ("chapters", "sections", "parts")))
    tried = (_CHAPTERS_ARE.match_in(text, place, len(text)) for place in places)
    said = next(filter(None, tried), None) or _pointed_at(text, places)
    yield from _chapters_for_each(document, items)
    if said is None:
        return
    first, last = (int(number_in_figures(said[end])) for end in ("first", "last"))
    if run := _chapters_between(_numbered_chapters(document, items), first, last):
        block = document.blocks[document.block_index(said.start())]
        lead = text[max(block.start, said.start() - LEAD_REACH) : said.end()]
        if behind := _THESE_ARE.match(text, said.end(), block.end):
            lead = behind[0].lstrip(" .")
        yield Group("headings", run, lead)


def _chapters_for_each(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """As many chapters as a paragraph says that there are aims, where it tells which
    chapters: "I stood on four pledges. Each has been given a chapter, from VI to IX.".
    """
    text = document.text
    chapters: dict[int, Item] = {}
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for span in _FROM_TO.finditer(text, block.start, block.end):
            ends = [number_in_figures(span[end]) for end in ("first", "last")]
            if not all(map(str.isdigit, ends)):
                continue
            first, last = map(int, ends)
            begin = max(block.start, span.end() - LEAD_REACH)
            lead = _sentence_of(text[begin : span.end()], last - first + 1)
            if lead and not chapters:
                chapters = _numbered_chapters(document, items)
            run = _chapters_between(chapters, first, last) if lead else ()
            if run:
                yield Group("headings", run, lead)


def _chapters_between(
    chapters: Mapping[int, Item], first: int, last: int
) -> tuple[Item, ...]:
    """The chapters from one number to another; none where one of them is missing."""
    numbers = range(first, last + 1)
    if not all(number in chapters for number in numbers):
        return ()
    return tuple(chapters[number] for number in numbers)


def _sentence_of(words: str, number: int) -> str:
    """The sentence that speaks of so many aims, with a colon; blank where none does."""
    for sentence in re.split(r"(?<=[.!?])\s+", words):
        if number > 1 and number_said(sentence) == number and PLURAL.search(sentence):
            return f"{sentence.rstrip(' .!?')}:"
    return ""


def _pointed_at(text: str, places: Sequence[int]) -> re.Match[str] | None:
    """Where chapters are pointed at and the next sentence says what they are: "… may be
    found in chapters V to IX. These are the things that …".
    """
    tried = (_IN_CHAPTERS.match_in(text, place, len(text)) for place in places)
    return next(
        (
            one
            for one in tried
            if one
            and (
                _THESE_ARE.match(text, one.end())
                or _FIND_THEM.search(text, max(0, one.start() - _NEAR), one.start())
            )
        ),
        None,
    )


_NEAR = 60  # characters before chapters in which they are pointed at
_FIND_THEM = re.compile(
    r"\b(?:find (?:them|these|each|all)|(?:they|these|all) (?:are|stand|can be found|"
    r"will be found|may be found|are set out))\b[^.:]{0,20}\bin\s+$",
    re.IGNORECASE,
)
_THESE_ARE = re.compile(r"\.\s+(?:These|They|Those) (?:are|hold)\b[^.]*")


def _numbered_chapters(document: Document, items: Sequence[Item]) -> dict[int, Item]:
    """The first heading, else the entry of the contents page, with each number."""
    chapters: dict[int, Item] = {}
    for index, block in enumerate(document.blocks):
        found = _CHAPTER.match(document.text, block.start, block.end)
        if found and block.kind is BlockKind.HEADING:
            title = Item(found.end(), block.end, Form.HEADING, index, block.start)
            chapters.setdefault(int(found[1]), title)
    for item in items:
        if item.form is not Form.CONTENTS:
            continue
        bare = _BARE_ROMAN.match(document.text, item.start, item.end)
        number = number_in_figures(item.number or (bare[1] if bare else ""))
        if number.isdigit():
            title = item._replace(start=bare.end()) if bare else item
            chapters.setdefault(int(number), title)
    return chapters


# "v      Putting it right", on a contents page
_BARE_ROMAN = re.compile(r"([ivx]{1,5})\s+(?=[A-Z])")
_CHAPTER = re.compile(r"(?:chapter\s+)?(\d{1,2})[.):]?\s+(?=\S)", re.IGNORECASE)
_COUNT = rf"(?:\d{{1,2}}|[ivx]{{1,4}}|{'|'.join(NUMBER_WORDS)})"
# "… a chapter of its own, from VI to IX", "… in parts V to IX", "chapters 5 to 9"
_FROM_TO = re.compile(
    r"\b(?:chapters?|parts?|sections?)\b[^.:;]{0,30}?\b(?:from |in )?"
    rf"(?P<first>{_COUNT})\s+(?:to|–|-)\s+(?P<last>{_COUNT})\b",
    re.IGNORECASE,
)
_IN_CHAPTERS = AnyCase(
    rf"\b(?:chapters|sections|parts)\s+(?P<first>{_COUNT})\s+(?:to|–|-)\s+"
    rf"(?P<last>{_COUNT})(?=\.\s)"
)
_CHAPTERS_ARE = AnyCase(
    rf"\b(?:chapters|sections|parts)\s+(?P<first>{_COUNT})\s+(?:to|–|-)\s+"
    rf"(?P<last>{_COUNT})\s+(?:of (?:the|this|my|our) \w+ )?"
    r"(?:are|set out|name|describe|deal with|take|cover|hold|explain|concern)\b"
    rf"[^.]{{0,40}}?\b(?:{PLURALS}|one (?:to|for) each|each of them|in turn)\b"
)


def unnumbered_contents(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """The chapters of a contents page without page numbers: titles one below the other,
    several of which every plan has.
    """
    run: list[Item] = []
    for at, item in enumerate(items):
        title = (
            at not in inside
            and item.form in (Form.LINE, Form.HEADING)
            and not document.text.endswith((".", ":", "!"), item.start, item.end)
            and has_at_most(_CHAPTER_WORDS, document.text[item.start : item.end])
        )
        if run and not (title and item.block - run[-1].block == 1):
            yield from _chapters_of(document, run)
            run = []
        if title:
            run.append(item)
    yield from _chapters_of(document, run)


def _chapters_of(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    common = sum(is_common(document, item) for item in run)
    if len(run) >= _FEWEST_TITLES and common >= FEWEST:
        yield from _chapters(document, run)


_FEWEST_TITLES = 8  # lines of a contents page without numbers

_CHAPTER_WORDS = 14


def _headings_after_title(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """The headings that follow a heading such as "My two aims" on its own level or
    below it, up to a chapter that every plan has.
    """
    headings = [
        item
        for at, item in enumerate(items)
        if item.form is Form.HEADING and at not in inside
    ]
    for at, item in enumerate(headings[:-1]):
        title = document.text[item.start : item.end]
        if not PLURAL.search(title) or item.label:
            continue
        level = max(item.depth, headings[at + 1].depth)
        run: list[Item] = []
        for other in headings[at + 1 :]:
            if other.depth < level or _ends_part(document, other, level > item.depth):
                break
            if other.depth == level:
                run.append(other)
        said = number_said(title)
        yield Group("headings", tuple(run[: said or None]), title)


def _ends_part(document: Document, heading: Item, deeper: bool) -> bool:
    """Whether a heading ends the priorities: a chapter that every plan has; below the
    title only one that begins as such ("How we will measure it").
    """
    title = document.text[heading.start : heading.end]
    if numbered := BARE_NUMBER.match(title):  # "4 RESOURCES"
        title = title[numbered.end() :]
    if _TITLE_OF_PLAN.search(title):
        return True
    tongues = [one.strip() for one in title.split("/")]  # "Arian / Money"
    common = any(
        COMMON_CHAPTER.match(one) or RUNS_THE_PLAN.match(one) for one in tongues
    )
    if deeper and not common:
        return False
    return is_common(document, heading)


# "Police and Crime Plan 2016 – 2021", the running head of a page; "The force's own
# strategy".
_TITLE_OF_PLAN = re.compile(
    r"\b(?:plan|strategy)\W+(?:19|20)\d\d\b|['’]s? own (?:plan|strategy|priorities)\b",
    re.IGNORECASE,
)


def heading_groups(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """Headings of one level, one after another below one announcement or part."""
    open_runs: dict[int, list[Item]] = {}
    last_common: dict[int, int] = {}
    for at, item in enumerate(items):
        if item.form is not Form.HEADING or at in inside:
            continue
        if is_common(document, item):
            run = open_runs.get(item.depth, [])
            last = last_common.get(item.depth, -1)
            behind = bisect_right(run, last, key=lambda one: one.block)
            yield Group("chapters", tuple(run[behind:]))
            last_common[item.depth] = item.block
        for level in [level for level in open_runs if level > item.depth]:
            yield heading_group(document, open_runs.pop(level))
        open_runs.setdefault(item.depth, []).append(item)
    for level, run in open_runs.items():
        yield heading_group(document, run)
        last = last_common.get(level, -1)
        yield Group("chapters", tuple(one for one in run if one.block > last))
    yield from _announced_headings(document, items, inside)
    yield from _headings_after_title(document, items, inside)


def _announced_headings(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """The headings that follow right upon "… four priorities. These are:"."""
    for at, item in enumerate(items):
        before = document.blocks[item.block - 1] if item.block else None
        if item.form is not Form.HEADING or at in inside or before is None:
            continue
        words = document.text[before.start : before.end]
        told = ANNOUNCES.search(words) or _names_them(words)
        if before.kind is not BlockKind.PARAGRAPH or not told:
            continue
        run = _same_level(items, at)
        own = [*takewhile(lambda one: not is_common(document, one), run)]
        if FEWEST <= len(own) < len(run):
            yield Group("headings", tuple(own), words[-LEAD_REACH:])
        yield Group("headings", tuple(run), words[-LEAD_REACH:])
        if 1 < (said := number_said(words)) < len(run):
            yield Group("headings", tuple(run[:said]), words[-LEAD_REACH:])


def _names_them(words: str) -> bool:
    """Whether the last sentence of a paragraph names what stands below it: "I have set
    myself three aims.".
    """
    last = re.split(r"(?<=[.!?])\s+", words.strip())[-1]
    points = _POINTS_BELOW.search(last) or number_said(last)
    named = bool(points and (PLURAL.search(last) or PUTS_FIRST.search(last)))
    return named and has_at_most(_NAMING_WORDS, last) and not _CHAPTERS.search(last)


_POINTS_BELOW = re.compile(
    r"\b(?:these|following|below|follows?|here)\b", re.IGNORECASE
)
_CHAPTERS = re.compile(r"\b(?:chapters?|sections?|pages)\b", re.IGNORECASE)


_NAMING_WORDS = 25  # of a sentence that leads to headings


def _same_level(items: Sequence[Item], first: int) -> list[Item]:
    """The heading at `first` and those of its level below it, up to a higher one."""
    run: list[Item] = []
    for at in range(first, len(items)):
        item = items[at]
        if item.form is Form.HEADING and item.depth < items[first].depth:
            break
        if item.form is Form.HEADING and item.depth == items[first].depth:
            run.append(item)
        if len(run) == MOST_ITEMS:
            break
    return run


def contents_groups(
    document: Document, items: Sequence[Item], runs: Sequence[Sequence[int]]
) -> Iterator[Group]:
    """Entries of a contents page: sub-entries by decimal number or mark, those after an
    entry that could be their parent, and runs of chapters.
    """
    for run in runs:
        entries = [items[index] for index in run]
        yield from _decimal_entries(document, entries)
        yield from _marked_entries(document, items, run)
        yield from _numbered_apart(document, entries)
        yield from _chapters(
            document, [one for one in entries if "." not in one.number]
        )


def _numbered_apart(document: Document, entries: Sequence[Item]) -> Iterator[Group]:
    """The only chapters that are numbered, among others that are not: "Foreword",
    "Aims", "1. Calm lanes", "2. Warm halls", "3. Dry cellars", "Glossary".
    """
    numbered = [at for at, entry in enumerate(entries) if entry.number]
    run = [entries[at] for at in numbered]
    if len(run) < FEWEST_COUNTED or run[0].number != "1":
        return
    if any(not follows(one.number, two.number) for one, two in pairwise(run)):
        return
    first = document.blocks[run[0].block]
    others = len(entries) - len(run)
    others += len(_LEADERS.findall(document.text, first.start, run[0].lead))
    together = numbered[-1] - numbered[0] == len(run) - 1
    if together and others >= _FEWEST_OTHERS:
        before = entries[numbered[0] - 1] if numbered[0] else run[0]
        parent = document.text[before.start : before.end]
        lead = parent if PLURAL.search(parent) else ""
        yield Group("numbered apart", tuple(run), lead)


_LEADERS = re.compile(r"\.{4,}\s*\d{1,3}\b")

_FEWEST_OTHERS = 3  # chapters without a number


_MOTTO_WORDS = 3


def _is_motto(document: Document, entry: Item) -> bool:
    """Whether an entry is the plan's own title again: "Building calm streets and proud
    towns" where the cover has "CALM STREETS, PROUD TOWNS".
    """
    title = document.text[entry.start : entry.end]
    mine = stems(title)
    for block in document.blocks[: min(entry.block, _COVER_BLOCKS)]:
        words = document.text[block.start : min(block.end, block.start + 200)]
        shared = len(mine & stems(words))
        if len(_ENTRY_PAGE.findall(words)) > 1:
            continue  # "hate crime 17 drug use 25": part of the contents
        if shared >= _MOTTO_WORDS and 2 * shared > len(mine):
            return plain(words) != plain(title) and not _PAGE_END.search(words)
    return False


_COVER_BLOCKS = 8  # blocks of a cover, before the contents

_PAGE_END = re.compile(r"\d\s*$")

_ENTRY_PAGE = re.compile(r"\s\d{1,3}\s+[^\W\d_]")


def _decimal_entries(document: Document, entries: Sequence[Item]) -> Iterator[Group]:
    below: dict[str, list[Item]] = defaultdict(list)
    titles: dict[str, str] = {}
    before = ""
    for entry in entries:
        title = document.text[entry.start : entry.end]
        titles[entry.number] = title
        parent, dot, _ = entry.number.rpartition(".")
        if _LETTERED.fullmatch(entry.number):  # "4a" below "4"
            parent, dot = entry.number[:-1], "."
        if dot:
            titles.setdefault(parent, before)
            below[parent].append(entry)
        before = title
    for parent, children in below.items():
        yield Group("contents", tuple(children), titles[parent])


_LETTERED = re.compile(r"\d{1,2}[a-h]")


def _marked_entries(
    document: Document, items: Sequence[Item], run: Sequence[int]
) -> Iterator[Group]:
    parent = ""
    marked: list[Item] = []
    for index in run:
        item = items[index]
        if _is_marked(document, item):
            marked.append(item)
            continue
        if marked:
            yield Group("contents", tuple(marked), parent)
            marked = []
        parent = document.text[item.start : item.end]
    if marked:
        yield Group("contents", tuple(marked), parent)


def _is_marked(document: Document, item: Item) -> bool:
    """Whether a list mark or a tab stands before an entry."""
    block = document.blocks[item.block]
    first = block.kind is BlockKind.BULLET and item.lead == block.start
    indented = block.kind is BlockKind.TABLE_CELL and bool(block.column)
    return is_mark(document.text, item.lead) or indented or (first and not item.number)


def _chapters(document: Document, entries: Sequence[Item]) -> Iterator[Group]:
    """Runs of entries that no plan must have, each with the entry before as parent."""
    parent = ""
    above: Item | None = None
    run: list[Item] = []
    pages = sum(entry.page is not None for entry in entries)
    paged = 2 * pages > len(entries)
    for entry in entries:
        if run and _is_other_list(document, run[-1], entry):
            yield Group("chapters", tuple(run), parent)
            run, parent = [], document.text[run[-1].start : run[-1].end]
        below = bool(PLURAL.search(parent))
        opens = _opens_part(entry, above if paged else None)
        if opens or _ends_part(document, entry, below) or _is_motto(document, entry):
            if run:
                yield Group("chapters", tuple(run), parent)
            parent = behind_entries(document.text[entry.start : entry.end])
            run, above = [], entry
        else:
            # "4 Our approach" stands beside "3 Key priorities", not below it.
            if above and not run and _counts_up(document, above, entry):
                parent = ""
            run.append(entry)
    if run:
        yield Group("chapters", tuple(run), parent)


def _is_other_list(document: Document, before: Item, entry: Item) -> bool:
    """Whether an entry begins another list than the one before it: a mark stands before
    one of them only, or letters begin or end between them.
    """
    marked = _is_marked(document, entry) is not _is_marked(document, before)
    lettered = entry.number == "a" and not before.number
    return marked or lettered or _leaves_letters(before, entry)


def _leaves_letters(before: Item, entry: Item) -> bool:
    """Whether entries lettered a), b), c) end before an entry: "Money", or a)."""
    if not (before.number.isalpha() and before.number.islower()):
        return False
    return not follows(before.number, entry.number)


def _opens_part(entry: Item, above: Item | None) -> bool:
    """Whether an entry opens another part: "Section 2", or a title without a page after
    what a title without a page opened.
    """
    if entry.label is not None and entry.label.word in PART_WORDS:
        return True
    return above is not None and above.page is None and entry.page is None


def _counts_up(document: Document, above: Item, entry: Item) -> bool:
    """Whether two entries begin with numbers, each the next of the other."""
    first, second = (
        BARE_NUMBER.match(document.text, one.lead, one.end) for one in (above, entry)
    )
    return bool(first and second and int(second[1]) == int(first[1]) + 1)


def alike_chapters(document: Document) -> Iterator[Group]:
    """The titles of chapters that are built alike."""
    for words, titles in chapters_alike(document):
        first = titles[0]
        lead = lead_before(document, first.lead, first.block)
        if not ANNOUNCES.search(lead):
            lead = ""
        yield Group("alike", tuple(titles), lead, recurring=words)
