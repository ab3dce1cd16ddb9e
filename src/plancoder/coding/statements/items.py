"""Items: the smallest pieces of a document that could be one priority each, whatever
their form. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from plancoder.coding.sections.labels import (
    LABEL_WORDS,
    Label,
    any_stop,
    number_in_figures,
    read_bare_label,
    read_label,
    read_suffix,
)
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.mentions import TextFacts, facts_of
from plancoder.coding.statements.wordings import PLURAL
from plancoder.models import Block, BlockKind, Document
from plancoder.number_words import NUMBER_WORDS, TO_TEN


class Form(StrEnum):
    """How an item stands in the document."""

    CONTENTS = "contents"
    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    INLINE = "inline"
    CELL = "cell"
    LINE = "line"


class Item(NamedTuple):
    """A piece that could be a priority; a named tuple, since so many are made.

    `start` to `end` is its wording in the text of the document, without label, number,
    list marker and page reference; the piece as a whole begins at `lead`.
    """

    start: int
    end: int
    form: Form
    block: int
    lead: int
    label: Label | None = None
    number: str = ""  # as printed, without its stop: "3", "6.4.1", "b"
    page: int | None = None  # page reference of a contents entry
    depth: int = 0  # level of a heading or bullet
    bare: str = ""  # label word without a number: "objective" for "Objective: …"
    entry: tuple[int, int] = (0, 0)  # the wording where it is a contents entry


# Words that number parts of a document and not its priorities.
PART_WORDS = ("section", "chapter", "part", "area", "headline", "point")
_GLYPH = re.compile(
    r"(?:^|(?<=\s))(?:[•●▪■◦►➤➢✓✔❖‣◆♦⬥○→»›*\uf0a7\uf0b7\uf0d8\uf0fc\uf076-]+\s+|"
    r"[o§]\s+(?=[A-Z]))(?=\S)"
)
_SURE_GLYPH = re.compile(
    r"(?:^|(?<=\s))(?:[•●▪■◦►➤➢✓✔❖‣◆♦⬥○→»›\uf000-\uf0ff]+\s*|[o§]\s+(?=[A-Z]))(?=\S)"
)
_INLINE_NUMBER = re.compile(
    r"(?:(?<=^)|(?<=\s)|(?<=[:;(]))\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,2}|"
    r"[a-hivx]{1,4}|[A-H](?=[.)]|\s+[A-Z]))"
    r"(?P<stop>[.)]\)?|(?=\s))\s+(?=[\"'“‘]?[A-Za-z])"
)
_NUMBER = re.compile(
    r"^\W{0,3}\(?(?P<number>\d{1,2}(?:\.\s?\d{1,2}){0,3}|[ivx]{1,4}\.[a-h](?=\s)|"
    r"[A-H]\.\d{1,2}(?=[\s.])|"
    r"[a-hA-H]|[ivx]{1,4}|"
    r"[IVX]{1,4}(?=[.)]\s))"
    r"(?:[.)]+\s*|(?<=[ivxA-H]\.[a-h\d])\s+|(?<=\d\.\d)\s+|(?<=\d\.\s\d)\s+|(?<=\d\.\d\d)\s+)(?=\S)"
)
# "A1 Calm lanes", "B2 Warm halls", "1a Calm lanes" or "1(a) Calm lanes": parts of
# themes.
_CODE = re.compile(
    r"(?P<number>[A-H][1-9]|[1-9][a-h]|[1-9]\([a-h](?=\)))[.:)]?\s+(?=[A-Z])"
)
# "A – Calm lanes", "[A] Calm lanes"
_LETTERED = re.compile(r"(?P<number>[A-H])\s+[–—-]\s+(?=[A-Z])")
_BOXED = re.compile(r"\[(?P<number>[A-H])\]\s+(?=[A-Z])")
# "1 – Calm lanes", "01 Calm lanes", "One: Calm lanes"
_COUNTED = re.compile(
    r"#?(?P<number>\d{1,2}(?=\s+[–—-]\s)|\d(?=st\s|nd\s|rd\s|th\s)|"
    r"(?<=#)\d{1,2}(?=\s)|0\d(?=\s)|"
    rf"(?i:{'|'.join(TO_TEN)})(?=\s*[:.–—-]\s))"
    r"(?:st|nd|rd|th)?\s*[:.–—-]?\s+(?=[“‘]?[A-Z])"
)
_ANY_NUMBER = re.compile(
    r"^\W{0,3}\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[a-hivx]{1,4}|"
    r"[A-H](?=[.)]|\s+[A-Z]))"
    r"[.)]*\s+(?=\S)"
)
_PAGE = (
    r"(?:pages?\s*|p\.?\s*)?\d{1,3}"
    r"(?:\s*[-–—/&,]\s*\d{1,3}|(?<=pages \d)(?: to | and )\d{1,3}|"
    r"(?<=pages \d\d)(?: to | and )\d{1,3})?"
)
_PAGE_AFTER = re.compile(
    rf"(?P<gap>[\s.…·_]+(?:[/|]\s+)?)(?:(?P<page>{_PAGE})|\((?P<inside>\d{{1,3}})\))"
    r"\s*$",
    re.IGNORECASE,
)
_PAGE_BEFORE = re.compile(
    r"^\W*(?:pp?\.?\s?)?(?P<page>\d{1,3}(?:\s*[-–—/]\s*\d{1,3})?)\s+(?:[/|–—-]\s+)?"
    r"(?=[^\W\d_])"
)
_ONLY_PAGE = re.compile(rf"^\W*{_PAGE}\W*$", re.IGNORECASE)
_INNER_PAGE = re.compile(
    r"\s*(?:[.…·_]{2,}\s*|\s)(?:pp?\.?\s?)?\d{1,3}(?:\s*[-–—/]\s*\d{1,3})?"
    r"(?=\s+(?:[|\d]|[A-Z])|\s*[|]?\s*$)"
)
# Among them "xx", where a draft will have its page.
_TRAIL = re.compile(r"(?:\s*[;,•●▪◆■–—-]|\s*;?\s+(?:and|&)|\s+xx)+\s*$")
_LONE_LABEL = re.compile(
    r"^\W*(?:[A-Za-z&']+\s+){0,3}(?:"
    + "|".join((*LABEL_WORDS, *PART_WORDS))
    + r")\s+\d{1,2}(?:\s+of\s+\d{1,2})?\W*$",
    re.IGNORECASE,
)
_SHORT = 260  # characters of the longest line that may be an item


def find_items(document: Document) -> list[Item]:
    """All items of a document in order, those run together on one line cut apart."""
    items: list[Item] = []
    right: list[Item] = []
    pairs = _pairs_of_entries(document)
    for index, block in enumerate(document.blocks):
        if found := pairs.get(index):
            items += make_item(document.text, *found.span("left"), Form.LINE, index)
            right += make_item(document.text, *found.span("right"), Form.LINE, index)
            continue
        if right and not _ENDS_IN_PAGE.search(document.text, block.start, block.end):
            items, right = [*items, *right], []
        if block.kind is not BlockKind.QUOTE:
            last = items[-1].number if items else ""
            items.extend(_items_of(document.text, index, block, last))
    items = _label_lines(document, [*items, *right])
    for run in contents_runs(items):
        for at in run:
            items[at] = as_entry(items[at])
        _take_numbers(document.text, items, run)
    return items


def _take_numbers(text: str, items: list[Item], run: Sequence[int]) -> None:
    """Take the numbers or letters off entries that count up without stops: "4 Calm
    lanes … 8" below "3 Money … 6", "IV Calm lanes … 8", "Chapter Four Calm lanes … 8".
    """
    found = {at: _BARE_NUMBER.match(text, items[at].start, items[at].end) for at in run}
    written = [number[1] for number in found.values() if number]
    counted = [str(number) for number in range(1, len(written) + 1)]
    counts = [number_in_figures(one) for one in written] == counted
    if len(written) < _FEWEST_NUMBERED or not counts:
        return
    for at, number in found.items():
        if number:
            items[at] = items[at]._replace(start=number.end(), number=number[1])


_BARE_NUMBER = re.compile(
    r"(?:(?:Section|Chapter|Part)\s+)?"
    rf"(\d{{1,2}}|[A-H]|[IVX]{{1,5}}|{'|'.join(w.title() for w in NUMBER_WORDS)})"
    r"[.:]?\s+(?=[^\W\d_])"
)
_FEWEST_NUMBERED = 4  # entries that count up


def as_entry(item: Item) -> Item:
    """An item as an entry of a contents page, without its page number."""
    start, end = item.entry if item.entry[1] else (item.start, item.end)
    return item._replace(start=start, end=end, form=Form.CONTENTS)


# "Welcome 2 | Priority 3: Safe schools 12": two entries of a contents page on a line.
_TO_PAGE = r"(?:\W{0,4}?\s|\s?[.…·_]{2,}\s?)\d{1,3}(?:\s?[–-]\s?\d{1,3})?"
_PAIR = re.compile(
    rf"(?P<left>[‘“]?[^\W\d_].*?[^\W\d_]{_TO_PAGE})\s*\|?\s+"
    rf"(?P<right>[‘“]?[^\W\d_].*[^\W\d_]{_TO_PAGE})"
)
_ENDS_IN_PAGE = re.compile(r"\s\d{1,3}\s*\Z")


def _pairs_of_entries(document: Document) -> dict[int, re.Match[str]]:
    """Blocks that hold an entry of each of two columns, where three or more do; the
    pages of both columns rise.
    """
    found = {
        index: pair
        for index, block in enumerate(document.blocks)
        if block.end - block.start <= _SHORT
        and document.text[block.end - 1 : block.end].isdigit()
        and (pair := _PAIR.fullmatch(document.text, block.start, block.end))
        and not _is_label(pair["left"])
    }
    pages = [
        [int(re.split(r"\D", pair[side])[-1]) for pair in found.values()]
        for side in ("left", "right")
    ]
    rise = all(a <= b for column in pages for a, b in pairwise(column))
    return found if len(found) >= _FEWEST_PAIRS and rise else {}


def _is_label(words: str) -> bool:
    """Whether words are nothing but a label: "Priority 1", "Blaenoriaeth 1"."""
    label = read_label(words)
    return label is not None and label.end >= len(words.rstrip())


_FEWEST_PAIRS = 3


def _items_of(text: str, index: int, block: Block, last: str) -> Iterator[Item]:
    cuts = _cuts(text, block.start, block.end, last)
    if not cuts and block.kind is BlockKind.BULLET:
        cuts = _second_item(text, block)
    if len(cuts) > 1:
        yield from shorten_last(text, list(_cut_items(text, index, block, cuts)))
        return
    if block.end - block.start > _SHORT and block.kind is BlockKind.PARAGRAPH:
        label = read_label(text[block.start : block.end], block.start)
        if label is not None and label.closed:
            end = next(split_sentences(text, label.end, block.end), (0, block.end))[1]
            yield from make_item(text, block.start, end, Form.LINE, index)
        return
    form = _FORMS.get(block.kind, Form.LINE)
    colon = text.rfind(":", block.start, block.end) >= 0
    if colon and (led := _LEADS_AT_END.search(text, block.start, block.end)):
        yield from make_item(text, block.start, led.start(), form, index, block.level)
        return
    titled = text[block.start : block.start + 1] in _TITLE_LETTERS
    if titled and (title := _GLUED_TITLE.match(text, block.start, block.end)):
        yield from make_item(text, block.start, title.end(1), form, index, block.level)
        yield from make_item(text, title.end(), block.end, form, index, block.level)
        return
    yield from make_item(text, block.start, block.end, form, index, block.level)


def _second_item(text: str, block: Block) -> list[_Cut]:
    """The two items of a bullet in which another mark stands: "Calm lanes o Warm
    halls", whose first mark was taken off.
    """
    if not facts_of(text).list_marks.between(block.start, block.end):
        return []
    mark = _SURE_GLYPH.search(text, block.start + 1, block.end)
    at = mark.start() if mark else block.start
    return [_Cut(block.start, "glyph"), _Cut(at, "glyph")] if mark else []


# "• Warm halls. To bring this about we have:", above other bullets, or "• Warm halls,
# with two matters that cut across them:".
_LEADS_AT_END = re.compile(
    r"(?<=[a-z)])(?:\.\s+[A-Z]|[,;]?\s+(?:and|plus|(?:together )?with)\s+(?:two|three|"
    r"four|five|some|other|further|a few)\s)[^.:;]{10,160}:\s*\Z"
)
# "My priorities Safer roads 6": a part of a contents page whose line was lost.
_GLUED_TITLE = re.compile(
    r"((?:(?:My|Our|The|Strategic|Key|Police and Crime)\s+)+"
    r"(?:[Pp]riorities|[Oo]bjectives|[Pp]ledges|[Tt]hemes|[Aa]ims))[\s:.]+(?=[A-Z])"
)
_TITLE_LETTERS = frozenset("MOTSKP")  # with which its words begin
_FORMS = {
    BlockKind.HEADING: Form.HEADING,
    BlockKind.BULLET: Form.BULLET,
    BlockKind.TABLE_CELL: Form.CELL,
}


def make_item(
    text: str,
    lead: int,
    end: int,
    form: Form,
    block: int,
    depth: int = 0,
    *,
    numbered: bool = False,
) -> Iterator[Item]:
    """The item between `lead` and `end`; none where nothing but a mark stands there."""
    start = lead + _mark_length(text[lead:end])
    page, stop, skip = _page_reference(text, start, end, form)
    words = text[start:stop]
    label = _label(words, start) or (
        _label(text[start + skip : stop], start + skip) if skip else None
    )
    bare = None if label else read_bare_label(words)
    suffix = None if label or bare else _suffix(text, start, stop)
    number = ""
    if label:
        start, end = label.end, stop
        if form in (Form.LINE, Form.BULLET):
            end = stop = _first_sentence(text, start, end)
        skip = 0
    elif bare:
        start += bare[1]
    elif suffix:
        label, end, stop = suffix, suffix.start, suffix.start
    elif found := _number_before(words, numbered=numbered):
        number = _in_figures(found["number"])
        start += found.end()
        skip = max(0, skip - found.end())
    entry = trim(text, start + skip, stop) if page is not None else (0, 0)
    start, end = trim(text, start, end)
    end = max(start, _before_reference(text, start, end))
    if start < end or label:
        word = bare[0] if bare else ""
        yield Item(
            start, end, form, block, lead, label, number, page, depth, word, entry
        )


def _before_reference(text: str, start: int, end: int) -> int:
    """Where a wording ends before a reference to a chapter or to who is in charge."""
    if text[end - 1 : end] == ")" and (found := _REFERENCE.search(text, start, end)):
        end = found.start()
    if text.find(":", start, end) >= 0 and (found := _WHO.search(text, start, end)):
        end = found.start()
    return end


# "Calm lanes Lead: Head of Roads"
_WHO = re.compile(
    r"(?<=[a-z)])\s+(?:Lead|Owner|Led by|Sponsor|Enabler|Status|Rating|RAG)"
    r"(?: (?:officer|agency|partner))?:\s"
)
# "Calm lanes (chapter 3)", "Warm halls (see page 7)"
_REFERENCE = re.compile(
    r"\s*\((?:see )?(?:chapter|section|part|page|pp?\.) ?\d[\d\s,–-]*\)\Z",
    re.IGNORECASE,
)


def _mark_length(words: str) -> int:
    """How many characters of a list mark stand before words."""
    if words[:1].isalpha() and words[0] != "o":
        return 0
    glyph = _GLYPH.match(words)
    return glyph.end() if glyph else 0


def _in_figures(written: str) -> str:
    """A number as lists count: "3" for "03", "3." and "Three", "2.1" for "2. 1"."""
    close = re.sub(r"[\s(]", "", written).rstrip(".").removeprefix("0")
    return number_in_figures(close) if close.lower() in TO_TEN else close


def _number_before(words: str, *, numbered: bool) -> re.Match[str] | None:
    """The number or code before words."""
    if words[:6].isalpha():
        return None  # no number has six letters
    number = _ANY_NUMBER if numbered else _NUMBER
    return (
        number.match(words)
        or _CODE.match(words)
        or _LETTERED.match(words)
        or _BOXED.match(words)
        or _COUNTED.match(words)
    )


def _is_lone_label(words: str) -> bool:
    """Whether words are nothing but a label, whose number is no page."""
    return bool(_LONE_LABEL.match(words) or _LONE_NUMBER.fullmatch(words))


def _first_sentence(text: str, start: int, end: int) -> int:
    """Where the first sentence of a stretch of text ends."""
    return next(split_sentences(text, start, end), (start, end))[1]


def _suffix(text: str, start: int, end: int) -> Label | None:
    """The label in brackets at the end: "Calm lanes (Priority 2)"."""
    bracketed = text[end - 1 : end] in (")", "]")
    return read_suffix(text[start:end], start) if bracketed else None


def _page_reference(
    text: str, start: int, end: int, form: Form
) -> tuple[int | None, int, int]:
    """The page an entry refers to, where the entry ends before it, and how many
    characters of it stand before the entry: `Roads … 6-7`, `6-7 Roads`.
    """
    if form not in _MAY_REFER:
        return None, end, 0
    written = text[start:end]
    ends = written.rstrip(" )")[-1:].isdigit()
    begins = form is not Form.BULLET and (
        written[:1] == "p" or not written[:1].isalpha()
    )
    before = _PAGE_BEFORE.match(written) if begins else None
    if not (ends or before) or _is_lone_label(written):
        return None, end, 0
    after = _PAGE_AFTER.search(written) if ends else None
    if after:
        page = after["page"] or after["inside"]
        return _first_number(page), start + after.start(), 0
    if before:
        return _first_number(before["page"]), end, before.end()
    return None, end, 0


_MAY_REFER = frozenset({Form.LINE, Form.HEADING, Form.CELL, Form.BULLET})


def _first_number(written: str) -> int | None:
    found = re.search(r"\d+", written)
    return int(found[0]) if found else None


_LOOSE_LABEL = re.compile(
    r"^\W{0,4}(?:[A-Za-z&'’]+,?\s+){0,5}?(?P<word>"
    + "|".join(
        word[:-1] + "(?:y|ies)" if word.endswith("y") else word + "s?"
        for word in (*LABEL_WORDS, *PART_WORDS)
    )
    + rf")\s+(?P<number>\d{{1,2}}|{'|'.join(TO_TEN)}|[A-H](?=\s*[:|]))"
    r"\s*[:|·–—-]+\s*",
    re.IGNORECASE,
)
# "Number 1" alone on its line, above what it counts, as in easy-read plans.
_LONE_NUMBER = re.compile(
    rf"\W*(?i:number|no\.?) (\d{{1,2}}|(?i:{'|'.join(TO_TEN[:8])}))\W*"
)


def _label(text: str, offset: int) -> Label | None:
    """The label at the start of a text, also a plural one ("Objectives 1 –") and one
    with other words before it ("Public Priority 1 –").
    """
    label = read_label(text, offset)
    if label is not None:
        return label
    worded = text[:1].isalpha() and text[0] not in "nN"
    lone = None if worded else _LONE_NUMBER.fullmatch(text)
    if lone:
        return Label("number", number_in_figures(lone[1]), offset, offset + lone.end())
    stopped = any_stop(text) or "|" in text or "·" in text
    found = _LOOSE_LABEL.match(text) if stopped else None
    if found is None:
        return None
    word = found["word"].casefold()
    word = word[:-3] + "y" if word.endswith("ies") else word.rstrip("s")
    number = number_in_figures(found["number"])
    return Label(word, number, offset + found.start("word"), offset + found.end())


_ENDS_TRAIL = ";,•●▪◆■–—-&dDx"  # with what such a trail ends: a mark, "and", "xx"
_LONGEST_TRAIL = 12  # characters of "; and" with blanks and marks around it


# Marks that may be left before a wording, among them those of the fonts of symbols.
_BEFORE = frozenset("•●▪–—-:|") | {chr(code) for code in range(0xF020, 0xF100)}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks, and without what only joins it to the next item."""
    while end > start and text[end - 1].isspace():
        end -= 1
    if text[end - 1 : end] in _ENDS_TRAIL:
        found = _TRAIL.search(text, max(start, end - _LONGEST_TRAIL), end)
        end = found.start() if found else end
    while start < end and (text[start].isspace() or text[start] in _BEFORE):
        start += 1
    return start, max(start, end)


# ------------------------------------------------------------------------------------
# items run together on one line


@dataclass(frozen=True, slots=True)
class _Cut:
    at: int  # where the item begins, its mark included
    kind: str  # label, number, glyph, page


def _cuts(text: str, start: int, end: int, last: str) -> list[_Cut]:
    """Where items begin inside a block that holds several; empty where it holds one.

    "Priority 1 Roads Priority 2 Homes" is cut at its labels; "1. Roads 2. Homes" at its
    numbers; "• Roads • Homes" at its marks; "Roads … 3 Homes … 5" at its pages.
    """
    if end - start < _SHORTEST_RUN:
        return []
    facts = facts_of(text)
    counted = (
        facts.digits.between(start, end)
        or facts.number_marks.between(start, end)
        or _may_be_lettered(text, start, end)
    )
    if not (counted or _may_be_cut(facts, start, end)):
        return []
    kinds = _COUNTED_CUTS if counted else _CUTS
    for cut in kinds:
        if len(found := cut(text, start, end)) > 1:
            return found
    return _number_or_page_cuts(text, start, end, last) if counted else []


def _may_be_cut(facts: TextFacts, start: int, end: int) -> bool:
    """Whether a stretch without a number holds the words or marks of `_CUTS`."""
    return (
        facts.nouns.count(start, end) >= _FEWEST_BARE
        or facts.list_marks.between(start, end)
        or facts.dashes.count(start, end) >= _FEWEST_DASHES
    )


def _number_or_page_cuts(text: str, start: int, end: int, last: str) -> list[_Cut]:
    found = _number_cuts(text, start, end, last)
    found = found if len(found) > 1 else _page_cuts(text, start, end)
    return found if len(found) > 1 else []


_SHORTEST_RUN = 20  # characters of two items run together, "1. Homes 2. Roads"


_NUMBERED_NOUN = re.compile(
    r"(?i:"
    + "|".join((*LABEL_WORDS, "section"))
    + r")\s+(?:\d{1,2}|[A-H](?=\s*[:–—-])|"
    rf"(?i:{'|'.join(TO_TEN)}))"
)
_LABEL_INSIDE = re.compile(
    r"(?<![\w-])(?=[A-Z])(?:(?:[Oo]ur|[Mm]y|[Tt]he|[Ss]trategic|[Kk]ey|"
    r"[Pp]ublic)\s+){0,2}"
    + _NUMBERED_NOUN.pattern
    + r"(?=\s*[:.–—-]|\s+[A-Z“\"])(?!\.\d)"
)
_BARE_LABEL_INSIDE = re.compile(
    r"(?<![\w-])(?:Priority|Pledge|Objective|Theme|Aim|Promise|Commitment|Goal)"
    r"\s*[:–—-]\s+(?=[A-Z])"
)


def _label_cuts(text: str, start: int, end: int) -> list[_Cut]:
    """Labels that number up from one another; those in mid-sentence are references."""
    nouns = facts_of(text).nouns.inside(start, end)
    # Asking of each noun whether a number follows is many times cheaper.
    if sum([_NUMBERED_NOUN.match(text, at, end) is not None for at in nouns]) < 2:
        return []
    found = [match.start() for match in _LABEL_INSIDE.finditer(text, start, end)]
    if len(found) < 2:
        return []
    bare = [match.start() for match in _BARE_LABEL_INSIDE.finditer(text, start, end)]
    return [_Cut(at, "label") for at in sorted({*found, *bare})]


def _bare_label_cuts(text: str, start: int, end: int) -> list[_Cut]:
    """Labels without numbers, three or more: "Goal: Calm lanes Goal: Warm halls …"."""
    if facts_of(text).nouns.count(start, end) < _FEWEST_BARE:
        return []
    found = [match.start() for match in _BARE_LABEL_INSIDE.finditer(text, start, end)]
    return [_Cut(at, "label") for at in found] if len(found) >= _FEWEST_BARE else []


_FEWEST_BARE = 3


def _glyph_cuts(text: str, start: int, end: int) -> list[_Cut]:
    if not facts_of(text).list_marks.between(start, end):
        return []
    found = [match.start() for match in _SURE_GLYPH.finditer(text, start, end)]
    if len(found) < 2:
        return []
    before = _number_cuts(text, start, found[0])
    return [*before, *(_Cut(at, "glyph") for at in found)]


_FIRST_DASH = re.compile(
    r"(?::|\b(?i:priorities|objectives|aims|goals|themes))\s+(?=[-–*]\s+[A-Z])"
)
_DASH = re.compile(r"(?<=\s)[-–*]\s+(?=[A-Z])")
_FEWEST_DASHES = 3  # of a list; two dashes set off a phrase


def _dash_cuts(text: str, start: int, end: int) -> list[_Cut]:
    """Dashes below one announcement: "Her aims are: - Calm lanes - Warm halls - …"."""
    if facts_of(text).dashes.count(start, end) < _FEWEST_DASHES:
        return []
    first = _FIRST_DASH.search(text, start, end)
    if first is None:
        return []
    found = [match.start() for match in _DASH.finditer(text, first.end() - 1, end)]
    many = len(found) >= _FEWEST_DASHES
    return [_Cut(at, "glyph") for at in found] if many else []


_FIRST_NUMBER = re.compile(
    r"(?<![\w.])(?:0?1(?=[.)]|\s+[A-Z])|01(?=\s)|\d{1,2}(?:\.\d)?\.1(?=[.)\s]))"
)


def _may_be_lettered(text: str, start: int, end: int) -> bool:
    """Whether a stretch may count by letters without stops: "A Calm lanes B …". "A" and
    "I" are words; the third letter seldom is.
    """
    return text.find(" C ", start, end) >= 0


def _holds_first(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds what may be the first number of a list: "1.", "a)"."""
    facts = facts_of(text)
    letters = facts.first_letters.between(start, end)
    if letters or _may_be_lettered(text, start, end):
        return True
    return any(_FIRST_NUMBER.match(text, at) for at in facts.digits.inside(start, end))


def _number_cuts(text: str, start: int, end: int, last: str = "") -> list[_Cut]:
    """Numbers that count up from 1, from a decimal, or on from the last item before
    the block, each before a beginning.
    """
    if not (_holds_first(text, start, end) or _goes_on(text, start, end, last)):
        return []
    runs: list[list[re.Match[str]]] = []
    for found in _INLINE_NUMBER.finditer(text, start, end):
        goes_on = found.start() == start and follows(last, found["number"])
        if goes_on or _opens_list(found):
            runs.append([found])
        _take_number(runs, found)
    kept = [match.start() for run in runs if _is_run(run) for match in run]
    return [_Cut(at, "number") for at in sorted(set(kept))]


def _is_run(run: Sequence[re.Match[str]]) -> bool:
    """Whether numbers are enough to part items; "A." and "B." may be initials."""
    initials = run[0]["number"].isupper() and run[0]["stop"] in ("", ".")
    return len(run) >= (_FEWEST_INITIALS if initials else 2)


_FEWEST_INITIALS = 3


def _take_number(runs: list[list[re.Match[str]]], found: re.Match[str]) -> None:
    """Add a number to the last run that it goes on with; a bare 1 begins another."""
    near = islice(reversed(runs), _OPEN_RUNS)
    run = next((one for one in near if _extends(one[-1], found)), None)
    if run is not None:
        run.append(found)
    elif found["number"] == "1" and found.string[found.end()].isupper():
        runs.append([found])


_OPEN_RUNS = 40  # last runs with which a number may go on; without it, time squares


def _goes_on(text: str, start: int, end: int, last: str) -> bool:
    """Whether a block may go on with the numbers of the last item before it."""
    if not last:
        return False
    numbered = _INLINE_NUMBER.match(text, start, end) is not None
    return numbered or ".1" in text[start:end]


def _extends(before: re.Match[str], found: re.Match[str]) -> bool:
    """Whether a number goes on from another, with the same stop behind it: "1." "2.";
    decimals are told by their own dot: "4.3" "4.4.".
    """
    same_stop = (
        before["stop"].strip() == found["stop"].strip() or "." in found["number"]
    )
    return same_stop and follows(before["number"], found["number"])


def _opens_list(found: re.Match[str]) -> bool:
    """Whether a number is the first of a list: "1.", "(a)", "6.1"."""
    number = found["number"]
    if number in ("1", "a", "i"):
        return bool(found["stop"])
    return number in ("A", "01") or number.endswith(".1")


_ROMANS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"]


def follows(before: str, number: str) -> bool:
    """Whether one list number follows another: 2 after 1, 6.2 after 6.1, c after b."""
    head, _, last = before.rpartition(".")
    next_head, _, following = number.rpartition(".")
    if last.isupper() and following.isupper():
        last, following = last.lower(), following.lower()
    if head != next_head:
        return False
    if last.isdigit() and following.isdigit():
        return int(following) == int(last) + 1
    if last in _ROMANS and following in _ROMANS:
        return _ROMANS.index(following) == _ROMANS.index(last) + 1
    letters = len(last) == len(following) == 1 and (last + following).isalpha()
    return letters and ord(following) == ord(last) + 1


_PAGES_INSIDE = re.compile(
    r"(?:[\s.…·_]+)(?P<page>\d{1,3}(?:\s*[-–—/]\s*\d{1,3})?)(?=\s+\S|\s*$)"
)


_BARE_PAGES = re.compile(r"\s\d{1,3}(?=[\s–—/-]|$)")
_FEWEST_ENTRIES = 4  # of a contents page run together


def _page_cuts(text: str, start: int, end: int) -> list[_Cut]:
    """Entries of a contents page whose lines were lost, told by pages that rise."""
    at, last = start, 0
    found: list[_Cut] = []
    if before := _pages_before(text, start, end):
        return before
    if facts_of(text).digits.count(start, end) < _FEWEST_ENTRIES:
        return []
    if len(_BARE_PAGES.findall(text, start, end)) < _FEWEST_ENTRIES:
        return []
    for match in _PAGES_INSIDE.finditer(text, start, end):
        page = _first_number(match["page"]) or 0
        behind = match.end() + _behind_slash(text, match.end())
        following = text[behind : behind + 3].lstrip()
        between = text[at : match.start()]
        words = between.split()
        if not (following[:1].isupper() or following[:1].isdigit() or not following):
            continue
        if page < last or page > last + 60 or not words or len(between) > _SHORT:
            continue
        if words[-1].casefold().strip(":.") in (
            *LABEL_WORDS,
            *PART_WORDS,
            "annex",
            "appendix",
        ):
            continue
        found.append(_Cut(at, "page"))
        at, last = behind, page
    return found if len(found) >= _FEWEST_ENTRIES else []


def _behind_slash(text: str, at: int) -> int:
    """How many characters part two entries: "Welcome 2 / Calm lanes 4"."""
    parted = _SLASH.match(text, at)
    return parted.end() - at if parted else 0


_SLASH = re.compile(r"\s+[/|]\s+")


def _pages_before(text: str, start: int, end: int) -> list[_Cut]:
    """Entries of a contents page whose lines were lost and whose pages stand before
    them: "2 Welcome 4 Our county 6 Calm lanes 9 Money".
    """
    if not _FIRST_PAGE.match(text, start, end) or text[end - 1].isdigit():
        return []
    found: list[_Cut] = []
    last = 0
    for match in _PAGE_HERE.finditer(text, start, end):
        page = int(match[1])
        if last < page <= last + _PAGES_APART:
            found.append(_Cut(match.start(1), "page"))
            last = page
        elif found:
            return []
    return found if len(found) >= _FEWEST_ENTRIES else []


_FIRST_PAGE = re.compile(r"\d{1,2}\s+[A-Z]")
_PAGE_HERE = re.compile(r"(?:(?<=\s)|^)(\d{1,3})\s+(?=[A-Z])")
_PAGES_APART = 30  # pages of the longest chapter
_CUTS = (_bare_label_cuts, _glyph_cuts, _dash_cuts)
_COUNTED_CUTS = (_label_cuts, *_CUTS)


def _cut_items(text: str, index: int, block: Block, cuts: list[_Cut]) -> Iterator[Item]:
    ends = [*(cut.at for cut in cuts[1:]), block.end]
    before = text[block.start : cuts[0].at].strip()
    pages = _are_paged(text, cuts, ends)
    yield from _before_cuts(text, index, block, cuts, pages=pages)
    for cut, end in zip(cuts, ends, strict=True):
        if cut.kind == "page":
            for item in make_item(text, cut.at, end, Form.LINE, index):
                yield item._replace(form=Form.CONTENTS)
            continue
        form = _CUT_FORMS[cut.kind]
        last = end == block.end
        stop = _end_of(text, cut.at, end, last=last, pages=pages)
        numbered = cut.kind == "number"
        if last and numbered:
            stop = _closing_dash(text, before, cut.at, stop)
        for item in make_item(text, cut.at, stop, form, index, numbered=numbered):
            yield _with_page(text, item, stop) if pages else item


def _before_cuts(
    text: str, index: int, block: Block, cuts: Sequence[_Cut], *, pages: bool
) -> Iterator[Item]:
    """What stands before the first of the pieces; of a contents page the entries before
    those that are marked, the last of which may be their title: "Welcome 2 Our county 4
    Priorities", before "- Calm lanes 6".
    """
    at, cut = block.start, cuts[0]
    before = text[at : cut.at].strip()
    if pages and cut.kind == "glyph":
        for page in _PAGES_INSIDE.finditer(text, at, cut.at):
            yield from make_item(text, at, page.end(), Form.LINE, index)
            at = page.end()
        yield from make_item(text, at, cut.at, Form.LINE, index)
    elif before and len(before) <= _SHORT and cut.kind != "page":
        # "Calm lanes; • Warm halls" in a block whose first mark was taken off.
        parted = (
            len(cuts) > 1 and _PARTED_BY.match(before) and not PLURAL.search(before)
        )
        first = cut.kind == "glyph" and (block.kind is BlockKind.BULLET or bool(parted))
        form = Form.BULLET if first else Form.LINE
        yield from make_item(text, at, cut.at, form, index)


# "Calm lanes ● Warm halls ● Dry cellars": the first of those that marks part.
_PARTED_BY = re.compile(r"[A-Z][^.:;]*[\w)]\Z")


def _are_paged(text: str, cuts: Sequence[_Cut], ends: Sequence[int]) -> bool:
    """Whether most of the pieces hold a page: a contents page."""
    paged = sum(
        bool(_INNER_PAGE.search(text, _after_mark(text, cut.at), end))
        for cut, end in zip(cuts, ends, strict=True)
    )
    return paged >= max(2, _MOST_PAGED * len(cuts))


def _closing_dash(text: str, before: str, start: int, stop: int) -> int:
    """Where the last item ends of those that stand between dashes: before the second of
    "four aims – (a) calm lanes; (b) warm halls – and I mean both".
    """
    if not before.endswith(("–", "—")):
        return stop
    closing = text.find(before[-1], start, stop)
    return closing if closing > start else stop


def _with_page(text: str, item: Item, stop: int) -> Item:
    """An item as an entry of a contents page, with the page that stands behind it."""
    led = _LED_TO.match(text, stop)
    page = item.page or (int(led[1]) if led else None)
    return item._replace(form=Form.CONTENTS, page=page)


_LED_TO = re.compile(r"[\s.…·_]*(\d{1,3})(?!\d)")
# A capital that begins a sentence in the midst of words: "safe roads Each aim has".
_NEXT_BEGINS = re.compile(
    r"(?P<before>[\w’')]+)\s+(?=[A-Z][a-z]*\s+(?!(?:and|at|by|for|in|of|on|to)\b)[a-z])"
)
# Where the others have no capitals inside, any capital may begin a sentence.
_PART = r"(?:Background|Contents|Foreword|Introduction|Preface|Summary|Welcome)\b"
_ANY_BEGINS = re.compile(rf"(?P<before>[\w’')]+)\s+(?={_PART}|[A-Z][a-z]*,?\s+[a-z])")
_TITLED = re.compile(r"[a-z]\s+[A-Z][a-z]")
_JOINS = frozenset({"and", "at", "by", "for", "from", "in", "of", "on", "or", "our",
                    "that", "the", "to", "which", "who", "with", "&"})  # fmt: skip
_CAPITAL_JOINS = frozenset(
    {"after", "and", "by", "for", "from", "of", "off", "on", "out", "to", "up", "with"}
)
_OPENS = re.compile(r"(?:A|An|All|Each|I|In|It|The|There|These|They|This|We)\s")
_TOO_LONG = 1.5  # times the longest sibling, from which other words ran into an item
_SIBLINGS = 3  # items from which their length says something


def shorten_last(text: str, items: Sequence[Item]) -> Iterator[Item]:
    """Cut the last item of each run where it is far longer than the others and other
    words begin in it: "1. Safe homes 2. Safe roads 3. Safe parks How we will know: 1.".
    """
    run: list[Item] = []
    for item in items:
        if run and (item.form is not run[-1].form or _is_first(item)):
            yield from _shortened(text, run)
            run = []
        run.append(item)
    yield from _shortened(text, run)


def _is_first(item: Item) -> bool:
    return (item.label.number if item.label else item.number) in ("1", "a", "i")


def _shortened(text: str, run: list[Item]) -> list[Item]:
    if len(run) < _SIBLINGS:
        return run
    *others, last = _without_clause(text, run)
    run = [*others, last]
    longest = max(len(text[one.start : one.end].split()) for one in others)
    lead = _NEXT_LEAD.search(text, last.start, last.end)
    if len(text[last.start : last.end].split()) <= _TOO_LONG * longest:
        return [*others, last._replace(end=lead.start())] if lead else run
    if end := _end_elsewhere(text, last):
        return [*others, last._replace(end=end)]
    stop = _SENTENCE_END.search(text, last.start, last.end)
    if stop and not any(
        _SENTENCE_END.search(text, one.start, one.end) for one in others
    ):
        return [*others, last._replace(end=stop.end())]
    titled = any(_TITLED.search(text, one.start, one.end) for one in others)
    begins = _NEXT_BEGINS if titled else _ANY_BEGINS
    for found in begins.finditer(text, last.start, last.end):
        sentence = _OPENS.match(text, found.end())
        if text[found.end() :].split(" ", 1)[0].casefold() in _CAPITAL_JOINS:
            continue  # "Full Value From the Budget"
        if sentence or found["before"].casefold() not in _JOINS:
            return [*others, last._replace(end=found.end("before"))]
    return run


def _without_clause(text: str, run: list[Item]) -> list[Item]:
    """A run without the clause that goes on behind its last item."""
    *others, last = run
    if clause := _CLAUSE_BEHIND.search(text, last.start, last.end):
        return [*others, last._replace(end=clause.start())]
    labelled = any(_OTHER_LABEL.search(text, one.start, one.end) for one in others)
    label = _OTHER_LABEL.search(text, last.start, last.end)
    if label and not labelled:
        return [*others, last._replace(end=label.start())]
    return [*others, last._replace(end=_whole_elsewhere(text, last))]


# "… and dry cellars Thread - Hearing from all": what follows has another label.
_OTHER_LABEL = re.compile(
    r"(?<=[a-z])\s+(?:[A-Z][a-z]+\s+[–-]|[A-Z]{4,}\s+(?:\d{1,2}|[A-H])\s*[:–-])\s+(?=[A-Z])"
)


def _whole_elsewhere(text: str, item: Item) -> int:
    """Where an item ends that stands on a line of its own elsewhere, before words with
    a capital that run on behind it here; its own end without.
    """
    end = _end_elsewhere(text, item)
    if not item.start < end < item.end:
        return item.end
    at = text.find(text[item.start : end], item.end)
    whole = at >= 0 and text[at + end - item.start : at + end - item.start + 1] == "\n"
    goes_on = text[end : item.end].lstrip()[:1].isupper()
    return end if whole and goes_on else item.end


# "… (v) dry cellars, and a lead had been found for each."
_CLAUSE_BEHIND = re.compile(
    r",\s+(?:and|but|which|so)\s+(?:that\s+)?(?:(?:a|an|the|each|all|both|they|it|I|we|he|she)\s+)?"
    r"(?:(?!that\b|who\b|which\b)\w+\s+){0,3}"
    r"(?:had|has|have|is|are|was|were|will|would)\s+[^,;]+\.?$"
)
# A stop with another sentence behind it; "St. Mary's" and "No. 3" are none.
_SENTENCE_END = re.compile(r"[a-z]{3}\.(?=\s+[A-Z])")
_SAME_WORDS = 3  # words that two places do not begin with by chance


def _end_elsewhere(text: str, item: Item) -> int:
    """Where the wording of an item parts from another place that begins alike, or runs
    into the announcement of the next list ("Signs of success: 1."); 0 where neither.
    """
    words = list(_WORD.finditer(text, item.start, item.end))
    if len(words) <= _SAME_WORDS:
        return 0
    begins = text[item.start : words[_SAME_WORDS - 1].end()]
    at = text.find(begins, item.end)
    if at >= 0:
        length = item.end - item.start
        same = Prefix.similarity(text[item.start : item.end], text[at : at + length])
        whole = [word.end() for word in words if word.end() <= item.start + same]
        return whole[-1]
    found = _NEXT_LEAD.search(text, item.start, item.end)
    return found.start() if found else 0


_NEXT_LEAD = re.compile(r"\s+[A-Z][a-z]*(?:\s+[a-z]+)+:\s*\d{0,2}\W*$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARK = 4  # characters of a mark such as "6.1 "


def _after_mark(text: str, start: int) -> int:
    """Where the wording of an item cut out of running text may begin."""
    label = _LABEL_INSIDE.match(text, start)
    return label.end() if label else start + _MARK


_MOST_PAGED = 0.7  # share of entries with a page in a contents page run together
_CUT_FORMS = {
    "label": Form.INLINE,
    "number": Form.NUMBERED,
    "glyph": Form.BULLET,
}


# "… fewer fires 15 Making it happen 16 Links": the contents page goes on.
_PAGES_GO_ON = re.compile(r"\s\d{1,3}\s+(?=[A-Z][^\d]{2,80}\s\d{1,3}\s+[A-Z])")


def _end_of(text: str, start: int, end: int, *, last: bool, pages: bool) -> int:
    """Where an item cut out of running text ends: at its page reference, at the end of
    its sentence, at once before the next.
    """
    if pages and (found := _INNER_PAGE.search(text, _after_mark(text, start), end)):
        return found.start()
    mark = re.compile(r"\W*\(?[\w.]{1,5}[.)]\s").match(text, start, end)
    begin = mark.end() if mark else start
    first = next(split_sentences(text, begin, end), (begin, end))
    if last or first[1] < end:
        end = min(end, first[1])
        if found := _PAGES_GO_ON.search(text, begin, end):
            end = found.start()
    if found := re.compile(r"\.{4,}|…{2,}").search(text, begin, end):
        end = found.start()
    return end


# ------------------------------------------------------------------------------------
# labels that stand alone


def _label_lines(document: Document, items: Iterable[Item]) -> list[Item]:
    """Give a label alone on its line the wording of the lines below it, up to the next
    label or page number.
    """
    found = _paged_cells(document, _label_cells(document, items))
    lone = {one.lead for one in found if one.label and one.start >= one.end}
    below = _stand_below(document, lone)
    done: list[Item] = []
    taken = -1
    for position, item in enumerate(found):
        if item.block <= taken:
            continue
        if item.lead not in lone:
            done.append(item)
            continue
        if done and below and _labels_above(document, done[-1], item):
            done[-1] = done[-1]._replace(label=item.label)
            continue
        last = _last_line_below(document, item, lone)
        if last > item.block:
            start = document.blocks[item.block + 1].start
            end = document.blocks[last].end
            page = _PAGE_AFTER.search(document.text[start:end])
            end = start + page.start() if page else end
            start, end = trim(document.text, start, end)
            done.append(item._replace(start=start, end=end))
            taken = last
        del position
    return done


def _stand_below(document: Document, lone: set[int]) -> bool:
    """Whether labels in brackets stand below what they label: a title and no text is
    right above the second of them, or above the only one.
    """
    bracketed = sorted(at for at in lone if document.text[at] in "([")[:2]
    index = document.block_index(bracketed[-1]) if bracketed else 0
    if not index:
        return False
    above = document.blocks[index - 1]
    return document.text[above.end - 1] not in ".!?"


def _labels_above(document: Document, above: Item, item: Item) -> bool:
    """Whether a label in brackets stands right below its wording: "Calm lanes" above
    "(Priority 1)".
    """
    bracketed = document.text.startswith(("(", "["), document.blocks[item.block].start)
    return bracketed and above.label is None and item.block - above.block == 1


def _label_cells(document: Document, items: Iterable[Item]) -> list[Item]:
    """Give a label alone in its cell the wording of the cell below it."""
    found = list(items)
    if all(block.table is None for block in document.blocks):
        return found
    below: dict[tuple[int | None, int, int | None], Item] = {
        (block.table, (block.row or 0) - 1, block.column): item
        for item in found
        if (block := document.blocks[item.block]).table is not None
    }
    done = []
    for item in found:
        block = document.blocks[item.block]
        under = None
        if block.table is not None and item.label and item.start >= item.end:
            under = below.get((block.table, block.row or 0, block.column))
        if under:
            done.append(item._replace(start=under.start, end=under.end))
        else:
            done.append(item)
    return done


def _paged_cells(document: Document, items: list[Item]) -> list[Item]:
    """Give an entry in a cell the page number that stands in the next cell."""
    done: list[Item] = []
    if all(block.table is None for block in document.blocks):
        return items
    for item in items:
        block = document.blocks[item.block]
        before = document.blocks[done[-1].block] if done else None
        words = document.text[block.start : block.end]
        same_row = (
            before is not None
            and block.table is not None
            and (before.table, before.row) == (block.table, block.row)
        )
        if same_row and _ONLY_PAGE.match(words):
            done[-1] = done[-1]._replace(page=_first_number(words))
        else:
            done.append(item)
    return done


def _last_line_below(document: Document, item: Item, lone: set[int]) -> int:
    """Index of the last block that words a label alone on its line; its own where none
    does.
    """
    text, blocks = document.text, document.blocks
    last = item.block
    capitals = False
    for index in range(item.block + 1, min(item.block + 4, len(blocks))):
        block = blocks[index]
        words = text[block.start : block.end]
        if block.start in lone or _ONLY_PAGE.match(words) or len(words) > _SHORT:
            break
        unpaged = _PAGE_AFTER.sub("", words)
        goes_on = (capitals and unpaged.isupper()) or words[:1].islower()
        if last > item.block and not goes_on:
            break
        capitals = words.isupper()
        last = index
    return last


def is_page(text: str) -> bool:
    """Whether a text is nothing but a page reference."""
    worded = text[:1].isalpha() and text[0] not in "pP"
    return not worded and _ONLY_PAGE.match(text) is not None


_DASH_HERE = re.compile(r"[-–]\s+(?=[A-Z])")


def is_mark(text: str, offset: int) -> bool:
    """Whether a list mark or a dash stands at `offset`."""
    return bool(_SURE_GLYPH.match(text, offset) or _DASH_HERE.match(text, offset))


def contents_runs(items: list[Item]) -> list[list[int]]:
    """Runs of items that look like the entries of a contents page: pages that rise, no
    more than two entries without one between.
    """
    runs: list[list[int]] = []
    run: list[int] = []
    paged = 0  # the last of the run that has a page
    for index, item in enumerate(items):
        long = item.end - item.start > _SHORT
        if long or (run and index - paged > _MOST_UNPAGED):
            _close(items, run, runs)
            run = []
        if not long and (run or item.page is not None):
            run.append(index)
            paged = index if item.page is not None else paged
    _close(items, run, runs)
    return runs


_MOST_UNPAGED = 2  # entries one after another without a page


def _count_items(run: Sequence[Item]) -> bool:
    """Whether the numbers before items count these from 1 and are no pages: "1 We will
    calm the lanes.", "2 We will warm the halls.".
    """
    before = all(item.start < item.entry[0] or item.number for item in run)
    return before and [item.page for item in run] == list(range(1, len(run) + 1))


def _close(items: list[Item], run: list[int], runs: list[list[int]]) -> None:
    pages = [page for i in run if (page := items[i].page) is not None]
    paged = [items[i] for i in run if items[i].page is not None]
    if len(pages) < 3 or _count_items(paged):
        return
    rising = sum(one <= other for one, other in pairwise(pages))
    if rising >= 0.7 * (len(pages) - 1):
        while items[run[-1]].page is None:
            run.pop()
        runs.append(run)
