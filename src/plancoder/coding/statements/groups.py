"""Groups: items that are siblings, with the words that announce them. A group never
loses a member because of what that member says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Prefix

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.alike import chapters_alike
from plancoder.coding.statements.items import (
    Form,
    Item,
    contents_runs,
    follows,
    is_mark,
    is_page,
    make_item,
    shorten_last,
)
from plancoder.coding.statements.titled import titled_parts
from plancoder.models import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Group:
    """Siblings that together could be the priorities of a plan.

    `kind`: labels, list, lines, headings, contents, sentence, cells. `lead` is the text
    that announces them, blank where nothing stands before them that could.
    """

    kind: str
    items: tuple[Item, ...]
    lead: str = ""
    distance: int = 0  # blocks between the announcement and the first item
    recurring: str = ""  # the words that follow each of them


_LEAD_REACH = 400  # characters of the sentences before a list that may announce it
_FARTHEST = 3  # blocks between an announcement and its list, as where columns weave


def find_groups(document: Document, items: Sequence[Item]) -> list[Group]:
    """All groups of siblings in a document, each with at least two items."""
    runs = contents_runs(list(items))
    inside = {index for run in runs for index in run}
    groups = [
        *_labelled(document, items),
        *_bare_labelled(document, items),
        *_prose(document),
        *_lists(document, items),
        *_lines(document, items, inside),
        *_announced_runs(document, items),
        *_headings(document, items, inside),
        *_contents(document, items, runs),
        *_sentences(document),
        *_cells(document, items),
        *_alike(document),
        *_ordinals(document),
        *_titled(document, items, inside),
    ]
    titles = _titles(document, items)
    return [
        _without_numbers(document, _unwoven(document, group, titles))
        for group in groups
        if len(group.items) > 1 or (group.items and group.kind == "list")
    ]


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


_FOCUS = re.compile(
    r"\b(?:focus|matters most|what (?:I|we) (?:will|want))\b", re.IGNORECASE
)


def _titles(document: Document, items: Sequence[Item]) -> dict[str, list[list[str]]]:
    """The words of headings and contents entries, by the first letters of the first."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for item in items:
        if item.number or item.form in (Form.HEADING, Form.CONTENTS, Form.LINE):
            words = plain(document.text[item.start : item.end]).split()
            if _TITLE_LEAST <= len(words) <= _MOST_WORDS:
                found[words[0][:_ALIKE_LETTERS]].append(words)
    return found


_TITLE_LEAST = 3  # words of the shortest title that tells where an item ends
_ALIKE_LETTERS = 3


def _unwoven(
    document: Document, group: Group, titles: dict[str, list[list[str]]]
) -> Group:
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


def _title_end(text: str, item: Item, titles: dict[str, list[list[str]]]) -> int:
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
    same = Prefix.similarity(one, other)
    return same >= min(_ALIKE_LETTERS, len(one), len(other)) and (
        _AKIN * min(len(one), len(other)) <= same
    )


_AKIN = 0.7  # share of the shorter word that two forms of it have in common


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
    series: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        label = item.label
        if label is None or label.sub or item.start >= item.end:
            continue
        if not label.closed and document.text[item.start].islower():
            continue  # "Priority 1 rests on …" only speaks of it
        open_series = series[label.word]
        if open_series and not _goes_on(open_series, item):
            yield _label_group(document, open_series)
            open_series = series[label.word] = []
        if not open_series or open_series[-1].label != label:
            open_series.append(item)
    for rest in series.values():
        if rest:
            yield _label_group(document, rest)


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
    announced = ANNOUNCES.search(last) or PLURAL.search(last[-_LABEL_REACH:])
    return Group("labels", tuple(series), lead if announced else "")


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


def lead_before(document: Document, offset: int, block: int) -> str:
    """The last words before a list: its paragraph's end and the heading above it."""
    text, blocks = document.text, document.blocks
    own = text[blocks[block].start : offset].strip()
    parts = [own] if own else []
    at = block - 1
    while at >= 0 and len(parts) < 2:
        if is_page(text[blocks[at].start : blocks[at].end]):
            at -= 1
            continue
        parts.insert(0, text[blocks[at].start : blocks[at].end])
        if blocks[at].kind is BlockKind.HEADING:
            break
        at -= 1
    joined = "\n".join(parts)
    return joined[-_LEAD_REACH:]


def _lists(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Runs of bullets or numbered items: those of the outermost depth."""
    run: list[Item] = []
    for one in items:
        if is_page(document.text[one.start : one.end]):
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
    between = document.blocks[before.block + 1 : item.block]
    if before.block == item.block and ANNOUNCES.search(
        document.text[before.end : item.lead].rstrip("•●▪■◦o ")
    ):
        return False
    return not anew and all(
        block.kind is BlockKind.QUOTE or is_page(document.text[block.start : block.end])
        for block in between
    )


def _list_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    if not run:
        return
    yield from _opened_lists(document, run)
    chosen = _outermost(document, run)
    for at, item in enumerate(chosen[:-_FEWEST], start=1):
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
    """The lists that an item opens: "10. There are twelve priorities:" and its "
    "bullets.
    """
    inner: list[Item] = []
    lead = ""
    for item in run:
        words = document.text[item.start : item.end]
        opens = bool(ANNOUNCES.search(words)) and (bool(item.number) or not lead)
        if opens or (lead and item.number):
            if inner:
                yield Group("list", tuple(_outermost(document, inner)), lead)
            inner, lead = [], words if opens else ""
        elif lead:
            inner.append(item)
    if inner:
        yield Group("list", tuple(_outermost(document, inner)), lead)


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


ANNOUNCES = re.compile(r":\s*[-–—]?\s*$")


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
            return words[-_LEAD_REACH:], distance - 1
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
        line = item.form is Form.LINE and not ANNOUNCES.search(
            document.text[item.start : document.blocks[item.block].end]
        )
        words = document.text[item.start : item.end]
        titled = _is_title(words) and plain(words) not in entries
        line = line and len(words.split()) <= _MOST_WORDS and not titled
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


def _ends_in_stop(document: Document, item: Item) -> bool:
    """Whether a line is a sentence of its own: "You will find more below."."""
    words = document.text[item.start : item.end]
    glossed = re.search(r"[:–—]\s", words) is not None
    return words.endswith(".") and len(words.split()) > _TITLE_WORDS and not glossed


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
            yield Group("lines", tuple(run), lead[-_LEAD_REACH:])


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
    later = document.blocks[item.block + 1 :]
    return is_common(document, item) or any(
        block.kind is BlockKind.HEADING and block.level == item.depth for block in later
    )


def _line_groups(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    """The lines with what stands before them; and, where the first of them speaks of
    the others ("This is where my effort will go"), the others with that.
    """
    yield Group("lines", tuple(run), lead_before(document, run[0].lead, run[0].block))
    first = document.text[run[0].start : run[0].end]
    others = [item for item in run[1:] if not _is_sentence(document, item)]
    if len(others) >= _FEWEST and SPEAKS.search(first) and first[-1] not in ".!?":
        yield Group("lines", tuple(others), first)


# Words of one who writes, in a line that leads to others without a colon.
SPEAKS = re.compile(r"\b(?:I|we|my|our|this plan|the plan|the commissioner)\b", re.I)


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
            middle = [one for one in run if one.block > last_common.get(item.depth, -1)]
            yield Group("chapters", tuple(middle))
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
    tongues = title.split("/")  # "Arian / Money"
    if deeper and not any(COMMON_CHAPTER.match(one.strip()) for one in tongues):
        return False
    return is_common(document, heading)


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
        run = []
        for other in items[at:]:
            if other.form is Form.HEADING and other.depth < item.depth:
                break
            if other.form is Form.HEADING and other.depth == item.depth:
                run.append(other)
        yield Group("headings", tuple(run), words[-_LEAD_REACH:])


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
        yield from _chapters(
            document, [one for one in entries if "." not in one.number]
        )


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
        if shared >= _MOTTO_WORDS and 2 * shared > len(mine):
            return plain(words) != plain(title) and not _PAGE_END.search(words)
    return False


_COVER_BLOCKS = 8  # blocks of a cover, before the contents
_PAGE_END = re.compile(r"\d\s*$")


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


# Titles of chapters that every plan has, whatever its priorities.
COMMON_CHAPTER = re.compile(
    r"\b(?:foreword|preface|introduc\w+|welcome|opening (?:words|remarks)|greeting|"
    r"message|a word|words? (?:from|of)|writes|letter|about|executive summary|summary|"
    r"at a glance|in (?:short|brief|figures)|contents|vision|values|background|"
    r"context|who|what|how|why|where|when|looking back|history|facts?|figures|"
    r"profile|area|people and place|place and people|partners?|partnerships?|"
    r"joining forces|working (?:together|with)|collaborat\w+|national|statutory|duties|"
    r"requirements?|legal|law|regional|role|governance|scrutiny|accountab\w+|openness|"
    r"open book|answering|holding|perform\w+|measur\w+|results?|judged|targets|"
    r"progress|monitor\w+|review|reporting|checking|deliver\w+|money|financ\w+|"
    r"fund\w+|budget\w*|spend\w*|grants?|precept|resources|income|commission\w+|buy|"
    r"consult\w+|listening|your (?:views?|say)|voices?|feedback|told|survey|engag\w+|"
    r"contact\w*|touch|reach|talking|take part|lend a hand|volunteer\w*|glossary|"
    r"words explained|abbreviations|annex\w*|appendi\w+|further|more|useful|formats?|"
    r"next|future|thanks|acknowledg\w+|index|evidence|data|sources|strategic (?:aims?|"
    r"objectives?|priorities|themes?)|key messages|plan|commissioner|chief constable|"
    r"panel|pledges?|equality|diversity|estates?|references|reading|read on|links|"
    r"complaints?|(?:in|our) numbers|our year|so far|nutshell|policy|"
    r"environment|purpose|(?:our|my) mission|we serve)\b",
    re.IGNORECASE,
)


def _is_marked(document: Document, item: Item) -> bool:
    """Whether a list mark stands before an entry."""
    block = document.blocks[item.block]
    first = block.kind is BlockKind.BULLET and item.lead == block.start
    return is_mark(document.text, item.lead) or (first and not item.number)


def _chapters(document: Document, entries: Sequence[Item]) -> Iterator[Group]:
    """Runs of entries that no plan must have, each with the entry before as parent."""
    parent = ""
    run: list[Item] = []
    for entry in entries:
        if run and _is_marked(document, entry) is not _is_marked(document, run[-1]):
            yield Group("chapters", tuple(run), parent)
            run, parent = [], document.text[run[-1].start : run[-1].end]
        below = bool(PLURAL.search(parent))
        if _ends_part(document, entry, below) or _is_motto(document, entry):
            if run:
                yield Group("chapters", tuple(run), parent)
            run, parent = [], document.text[entry.start : entry.end]
        else:
            run.append(entry)
    if run:
        yield Group("chapters", tuple(run), parent)


def is_common(document: Document, item: Item) -> bool:
    """Whether an item is titled as a chapter of any plan: "Foreword", not "Working
    with the young" nor "Priority 2: Our area".
    """
    title = document.text[item.start : item.end]
    if item.label:
        return False
    if PLURAL.search(title) and len(title.split()) <= _TITLE_WORDS:
        return True
    if _VALUE.search(title):
        return False
    return bool(COMMON_CHAPTER.search(title)) and not _acts(title)


# What many plans strive for, though it speaks of money.
_VALUE = re.compile(r"\bvalue (?:for|from|and)\b|\band value\b", re.IGNORECASE)
_TITLE_WORDS = 5  # of the longest title such as "Police and Crime Plan priorities"


_PLURALS = (
    r"(?:priorities|objectives|themes|aims|goals|missions|promises|pledges|pillars|"
    r"ambitions|commitments|blaenoriaethau|amcanion|addewidion)"
)
PLURAL = re.compile(rf"\b{_PLURALS}\b", re.IGNORECASE)
_NUMBERS = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
]  # fmt: skip
_SAID = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}}(?=\s+(?-i:[a-z]))|half a dozen)\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?[‘“'\"]?(?:{_PLURALS}|areas|outcomes|strands|"
    r"headings|subjects|things|chapters|sections)\b",
    re.IGNORECASE,
)


def number_said(text: str) -> int:
    """How many a text says there are: `four main goals` 4; 0 where it does not say."""
    return next((number for _, number in reversed(numbers_said(text))), 0)


def numbers_said(text: str) -> list[tuple[int, int]]:
    """All such numbers of a text in order, each with its place."""
    found = []
    for one in _said_in_lines(text):
        written = one["number"].casefold()
        if written == "half a dozen":
            found.append((one.start(), 6))
        else:
            number = int(written) if written.isdigit() else _NUMBERS.index(written) + 2
            found.append((one.start(), number))
    return found


def _said_in_lines(text: str) -> Iterator[re.Match[str]]:
    """Matches of the pattern in lines that hold one of its nouns: asking for a noun
    first is many times cheaper.
    """
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if speaks_of(line, _COUNTED):
            yield from _SAID.finditer(text, start, end)
        start = end + 1


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """Whether any of the words, in small letters, stands anywhere in a text."""
    lower = text.lower()
    return any(word in lower for word in words)


_NOUNS = ("priorit", "objective", "theme", "aim", "goal", "mission", "promise",
          "pledge", "pillar", "ambition", "commitment", "area", "outcome", "strand",
          "heading", "subject", "thing", "matter", "they are", "these are")  # fmt: skip
_COUNTED = (*_NOUNS, "chapter", "section", "blaenoriaeth", "amcanion", "addewid")


def _acts(title: str) -> bool:
    """Whether a title begins as a priority does: "Working together", "Cut crime"."""
    if _OPENS_COMMON.match(title):
        return False
    first = plain(title).split(" ", 1)[0]
    return bool(first) and (first in IMPERATIVES or first.endswith("ing"))


_OPENS_COMMON = re.compile(
    r"\W*(?:opening|paying|looking (?:back|ahead)|getting (?:in|to)|measuring|"
    r"monitoring|funding|"
    r"reporting|listening|working (?:together|with|in partnership)|answering|talking|"
    r"holding|spending|checking|engaging|consulting|commissioning|volunteering|"
    r"policing|"
    r"delivering (?:this|the|my|our)|understanding|how|being open)\b",
    re.IGNORECASE,
)


IMPERATIVES = frozenset(
    {
        "act", "answer", "back", "be", "break", "bring", "build", "catch", "change",
        "champion", "challenge", "combat", "create", "cut", "deal", "deliver",
        "deter", "develop", "disrupt", "drive", "embed", "empower", "end", "engage",
        "ensure", "equip", "fight", "focus", "get", "give", "guard", "hear", "help",
        "improve", "increase", "inspire", "invest", "join", "keep", "lead",
        "lessen", "listen", "look", "lower", "maintain", "make", "modernise",
        "open", "prevent", "prioritise", "promote", "protect", "provide", "put",
        "raise", "rebuild", "reduce", "respond", "restore", "run", "safeguard",
        "save", "secure", "serve", "shield", "show", "spend", "stand", "stop",
        "strengthen", "support", "tackle", "target", "transform", "treat", "turn",
        "uphold", "use", "work",
    }
)  # fmt: skip


# ------------------------------------------------------------------------------------
# enumerations in a sentence

_KIND = (
    r"(?:priorit(?:y|ies)|objectives?|aims?|goals?|themes?|pledges|promises|missions?|"
    r"ambitions|commitments|pillars|outcomes|areas(?: of (?:focus|work))?|headings|"
    r"strands)"
)
_THINGS = rf"(?:{'|'.join(_NUMBERS)}) (?:things|matters|subjects)"
_ARE = r"(?:are|were|will be|remain|is|include)"
_AFTER_KIND = re.compile(
    rf"\b(?:{_KIND}|{_THINGS})\b[^.;\n]{{0,80}}?"
    rf"(?:\b{_ARE}(?: now| as follows| these)?\s*:|:|"
    rf"\b{_ARE}\b(?=\s+to\s))\s*",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"\b{_KIND}\s+[–—-]\s+(?P<items>[^.\n–—]{{10,400}}?)\s*(?:[–—]|\s-\s|\.)",
    re.IGNORECASE,
)
_BEFORE_KIND = re.compile(
    rf"(?P<items>[^.\n:]{{20,400}}?)\s+(?:are|were|will be)\s+(?:the|my|our|his|her|"
    rf"its)\s+(?:\w+\s+){{0,3}}?{_KIND}\b",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(r"(?:They|These)\s+are:\s*(?=\S)")


def _sentences(document: Document) -> Iterator[Group]:
    """Enumerations inside a sentence: "our aims are: a, b and c"; "a; b and c are the
    three themes"; "in four areas – a, b and c –".
    """
    text = document.text
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        yield from _parted_paragraph(document, block)
        words = text[block.start : block.end]
        if not speaks_of(words, _NOUNS) or not _KIND_WORD.search(words):
            continue
        for start, end in split_sentences(text, block.start, block.end):
            for span in _enumerations(text, start, end):
                index = document.block_index(start)
                parts = _parts(text, *span)
                items = [
                    item
                    for a, b in parts
                    for item in make_item(text, a, b, Form.INLINE, index)
                ]
                before = max(block.start, start - 250)
                lead = (
                    text[before : span[0]] if span[0] > start else text[span[1] : end]
                )
                yield Group("sentence", tuple(items), lead)


_KIND_WORD = re.compile(
    rf"\b(?:{_KIND}|{_THINGS})\b|(?:They|These) are:", re.IGNORECASE
)
_SHORTEST_LIST = 15  # characters of "safety and trust"


def _parted_paragraph(document: Document, block: Block) -> Iterator[Group]:
    """A list whose marks and lines were lost, below its announcement.

    "Our aims are:" above "Safe homes; Safe roads; and Safe schools." gives three.
    """
    text = document.text
    index = document.block_index(block.start)
    if not index or text.count(";", block.start, block.end) < _MARKS:
        return
    before = document.blocks[index - 1]
    lead = text[before.start : before.end][-_LEAD_REACH:]
    if ANNOUNCES.search(lead):
        parts = _parts(text, block.start, block.end)
        items = [
            item for a, b in parts for item in make_item(text, a, b, Form.INLINE, index)
        ]
        yield Group("sentence", tuple(items), lead)


_MARKS = 2  # semicolons of the shortest such list


def _enumerations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if found := _THEY_ARE.match(text, start, end):
        yield found.end(), end
    if not _KIND_WORD.search(text, start, end):
        return
    found = _AFTER_KIND.search(text, start, end)
    if found and end - found.end() > _SHORTEST_LIST:
        yield found.end(), end
    if found := _DASHED.search(text, start, end):
        yield found.span("items")
    if found := _BEFORE_KIND.match(text, start, end):
        yield found.span("items")


_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|next|final|last|other|main|"
    r"top|overriding|number one"
)
_MINE = re.compile(
    rf"\W*(?:(?:{_ORDINAL})(?:ly)?,?\s+)?(?:my|our|the)\s+(?:(?:{_ORDINAL})\s+)?"
    r"(?:priority|pledge|promise|objective|aim|goal|commitment)\s+(?:is|will be|"
    r"remains)\b",
    re.IGNORECASE,
)
_PLEDGE = re.compile(
    r"\W*(?:so\s+|and\s+)?(?:I|we)\s+(?:pledge|promise|commit)\b", re.IGNORECASE
)
_WILL = re.compile(
    rf"\W*(?:(?:{_ORDINAL})(?:ly)?,?\s+)?(?:so\s+|and\s+)?(?:I|we)\s+(?:will|shall|"
    r"am determined to|want to)\b",
    re.IGNORECASE,
)


# What a sentence of these kinds holds, asked of a paragraph before it is cut.
_SAYS = re.compile(
    r"\b(?:I|[Ww]e)\s+(?:will|shall|am|want|pledge|promise|commit)\b|\b(?:[Mm]y|[Oo]ur|[Tt]he)"
    r"\s+(?:[\w-]+\s+)?(?:[\w-]+\s+)?(?:priority|pledge|promise|objective|aim|goal|"
    r"commitment)\s+(?:is|will|remains)\b"
)


def _prose(document: Document) -> Iterator[Group]:
    """Sentences that say "My first priority is …", "I pledge to …", "I will …"."""
    found: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for kind, title, item in _said(document):
        found[kind, title].append(item)
    intents = sum(bool(_INTENTS.search(title)) for _, title in found)
    for (kind, title), items in found.items():
        lead = lead_before(document, items[0].lead, items[0].block)
        if PROMISES.search(title):
            lead = title
        if intents < 2 or not _INTENTS.search(title):
            yield Group(kind, tuple(items), lead)


def _said(document: Document) -> Iterator[tuple[str, str, Item]]:
    """Such sentences, each with its kind; those with "will" also with the heading that
    promises, or with all headings above.
    """
    text = document.text
    above: dict[int, str] = {}
    for index, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            above = {
                level: name for level, name in above.items() if level < block.level
            }
            above[block.level] = text[block.start : block.end]
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        if not _SAYS.search(text, block.start, block.end):
            continue
        title = next(filter(PROMISES.search, above.values()), "\n".join(above.values()))
        for start, end in split_sentences(text, block.start, block.end):
            item = Item(start, end, Form.INLINE, index, start)
            if _MINE.match(text, start, end):
                yield "prose mine", "", item
            elif _PLEDGE.match(text, start, end):
                yield "prose pledge", "", item
            elif _WILL.match(text, start, end) and text[end - 1] != ":":
                yield "prose will", title.split("(")[0].strip(), item


_INTENT = r"(?:what|how)\s+(?:I|we)\s+(?:will|shall|want|plan|intend|mean)\b"
PROMISES = re.compile(
    rf"(?:^|/)\W*(?:{_INTENT}|my\s+(?:promises?|plans?|offer)\b)", re.IGNORECASE
)
# Where such headings come again and again, they open the detail of each part.
_INTENTS = re.compile(rf"(?:^|/)\W*{_INTENT}", re.IGNORECASE)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an enumeration: between semicolons, else commas, with its last
    "and"; "to cut … and to help …" parts at each "to".
    """
    inner = text[start:end]
    if inner.startswith("to ") and inner.count(" to ") == 0:
        start, inner = start + 3, inner[3:]
    if inner.startswith("to ") and inner.count(" to ") and ";" not in inner:
        mark = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?=to\s)")
    elif ";" in inner:
        mark = re.compile(r"\s*;\s*(?:and\s+)?")
    else:
        mark = re.compile(r"\s*,\s*(?:and\s+)?")
    cuts = list(mark.finditer(text, start, end))
    spans = []
    at = start
    for cut in cuts:
        spans.append((at, cut.start()))
        at = cut.end()
    spans.append((at, end))
    last = _last_and(text, spans) if cuts and not re.match(r"to\s", inner) else None
    if last:
        spans[-1:] = [(spans[-1][0], last.start()), (last.end(), spans[-1][1])]
    return [span for span in spans if text[slice(*span)].strip()] if cuts else []


_ORDINALS = re.compile(
    r"(?:and\s+)?(?:first(?:ly| and foremost)?|second(?:ly)?|third(?:ly)?|"
    r"fourth(?:ly)?|"
    r"fifth(?:ly)?|sixth(?:ly)?|finally|lastly)(?:,|:| is| comes)\s+",
    re.IGNORECASE,
)


def _ordinals(document: Document) -> Iterator[Group]:
    """Sentences that count: "First, calmer roads. Second, warmer halls."."""
    text = document.text
    for index, block in enumerate(document.blocks):
        if not _SECOND.search(text, block.start, block.end):
            continue
        items: list[Item] = []
        for start, end in split_sentences(text, block.start, block.end):
            if found := _ORDINALS.match(text, start, end):
                items.append(Item(found.end(), end, Form.INLINE, index, start))
        if items:
            lead = text[block.start : items[0].lead].strip()
            yield Group("sentence", tuple(items), lead[-_LEAD_REACH:])


_SECOND = re.compile(r"\bSecond(?:ly)?\b")


def _alike(document: Document) -> Iterator[Group]:
    for words, titles in chapters_alike(document):
        first = titles[0]
        lead = lead_before(document, first.lead, first.block)
        if not ANNOUNCES.search(lead):
            lead = ""
        yield Group("alike", tuple(titles), lead, recurring=words)


_AND = re.compile(r"\s+and\s+(?=(?P<next>\S+))")


def _last_and(text: str, spans: Sequence[tuple[int, int]]) -> re.Match[str] | None:
    """The "and" before the last part of an enumeration: the one behind which a part
    begins as the others do, else the one that cuts most evenly.

    "cutting theft, helping victims and witnesses and calming roads" parts before
    "calming"; "Safe homes; Safe and clean roads and Calm parks" before "Calm".
    """
    *others, (start, end) = spans
    found = list(_AND.finditer(text, start, end))
    first = [text[a:b].split(" ", 1)[0] for a, b in others]
    for alike in (_is_ing, str.istitle):
        fitting = [one for one in found if alike(one["next"])]
        if first and all(map(alike, first)) and fitting:
            return fitting[-1]
    return min(
        found, key=lambda one: abs(one.start() + one.end() - start - end), default=None
    )


def _is_ing(word: str) -> bool:
    return word.endswith("ing")


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
        for column in sorted(columns)[:2]:
            below = [item for row, at, item in cells if at == column]
            head = document.text[below[0].start : below[0].end]
            yield Group("cells", tuple(below), lead)
            yield Group("cells", tuple(below[1:]), f"{lead}\n{head}")
        across = [item for row, _, item in cells if row == min(r for r, _, _ in cells)]
        yield Group("cells", tuple(across), lead)
