"""What wordings tell: titles of chapters that every plan has, how many priorities a
text speaks of, and whether words are those of an aim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from plancoder.coding.sections.any_case import (
    LONG,
    AnyCase,
    find_words,
    in_small_letters,
)
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.mentions import COUNTABLE, facts_of
from plancoder.number_words import NUMBER_WORDS

if TYPE_CHECKING:
    from plancoder.coding.statements.items import Item
    from plancoder.models import Document

# Titles of chapters that every plan has, whatever its priorities.
COMMON_CHAPTER = AnyCase(
    r"\b(?:foreword|preface|introduc\w+|welcome|opening (?:words|remarks)|greeting|"
    r"message|a word|words? (?:from|of)|writes|letter|(?<!out and )about|"
    r"executive summary|summary|at a glance|in (?:short|brief|figures)|contents|vision|"
    r"values|background|context|looking back|history|facts?|figures|"
    r"profile|area|people and place|place and people|partners?|partnerships?|"
    r"joining forces|working (?:together|with)|collaborat\w+|national|statutory|duties|"
    r"requirements?|legal|law|regional|role|governance|scrutiny|accountab\w+|openness|"
    r"open book|answering|holding|perform\w+|measur\w+|results?|judged|targets|"
    r"progress|monitor\w+|review|reporting|checking|deliver\w+|money|financ\w+|"
    r"fund\w+|budget\w*|spend\w*|grants?|precept|resources|income|commission\w+|buy|"
    r"consult\w+|listening|your (?:views?|say)|important to you|voices?|feedback|told|"
    r"survey|engag\w+|"
    r"contact\w*|touch|reach|talking|take part|lend a hand|volunteer\w*|glossary|"
    r"words explained|abbreviations|annex\w*|appendi\w+|further|more|useful|formats?|"
    r"next|future|thanks|acknowledg\w+|index|evidence|data|sources|"
    r"strategic (?:aims?|objectives?|priorities|themes?|outcomes?)|key messages|plan|"
    r"commissioner|chief constable|"
    r"paying for (?:it|this|the)|keeping (?:watch|track|count)|its people|"
    r"cymraeg|cysylltu|get(?:ting)? involved|welsh language|"
    r"(?:in|inside) this (?:plan|strategy|document|report|booklet|leaflet)|"
    r"(?:list|table) of (?:chapters|contents|parts|figures|tables)|what you will find|"
    r"closing (?:remarks|words|thoughts|statement)|council tax|privacy|"
    r"accessibility|timetable|"
    r"implications|audit|responsibilities|conclusions?|disclaimer|copyright|"
    r"panel|pledges?|equality|diversity|estates?|references|reading|read on|links|"
    r"priority (?:areas|objectives|outcomes)|complaints?|(?:in|our) numbers|our year|"
    r"so far|nutshell|policy|"
    r"environment|(?<!one )purpose|(?:our|my) mission|we serve|"
    r"(?:latest|recent) (?:news|tweets?|posts?|stories|updates?|events)|downloads?|"
    r"follow (?:us|me)|(?:related|quick) (?:links?|pages|content)|publications)\b"
    r"|^\W*(?:who|what|how|why|where|when)\b"
    r"|^(?:our|my|the) (?:approach|challenges?|achievements|principles|team)$"
    r"|^(?:our|the|your) (?:county|counties|cit(?:y|ies)|towns?|borough|district|"
    r"region|force|people|communit(?:y|ies)|story)$"
)


def is_common(document: Document, item: Item) -> bool:
    """Whether an item is titled as a chapter of any plan: "Foreword", not "Working
    with the young" nor "Priority 2: Our area".
    """
    if item.label:
        return False
    return _is_common_title(document.text[item.start : item.end])


@lru_cache(maxsize=2048)
def _is_common_title(title: str) -> bool:
    """The same of a title; kept, since several kinds of groups ask of each."""
    counts = PLURAL.search(title) or number_said(title)
    if counts and len(title.split()) <= TITLE_WORDS:
        return True
    if _OF_THE_DOCUMENT.match(title):
        return True
    if _VALUE.search(title):
        return False
    return bool(COMMON_CHAPTER.search(title)) and not _acts(title)


# "Part F Pounds and pence", "www.vale.example"
_OF_THE_DOCUMENT = re.compile(r"(?i:part) [A-H]\b|www\.|\S+@\S")
# "Managing our finances", "Measuring progress": how a plan is run, though it begins as
# an aim does.
RUNS_THE_PLAN = re.compile(
    r"\W*(?:managing|measuring|monitoring|funding|reporting)\b.*\b(?:performance|"
    r"finances?|resources|money|budget|progress|success|results|plan)\b",
    re.IGNORECASE,
)
# What many plans strive for, though it speaks of money.
_VALUE = re.compile(
    r"\bvalue (?:for|from|and)\b|\band value\b|\bpublic money\b|\bwell[ -]spent\b|"
    r"\b(?:sound|wise|careful|responsible|best|good|better|full) use of\b|"
    r"\b(?:each|every) pound\b|\bwithin (?:our|its|their) means\b",
    re.IGNORECASE,
)
TITLE_WORDS = 6  # of the longest title such as "Police & Crime Priorities for Vale"


# "Calm – at any hour", "Warm halls: in each village"
GLOSSED = re.compile(r"(?P<words>\w+(?:\s+[\w’']+){0,5}?)(?:\s+[–—-]\s+|:\s+)\S")
# "63%", "12.5 per cent", "(1,204)": a share or a number of answers.
COUNTED = r"(?:\b\d{1,3}(?:\.\d)? ?(?:%|per cent)|\(\d[\d,]*\))"
PLURALS = (
    r"(?:priorities|objectives|themes|aims|goals|missions|promises|pledges|pillars|"
    r"ambitions|commitments|undertakings|blaenoriaethau|amcanion|addewidion)"
)
PLURAL = AnyCase(rf"\b{PLURALS}\b")
NUMBERS = NUMBER_WORDS[1:]  # that plans count their aims by: one is no list
_SAID = AnyCase(
    # "four aims", "our aims are four."
    rf"\b(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}}(?=\s+(?-i:[a-z]))|half a dozen)\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?[‘“'\"]?(?:{PLURALS}|areas|outcomes|strands|"
    r"(?:key|main|local) issues|headings|subjects|things|tasks|jobs|questions|chapters|"
    r"challenges|fronts|"
    r"sections|words|"
    r"lines(?= (?:printed|on|written)\b))\b"
    rf"|\b(?:{PLURALS}|there) are (?P<after>{'|'.join(NUMBERS)})(?=\s*[.:;])"
    rf"|\b(?:agreed|settled|decided|fixed) (?:up)?on (?P<upon>{'|'.join(NUMBERS)})"
    r"(?=\s*[:;])"
)


# A character class first, since only then the search skips ahead to what it holds.
_HAS_NUMBER = re.compile(
    r"[tfsenh\d](?:(?<=\d)|(?<=t)(?:wo|hree|en|welve)|(?<=f)(?:our|ive)|"
    r"(?<=s)(?:ix|even)|(?<=e)(?:ight|leven)|(?<=n)ine|(?<=h)alf a dozen)"
)


def number_said(text: str) -> int:
    """How many a text says there are: `four main goals` 4; 0 where it does not say."""
    return next((number for _, number in reversed(numbers_said(text))), 0)


def numbers_said(text: str) -> tuple[tuple[int, int], ...]:
    """All such numbers of a text in order, each with its place; kept for short texts,
    since the same lead is asked of again and again.
    """
    return _kept_numbers(text) if len(text) <= _SHORT else tuple(_numbers_said(text))


_SHORT = 500  # characters


@lru_cache(maxsize=512)
def _kept_numbers(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_numbers_said(text))


def _numbers_said(text: str) -> Iterator[tuple[int, int]]:
    for one in _said_in_lines(text):
        written = (one["number"] or one["after"] or one["upon"]).casefold()
        if written == "half a dozen":
            yield one.start(), 6
        else:
            number = int(written) if written.isdigit() else NUMBERS.index(written) + 2
            yield one.start(), number


def _said_in_lines(text: str) -> Iterator[re.Match[str]]:
    """Matches of the pattern in lines that hold one of its nouns: asking for a noun
    first is many times cheaper.
    """
    end = -1
    small = in_small_letters(text)
    if not _HAS_NUMBER.search(small):
        return
    whole = len(text) > LONG
    places = facts_of(text).counted if whole else sorted(find_words(text, COUNTABLE))
    for place in places:
        if place > end:
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            end = end if end >= 0 else len(text)
            yield from _said_in_line(text, small, start, end)


def _said_in_line(
    text: str, small: str, start: int, end: int
) -> Iterator[re.Match[str]]:
    """Matches of the pattern in a line: where a number stands, or anywhere where it
    may stand behind "are".
    """
    if _ARE_SO_MANY.search(small, start, end):
        yield from _SAID.finditer(text, small, start, end)
        return
    for number in _HAS_NUMBER.finditer(small, start, end):
        at = number.start()
        found = _SAID.match_at(text, small, at, end) if at >= start else None
        if found:
            yield found
            start = max(found.end(), at + 1)


# "… are four:", "… agreed upon five:": the number stands behind what it counts.
_ARE_SO_MANY = re.compile(rf" (?:are|on|upon) (?:{'|'.join(NUMBERS)})\s*[.:;]")


def has_at_most(most: int, words: str) -> bool:
    """Whether a text has no more than so many words; few letters need no counting."""
    return len(words) < 2 * most or len(words.split()) <= most


# A blank behind a small letter, where a title may end: no title ends in these words.
TITLE_END = (
    r"(?<=[a-z])(?<!\band)(?<!\bof)(?<!\bin)(?<!\bfor)(?<!\bto)(?<!\bthe)(?<!\bour)"
    r"(?<!\bwith)(?<!\bby)(?<!\bat)(?<!\bfrom)(?<!\bon)"
)


def ends_open(words: str) -> bool:
    """Whether no wording ends with these words: "Stronger bonds between"."""
    return words.rpartition(" ")[2].casefold() in _LINKS


_LINKS = frozenset(
    {
        "a", "an", "and", "at", "between", "by", "for", "from", "in", "into", "of",
        "on", "or", "our", "the", "their", "to", "with",
    }
)  # fmt: skip


def _acts(title: str) -> bool:
    """Whether a title begins as a priority does: "Working together", "Cut crime"."""
    if _OPENS_COMMON.match(title):
        return False
    first = plain(title).split(" ", 1)[0]
    return first in _BOLDER or first in IMPERATIVES or first.endswith("ing")


# "Wiser with money", "Fairer to victims": no chapter of any plan is called so.
_BOLDER = frozenset(
    {
        "bolder", "calmer", "cleaner", "closer", "fairer", "faster", "firmer",
        "greener", "kinder", "leaner", "quicker", "smarter", "stronger", "tougher",
        "wiser",
    }
)  # fmt: skip
# With "Less crime, more contact", which may be any chapter.
COMPARATIVES = _BOLDER | {
    "better", "fewer", "greater", "happier", "healthier", "less", "lower", "more",
    "safer",
}  # fmt: skip
_OPENS_COMMON = re.compile(
    r"\W*(?:opening|closing (?:remarks|words)|introducing|getting involved|paying|"
    r"managing|looking (?:back|ahead)|"
    r"getting (?:in|to)|finding (?:us|me|out more)|measuring|monitoring|funding|"
    r"reporting|listening|working (?:together|with|in partnership)|answering|talking|"
    r"holding|spending|checking|engaging|consulting|commissioning|volunteering|"
    r"policing|"
    r"delivering (?:this|the|my|our)|understanding|how|being open)\b",
    re.IGNORECASE,
)


IMPERATIVES = frozenset(
    {
        "act", "answer", "back", "be", "boost", "break", "bring", "build", "catch",
        "change", "close", "collaborate", "divert", "educate", "eliminate", "enable",
        "encourage", "enforce", "enhance", "eradicate", "establish", "expand", "extend",
        "find", "identify", "influence", "introduce", "manage", "minimise", "pursue",
        "reassure", "recruit", "rehabilitate", "repair", "sustain", "take", "widen",
        "champion", "challenge", "combat", "create", "cut", "deal", "deliver",
        "deter", "develop", "disrupt", "drive", "embed", "empower", "end", "engage",
        "ensure", "equip", "fight", "focus", "get", "give", "guard", "hear", "help",
        "improve", "increase", "inspire", "invest", "join", "keep", "lead",
        "lessen", "listen", "look", "lower", "maintain", "make", "modernise",
        "open", "prevent", "prioritise", "promote", "protect", "provide", "put",
        "raise", "rebuild", "reduce", "respond", "restore", "run", "safeguard",
        "save", "secure", "serve", "shield", "show", "spend", "stand", "stay", "stop",
        "strengthen", "support", "tackle", "target", "transform", "treat", "turn",
        "uphold", "use", "work", "reach", "halt", "curb", "win", "earn", "grow",
        "guide", "steer", "confront", "expose", "heal", "hold", "mend",
        "punish", "rescue", "rid", "shape", "smash", "stem", "stamp", "lift",
    }
)  # fmt: skip


# Words of one who writes, in a line that leads to others without a colon.
SPEAKS = re.compile(r"\b(?:I|we|my|our|this plan|the plan|the commissioner)\b", re.I)
# What is put first, or will be done, in a line above others.
PUTS_FIRST = re.compile(
    r"\b(?:first|most|focus|matters?|following|ahead|achieve|shall|will|now in force|"
    r"new (?:plan )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
