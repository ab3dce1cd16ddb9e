"""Groups of labelled items: "Priority 1" to "Priority 4", "Objective: …", and titles
that count on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from plancoder.coding.sections.labels import LABEL_WORDS, Label
from plancoder.coding.statements.group import (
    ANNOUNCES,
    FEWEST_COUNTED,
    Group,
    heading_group,
    lead_before,
)
from plancoder.coding.statements.items import (
    PART_WORDS,
    Form,
    Item,
    as_entry,
    follows,
    make_item,
)
from plancoder.coding.statements.mentions import facts_of
from plancoder.coding.statements.wording_ends import BARE_NUMBER
from plancoder.coding.statements.wordings import PLURAL, TITLE_END
from plancoder.models import Document


def continued_lists(document: Document, groups: Sequence[Group]) -> list[Group]:
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


def numbered_among(document: Document, groups: Sequence[Group]) -> Iterator[Group]:
    """Of lines below one announcement those that count from 1: "1 Calm lanes!", "No
    more races by night", "2 Warm halls!", "Nobody sits in the cold", "3 …".
    """
    for group in groups:
        if group.kind not in ("lines", "headings") or not PLURAL.search(group.lead):
            continue
        counted = {
            item: int(found[1])
            for item in group.items
            if (found := BARE_NUMBER.match(document.text, item.start, item.end))
        }
        from_one = list(counted.values()) == list(range(1, len(counted) + 1))
        if from_one and FEWEST_COUNTED <= len(counted) < len(group.items):
            yield replace(group, kind="headings", items=tuple(counted))


_ADDED_WITHIN = 8  # blocks between a list and what goes on with its numbers


def labelled_series(document: Document, items: Sequence[Item]) -> Iterator[Group]:
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
            yield _label_group(document, _without_title_behind(document, run))
    if "priority" not in series:
        yield from _parts_only(document, items)


def _parts_only(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Priorities numbered as parts of what stands above them and not themselves:
    "Priority 1.1" below "Aim 1", "Priority 2.1" below "Aim 2".
    """
    parts: dict[str, Item] = {}
    for item in items:
        label = item.label
        if label and label.sub and label.word == "priority" and item.start < item.end:
            parts.setdefault(label.number, item)
    if parts:
        yield _label_group(document, list(parts.values()))


def _without_title_behind(document: Document, run: Sequence[Item]) -> Sequence[Item]:
    """A run of labels without the title that runs on behind its last one, where that
    ends a block further on: "Aim 1 – Calm lanes Aim 2 – Warm the halls What we will
    see", then "• Fewer crashes Aim 2 – Warm the halls".
    """
    *others, last = run
    if not others or others[-1].block != last.block:
        return run
    text, ends = document.text, {block.end for block in document.blocks}
    for title in _TITLE_BEHIND.finditer(text, last.start, last.end):
        words = text[last.lead : title.start()]
        again = text.find(words, last.end)
        few = len(text[last.start : title.start()].split()) < _LEAST_ALONE
        if not few and again >= 0 and again + len(words) in ends:
            return [*others, last._replace(end=title.start())]
    return run


_TITLE_BEHIND = re.compile(r"\s+(?=[A-Z])")
_LEAST_ALONE = 3  # words; fewer may be the first line of a broken title


def counted_titles(document: Document, items: Sequence[Item]) -> Iterator[Group]:
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
        elif item.number in ("1", "A", "I") or item.number.endswith(".a"):
            yield from _mixed_titles(document, run)
            run = [item]
    yield from _mixed_titles(document, run)


def _mixed_titles(document: Document, run: Sequence[Item]) -> Iterator[Group]:
    forms = {item.form for item in run}
    gaps = all(b.block - a.block > 1 for a, b in pairwise(run))
    parted = gaps and forms == {Form.BULLET}
    roman = bool(run) and (run[0].number == "I" or run[0].number.endswith(".a"))
    if len(run) >= FEWEST_COUNTED and (len(forms) > 1 or parted or roman):
        yield heading_group(document, run)


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


def named_series(document: Document) -> Iterator[Group]:
    """Lines that begin with the same words and count from 1: "Big job 1 Calm lanes",
    "Big job 2 Warm halls", "Big job 3 Dry cellars", whatever the words; or with the
    same letters: "LP1 Calm lanes", "LP2 Warm halls". "Big job 1" may stand alone, above
    its title.
    """
    series: dict[str, list[Item]] = defaultdict(list)
    digits = facts_of(document.text).digits
    for index, block in enumerate(document.blocks):
        if not digits.between(block.start, block.end):
            continue
        found = _NAMED.match(
            document.text, block.start, block.end
        ) or _NAMED_ALONE.fullmatch(document.text, block.start, block.end)
        if found is None or found["name"].split()[0].casefold() in _NO_NAMES:
            continue
        if document.text.find("?", found.end(), block.end) >= 0:
            continue  # the next question of a form goes on with its numbers
        run = series[found["name"]]
        if int(found["number"]) == len(run) + 1:
            written = found["number"]
            label = Label(found["name"].casefold(), written, block.start, found.end())
            for item in _named_item(document, index, found.end()):
                run.append(item._replace(lead=block.start, label=label))
    for run in series.values():
        if len(run) >= FEWEST_COUNTED:
            lead = lead_before(document, run[0].lead)
            entries = all(item.page is not None for item in run)
            yield Group("labels", tuple(map(as_entry, run) if entries else run), lead)


def _named_item(document: Document, index: int, behind: int) -> Iterator[Item]:
    """What stands behind the name and number of a block, or, where nothing does, the
    title right below it.
    """
    block = document.blocks[index]
    if behind < block.end:
        yield from make_item(document.text, behind, block.end, Form.LINE, index)
        return
    for below in document.blocks[index + 1 : index + 2]:
        if below.end - below.start <= _LONGEST_TITLE:
            yield from make_item(
                document.text, below.start, below.end, Form.HEADING, index + 1
            )


_LONGEST_TITLE = 110  # characters
_NAMED_ALONE = re.compile(
    r"(?P<name>[A-Z][a-z]+(?: [a-z]+)?) (?P<number>\d)(?: is(?: to)?)?:?"
)
_NAMED = re.compile(
    r"(?P<name>[A-Z][a-z]+(?: [a-z]+)?(?= )|[A-Z]{1,4}) ?(?P<number>\d)\b"
    r"\s*[:.–—-]?\s+(?=[A-Z][\w’'-]*,? )"
)
# What counts other parts of a document, and what other labels are read by.
_NO_NAMES = frozenset(
    {
        *LABEL_WORDS, *PART_WORDS, "agenda", "annex", "annexe", "appendix", "article",
        "chart", "figure", "item", "level", "map", "note", "page", "phase", "quarter",
        "question", "schedule", "stage", "step", "strategic", "table", "tier", "year",
    }
)  # fmt: skip


def bare_labelled(document: Document, items: Sequence[Item]) -> Iterator[Group]:
    """Items with one label word and no number: "Objective: Safer roads"."""
    by_word: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.bare and item.start < item.end:
            by_word[item.bare].append(item)
    for found in by_word.values():
        yield replace(_label_group(document, found), kind="bare labels")


def kicker_labels(document: Document) -> Iterator[Group]:
    """Titles each of which stands below the same label alone on its line, "Priority
    area", as on the cards of a web page.
    """
    text, blocks = document.text, document.blocks
    by_word: dict[str, list[Item]] = defaultdict(list)
    for index, (block, below) in enumerate(pairwise(blocks)):
        kicker = _KICKER.fullmatch(text, block.start, block.end)
        short = below.end - below.start <= _LONGEST_TITLE
        if kicker and short and text[below.end - 1] not in ".:;":
            title = Item(below.start, below.end, Form.HEADING, index + 1, block.start)
            by_word[kicker[1].casefold()].append(title)
    for titles in by_word.values():
        if len(titles) >= FEWEST_COUNTED:
            lead = lead_before(document, titles[0].lead)
            items = tuple(one._replace(bare="priority") for one in titles)
            yield Group("bare labels", items, lead)


_KICKER = re.compile(
    r"((?:key |strategic |our )?(?:priority|objective|theme|aim|goal|pledge|pillar))"
    r"(?: area)?",
    re.IGNORECASE,
)


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
    begins = [_TEXT_BEHIND.search(text, item.start, item.end) for item in series]
    ends = [
        found.start() if found and _is_prose(text[found.end() : item.end]) else 0
        for found, item in zip(begins, series, strict=True)
    ]
    long = [len(text[item.start : item.end].split()) > _TITLE_MOST for item in series]
    cut = sum(bool(end) and more for end, more in zip(ends, long, strict=True))
    if cut < max(2, _MOSTLY * len(series)):
        return series
    return [
        item._replace(end=end) if end and more else item
        for item, end, more in zip(series, ends, long, strict=True)
    ]


def _is_prose(words: str) -> bool:
    """Whether most of the longer words begin with small letters, as in no title: "Kit
    and Training to Do the Job Well" is one.
    """
    longer = [word for word in words.split() if len(word) > _SHORT_WORD]
    return 2 * sum(word[0].islower() for word in longer) >= len(longer)


_SHORT_WORD = 3  # letters
# A capital behind a word that may end a title, with small letters behind it. Names
# stand behind "of", "in" and the like.
_TEXT_BEHIND = re.compile(rf"{TITLE_END}(?<!\bthat)\s+(?=[A-Z][\w’'-]*,?\s+[a-z\d£])")

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
