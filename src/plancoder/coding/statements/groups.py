"""Groups: items that are siblings, with the words that announce them. A group never
loses a member because of what that member says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz.distance import Prefix

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.alike import chapters_alike
from plancoder.coding.statements.flattened import flattened_tables
from plancoder.coding.statements.group import (
    ANNOUNCES,
    CODED,
    GLOSSED_TITLES,
    LEAD_REACH,
    LEADS_ON,
    MOST_ITEMS,
    Group,
    lead_before,
)
from plancoder.coding.statements.items import (
    PART_WORDS,
    Form,
    Item,
    contents_runs,
    follows,
    is_mark,
    is_page,
    shorten_last,
)
from plancoder.coding.statements.prose import (
    ordinal_groups,
    prose_groups,
    run_together_groups,
    sentence_groups,
)
from plancoder.coding.statements.titled import (
    opening_labels,
    titled_parts,
    titles_in_turn,
)
from plancoder.coding.statements.wordings import (
    COMMON_CHAPTER,
    PLURAL,
    PLURALS,
    RUNS_THE_PLAN,
    SPEAKS,
    TITLE_WORDS,
    ends_open,
    is_common,
    number_said,
)
from plancoder.models import BlockKind, Document

_FARTHEST = 3  # blocks between an announcement and its list, as where columns weave


def find_groups(document: Document, items: Sequence[Item]) -> list[Group]:
    """All groups of siblings in a document, each with at least two items."""
    runs = contents_runs(list(items))
    inside = {index for run in runs for index in run}
    groups = [
        *_labelled(document, items),
        *_bare_labelled(document, items),
        *_counted_titles(document, items),
        *prose_groups(document),
        *_lists(document, items),
        *_lines(document, items, inside),
        *_announced_runs(document, items),
        *_headings(document, items, inside),
        *_contents(document, items, runs),
        *sentence_groups(document),
        *_cells(document, items),
        *_alike(document),
        *ordinal_groups(document),
        *run_together_groups(document),
        *_unnumbered_contents(document, items, inside),
        *_titled(document, items, inside),
        *_named_chapters(document),
        *_coded(document, items),
        *_flattened(document),
    ]
    groups += _continued(document, groups)
    titles = _titles(document, items)
    return [
        _without_numbers(
            document, _to_semicolons(document, _unwoven(document, group, titles))
        )
        for group in groups
        if len(group.items) > 1 or (group.items and group.kind == "list")
    ]


def _named_chapters(document: Document) -> Iterator[Group]:
    """The chapters of "Chapters 3 to 6 are my four priorities"."""
    said = _CHAPTERS_ARE.search_in(document.text, 0, len(document.text))
    if said is None:
        return
    first, last = int(said["first"]), int(said["last"])
    chapters: dict[int, Item] = {}
    for index, block in enumerate(document.blocks):
        found = _CHAPTER.match(document.text, block.start, block.end)
        if found and block.kind is BlockKind.HEADING:
            title = Item(found.end(), block.end, Form.HEADING, index, block.start)
            chapters.setdefault(int(found[1]), title)
    run = [chapters[number] for number in range(first, last + 1) if number in chapters]
    if len(run) == last - first + 1:
        yield Group("headings", tuple(run), said[0])


_CHAPTER = re.compile(r"(?:chapter\s+)?(\d{1,2})[.):]?\s+(?=\S)", re.IGNORECASE)
_CHAPTERS_ARE = AnyCase(
    r"\b(?:chapters|sections|parts)\s+(?P<first>\d{1,2})\s+(?:to|–|-)\s+(?P<last>\d{1,2})\s+"
    rf"(?:are|set out|name|describe)\b[^.\n]{{0,40}}?\b{PLURALS}\b"
)


def _flattened(document: Document) -> Iterator[Group]:
    """The column of priorities of a table that was copied cell after cell."""
    for cells, first in flattened_tables(document):
        head = document.blocks[first]
        lead = lead_before(document, head.start, first)
        yield Group("cells", tuple(cells), f"{lead}\nPriorities")


def _coded(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """What is numbered by the letters of themes and figures, in that order: "A1 Calm
    lanes", "A2 Warm halls", "B1 Dry cellars", "B2 …"; each at its first place.
    """
    coded: dict[str, Item] = {}
    for item in items:
        if _CODED.fullmatch(item.number) and item.start < item.end:
            coded.setdefault(item.number, item)
    codes = sorted(coded)
    letters = sorted({code[0] for code in codes})
    counts = {one: sum(code[0] == one for code in codes) for one in letters}
    whole = all(f"{one}{count}" in coded for one, count in counts.items())
    if not whole or len(letters) < 2 or len(codes) < _FEWEST_CODED:
        return
    lead = _lead_of_table(document, coded[codes[0]])
    yield Group(CODED, tuple(coded[code] for code in codes), lead)


def _lead_of_table(document: Document, item: Item) -> str:
    """What stands before an item; where it is a cell, what stands before its table."""
    blocks = document.blocks
    table, first = blocks[item.block].table, item.block
    while table is not None and first and blocks[first - 1].table == table:
        first -= 1
    start = blocks[first].start if first < item.block else item.lead
    return lead_before(document, start, first)


_CODED = re.compile(r"[A-H][1-9]")
_FEWEST_CODED = 4


def _continued(document: Document, groups: Sequence[Group]) -> list[Group]:
    """Announced lists with what is added to them further on: "My priorities are:" and
    three marks, then "Priority 4: Calm lanes", typed in later.
    """
    added = [
        group
        for group in groups
        if group.kind == "labels" and _label_number(group.items[0]) > 1
    ]
    found = []
    for group in groups if added else ():
        labelled = any(item.label for item in group.items)
        announced = group.kind == "list" and PLURAL.search(group.lead)
        if not group.items or labelled or not announced:
            continue
        last = group.items[-1]
        for one in added:
            goes_on = _label_number(one.items[0]) == len(group.items) + 1
            if goes_on and 0 < one.items[0].block - last.block <= _ADDED_WITHIN:
                found.append(replace(group, items=(*group.items, *one.items)))
    return found


_ADDED_WITHIN = 8  # blocks between a list and what goes on with its numbers


def _titled(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """Titles each with its own text, below "My focus" or "Our priorities"."""
    outside = [item for at, item in enumerate(items) if at not in inside]
    found = titled_parts(
        document,
        outside,
        lambda words: bool(PLURAL.search(words) or _FOCUS.search(words)),
        lambda item: is_common(document, item),
    )
    for run, words in found:
        yield Group("headings", tuple(run), words)
    for run in (*titles_in_turn(document, outside), *opening_labels(document)):
        lead = lead_before(document, run[0].lead, run[0].block)
        yield Group(GLOSSED_TITLES, tuple(run), lead)


_FOCUS = re.compile(
    r"\b(?:focus|matters most|what (?:I|we) (?:will|want))\b", re.IGNORECASE
)


Titles = Mapping[str, Iterable[tuple[str, ...]]]


def _titles(document: Document, items: Sequence[Item]) -> Titles:
    """The words of headings and contents entries, by the first letters of the first."""
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for item in items:
        if item.number or item.form in (Form.HEADING, Form.CONTENTS, Form.LINE):
            words = tuple(plain(document.text[item.start : item.end]).split())
            cut_short = words and ends_open(words[-1])
            if _TITLE_LEAST <= len(words) <= _MOST_WORDS and not cut_short:
                found[words[0][:_ALIKE_LETTERS]].add(words)
    return found


_TITLE_LEAST = 3  # words of the shortest title that tells where an item ends
_ALIKE_LETTERS = 3


def _unwoven(document: Document, group: Group, titles: Titles) -> Group:
    """The group without words of the next column that a line took in: "● Calm the
    lanes and I mean" ends where the title "Calming the lanes" does.
    """
    if group.kind != "list":
        return group
    text = document.text
    ends = [_title_end(text, item, titles) for item in group.items]
    spans = list(zip(group.items, ends, strict=True))
    woven = sum(
        end < item.end and not _PARTED.match(text, end, item.end) for item, end in spans
    )
    parted = _GLOSSED if woven > 1 else _PARTED
    items = [
        item if parted.match(text, end, item.end) else replace(item, end=end)
        for item, end in spans
    ]
    if len(items) < len(group.items) or len(items) < _FEWEST:
        return replace(group, items=tuple(items))
    return replace(group, items=tuple(shorten_last(text, items)))


def _title_end(text: str, item: Item, titles: Titles) -> int:
    """Where the longest title ends with which an item begins; its own end without."""
    first = text[item.start : item.start + _ALIKE_LETTERS].lower()
    if first not in titles:
        return item.end
    words = list(_WORD.finditer(text, item.start, item.end))
    own = [plain(word[0]) for word in words]
    longest = max(
        (
            len(title)
            for title in titles.get(first, ())
            if len(title) < len(own) and all(map(_akin, own, title))
        ),
        default=0,
    )
    return words[longest - 1].end() if longest else item.end


# What may follow in an item though its title ends: a gloss, or one thing more.
_GLOSSED = re.compile(r"\s*[-–—:;,.(]")
_PARTED = re.compile(r"\s*(?:[-–—:;,.(]|(?:and|or|&)\b)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: "stand" and "standing"."""
    if min(len(one), len(other)) < _ALIKE_LETTERS:
        return one == other  # "on" is no form of "online"
    same = Prefix.similarity(one, other)
    return same >= min(_ALIKE_LETTERS, len(one), len(other)) and (
        _AKIN * min(len(one), len(other)) <= same
    )


_AKIN = 0.7  # share of the shorter word that two forms of it have in common


def _to_semicolons(document: Document, group: Group) -> Group:
    """The group without what runs on behind a semicolon where semicolons end the items:
    "● Calm lanes; A N Other, Chair ● Warm halls; ● Dry cellars".
    """
    text = document.text
    closed = [_SEMICOLON.match(text, item.end) is not None for item in group.items]
    if group.kind != "list" or sum(closed) < _FEWEST_CLOSED:
        return group
    stops = [text.find(";", item.start, item.end) for item in group.items]
    items = [
        item if stop < 0 else replace(item, end=stop)
        for item, stop in zip(group.items, stops, strict=True)
    ]
    return replace(group, items=tuple(items))


_SEMICOLON = re.compile(r"\s*;")
_FEWEST_CLOSED = 2  # items that end in a semicolon

_BARE_NUMBER = re.compile(r"(\d{1,2})\s+(?=\S)")


def _without_numbers(document: Document, group: Group) -> Group:
    """The group without the numbers of its items where they count up: "1 Roads",
    "2 Courts"; "101 answered at once" keeps its number.
    """
    found = [
        _BARE_NUMBER.match(document.text, item.start, item.end) for item in group.items
    ]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < max(2, len(found)):
        return group
    if any(b - a != 1 for a, b in pairwise(numbers)):
        return group
    return replace(
        group,
        items=tuple(
            replace(item, start=one.end(), number=one[1])
            for item, one in zip(group.items, found, strict=True)
            if one
        ),
    )


def _labelled(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Series of one label word: "Priority 1" to "Priority 4"; a number that does not
    rise begins a new series.
    """
    series: dict[str, list[list[Item]]] = defaultdict(list)
    for item in items:
        label = item.label
        if label is None or label.sub or item.start >= item.end:
            continue
        if not label.closed and document.text[item.start].islower():
            continue  # "Priority 1 rests on …" only speaks of it
        runs = series[label.word]
        if not runs or not _goes_on(runs[-1], item):
            runs.append([])
        if not runs[-1] or runs[-1][-1].label != label:
            runs[-1].append(item)
    for runs in series.values():
        for run in _in_one_order(runs):
            yield _label_group(document, run)


def _counted_titles(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Titles that count on though only some were seen to be headings: "A. Calm lanes",
    "B. Warm halls and all that is in them", each above its own text; "1. Calm lanes"
    and "2. Warm halls", taken for items of a list that text parts.
    """
    run: list[Item] = []
    for item in items:
        titled = item.form in (Form.HEADING, Form.LINE, Form.BULLET)
        if not titled or item.label or not item.number:
            continue
        if run and follows(run[-1].number, item.number):
            run.append(item)
        elif item.number in ("1", "A", "I"):
            yield from _mixed_titles(document, run)
            run = [item]
    yield from _mixed_titles(document, run)


def _mixed_titles(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    forms = {item.form for item in run}
    gaps = all(b.block - a.block > 1 for a, b in pairwise(run))
    parted = gaps and forms == {Form.BULLET}
    roman = bool(run) and run[0].number == "I"
    if len(run) >= _FEWEST_COUNTED and (len(forms) > 1 or parted or roman):
        yield _heading_group(document, run)


_FEWEST_COUNTED = 3


def _in_one_order(runs: Sequence[list[Item]]) -> list[list[Item]]:
    """Runs of labels, two that complete each other as one: boxes read across give
    "Priority 1", "Priority 3", then "Priority 2", "Priority 4".
    """
    every = [item for run in runs for item in run]
    if len(runs) > 1 and _complete(every):
        return [sorted(every, key=_label_number)]
    whole: list[list[Item]] = []
    for run in runs:
        both = [*whole[-1], *run] if whole else []
        if both and _complete(both):
            whole[-1] = sorted(both, key=_label_number)
        else:
            whole.append(run)
    return whole


def _complete(items: Sequence[Item]) -> bool:
    """Whether labels of one form have all numbers from 1, each once."""
    numbers = sorted(_label_number(one) for one in items)
    forms = {one.form is Form.CONTENTS for one in items}
    return len(forms) == 1 and numbers == list(range(1, len(items) + 1))


def _label_number(item: Item) -> int:
    return _as_number(item.label.number) if item.label else 0


def _bare_labelled(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Items with one label word and no number: "Objective: Safer roads"."""
    by_word: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.bare and item.start < item.end:
            by_word[item.bare].append(item)
    for found in by_word.values():
        yield replace(_label_group(document, found), kind="bare labels")


def _label_group(document: Document, series: Sequence[Item]) -> Group:
    first = series[0]
    lead = lead_before(document, first.lead, first.block)
    last = lead.rsplit("\n", 1)[-1]
    series = _without_text_behind(document.text, series)
    announced = ANNOUNCES.search(last) or PLURAL.search(last[-_LABEL_REACH:])
    return Group("labels", tuple(series), lead if announced else "")


def _without_text_behind(text: str, series: Sequence[Item]) -> Sequence[Item]:
    """The items without the text that runs on behind them where line breaks were lost:
    "Aim 1: Calm the lanes Last year nine people …" ends before "Last".
    """
    ends = [
        begins.start()
        if (begins := _TEXT_BEHIND.search(text, item.start, item.end))
        else 0
        for item in series
    ]
    long = [len(text[item.start : item.end].split()) > _TITLE_MOST for item in series]
    cut = sum(bool(end) and more for end, more in zip(ends, long, strict=True))
    if cut < max(2, _MOSTLY * len(series)):
        return series
    return [
        replace(item, end=end) if end and more else item
        for item, end, more in zip(series, ends, long, strict=True)
    ]


# A capital behind a word that may end a title, with small letters behind it. Names
# stand behind "of", "in" and the like.
_TEXT_BEHIND = re.compile(
    r"(?<=[a-z])(?<!\band)(?<!\bof)(?<!\bin)(?<!\bfor)(?<!\bto)(?<!\bthe)(?<!\bour)"
    r"(?<!\bwith)(?<!\bby)(?<!\bat)(?<!\bfrom)(?<!\bon)\s+(?=[A-Z][\w’'-]*,?\s+[a-z\d£])"
)
_TITLE_MOST = 8  # words of a title that no text runs on behind
_MOSTLY = 0.6  # share of a series in which it does


# Characters before the first label in which words may announce it: a sentence.
_LABEL_REACH = 160


def _goes_on(series: Sequence[Item], item: Item) -> bool:
    last, label = series[-1].label, item.label
    if last is None or label is None:
        return False
    contents = (series[0].form is Form.CONTENTS) == (item.form is Form.CONTENTS)
    number, before = _as_number(label.number), _as_number(last.number)
    return contents and (
        number > before or (number == before and label.welsh != last.welsh)
    )


def _as_number(written: str) -> int:
    return int(written) if written.isdigit() else 0


def _lists(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Runs of bullets or numbered items: those of the outermost depth."""
    run: list[Item] = []
    for at, one in enumerate(items):
        following = items[at + 1 : at + 2]
        if is_page(document.text[one.start : one.end]):
            continue
        if run and following and _is_subtitle(run[-1], one, following[0]):
            continue
        item = _counts_on(document, run, one)
        listed = item.form in (Form.BULLET, Form.NUMBERED)
        if listed and run and not _beside(document, run[-1], item):
            yield from _list_groups(document, run)
            run = []
        if listed:
            run.append(item)
        elif run:
            yield from _list_groups(document, run)
            run = []
    yield from _list_groups(document, run)


def _is_subtitle(before: Item, item: Item, following: Item) -> bool:
    """Whether a short line parts two items of one numbered list: "2) Calm lanes",
    "In the towns", "3) Warm halls".
    """
    short = item.end - item.start <= _SUBTITLE
    return (
        short
        and item.form in (Form.LINE, Form.HEADING)
        and before.number.isdigit()
        and _next_number(before.number, following.number)
    )


def _counts_on(document: Document, run: Sequence[Item], item: Item) -> Item:
    """A line that begins with the next number of a list is its next item."""
    last = run[-1].number if run else ""
    if item.form is not Form.LINE:
        return item
    if item.number in ("1", "a", "i", "A") or _next_number(last, item.number):
        return replace(item, form=Form.NUMBERED)
    if not last.isdigit():
        return item
    following = re.compile(rf"{int(last) + 1}[.)]?\s+").match(
        document.text, item.start, item.end
    )
    if following is None:
        return item
    return replace(
        item,
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
    anew = item.number in ("1", "a", "i") and before.number not in ("", "0")
    anew = anew or ("." in item.number and not before.number)
    # "5. Delivery" after "6. Dry cellars" goes on with the chapters around it.
    both = item.number.isdigit() and before.number.isdigit()
    anew = anew or (both and int(item.number) <= int(before.number))
    # "2.4" after "iv" goes on with the list around it.
    anew = anew or (before.number.isalpha() and item.number[:1].isdigit())
    between = document.blocks[before.block + 1 : item.block]
    if before.block == item.block and ANNOUNCES.search(
        document.text[before.end : item.lead].rstrip("•●▪■◦o ")
    ):
        return False
    if anew:
        return False
    # "3) …" goes on with "2) …" below a subtitle.
    if len(between) == 1 and _next_number(before.number, item.number):
        return between[0].end - between[0].start <= _SUBTITLE
    return all(
        block.kind is BlockKind.QUOTE or is_page(document.text[block.start : block.end])
        for block in between
    )


_SUBTITLE = 60  # characters of the longest one between two items of a list


def _list_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    if not run:
        return
    yield from _opened_lists(document, run)
    chosen = _outermost(document, run)
    first = max(0, len(chosen) - MOST_ITEMS)
    for at, item in enumerate(chosen[first:-_FEWEST], start=first + 1):
        # "● Act early; When I took office …" ran into the next column of the page.
        if _RAN_ON.search(document.text, item.start, item.end):
            yield Group("list", tuple(chosen[at:]))
    lead = lead_before(document, run[0].lead, run[0].block)
    distance = 0
    if not ANNOUNCES.search(lead):
        far = _far_lead(document, run[0].block)
        if far:
            lead, distance = far
    yield Group("list", tuple(chosen), lead, distance)


_RAN_ON = re.compile(r"[;.!?]\s+[A-Z]")
_FEWEST = 3  # items of a list that nothing announces


def _opened_lists(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The lists that an item opens: "10. There are twelve priorities:" or "4. Strategic
    priorities", and the bullets below it.
    """
    inner: list[Item] = []
    lead = ""  # the words of the item that opened
    above: Item | None = None  # that item, where those below are deeper
    for at, item in enumerate(run):
        words = document.text[item.start : item.end]
        deeper = at + 1 < len(run) and run[at + 1].depth > item.depth
        opens = bool(ANNOUNCES.search(words)) or (deeper and _names_priorities(words))
        opens = opens and (bool(item.number) or not lead)
        closes = above is not None and item.depth <= above.depth
        if opens or closes or (lead and item.number and above is None):
            if inner:
                yield Group("list", tuple(_outermost(document, inner)), lead)
            inner, lead = [], words if opens else ""
            above = item if opens and deeper else None
        elif lead:
            inner.append(item)
    if inner:
        yield Group("list", tuple(_outermost(document, inner)), lead)


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
        if ANNOUNCES.search(words):
            return words[-LEAD_REACH:], distance - 1
    return None


_MOST_WORDS = 30


def _lines(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """Short paragraphs one after another, none a sentence with a stop."""
    entries = {
        plain(document.text[item.start : item.end])
        for item in items
        if item.form is Form.CONTENTS
    }
    run: list[Item] = []
    for item in [item for at, item in enumerate(items) if at not in inside]:
        line = _may_be_listed(document, item, entries)
        line = line or (bool(run) and _is_last_entry(document, run, item, entries))
        stops = _ends_in_stop(document, item) and not (
            run and _ends_in_stop(document, run[0])
        )
        if run and (stops or not (line and item.block - run[-1].block == 1)):
            yield from _line_groups(document, run)
            run = []
        if line:
            run.append(item)
    if run:
        yield from _line_groups(document, run)


def _is_last_entry(
    document: Document, run: Sequence[Item], item: Item, entries: set[str]
) -> bool:
    """Whether a line taken for a heading, because text follows, ends a run of lines
    that are entries of the contents page, as it is.
    """
    words = {plain(document.text[one.start : one.end]) for one in (*run[-2:], item)}
    return item.form is Form.HEADING and words <= entries


def _may_be_listed(document: Document, item: Item, entries: set[str]) -> bool:
    """Whether a line is short and neither announces others nor is the title of a
    chapter that every plan has, unless the contents page has it among `entries`.
    """
    words = document.text[item.start : item.end]
    whole = document.text[item.start : document.blocks[item.block].end]
    return (
        item.form is Form.LINE
        and not ANNOUNCES.search(whole)
        and not LEADS_ON.search(whole)
        and not words.endswith("?")
        and len(words.split()) <= _MOST_WORDS
        and (not _is_title(words) or plain(words) in entries)
    )


def _ends_in_stop(document: Document, item: Item) -> bool:
    """Whether a line is a sentence of its own: "You will find more below."."""
    words = document.text[item.start : item.end]
    glossed = re.search(r"[:–—]\s", words) is not None
    return words.endswith(".") and len(words.split()) > TITLE_WORDS and not glossed


def _announced_runs(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Short pieces of several forms right below words that end in a colon: a line in
    large letters, then plain lines.
    """
    for at, item in enumerate(items):
        before = document.blocks[item.block - 1] if item.block else None
        if before is None or before.kind is not BlockKind.PARAGRAPH:
            continue
        lead = document.text[before.start : before.end]
        if not ANNOUNCES.search(lead) or not _is_line(document, item):
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


def _is_line(document: Document, item: Item) -> bool:
    """Whether an item is a line or heading that says one thing, and no sentence."""
    words = document.text[item.start : item.end]
    sentence = words.endswith((".", "!", "?")) or _INNER_STOP.search(words)
    return (
        item.form in (Form.LINE, Form.HEADING)
        and len(words.split()) <= _MOST_WORDS
        and not ANNOUNCES.search(words)
        and not sentence
    )


_INNER_STOP = re.compile(r"[^\W\d_]{2}[.!?]\s+[A-Z]")


def _is_title(words: str) -> bool:
    """Whether a line is the title of a chapter that every plan has: "Index"."""
    return len(words.split()) <= 3 and bool(COMMON_CHAPTER.match(words))


def _ends_lines(document: Document, run: Sequence[Item], item: Item) -> bool:
    """Whether a heading ends a run of lines; one that is the only heading of its level
    was taken for a heading because a paragraph follows the last line.
    """
    if item.form is not Form.HEADING or run[-1].form is Form.HEADING:
        return False
    blocks = document.blocks
    return is_common(document, item) or any(
        blocks[at].kind is BlockKind.HEADING and blocks[at].level == item.depth
        for at in range(item.block + 1, len(blocks))
    )


def _line_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The lines with what stands before them; and, where the first of them speaks of
    the others ("This is where my effort will go"), the others with that. A sentence
    with a stop, above lines without one, is none of them.
    """
    sentences = [_is_sentence(document, item) for item in run]
    if sentences[0] and not any(sentences[1:]) and len(run) > _FEWEST:
        lead = lead_before(document, run[1].lead, run[1].block)
        yield Group("lines", tuple(run[1:]), lead)
        return
    yield Group("lines", tuple(run), lead_before(document, run[0].lead, run[0].block))
    first = document.text[run[0].start : run[0].end]
    others = [item for item in run[1:] if not _is_sentence(document, item)]
    if len(others) >= _FEWEST and SPEAKS.search(first) and first[-1] not in ".!?":
        yield Group("lines", tuple(others), first)


def _unnumbered_contents(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """The chapters of a contents page without page numbers: titles one below the other,
    several of which every plan has.
    """
    run: list[Item] = []
    for at, item in enumerate(items):
        words = document.text[item.start : item.end]
        title = (
            at not in inside
            and item.form in (Form.LINE, Form.HEADING)
            and len(words.split()) <= _CHAPTER_WORDS
            and not words.endswith((".", ":", "!"))
        )
        if run and not (title and item.block - run[-1].block == 1):
            yield from _chapters_of(document, run)
            run = []
        if title:
            run.append(item)
    yield from _chapters_of(document, run)


def _chapters_of(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    common = sum(is_common(document, item) for item in run)
    if len(run) >= _FEWEST_TITLES and common >= _FEWEST:
        yield from _chapters(document, run)


_FEWEST_TITLES = 8  # lines of a contents page without numbers
_CHAPTER_WORDS = 14


def _is_sentence(document: Document, item: Item) -> bool:
    return document.text[item.start : item.end].endswith((".", "!", "?"))


def _headings(
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
            yield _heading_group(document, open_runs.pop(level))
        open_runs.setdefault(item.depth, []).append(item)
    for level, run in open_runs.items():
        yield _heading_group(document, run)
        last = last_common.get(level, -1)
        yield Group("chapters", tuple(one for one in run if one.block > last))
    yield from _announced_headings(document, items, inside)
    yield from _headings_after_title(document, items, inside)


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
    if _TITLE_OF_PLAN.search(title):
        return True
    tongues = [one.strip() for one in title.split("/")]  # "Arian / Money"
    common = any(
        COMMON_CHAPTER.match(one) or RUNS_THE_PLAN.match(one) for one in tongues
    )
    if deeper and not common:
        return False
    return is_common(document, heading)


# "Police and Crime Plan 2016 – 2021", the running head of a page.
_TITLE_OF_PLAN = re.compile(r"\b(?:plan|strategy)\W+(?:19|20)\d\d\b", re.IGNORECASE)


def _heading_group(document: Document, run: Sequence[Item]) -> Group:
    return Group(
        "headings", tuple(run), lead_before(document, run[0].lead, run[0].block)
    )


def _announced_headings(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """The headings that follow right upon "… four priorities. These are:"."""
    for at, item in enumerate(items):
        before = document.blocks[item.block - 1] if item.block else None
        if item.form is not Form.HEADING or at in inside or before is None:
            continue
        words = document.text[before.start : before.end]
        if before.kind is not BlockKind.PARAGRAPH or not ANNOUNCES.search(words):
            continue
        run = _same_level(items, at)
        yield Group("headings", tuple(run), words[-LEAD_REACH:])


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


def _contents(
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
    if len(run) < _FEWEST_COUNTED or run[0].number != "1":
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


def stems(text: str) -> frozenset[str]:
    """The first five letters of the longer words: "Changing young lives" gives chang,
    young, lives.
    """
    words = plain(text).split()
    return frozenset(word[:_STEM] for word in words if len(word) > _SHORT_WORD)


_STEM, _SHORT_WORD = 5, 3
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
        if dot:
            titles.setdefault(parent, before)
            below[parent].append(entry)
        before = title
    for parent, children in below.items():
        yield Group("contents", tuple(children), titles[parent])


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
    """Whether a list mark stands before an entry."""
    block = document.blocks[item.block]
    first = block.kind is BlockKind.BULLET and item.lead == block.start
    return is_mark(document.text, item.lead) or (first and not item.number)


def _chapters(document: Document, entries: Sequence[Item]) -> Iterator[Group]:
    """Runs of entries that no plan must have, each with the entry before as parent."""
    parent = ""
    above: Item | None = None
    run: list[Item] = []
    for entry in entries:
        if run and _is_marked(document, entry) is not _is_marked(document, run[-1]):
            yield Group("chapters", tuple(run), parent)
            run, parent = [], document.text[run[-1].start : run[-1].end]
        below = bool(PLURAL.search(parent))
        opens = entry.label is not None and entry.label.word in PART_WORDS
        if opens or _ends_part(document, entry, below) or _is_motto(document, entry):
            if run:
                yield Group("chapters", tuple(run), parent)
            run, parent, above = [], document.text[entry.start : entry.end], entry
        else:
            # "4 Our approach" stands beside "3 Key priorities", not below it.
            if above and not run and _counts_up(document, above, entry):
                parent = ""
            run.append(entry)
    if run:
        yield Group("chapters", tuple(run), parent)


def _counts_up(document: Document, above: Item, entry: Item) -> bool:
    """Whether two entries begin with numbers, each the next of the other."""
    first, second = (
        _BARE_NUMBER.match(document.text, one.lead, one.end) for one in (above, entry)
    )
    return bool(first and second and int(second[1]) == int(first[1]) + 1)


def _alike(document: Document) -> Iterator[Group]:
    for words, titles in chapters_alike(document):
        first = titles[0]
        lead = lead_before(document, first.lead, first.block)
        if not ANNOUNCES.search(lead):
            lead = ""
        yield Group("alike", tuple(titles), lead, recurring=words)


def _rows(
    document: Document, cells: Sequence[tuple[int, int, Item]], lead: str
) -> Iterator[Group]:
    """Each row of a plan on a page that has three columns or more, by the first piece
    of each of its cells; a banner right above, "FIVE PILLARS", announces it.
    """
    rows: dict[int, dict[int, Item]] = defaultdict(dict)
    for row, column, item in cells:
        rows[row].setdefault(column, item)
    banner = ""
    for row in sorted(rows):
        titles = tuple(rows[row].values())
        if len(titles) >= _FEWEST_COLUMNS and row:
            yield Group("cells", titles, f"{lead}\n{banner}" if banner else lead)
        first = titles[0]
        banner = document.text[first.lead : first.end] if len(titles) == 1 else ""


_FEWEST_COLUMNS = 3  # of a row that is read across


def _cells(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """The first cells of the rows of a table, and the cells of its first row."""
    tables: dict[int, list[tuple[int, int, Item]]] = defaultdict(list)
    for item in items:
        block = document.blocks[item.block]
        if item.form is Form.CELL and block.table is not None:
            tables[block.table].append((block.row or 0, block.column or 0, item))
    for cells in tables.values():
        first_block = min(item.block for _, _, item in cells)
        lead = lead_before(document, cells[0][2].lead, first_block)
        columns = {column for _, column, _ in cells}
        first_row = min(row for row, _, _ in cells)
        across = [item for row, _, item in cells if row == first_row]
        yield Group("cells", tuple(across), lead)
        yield from _rows(document, cells, lead)
        for column in sorted(columns)[:2]:
            below = [item for row, at, item in cells if at == column]
            head = document.text[below[0].start : below[0].end]
            yield Group("cells", tuple(below), lead)
            yield Group("cells", tuple(below[1:]), f"{lead}\n{head}")
