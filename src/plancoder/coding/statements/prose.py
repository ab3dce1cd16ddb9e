"""Groups inside running text: enumerations in a sentence, and sentences that each say
one priority.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.group import (
    ANNOUNCES,
    COUNTED_OFF,
    LEAD_REACH,
    Group,
    lead_before,
)
from plancoder.coding.statements.items import Form, Item, make_item
from plancoder.coding.statements.mentions import Mentions, facts_of
from plancoder.coding.statements.wordings import (
    IMPERATIVES,
    NUMBERS,
    number_said,
)
from plancoder.models import Block, BlockKind, Document
from plancoder.number_words import NUMBER_WORDS, ORDINALS

# ------------------------------------------------------------------------------------
# enumerations in a sentence

_KIND = (
    r"(?:priorit(?:y|ies)|objectives?|aims?|goals?|themes?|pledges|promises|missions?|"
    r"ambitions|commitments|pillars|outcomes|areas(?: of (?:focus|work))?|headings|"
    r"strands)"
)
_THINGS = rf"(?:{'|'.join(NUMBERS)}) (?:things|matters|subjects|tasks|jobs|fronts)"
_ARE = r"(?:are|were|(?:will|would|should|shall) be|remain|is|include)"
_AFTER_KIND = AnyCase(
    rf"\b(?:{_KIND}|{_THINGS})\b[^.;\n]{{0,80}}?"
    rf"(?::|\b{_ARE}\b(?=\s+to\s))\s*"
)
# "The key priorities for the year were nuisance, domestic abuse and drug dealing."
_PLAINLY = AnyCase(
    rf"\b(?:the|these|my|our|his|her|its|key|main)\s+(?:[\w-]+\s+){{0,3}}{_KIND}\b"
    r"[^.;:,\n]{0,60}?(?:,[^,.;:\n]{3,40},\s)?"
    r"(?<!that )(?<!which )\b(?:are|were|will be|remain|included?)\s+"
    r"(?P<items>(?:[^.;:,\n]{4,60},\s+)+"
    r"(?:and\s+)?[^.;:,\n]{4,120}?,?\s+and\s+[^.;:\n]{4,60}?)(?:\.|\s[–—-]\s)"
)
_FEWEST_WORDS = 1.6  # in the middle: "clear, ambitious and shared" are no priorities
_BETWEEN_DASHES = r"(?P<items>[^.\n–—]{10,400}?)\s*(?:[–—]|\s-\s|\.)"
_DASHED = AnyCase(
    rf"\b{_KIND}(?: (?:of|in|for) (?:the|my|our|his|her|this) \w+)?\s+[–—-]\s+"
    rf"{_BETWEEN_DASHES}"
)
# "… will be set five tasks between now and May – calm lanes, …, and dry cellars –"
_THINGS_DASHED = AnyCase(
    rf"\b{_THINGS}\b(?: [\w’']+){{0,6}}\s+[–—]\s+{_BETWEEN_DASHES}"
)
# "The plan includes three aims, to calm the lanes, warm the halls and dry the cellars."
_APPOSED = re.compile(
    rf"\b{_KIND},?\s+(?:including|namely|being|which are|these being)\s+|"
    rf"\b{_KIND},\s+(?=to\s+\w+[^,.;:\n]{{3,60}},)|"
    # "… four pillars of Care, Courage and Calm"
    rf"\b(?:{'|'.join(NUMBERS)})\s+(?:\w+\s+)?{_KIND}\s+of\s+(?=(?-i:[A-Z])[\w ]+,)",
    re.IGNORECASE,
)
# "… be judged on five things (calm lanes, warm halls, … and dry cellars)"
_BRACKETED = re.compile(
    r"\w+(?:\s+(?:of|in|for|under)\s+(?:the|this|my|our|his|her|its)\s+(?:\w+\s+){0,2}\w+)?"
    r"\s+\((?P<items>(?!(?:see|which|as|set|such)\b)[^().;\n]+,[^().;\n]+\band\b"
    r"[^().;\n]+)\)"
)
# "… there are now three aims (calm lanes; warm halls; dry cellars)"
_IN_BRACKETS = re.compile(
    r"\w+\s+\((?P<items>[^().;\n]{4,120}(?:;[^().;\n]{4,120}){2,})\)"
)
# "… the five things she wants done in her time (calm lanes, … and dry cellars)"
_THINGS_BRACKETED = AnyCase(
    rf"\b{_THINGS}\b(?: [\w’']+){{0,8}}\s+\((?P<items>[^().;\n]+,[^().;\n]+\band\b"
    r"[^().;\n]+)\)"
)
# How it goes on behind the aims: asking for this first is many times cheaper.
_APPOSES = AnyCase(
    rf"{_KIND}(?:,?\s+(?:including|namely|being|which are|these being)\s|,\s+to\s|"
    r"\s+of\s)"
)
# "… will be the", "… have been named as its"
_ARE_CALLED = (
    r"(?:are|were|will be|(?:make|made) up|form|became|become|"
    r"(?:have|has) been (?:named|chosen|picked|set|agreed)(?: as)?)"
)
_BEFORE_KIND = re.compile(
    rf"\W{{0,3}}(?:(?:that|this)(?:['’]s| is) why\s+)?"
    rf"(?P<items>[^.\n:]{{20,400}}?)(?:\s+|\s*[:–—]\s*(?:those|these|they)"
    rf"(?:,? said [^.\n:]{{3,100}},)?\s+)"
    rf"{_ARE_CALLED}\s+(?:(?:the|my|our|his|her|"
    rf"its)\s+(?:[\w’']+\s+){{0,3}}?|(?:key|main|top)\s+){_KIND}\b",
    re.IGNORECASE,
)
_ARE_THE = AnyCase(rf"{_ARE_CALLED}\s+(?:the|my|our|his|her|its|key|main|top)\s")
_THEY_ARE = re.compile(r"(?:They|These)\s+are(?::\s*(?=\S)|\s+(?=to\s))")


def sentence_groups(document: Document) -> Iterator[Group]:
    """Enumerations inside a sentence: "our aims are: a, b and c"; "a; b and c are the
    three themes"; "in four areas – a, b and c –".
    """
    for block in document.blocks:
        long = block.end - block.start > _LONG_BULLET
        if block.kind is BlockKind.PARAGRAPH:
            yield from _parted_paragraph(document, block)
        elif not (block.kind is BlockKind.BULLET and long):
            continue
        if not _may_enumerate(document.text, block.start, block.end):
            continue
        # "Priority 2: Fewer victims, better supported" is one
        if not read_label(document.text[block.start : block.end]):
            yield from _groups_of_sentences(document, block)


def _may_enumerate(text: str, start: int, end: int) -> bool:
    """Whether a block names aims, says what is focused on, or what is to be done."""
    facts = facts_of(text)
    if _calls_them(text, start, end):
        return True
    if facts.focus.between(start, end) and _FOCUS_ON.search(text, start, end):
        return True
    if text.find("here are ", start, end) >= 0 and _THERE_ARE.search(text, start, end):
        return True
    listed = text.find(": to ", start, end) >= 0
    return listed and _TO_AND_TO.search(text, start, end) is not None


def _groups_of_sentences(document: Document, block: Block) -> Iterator[Group]:
    """The enumerations in the sentences of one block."""
    text = document.text
    said = (block.start, block.start)  # the sentence before
    for start, end in split_sentences(text, block.start, block.end):
        spans = [*_enumerations(text, start, end)]
        listed = text.count(";", start, end) >= _MARKS
        mean = _MEAN_TO.match(text, start, end) if listed else None
        if mean and (_says_how_many(text, *said) or _names_mine(text, *said)):
            spans.append((mean.end(), end))
        again = _repeated(text, start, end)
        if again and _says_how_many(text, *said):
            lead = text[max(block.start, start - _SENTENCES_BEFORE) : again[0][0]]
            yield _sentence_group(document, start, again, lead)
        said = start, end
        for span in spans:
            parts = _parts(text, *span)
            if _one_aim(text, start, span[0], parts) or _are_no_aims(text, parts):
                continue
            if parts and facts_of(text).list_marks.count(*parts[0]) >= _MARKS:
                continue  # a list, whose marks part it
            lead = _lead_of_span(document, block, (start, end), span)
            yield _sentence_group(document, start, parts, lead)


def _lead_of_span(
    document: Document, block: Block, sentence: tuple[int, int], span: tuple[int, int]
) -> str:
    """The words that tell what the parts in a stretch of a sentence are: those before
    it, those behind it where only they name it, or with "There are four:" the question
    above.
    """
    text, (start, end) = document.text, sentence
    if start == block.start and _THERE_ARE.match(text, start, end):
        return lead_before(document, span[0])
    after = _KIND_WORD.search_in(text, span[1], end)
    if after and not _KIND_WORD.search_in(text, start, span[0]):
        return text[span[1] : end]
    return text[max(block.start, start - _SENTENCES_BEFORE) : span[0]]


def quoted_groups(document: Document) -> Iterator[Group]:
    """Names in quotation marks one after another: "They are called “Calm lanes”, “Warm
    halls” and “Dry cellars”.".
    """
    text = document.text
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for series in _QUOTED_SERIES.finditer(text, block.start, block.end):
            names = list(_QUOTED.finditer(text, series.start(), series.end()))
            before = max(block.start, series.start() - _SENTENCES_BEFORE)
            lead = text[before : series.start()]
            spans = [name.span("name") for name in names]
            told = _KIND_WORD.search(lead) or number_said(lead) == len(names)
            if told and len(names) >= _FEWEST_NAMES:
                yield _sentence_group(document, series.start(), spans, lead)


_NAME = r"[A-Z][^“”‘\"\n]{3,80}?"
_OPENS, _CLOSES = r"[“‘\"]", r"[.,]?[”’\"](?!\w)"
_QUOTED = re.compile(rf"{_OPENS}(?P<name>{_NAME}){_CLOSES}")
_QUOTED_SERIES = re.compile(
    rf"{_OPENS}{_NAME}{_CLOSES}(?:[,;]?\s+(?:and\s+)?{_OPENS}{_NAME}{_CLOSES})+"
)
_FEWEST_NAMES = 3


def _are_no_aims(text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether parts say how things are, one of them points back ("Those headings, which
    are the aims, are:"), or the first says where the aims stand ("My aims are set out
    in Part C, with the reasons and what each costs").
    """
    back = any(_POINTS_BACK.match(text, *part) for part in parts)
    elsewhere = bool(parts) and _STAND_ELSEWHERE.match(text, *parts[0])
    return back or bool(elsewhere) or _believed(text, parts)


_STAND_ELSEWHERE = re.compile(
    r"(?:(?:set|laid|spelt) out|listed|described|explained|given|shown|found|printed|"
    r"discussed|summarised|covered|to be found)\b[^,;]{0,30}?\b(?:in|on|at|below|above|"
    r"overleaf|elsewhere|under|by)\b|(?:in|on) (?:part|chapter|section|annex|appendix|"
    r"pages?|paragraphs?)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:which|that|those|these|it|they)\b", re.IGNORECASE)


def _says_how_many(text: str, start: int, end: int) -> bool:
    """Whether a sentence says how many aims there are."""
    told = facts_of(text).counted.between(start, end)
    return told and number_said(text[start:end]) > 0


def _names_mine(text: str, start: int, end: int) -> bool:
    """Whether a sentence speaks of "my priorities" and the like."""
    told = facts_of(text).nouns.between(start, end)
    return told and _MY_KIND.search(text, start, end) is not None


_SENTENCES_BEFORE = 250  # characters before a sentence that may announce its parts


def _sentence_group(
    document: Document, start: int, parts: Sequence[tuple[int, int]], lead: str
) -> Group:
    index = document.block_index(start)
    items = [
        item
        for a, b in parts
        for item in make_item(document.text, a, b, Form.INLINE, index)
    ]
    return Group("sentence", tuple(items), lead)


def _repeated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence that says "on" before each: "… to concentrate on calm
    lanes, on warm halls and, as ever, on dry cellars."; empty where fewer than three.
    """
    few = len(_ON_WORD.findall(text, start, end)) < _FEWEST_AGAIN
    first = None if few else _ON.search(text, start, end)
    if first is None:
        return []
    cuts = list(_ON_AGAIN.finditer(text, first.end(), end))
    starts = [first.end(), *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), end - text[start:end].endswith(".")]
    return list(zip(starts, ends, strict=True)) if len(cuts) > 1 else []


_ON = re.compile(
    r"\b(?:concentrate|focus|work|act|lean|insist|judged|(?:spend|put|turn)\s[\w\s]{3,30}?)"
    r"\s+(?:up)?on\s+",
    re.IGNORECASE,
)
_ON_WORD = re.compile(r"[\sp]on\s")  # "on" or "upon"
_FEWEST_AGAIN = 2  # times that "on" comes again
_ON_AGAIN = re.compile(r"(?:,|,?\s+and(?:,[^,;.]{3,60},)?)\s+(?:up)?on\s+")


def _one_aim(text: str, start: int, at: int, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a sentence names one aim, with commas in it: "The aim is to see that who
    lives, works or rests here is safe". Several begin alike, each with what is done.
    """
    if not _ONE.search(text, start, at):
        return False
    first = [plain(text[a:b]).split(" ", 1)[0] for a, b in parts]
    return not all(word == "to" or word in IMPERATIVES for word in first)


def _believed(text: str, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether each part says how things are: "that most of it can be prevented"."""
    are = [_THAT_IS.match(text, a, b) for a, b in parts]
    return bool(are) and all(are)


_THAT_IS = re.compile(
    r"that\s[^,.;]*?\b(?:is|are|was|were|has|have|can|cannot|does|do)\b", re.IGNORECASE
)
_ONE = re.compile(
    r"\b(?:priority|objective|aim|goal|mission|pledge|promise|ambition)\b[^.:]*\bis\s*$",
    re.IGNORECASE,
)
_KIND_WORD = AnyCase(rf"\b(?:{_KIND}|{_THINGS})\b|(?:they|these) are(?::|\s+to\s)")
# The same but for the number before "things".
_KIND_HERE = AnyCase(
    rf"\b(?:{_KIND}|things|matters|subjects|tasks|jobs|fronts)\b|"
    r"(?:they|these) are(?::|\s+to\s)"
)


@lru_cache(maxsize=4)
def _kinds_of(text: str) -> Mentions:
    """Where a document calls something its aims, goals and the like."""
    nouns = facts_of(text).nouns
    return Mentions(at for at in nouns if _KIND_HERE.match_in(text, at, len(text)))


def _calls_them(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a document calls something its aims, goals and the like."""
    kinds = _kinds_of(text).inside(start, end)
    # Most such words tell where they stand, which is cheaper than searching.
    if any(_KIND_WORD.match_in(text, at, end) for at in kinds):
        return True
    return bool(kinds) and _KIND_WORD.search_in(text, start, end) is not None


# "… settled on four priorities. We mean to calm the lanes; to warm …"
_MEAN_TO = re.compile(
    r"\W*(?:I|we|she|he|it) (?:mean|intend|want|aim|plan|propose|will|shall)s? "
    r"(?:(?:the|my|our|police) [\w ]{3,60}? to |to )?",
    re.IGNORECASE,
)
# "My priorities up to March are fewer."
_MY_KIND = re.compile(
    r"\b(?:my|our|the commissioner['’]s) (?:\w+ ){0,2}"
    r"(?:priorities|objectives|aims|goals|pledges|themes)\b",
    re.IGNORECASE,
)
_LONG_BULLET = 160  # characters, from which "3.1 The board has …" is a paragraph
_SHORTEST_LIST = 15  # characters of "safety and trust"


def _parted_paragraph(document: Document, block: Block) -> Iterator[Group]:
    """A list whose marks and lines were lost, below its announcement.

    "Our aims are:" above "Safe homes; Safe roads; and Safe schools." gives three.
    """
    text = document.text
    bars = _count_bars(text, block.start, block.end)
    if max(bars, text.count(";", block.start, block.end)) < _MARKS:
        return
    index = document.block_index(block.start)
    if not index:
        return
    before = document.blocks[index - 1]
    lead = text[before.start : before.end][-LEAD_REACH:]
    if bars >= _MARKS and (_KIND_WORD.search(lead) or _COUNTS.search(lead)):
        spans = _between_bars(text, block)
        yield _sentence_group(document, block.start, spans, lead)
        return
    if ANNOUNCES.search(lead):
        parts = _parts(text, block.start, block.end)
        items = [
            item for a, b in parts for item in make_item(text, a, b, Form.INLINE, index)
        ]
        yield Group("sentence", tuple(items), lead)


def _between_bars(text: str, block: Block) -> list[tuple[int, int]]:
    """The parts of "Calm lanes | Warm halls | Dry cellars"."""
    spans = []
    at = block.start
    for bar in _BAR.finditer(text, block.start, block.end):
        spans.append((at, bar.start()))
        at = bar.end()
    return [*spans, (at, block.end)]


def _count_bars(text: str, start: int, end: int) -> int:
    """How many bars or middle dots stand between words."""
    return max(text.count(bar, start, end) for bar in (" | ", " · "))


_BAR = re.compile(r"\s+[|·]\s+")
_MARKS = 2  # semicolons or bars of the shortest such list


def _enumerations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts of an enumeration stand in a sentence, by each way to lead up to
    them.
    """
    if found := _THEY_ARE.match(text, start, end) or _THERE_ARE.match(text, start, end):
        yield found.end(), end
    facts = facts_of(text)
    focused = facts.focus.between(start, end)
    found = _FOCUS_ON.search(text, start, end) if focused else None
    if found and _is_series(found["items"]):
        yield found.span("items")
    listed = text.find(": to ", start, end) >= 0
    if listed and (found := _FIRST_PERSON_TO.match(text, start, end)):
        yield found.end(), end
    if _calls_them(text, start, end):
        yield from _of_their_kind(text, start, end)


def _of_their_kind(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the parts stand in a sentence that calls them aims, goals and the like."""
    kinds = _kinds_of(text).inside(start, end)
    found = _AFTER_KIND.search_in(text, start, end)
    if found and end - found.end() > _SHORTEST_LIST:
        yield found.end(), end
    if not found:
        yield from _without_colon(text, start, end, kinds)
    dashed = (_DASHED.match_in(text, at, end) for at in kinds)
    things = _THINGS_DASHED.search_in(text, start, end)
    if found := next(filter(None, dashed), things):
        yield found.span("items")
    bracketed = (_BRACKETED.match(text, at, end) for at in kinds)
    things = _THINGS_BRACKETED.search_in(text, start, end)
    listed = text.count(";", start, end) >= _MARKS and kinds
    inside = _IN_BRACKETS.search(text, kinds[0], end) if listed else None
    if found := next(filter(None, bracketed), things or inside):
        yield found.span("items")
    # Asking for the end of the pattern first is many times cheaper.
    named = _ARE_THE.search_in(text, start, end)
    if named and (found := _BEFORE_KIND.match(text, start, end)):
        yield found.span("items")


def _without_colon(
    text: str, start: int, end: int, kinds: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The same where no colon leads to the parts; `kinds` is where it calls them so."""
    series = text.find(",", start, end) >= 0 and text.find("and", start, end) >= 0
    plainly = _PLAINLY.search_in(text, start, end) if series else None
    if plainly:
        parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", plainly["items"])
        if sum(len(part.split()) for part in parts) >= _FEWEST_WORDS * len(parts):
            yield plainly.span("items")
        return
    apposes = any(_APPOSES.match_in(text, at, end) for at in kinds)
    if apposes and (apposed := _APPOSED.search(text, start, end)):
        yield apposed.end(), end


# "… agreed that we will focus on calm lanes, warm halls and dry cellars."
_FOCUS_ON = re.compile(
    r"\b(?:(?:I|we) (?:will|shall|want to|mean to|intend to)|(?:plan|strategy|"
    r"partnership|commissioner|board) (?:will|shall|is to)) (?:focus|concentrate) on\s+"
    r"(?P<items>[^.:;]+)",
    re.IGNORECASE,
)


# "I stood on a leaflet with five lines on it: to calm the lanes; to warm the halls; …"
_TO_AND_TO = re.compile(r": to\s[^.:;,]{5,120}[;,]\s+(?:and )?to\s[^.:;,]{5,120}[;,]")
_FIRST_PERSON_TO = re.compile(
    r"(?=[^.:;]*\b(?:I|we|my|our)\b)(?![^.:;]*\bwill\b)[^.:;]{10,200}"
    r"(?=: to\s[^.:;,]{5,120}[;,]\s+(?:and )?to\s[^.:;,]{5,120}[;,]):\s+",
    re.IGNORECASE,
)


# "There are four: to calm the lanes; …", below "What are the priorities?"
_THERE_ARE = re.compile(
    rf"(?:A[.:]\s+)?[Tt]here are (?:{'|'.join(NUMBERS)}):\s+(?=[^.]*;)"
)


def _is_series(words: str) -> bool:
    """Whether words are three things or more: "calm lanes, warm halls and cellars"."""
    return words.count(",") >= 1 and " and " in words.rpartition(",")[2]


_ORDINAL = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|next|final|last|other|main|"
    r"top|overriding|number one"
)
_MINE = re.compile(
    rf"\W*(?:(?:and|but)\s+)?(?:(?:{_ORDINAL})(?:ly)?,?\s+)?(?:my|our|the|another)\s+"
    rf"(?:(?:{_ORDINAL})\s+)?"
    r"(?:priority|pledge|promise|objective|aim|goal|commitment)\s+(?:is|will be|"
    r"remains)\s+(?:to\s+)?",
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


# "I want people to feel safe at home.", one sentence an aim, as in easy-read plans.
_WANT = re.compile(r"\W*(?:I|we) want\b(?! to (?:know|hear|thank))", re.IGNORECASE)


# What a sentence of these kinds holds, asked of a paragraph before it is cut.
# A character class first, since only then the search skips ahead to what it holds.
_SAYS_I = re.compile(
    r"[IWw](?<!\w.)(?:(?<=I)|(?<=[Ww])e)\s+"
    r"(?:will|shall|am|want|pledge|promise|commit)\b"
)
_SAYS_MINE = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Tt]he|[Aa]nother)"
    r"\s+(?:[\w-]+\s+)?(?:[\w-]+\s+)?(?:priority|pledge|promise|objective|aim|goal|"
    r"commitment)\s+(?:is|will|remains)\b"
)
_SAYS_IS = re.compile(
    r"(?:priority|pledge|promise|objective|aim|goal|commitment)\s+(?:is|will|remains)\b"
)


def _says(text: str, start: int, end: int) -> bool:
    """Whether a paragraph holds what a sentence of these kinds does."""
    if _SAYS_I.search(text, start, end):
        return True
    # Asking for the end of the pattern first is many times cheaper.
    nouns = facts_of(text).nouns.inside(start, end)
    ends = any(_SAYS_IS.match(text, at, end) for at in nouns)
    return ends and _SAYS_MINE.search(text, start, end) is not None


def prose_groups(document: Document) -> Iterator[Group]:
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
        if not _says(text, block.start, block.end):
            continue
        title = next(filter(PROMISES.search, above.values()), "\n".join(above.values()))
        for start, end in split_sentences(text, block.start, block.end):
            item = Item(start, end, Form.INLINE, index, start)
            if mine := _MINE.match(text, start, end):
                said = _said_item(text, mine.end(), end, index, start)
                yield "prose mine", "", said
            elif _PLEDGE.match(text, start, end):
                yield "prose pledge", "", item
            elif _WANT.match(text, start, end):
                yield "prose want", "", item
            elif _WILL.match(text, start, end) and text[end - 1] != ":":
                yield "prose will", title.split("(")[0].strip(), item


_INTENT = r"(?:what|how)\s+(?:I|we)\s+(?:will|shall|want|plan|intend|mean)\b"
PROMISES = re.compile(
    rf"(?:^|/)\W*(?:{_INTENT}|my\s+(?:promises?|plans?|offer)\b)", re.IGNORECASE
)
# Where such headings come again and again, they open the detail of each part.
_INTENTS = re.compile(rf"(?:^|/)\W*{_INTENT}", re.IGNORECASE)


_TITLE = re.compile(
    r"\b(?:Priorities|Objectives|Aims|Goals|Pledges|Themes|Commitments|Promises)\b"
    r"\s*:?\s+(?=[A-Z])"
)
# A capital in the midst of words, behind a word that may end a title.
_BEGINS = re.compile(
    r"(?<=[a-z)])\s+(?<!\band )(?<!\bof )(?<!\bfor )(?<!\bthe )(?=[A-Z])"
)
_FEWEST_TOGETHER = 3


def run_together_groups(document: Document) -> Iterator[Group]:
    """Titles that run together without a mark, each beginning with what is to be done:
    "My Aims Cut burglary in the towns Help victims Calming the lanes Finance".
    """
    text = document.text
    nouns = facts_of(text).nouns
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        places = nouns.inside(block.start, block.end)
        for title in filter(None, (_TITLE.match(text, at, block.end) for at in places)):
            spans = list(_begun_by_verbs(text, title.end(), block.end))
            if len(spans) >= _FEWEST_TOGETHER:
                items = tuple(
                    Item(start, end, Form.INLINE, index, start) for start, end in spans
                )
                lead = text[max(block.start, title.start() - LEAD_REACH) : title.end()]
                yield Group("sentence", items, lead.rstrip(" :") + ":")


def _begun_by_verbs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces from `start` on that begin with a verb and a capital, up to the first
    that does not or that a stop ends.
    """
    at = start
    while at < end:
        word = re.compile(r"[\w’-]+").match(text, at, end)
        verb = word[0].casefold() if word else ""
        if verb not in IMPERATIVES and not verb.endswith("ing"):
            return
        following = _BEGINS.search(text, at, end)
        if following is None or re.search(r"[.!?]\s", text[at : following.start()]):
            return
        yield at, following.start()
        at = following.end()


# "…; and, running through all that we do, a fairer deal"
_SEMICOLON = re.compile(
    r"\s*;\s*(?:and,?\s+)?(?:(?:finally|lastly),?\s+|"
    r"(?:running|cutting|reaching|underlying|underpinning)\b[^,;]{3,60},\s+)?"
)


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an enumeration: between semicolons, else commas, with its last
    "and"; "to cut … and to help …" parts at each "to".
    """
    inner = text[start:end]
    if inner.startswith("to ") and inner.count(" to ") == 0:
        start, inner = start + 3, inner[3:]
    cuts = list(_mark_between(inner).finditer(text, start, end))
    starts = [start, *(cut.end() for cut in cuts)]
    spans = list(zip(starts, [*(cut.start() for cut in cuts), end], strict=True))
    if _is_clause(text, spans):  # "… and warm halls, and that nothing be added"
        spans, cuts = spans[:-1], cuts[:-1]
    if not cuts:
        return []
    if last := _last_join(text, spans, cuts[-1][0]):
        spans[-1:] = [(spans[-1][0], last.start()), (last.end(), spans[-1][1])]
    if clause := _OWN_CLAUSE.search(text, *spans[-1]):
        spans[-1] = (spans[-1][0], clause.start())
    return [span for span in spans if text[slice(*span)].strip()]


def _last_join(
    text: str, spans: Sequence[tuple[int, int]], mark: str
) -> re.Match[str] | None:
    """The "and" that parts the last two items of an enumeration whose others `mark`
    parts; None where the mark does it, or holds the "and".
    """
    if _BAR.fullmatch(mark):
        return None
    inner = text[spans[0][0] : spans[-1][1]]
    if not inner.startswith("to ") and not _HAS_AND.search(mark):
        return _last_and(text, spans, evenly=";" not in mark)
    if ";" in inner:  # "to warm halls; to calm lanes and to dry cellars"
        return next(_AND_TO.finditer(text, *spans[-1]), None)
    return None


def _is_clause(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the last part goes on with the sentence and is none of those parted."""
    *others, last = (text[a:b].startswith("that ") for a, b in spans)
    return last and not any(others)


def _mark_between(inner: str) -> re.Pattern[str]:
    """What parts the items of an enumeration."""
    if _count_bars(inner, 0, len(inner)) >= _MARKS:
        return _BAR
    if inner.startswith("to ") and inner.count(" to ") and ";" not in inner:
        return _TO_PARTS
    return _SEMICOLON if _parts_by_semicolons(inner) else _COMMA


_TO_PARTS = re.compile(r"(?:[,;]\s+(?:and\s+)?|\s+and\s+)(?=to\s)")
_COMMA = re.compile(r"\s*,\s*(?:and\s+)?")
# "… and warm the halls, and each of them will be reported on."
_OWN_CLAUSE = re.compile(
    r",\s+(?:and|but)\s+(?:each|all|both|they|these|those|it|I|we|he|she|none)"
    r"\s+(?:of\s+\w+\s+)?(?:will|shall|is|are|was|were|has|have|had|must|may|can)\b"
)


def _parts_by_semicolons(inner: str) -> bool:
    """Whether semicolons part an enumeration; one alone among commas does not: "calmer
    lanes; by day and night, warm halls, dry cellars".
    """
    found = inner.count(";")
    return found > 1 or (found == 1 and ("; and" in inner or inner.count(",") < _MANY))


_MANY = 3  # commas
_HAS_AND = re.compile(r"\band\b")
_ORDINALS = re.compile(
    r"\W*(?:\[[\d:]+\]\s*)?(?:(?:and|but)\s+)?(?:in\s+)?(?:(?:the|my|our)\s+)?"
    # "first", "priority number one", "the last one number four"
    rf"(?:(?:{_KIND} |(?:the )?last one )?"
    rf"number (?P<cardinal>{'|'.join(NUMBER_WORDS)})|"
    rf"(?P<count>{'|'.join(ORDINALS)})"
    r"(?:ly)?(?: and (?:foremost|last|final))?|finally|lastly|final|last)\b"
    # "The second, and the one that matters most to me, is …"
    rf"(?:\s+(?:{_KIND}|place)|\s+of (?:them|these|the \w+))?(?:,[^,.;]{{10,120}},)?"
    r"(?:[,:]|,?\s+(?:is|comes|will be|must be|remains))\s+(?:to\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A clause that begins with an ordinal; `number` is 0 for "finally"."""

    item: Item
    number: int


def ordinal_groups(document: Document) -> Iterator[Group]:
    """Clauses that count: "First, calmer roads. The second is to warm halls.", "My
    first priority is calmer roads; my second is warm halls".
    """
    run: list[_Counted] = []
    for index, block in enumerate(document.blocks):
        for counted in _counted_clauses(document.text, index, block):
            if run and not _counts_on(run[-1], counted):
                yield from _ordinal_group(document, run)
                run = []
            run.append(counted)
    yield from _ordinal_group(document, run)


def _counts_on(last: _Counted, counted: _Counted) -> bool:
    """Whether a clause counts on from the last one, no farther from it than a few
    paragraphs of what is said of that.
    """
    next_number = counted.number in (0, last.number + 1) and last.number > 0
    apart = counted.item.block - last.item.block
    return next_number and apart <= _COUNTED_APART


_COUNTED_APART = 3  # blocks


def _counted_clauses(text: str, index: int, block: Block) -> Iterator[_Counted]:
    """The clauses of a block that begin with an ordinal, without it and without what
    is said of it: "calmer roads, which are the busiest in the county".
    """
    if not _ordinals_of(text).between(block.start, block.end):
        return
    for start, end in split_sentences(text, block.start, block.end):
        for a, b in _clauses(text, start, end):
            if found := _ORDINALS.match(text, a, b):
                item = _said_item(text, found.end(), b, index, a)
                written = (found["count"] or "").casefold()
                number = ORDINALS.index(written) + 1 if written else 0
                if cardinal := (found["cardinal"] or "").casefold():
                    number = NUMBER_WORDS.index(cardinal) + 1
                yield _Counted(item, number)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence cut where it counts on: "my first is …, my second …"."""
    at = start
    # Asking for the words that count first is many times cheaper.
    if not _MY_FIRST.search_in(text, start, end):
        yield start, end
        return
    for cut in _COUNTS_ON.finditer(text, start, end):
        yield at, cut.start()
        at = cut.end()
    yield at, end


_MINE_COUNT = rf"(?:my|the|our)\s+(?:{'|'.join(ORDINALS)}|final|last)\b"
_MY_FIRST = AnyCase(_MINE_COUNT)
_COUNTS_ON = re.compile(
    rf"(?:\s*[;,:]\s*(?:and\s+)?|\s+and\s+|\b(?:this|that|which) is why\s+)"
    rf"(?={_MINE_COUNT})",
    re.IGNORECASE,
)


def _said_item(text: str, start: int, end: int, block: int, lead: int) -> Item:
    """What a sentence says a priority is, without its stop and what is said of it."""
    if called := _CALLED.match(text, start, end):
        start = called.end()
    aside = _ASIDE.search(text, start, end)
    end = aside.start() if aside and aside.start() > start else end
    end = start + len(text[start:end].rstrip(" .!;,–—-"))
    return Item(start, max(start, end), Form.INLINE, block, lead)


def _ordinal_group(document: Document, run: Sequence[_Counted]) -> Iterator[Group]:
    if len(run) < 2:
        return
    items = _without_wish(document.text, [counted.item for counted in run])
    first = items[0]
    opening = document.text[first.lead : first.start]
    if _KIND_WORD.search(opening):
        yield Group(COUNTED_OFF, items, opening)
        return
    start = document.blocks[first.block].start
    lead = document.text[start : first.lead].strip()
    if not lead and first.block:
        before = document.blocks[first.block - 1]
        lead = document.text[before.start : before.end].strip()
    told = _COUNTS.search(lead[-_ORDINAL_REACH:])
    if not told and first.block and _THERE_ARE_SO_MANY.search(lead):
        before = document.blocks[first.block - 1]
        lead = f"{document.text[before.start : before.end]}\n{lead}"
        told = _KIND_WORD.search(lead)
    # "I must set objectives. I have set three. The first is to …"
    to_do = all(_TO.search(document.text, one.lead, one.start) for one in items)
    if told or (to_do and len(run) >= _FEWEST_TO_DO and _KIND_WORD.search(lead)):
        yield Group(COUNTED_OFF, items, lead[-LEAD_REACH:])


def _without_wish(text: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items without "I want" where all begin so: "First, I want calmer lanes"."""
    wishes = [_WISH.match(text, item.start, item.end) for item in items]
    return tuple(
        item._replace(start=wish.end()) if wish and all(wishes) else item
        for item, wish in zip(items, wishes, strict=True)
    )


# "The first is called ‘Calm lanes’."
_CALLED = re.compile(r"(?:called|named|titled|entitled|known as)\s+(?=[“‘\"'])")
_WISH = re.compile(r"(?:I|we) want\s+(?:to\s+)?", re.IGNORECASE)
# "… calm the lanes, which are the busiest in the county."
_ASIDE = re.compile(
    r",\s+(?:which|who|where|whether|because|since|as|so(?: that)?|for|"
    r"and (?:I|we|that|this))\b|;|\s[–—-]\s|[–—]|(?<=[a-z]):\s+(?=[a-z])|"
    r",?[\"”]\s"
)
# Words before sentences that count, in a sentence's reach.
_COUNTS = re.compile(
    rf"\b(?:{_KIND}|{_THINGS}|focus\w*|concentrat\w+|(?:put|comes?|do|tackle) first|"
    r"matters? most|what (?:matters|counts) (?:to|for|in)|achieve|cornerstones|"
    rf"foundations|stands for|bring about|the big (?:{'|'.join(NUMBERS)})|tackle first|"
    r"hold (?:me|us|him|her) to|commit to)\b[^.!?]*[.:!?]?$",
    re.IGNORECASE,
)
# "What are the priorities?" / "There are four of them. The first is …"
_THERE_ARE_SO_MANY = re.compile(
    rf"\bthere are (?:{'|'.join(NUMBERS)})\b[^.]*\.$", re.IGNORECASE
)
_ORDINAL_REACH = 160
_TO = re.compile(r"\bto\s+$")
_FEWEST_TO_DO = 3
_ANY_ORDINAL = re.compile(
    rf"(?i:\b(?:{'|'.join(ORDINALS)}|final|last)(?:ly)?\b|\bnumber one|\bnumber "
    rf"(?:{'|'.join(NUMBERS)})\b)"
)


@lru_cache(maxsize=4)
def _ordinals_of(text: str) -> Mentions:
    """Where a document has an ordinal with which a clause may begin."""
    return Mentions(
        at
        for at in facts_of(text).ordinals
        if _ANY_ORDINAL.match(text, at) and _may_begin(text, at)
    )


def _may_begin(text: str, at: int) -> bool:
    """Whether the ordinal at a place may begin a clause, "the" and the like before it:
    "Last, …" and "my second" may, "at last" may not.
    """
    before = _WORD_BEFORE.search(text[max(0, at - _LONGEST_WORD) : at])
    if before is None:
        return True  # at the start, or behind a mark or a long word
    return before[1].casefold() in _BEFORE_ORDINALS


_LONGEST_WORD = 30  # characters of a word before an ordinal that is looked at
_WORD_BEFORE = re.compile(r"(?:^|(?<=\W))(\w+)[^\S\n]+$")
_BEFORE_ORDINALS = frozenset(
    {
        *("and", "but", "the", "my", "our", "one", "priority", "priorities"),
        *("objective", "objectives", "aim", "aims", "goal", "goals", "theme", "themes"),
        *("pledges", "promises", "mission", "missions", "ambitions", "commitments"),
        *("pillars", "outcomes", "area", "areas", "focus", "work", "headings"),
        "strands",
    }
)


_AND_TO = re.compile(r"\s+and\s+(?=to\s)")
_AND = re.compile(r"\s+and\s+(?=(?P<next>\S+))")


def _last_and(
    text: str, spans: Sequence[tuple[int, int]], *, evenly: bool
) -> re.Match[str] | None:
    """The "and" before the last part of an enumeration: the one behind which a part
    begins as the others do, else with `evenly` the one that cuts most evenly.

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
        found if evenly else (),
        key=lambda one: abs(one.start() + one.end() - start - end),
        default=None,
    )


def _is_ing(word: str) -> bool:
    return word.endswith("ing")
