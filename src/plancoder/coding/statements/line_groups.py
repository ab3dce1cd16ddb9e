"""Groups of short lines one below the other, whatever their form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.group import (
    ANNOUNCES,
    FEWEST,
    LEAD_REACH,
    MOST_ITEMS,
    Group,
    lead_before,
    leads_on,
)
from plancoder.coding.statements.items import Form, Item, is_page
from plancoder.coding.statements.worded_again import count_again, shared_words
from plancoder.coding.statements.wordings import (
    COMMON_CHAPTER,
    COMPARATIVES,
    GLOSSED,
    IMPERATIVES,
    PLURAL,
    PLURALS,
    PUTS_FIRST,
    SPEAKS,
    TITLE_WORDS,
    has_at_most,
    is_common,
    number_said,
)
from plancoder.models import BlockKind, Document

MOST_WORDS = 30


def lines_below_one_another(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """Short paragraphs one after another, none a sentence with a stop."""
    entries = {
        plain(document.text[item.start : item.end])
        for item in items
        if item.form is Form.CONTENTS
    }
    chapters = [item for item in items if item.form is Form.CONTENTS]
    outside = [item for at, item in enumerate(items) if at not in inside]
    run: list[Item] = []
    for item in outside:
        if is_page(document.text[item.start : item.end]):
            continue
        line = _may_be_listed(document, item, entries) or _ends_run(
            document, run, item, entries
        )
        if run and not (line and _stands_next(document, run, item)):
            yield from _line_groups(document, run)
            yield from _with_heading(document, run, item)
            yield from _called_behind(document, run, item)
            yield from _in_contents(document, run, entries)
            yield from _come_again(document, run, chapters)
            run = []
        if line:
            run.append(item)
    if run:
        yield from _line_groups(document, run)


def _come_again(
    document: Document, run: Sequence[Item], chapters: Sequence[Item]
) -> Iterator[Group]:
    """The lines without the last, "Find your way", where that is the title of the
    contents page right below it, and the others come again as chapters.
    """
    *own, last = run
    first = bisect_left(chapters, last.block + 1, key=lambda one: one.block)
    below = chapters[first : first + 1]
    if not below or below[0].block != last.block + 1 or len(own) > MOST_ITEMS:
        return
    text, chapters = document.text, chapters[:MOST_ITEMS]
    titles = [text[item.start : item.end] for item in chapters]
    lines = [text[item.start : item.end] for item in own]
    again = any(shared_words(text[last.start : last.end], title) for title in titles)
    if len(own) >= FEWEST and not again and count_again(lines, titles):
        yield Group("lines", tuple(own), lead_before(document, own[0].lead))


def _ends_run(
    document: Document, run: Sequence[Item], item: Item, entries: set[str]
) -> bool:
    """Whether a line taken for a heading, because text follows, ends a run of lines."""
    return (
        bool(run)
        and item.form is Form.HEADING
        and (
            _is_last_entry(document, run, item, entries)
            or _is_last_alike(document, run, item)
        )
    )


def _stands_next(document: Document, run: Sequence[Item], item: Item) -> bool:
    """Whether a line stands right below a run of lines, and ends as they do."""
    stops = _ends_in_stop(document, item) and not _ends_in_stop(document, run[0])
    return item.block - run[-1].block == 1 and not stops


def _is_last_entry(
    document: Document, run: Sequence[Item], item: Item, entries: set[str]
) -> bool:
    """Whether such a line and those above it are entries of the contents page."""
    words = {plain(document.text[one.start : one.end]) for one in (*run[-2:], item)}
    return words <= entries


def _is_last_alike(document: Document, run: Sequence[Item], item: Item) -> bool:
    """Whether such a line begins as the lines above it do: all with the same word, all
    with a verb, or all with a comparative.
    """
    openings = {_opening(document, one) for one in (*run[1 - FEWEST :], item)}
    return len(run) >= FEWEST - 1 and len(openings) == 1 and "" not in openings


def _may_be_listed(document: Document, item: Item, entries: set[str]) -> bool:
    """Whether a line is short and neither announces others nor is the title of a
    chapter that every plan has, unless the contents page has it among `entries`.
    """
    if item.form is not Form.LINE:
        return False
    words = document.text[item.start : item.end]
    whole = document.text[item.start : document.blocks[item.block].end]
    return (
        not ANNOUNCES.search(whole)
        and not leads_on(whole)
        and not words.endswith("?")
        and not _NO_LINE.match(whole)
        and not _PLAN_OF_YEARS.search(words)
        and has_at_most(MOST_WORDS, words)
        and (not _is_title(words) or plain(words) in entries)
    )


def _opening(document: Document, item: Item) -> str:
    """How a line begins: with "-ing", a verb, a comparative, or its first word."""
    first = plain(document.text[item.start : item.end]).partition(" ")[0]
    if first.endswith("ing"):
        return "-ing"
    if first in IMPERATIVES:
        return "verb"
    return "comparative" if first in COMPARATIVES else first


# "Q5. If you disagree, please say why."; "SO1", a code of a table alone in its cell
_NO_LINE = re.compile(
    r"Q\.?\s?\d{1,2}\b|[A-Z]{1,4}\d{1,2}\Z|.*\s\d{1,3}\s+[A-Z].*\s\d{1,3}\Z"
)


# "Vale Police and Crime Plan 2018 – 2022", on a cover
_PLAN_OF_YEARS = re.compile(
    r"\b(?:plan|strategy)\b.*\b(?:19|20)\d\d\s*(?:[-–—/]|to)\s*(?:(?:19|20)?\d\d)\b",
    re.IGNORECASE,
)


def _ends_in_stop(document: Document, item: Item) -> bool:
    """Whether a line is a sentence of its own: "You will find more below."."""
    text = document.text
    if not text.endswith(".", item.start, item.end):
        return False
    words = text[item.start : item.end]
    return not has_at_most(TITLE_WORDS, words) and not _GLOSS.search(words)


_GLOSS = re.compile(r"[:–—]\s")


def lists_by_semicolons(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Lines one after another each of which ends in a semicolon, and the line below
    them: "Calm lanes;", "Warm halls; and", "Dry cellars.".
    """
    run: list[Item] = []
    for item in items:
        if run and (item.form is not Form.LINE or item.block - run[-1].block != 1):
            run = []
        if item.form is not Form.LINE:
            continue
        run.append(item)
        block = document.blocks[item.block]
        if _GOES_ON.search(document.text, block.start, block.end):
            continue
        if len(run) >= FEWEST:
            lead = lead_before(document, run[0].lead, run[0].block)
            yield Group("list", tuple(run), lead)
        run = []


_GOES_ON = re.compile(r";(?:\s+(?:and|or|&))?\s*\Z")


def _in_contents(
    document: Document, run: Sequence[Item], entries: set[str]
) -> Iterator[Group]:
    """Those of the lines, one after another, that are entries of the contents page: the
    four aims on a cover, above the name of the plan.
    """
    named = [plain(document.text[one.start : one.end]) in entries for one in run]
    if not any(named) or all(named):
        return
    first = named.index(True)
    ends = named.index(False, first) if False in named[first:] else len(run)
    own = run[first:ends]
    if len(own) >= FEWEST:
        lead = lead_before(document, own[0].lead, own[0].block)
        yield Group("lines", tuple(own), lead)


def barred_chapters(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """A line of titles between bars all of which are chapters or in the contents, as on
    a cover: "Calm lanes | Warm halls | Dry cellars".
    """
    text, blocks = document.text, document.blocks
    barred = [
        (index, block)
        for index, block in enumerate(blocks)
        if text.count(" | ", block.start, block.end) >= FEWEST - 1
    ]
    titles = {
        plain(text[item.start : item.end])
        for item in (items if barred else ())
        if item.form in (Form.CONTENTS, Form.HEADING)
    }
    for index, block in barred:
        parts = list(_BETWEEN_BARS.finditer(text, block.start, block.end))
        if all(plain(part[0]) in titles for part in parts):
            run = [Item(*part.span(), Form.LINE, index, part.start()) for part in parts]
            yield Group("lines", tuple(run), lead_before(document, block.start, index))


_BETWEEN_BARS = re.compile(r"[^\s|](?:[^|]*[^\s|])?")


def announced_runs(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Short pieces of several forms right below words that end in a colon: a line in
    large letters, then plain lines.
    """
    for at, item in enumerate(items):
        before = document.blocks[item.block - 1] if item.block else None
        if before is None or before.kind is not BlockKind.PARAGRAPH:
            continue
        lead = document.text[before.start : before.end]
        told = ANNOUNCES.search(lead) or _AS_FOLLOWS.search(lead)
        if not told or not _is_line(document, item):
            continue
        run = [item]
        for other in items[at + 1 :]:
            if other.block - run[-1].block > 1 or not _is_line(document, other):
                break
            if _ends_lines(document, run, other):
                break
            run.append(other)
        if len({one.form for one in run}) > 1:
            yield Group("lines", tuple(run), lead[-LEAD_REACH:])


# "The plan's headings are as follows", without a colon
_AS_FOLLOWS = re.compile(r"\bas follows\W*\Z", re.IGNORECASE)


def _is_line(document: Document, item: Item) -> bool:
    """Whether an item is a line or heading that says one thing, and no sentence unless
    it stands behind its title: "Calm lanes – Fewer races by night.".
    """
    words = document.text[item.start : item.end]
    stopped = words.endswith((".", "!", "?")) and not GLOSSED.match(words)
    sentence = stopped or _INNER_STOP.search(words)
    return (
        item.form in (Form.LINE, Form.HEADING)
        and has_at_most(MOST_WORDS, words)
        and not ANNOUNCES.search(words)
        and not sentence
    )


_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-Z]")


def _is_title(words: str) -> bool:
    """Whether a line is the title of a chapter that every plan has, "Index" or "How we
    chose them", or says what a plan rests on: "Underpinned by: evidence".
    """
    if _RESTS_ON.match(words):
        return True
    longest = TITLE_WORDS if _ASKS.match(words) else _COMMON_WORDS
    return len(words.split()) <= longest and bool(COMMON_CHAPTER.match(words))


_COMMON_WORDS = 3
_ASKS = re.compile(r"(?:How|What|Why|Who|Where|When)\b")
_RESTS_ON = re.compile(
    r"(?:underpinned|supported|enabled|driven|guided) (?:by|through)\b|"
    r"(?:our )?(?:vision|values|mission|purpose)\s*:",
    re.IGNORECASE,
)


def _ends_lines(document: Document, run: Sequence[Item], item: Item) -> bool:
    """Whether a heading ends a run of lines; one that is the only heading of its level
    was taken for a heading because a paragraph follows the last line.
    """
    if item.form is not Form.HEADING or run[-1].form is Form.HEADING:
        return False
    text, blocks = document.text, document.blocks
    if all(GLOSSED.match(text, one.start, one.end) for one in (*run, item)):
        return False
    return is_common(document, item) or any(
        blocks[at].kind is BlockKind.HEADING and blocks[at].level == item.depth
        for at in range(item.block + 1, len(blocks))
    )


def _line_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The lines with what stands before them; and, where the first of them speaks of
    the others ("This is where my effort will go"), the others with that. A sentence
    with a stop, above lines without one, is none of them.
    """
    run = _without_remark(document, run)
    sentences = [_is_sentence(document, item) for item in run]
    remark = sentences[0] and not GLOSSED.match(document.text, *run[0][:2])
    if remark and not any(sentences[1:]) and len(run) > FEWEST:
        run, sentences = run[1:], sentences[1:]
    yield Group("lines", tuple(run), lead_before(document, run[0].lead, run[0].block))
    yield from _below_leads(document, run, sentences)
    first = document.text[run[0].start : run[0].end]
    others = [item for item in run[1:] if not _is_sentence(document, item)]
    if len(others) >= FEWEST and SPEAKS.search(first) and first[-1] not in ".!?":
        yield Group("lines", tuple(others), first)


def _without_remark(document: Document, run: Sequence[Item]) -> Sequence[Item]:
    """Lines without the sentence that speaks of them behind the last: "It was read by
    many.".
    """
    *others, last = run
    begins = _REMARK.match(document.text, last.start, last.end)
    remark = begins is not None and _is_sentence(document, last)
    spoken = any(_is_sentence(document, item) for item in others)
    return others if remark and len(others) >= FEWEST and not spoken else run


_REMARK = re.compile(r"(?:It|They|These|This|That|All|Each|None|Both|We|I)\b")


def _with_heading(
    document: Document, run: Sequence[Item], item: Item
) -> Iterator[Group]:
    """The lines with the line right below them, which was taken for a heading since
    text follows, where it is said that there are so many.
    """
    if item.form is not Form.HEADING or item.block - run[-1].block != 1:
        return
    for at in range(max(0, len(run) - _MOST_SAID), len(run) - 1):
        lead = lead_before(document, run[at].lead, run[at].block)
        if number_said(lead) == len(run) - at + 1:
            yield Group("lines", (*run[at:], item), lead)


_MOST_SAID = 12  # lines that a number word may say


def _called_behind(
    document: Document, run: Sequence[Item], item: Item
) -> Iterator[Group]:
    """The last of the lines, of which the paragraph behind them says what and how many
    they are: "Those are the four pillars of the plan that …"; the very last may have
    been taken for a heading, since text follows.
    """
    headed = item.form is Form.HEADING and item.block - run[-1].block == 1
    lines = [*run, item] if headed else run
    text, behind = document.text, lines[-1].block + 1
    if behind >= len(document.blocks):
        return
    block = document.blocks[behind]
    said = _THESE_ARE.match(text, block.start, block.end)
    number = number_said(said["words"]) if said else 0
    if said and FEWEST <= number <= len(lines):
        yield Group("lines", tuple(lines[-number:]), said["words"])


# "Those are the four pillars", "They are my five aims"
_THESE_ARE = re.compile(
    r"\W*(?:Those|These|They) (?:are|were|will be|make up|form) "
    rf"(?P<words>(?:[\w’'-]+ ){{1,5}}?{PLURALS}\b)",
    re.IGNORECASE,
)


def _below_leads(
    document: Document, run: Sequence[Item], sentences: Sequence[bool]
) -> Iterator[Group]:
    """The lines below each line that names what they are, up to a sentence: "Objectives
    of the plan", "Calm lanes", "Warm halls", "Dry cellars", "It was read by many.".
    """
    for at, item in enumerate(run[:-FEWEST]):
        words = document.text[item.start : item.end]
        if not (PLURAL.search(words) or PUTS_FIRST.search(words) or sentences[at]):
            continue
        if GLOSSED.match(words) and not words.endswith(":"):
            continue  # "Safety first – Calm the lanes." is one of them
        ends = (k for k in range(at + 1, len(run)) if sentences[k])
        below = run[at + 1 : next(ends, len(run))]
        whole = len(below) == len(run) - 1 and sentences[0]
        if len(below) >= FEWEST and not whole:
            lead = lead_before(document, below[0].lead, below[0].block)
            yield Group("lines", tuple(below), lead)


def _is_sentence(document: Document, item: Item) -> bool:
    return document.text[item.start : item.end].endswith((".", "!", "?"))
