"""Groups of lists: bullets and numbered items, those of the outermost depth, with what
announces them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from plancoder.coding.statements.group import (
    ANNOUNCES,
    FEWEST,
    LEAD_REACH,
    MOST_ITEMS,
    Group,
    lead_before,
)
from plancoder.coding.statements.items import Form, Item, follows, is_page
from plancoder.coding.statements.wordings import (
    PLURAL,
    PLURALS,
    TITLE_WORDS,
    number_said,
)
from plancoder.models import BlockKind, Document

_FARTHEST = 3  # blocks between an announcement and its list, as where columns weave


def lists(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Runs of bullets or numbered items: those of the outermost depth."""
    for first, *tongue in _in_two_tongues(items):
        lead = lead_before(document, first.lead, first.block)
        yield Group("list", (first, *tongue), lead)
    run: list[Item] = []
    for at, one in enumerate(items):
        following = items[at + 1 : at + 2]
        if is_page(document.text[one.start : one.end]):
            continue
        if run and following and _is_subtitle(run[-1], one, following[0]):
            continue
        item = _counts_on(document, run, one)
        listed = item.form in (Form.BULLET, Form.NUMBERED)
        if (
            listed
            and run
            and not (
                _beside(document, run[-1], item)
                and _numbered_alike(document, run, item)
            )
        ):
            yield from _list_groups(document, run)
            run = []
        if listed:
            run.append(item)
        elif run:
            yield from _list_groups(document, run)
            run = []
    yield from _list_groups(document, run)


def numbers_apart(document: Document) -> Iterator[Group]:
    """Lines each of which has its number on the line above: "1", "Calm lanes", "2",
    "Warm halls", "3", "Dry cellars".
    """
    run: list[Item] = []
    blocks, text = document.blocks, document.text
    for index, (block, below) in enumerate(pairwise(blocks)):
        number = _NUMBER_ALONE.fullmatch(text, block.start, block.end)
        if number is None:
            continue
        written = _as_count(number[1])
        near = bool(run) and index - run[-1].block <= _NUMBERS_APART
        next_one = near and written == len(run) + 1
        if not next_one:
            yield from _whole_list(document, run)
            run = []
        short = below.end - below.start <= _LONGEST_LINE
        if written == len(run) + 1 and short and text[below.start].isalpha():
            item = Item(below.start, below.end, Form.NUMBERED, index + 1, block.start)
            run.append(item._replace(number=number[1]))
    yield from _whole_list(document, run)


def _whole_list(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The items as a list, where they are enough for one."""
    if len(run) >= FEWEST:
        yield Group("list", tuple(run), lead_before(document, run[0].lead))


def lists_called_behind(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Numbers or letters in a sentence that says behind them what they are: "that (a)
    Calm lanes; (b) Warm halls; and (c) Dry cellars should be its priorities".
    """
    run: list[Item] = []
    for item in items:
        goes_on = run and run[-1].block == item.block
        if goes_on and _next_number(run[-1].number, item.number):
            run.append(item)
        else:
            run = [item] if item.number in ("1", "a", "i", "A", "I") else []
        if len(run) < FEWEST:
            continue
        end = min(item.start + _LONGEST_LINE, document.blocks[item.block].end)
        if called := _CALLED_BEHIND.match(document.text, item.start, end):
            last = item._replace(end=called.end("item"))
            yield Group("list", (*run[:-1], last), called["call"])
            run = []


_CALLED_BEHIND = re.compile(
    r"(?P<item>[^.;:(]+?)\s+(?P<call>"
    r"(?:(?:should|shall|will|would|are to|were to)\s+be|"
    r"are|were)\s+(?:its|the|our|their|my|his|her)\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?{PLURALS})\b",
    re.IGNORECASE,
)


def lettered_boards(document: Document) -> Iterator[Group]:
    """Titles behind letters from A on without stops, several on a line or one: "A Calm
    lanes B Warm halls" above "C Dry cellars" and "D Good roads".
    """
    text = document.text
    for first in _FIRST_LETTERED.finditer(text):
        marks = [first]
        for letter in _NEXT_LETTERED:
            end = min(len(text), marks[-1].end() + _LONGEST_LETTERED)
            mark = letter.search(text, marks[-1].end(), end)
            if mark is None:
                break
            marks.append(mark)
        if len(marks) >= _FEWEST_LETTERED:
            yield from _whole_list(document, _lettered_items(document, marks))


def _lettered_items(document: Document, marks: Sequence[re.Match[str]]) -> list[Item]:
    """The title behind each letter, up to the next letter or the end of its block."""
    items = []
    for at, mark in enumerate(marks):
        index = document.block_index(mark.end())
        end = document.blocks[index].end
        following = marks[at + 1].start() if at + 1 < len(marks) else end
        lead = mark.start() + (at > 0)
        items.append(Item(mark.end(), min(end, following), Form.NUMBERED, index, lead))
    return items


_FIRST_LETTERED = re.compile(r"^A (?=\w)", re.MULTILINE)
_NEXT_LETTERED = [re.compile(rf"\s{letter} (?=\w)") for letter in "BCDEFGHIJ"]
_LONGEST_LETTERED = 110  # characters from a letter to the next
_FEWEST_LETTERED = 4  # a single capital is a word or an initial elsewhere


def _as_count(written: str) -> int:
    return int(written) if written.isdigit() else ord(written) - ord("A") + 1


_NUMBER_ALONE = re.compile(r"(\d|[A-H])[.)]?")
_NUMBERS_APART = 4  # blocks from a title to the next number
_LONGEST_LINE = 200  # characters below a number


def glossed_lists(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Marked titles with a sentence each below them: "• Calm lanes", "It was asked for
    by many.", "• Warm halls", "It is paid for.", "• Dry cellars", "…".
    """
    run: list[Item] = []
    for item in items:
        if item.form is not Form.BULLET or not _has_gloss(document, item):
            continue
        if run and not (
            item.block - run[-1].block == _GLOSSED_STEP and item.depth == run[-1].depth
        ):
            yield from _whole_list(document, run)
            run = []
        run.append(item)
    yield from _whole_list(document, run)


def _has_gloss(document: Document, item: Item) -> bool:
    """Whether a paragraph that is a sentence stands right below an item, which has no
    stop of its own.
    """
    below = document.blocks[item.block + 1 : item.block + 2]
    title = not document.text.endswith((".", ":", ";"), item.start, item.end)
    return title and any(
        block.kind is BlockKind.PARAGRAPH
        and document.text.endswith((".", "!"), block.start, block.end)
        for block in below
    )


_GLOSSED_STEP = 2  # blocks from a title to the next


def answered_questions(document: Document) -> Iterator[Group]:
    """The answers to questions one after another: "Q. What is the first?", "A. Calm
    lanes.", "Q. And the second?", "A. Warm halls.".
    """
    run: list[Item] = []
    text = document.text
    for index, (block, below) in enumerate(pairwise(document.blocks)):
        asks = _ASKS_WHICH.match(text, block.start, block.end)
        answer = _ANSWER.match(text, below.start, below.end) if asks else None
        if answer is None:
            continue
        if run and index - run[-1].block != 1:
            yield from _whole_list(document, run)
            run = []
        start, end = answer.span("answer")
        run.append(Item(start, end, Form.NUMBERED, index + 1, block.start))
    yield from _whole_list(document, run)


_ASKS_WHICH = re.compile(
    r"Q[.:)]?\s.*\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|last|"
    r"next|number|then)\b.*\?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"A[.:)]?\s+(?P<answer>\S.*?)[.!]?\Z", re.DOTALL)


def _in_two_tongues(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Lists in two languages, each item below its like: "1. Lonydd", "1. Lanes", "2.
    Neuaddau", "2. Halls", …; first the one, then the other.
    """
    at = 0
    while at < len(items):
        pairs = 0
        while _is_pair(items[at + 2 * pairs : at + 2 * pairs + 2], str(pairs + 1)):
            pairs += 1
        run = items[at : at + 2 * pairs]
        if pairs >= FEWEST:
            yield from ([*run[::2]], [*run[1::2]])
        at += max(1, 2 * pairs)


def _is_pair(items: Sequence[Item], number: str) -> bool:
    return [item.number for item in items] == [number, number]


def _numbered_alike(document: Document, run: Sequence[Item], item: Item) -> bool:
    """Whether an item may go on with a list: "7. Money" below "o Calm lanes" does not,
    nor does "4. Money" below "3) Dry cellars" or below marks alone; "2. Warm halls"
    does where the first lost its number.
    """
    before, stop = (_stop_of(document, one) for one in (run[-1], item))
    if before and stop and before != stop:
        return False
    if not item.number.isdigit() or run[-1].number:
        return True
    if item.form is run[-1].form and any(one.number for one in run):
        return True
    return int(item.number) == len(run) + 1


def _stop_of(document: Document, item: Item) -> str:
    """The stop or bracket behind the number of an item; blank without a number."""
    written = document.text[item.lead : item.start].rstrip()
    return written[-1:] if item.number and written[-1:] in ".)" else ""


def _is_subtitle(before: Item, item: Item, following: Item) -> bool:
    """Whether a short line parts two items of one numbered list: "2) Calm lanes",
    "In the towns", "3) Warm halls"; or "(b) …", the foot of a page, "(c) …".
    """
    short = item.end - item.start <= _SUBTITLE
    return (
        short
        and item.form in (Form.LINE, Form.HEADING)
        and _next_number(before.number, following.number)
    )


def _counts_on(document: Document, run: Sequence[Item], item: Item) -> Item:
    """A line that begins with the next number of a list is its next item; one that has
    a line of its own stands as deep as those that share theirs.
    """
    last = run[-1].number if run else ""
    alone = item.form is Form.BULLET and run and run[-1].form is Form.NUMBERED
    if alone and _next_number(last, item.number):
        return item._replace(depth=run[-1].depth)
    if item.form is not Form.LINE:
        return item
    if item.number in ("1", "a", "i", "A") or _next_number(last, item.number):
        return item._replace(form=Form.NUMBERED)
    if not last.isdigit():
        return item
    following = re.compile(rf"{int(last) + 1}[.)]?\s+").match(
        document.text, item.start, item.end
    )
    if following is None:
        return item
    return item._replace(
        start=following.end(),
        number=str(int(last) + 1),
        form=run[-1].form,
        depth=run[-1].depth,
    )


def _next_number(before: str, number: str) -> bool:
    """Whether a list number follows another: 2 after 1, ii after i, c after b."""
    return bool(before and number) and follows(before, number)


def _beside(document: Document, before: Item, item: Item) -> bool:
    """Siblings stand in one block or in the next, pull quotes aside, and do not begin
    to count anew.
    """
    if _counts_anew(before.number, item.number):
        return False
    between = document.blocks[before.block + 1 : item.block]
    if _leads_below(before, item):
        return False
    # Behind the item before, other words may lead to this one.
    if ANNOUNCES.search(document.text[before.end : item.lead].rstrip("•●▪■◦o ")):
        return False
    # "3) …" goes on with "2) …" below a subtitle.
    if len(between) == 1 and _next_number(before.number, item.number):
        return between[0].end - between[0].start <= _SUBTITLE
    return all(
        block.kind is BlockKind.QUOTE or is_page(document.text[block.start : block.end])
        for block in between
    )


def _leads_below(before: Item, item: Item) -> bool:
    """Whether other words part an item with a mark from a number before it in running
    text: "… d) Dry cellars How we will measure it: a) Calm lanes • Crashes".
    """
    marked = before.form is Form.NUMBERED and item.form is Form.BULLET
    return marked and not item.number and item.lead - before.end > _BETWEEN


_BETWEEN = 12  # characters that more than a stop and a mark take


def _counts_anew(before: str, number: str) -> bool:
    """Whether a number does not go on with the list of the one before it: 1 after 4."""
    if number in ("1", "a", "i", "A"):
        return before not in ("", "0")
    if "." in number and not before:
        return True
    # "5. Delivery" after "6. Dry cellars" goes on with the chapters around it.
    if number.isdigit() and before.isdigit():
        return int(number) <= int(before)
    # "2.4" after "iv" goes on with the list around it.
    return before.isalpha() and number[:1].isdigit()


_SUBTITLE = 60  # characters of the longest one between two items of a list


def _list_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    if not run:
        return
    yield from _opened_lists(document, run)
    chosen = _outermost(document, run)
    first = max(0, len(chosen) - MOST_ITEMS)
    for at, item in enumerate(chosen[first:-FEWEST], start=first + 1):
        # "● Act early; When I took office …" ran into the next column of the page.
        if _RAN_ON.search(document.text, item.start, item.end):
            yield Group("list", tuple(chosen[at:]))
    lead = lead_before(document, run[0].lead, run[0].block)
    distance = 0
    own = document.blocks[run[0].block].start
    said = PLURAL.search(
        document.text[max(own, run[0].lead - _SAID_NEAR) : run[0].lead]
    )
    last = lead.rsplit("\n", 1)[-1]
    if not (ANNOUNCES.search(lead) or said or _names_priorities(last)):
        far = _far_lead(document, run[0].block)
        if far:
            lead, distance = far
    yield Group("list", tuple(chosen), lead, distance)


_SAID_NEAR = 120  # characters in which the same sentence names what is listed
_RAN_ON = re.compile(r"[;.!?]\s+[A-Z]")


def _opened_lists(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The lists that an item opens: "10. There are twelve priorities:" or "4. Strategic
    priorities", and the bullets below it.
    """
    for lead, inner in _below_openers(document, run):
        if inner:
            yield Group("list", tuple(_outermost(document, inner)), lead)


def _below_openers(
    document: Document, run: Sequence[Item]
) -> Iterator[tuple[str, list[Item]]]:
    """The words of each item that opens a list, and the items below it."""
    inner: list[Item] = []
    lead = ""
    above: Item | None = None  # the item that opened, where those below are deeper
    for item, following in zip_longest(run, run[1:]):
        words = document.text[item.start : item.end]
        deeper = following is not None and following.depth > item.depth
        opens = (bool(item.number) or not lead) and _opens_list(words, deeper)
        closes = (
            bool(lead and item.number) if above is None else item.depth <= above.depth
        )
        if opens or closes:
            yield lead, inner
            inner, lead = [], words if opens else ""
            above = item if opens and deeper else None
        elif lead:
            inner.append(item)
    yield lead, inner


def _opens_list(words: str, deeper: bool) -> bool:
    """Whether an item leads to those below it, which may stand `deeper`."""
    return bool(ANNOUNCES.search(words)) or (deeper and _names_priorities(words))


def _names_priorities(words: str) -> bool:
    """Whether an item is a title such as "Strategic priorities", or leads to them: "it
    names the following six areas of priority".
    """
    if PLURAL.search(words) and len(words.split()) <= TITLE_WORDS:
        return True
    return bool(number_said(words) or _AREAS.search(words)) and (
        len(words.split()) <= _LEADING_WORDS
    )


_AREAS = re.compile(r"\bareas? of (?:priority|focus)\b", re.IGNORECASE)

_LEADING_WORDS = 14  # of the longest item that leads to others without a colon


def _outermost(document: Document, run: Sequence[Item]) -> list[Item]:
    """The items of the outermost depth; one that ends in a colon gives way to those
    below it.
    """
    run = _without_decimals(run)
    outer = min(item.depth for item in run)
    chosen: list[Item] = []
    opened = False
    for at, item in enumerate(run):
        if item.depth == outer:
            deeper = at + 1 < len(run) and run[at + 1].depth > outer
            opened = deeper and document.text[item.start : item.end].endswith(":")
        if (item.depth == outer) is not opened:
            chosen.append(item)
    return chosen


def _without_decimals(run: Sequence[Item]) -> Sequence[Item]:
    """Items without those that are numbered as parts of the one above: "3.1 Calm
    lanes", "3.1.1 It rained.", "3.2 Warm halls".
    """
    kept: list[Item] = []
    for item in run:
        parent = kept[-1].number if kept else ""
        if not (parent and "." in parent and item.number.startswith(f"{parent}.")):
            kept.append(item)
    return kept


def _far_lead(document: Document, block: int) -> tuple[str, int] | None:
    """An announcement ("… these four subjects:-") that a few blocks of other text part
    from its list.
    """
    for distance in range(2, _FARTHEST + 2):
        at = block - distance
        if at < 0:
            return None
        one = document.blocks[at]
        if one.kind is not BlockKind.PARAGRAPH:
            return None
        words = document.text[one.start : one.end]
        dash = _LEADS_FAR.search(words) and PLURAL.search(words)
        if ANNOUNCES.search(words) or dash:
            return words[-LEAD_REACH:], distance - 1
    return None


# "… I have made them my pillars –" or "… five aims, namely", above a quotation and
# then the list.
_LEADS_FAR = re.compile(r"(?:\s[–—]|\bnamely)\s*$")
