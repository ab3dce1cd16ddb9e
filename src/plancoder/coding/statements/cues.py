"""Cues: what speaks for or against a group being the plan's own priorities. Each is a
small pure function of a group and its surroundings; the points stand in one table.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from plancoder.coding.sections.any_case import AnyCase, find_words
from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.group import (
    ANNOUNCES,
    CODED,
    COUNTED_OFF,
    FEWEST,
    GLOSSED_TITLES,
    Group,
    leads_on,
)
from plancoder.coding.statements.items import PART_WORDS, Form, Item, follows
from plancoder.coding.statements.mentions import speaks_of
from plancoder.coding.statements.prose import PROMISES
from plancoder.coding.statements.wordings import (
    COMMON_CHAPTER,
    COUNTED,
    GLOSSED,
    IMPERATIVES,
    NUMBERS,
    PLURAL,
    SPEAKS,
    is_common,
    numbers_said,
)
from plancoder.models import Document, SectionRole


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cues see of a document, worked out once.

    `headings` and `entries` count the plain wordings of headings and of contents
    entries.
    """

    document: Document
    sections: Sections
    headings: Mapping[str, int]
    entries: Mapping[str, int]
    leads: Mapping[str, int]  # how many groups the same words announce

    numbers: tuple[tuple[int, int], ...] = ()  # where the text says how many, and that
    heading_starts: frozenset[int] = frozenset()  # where the counted headings begin
    wordings: dict[tuple[int, int], str] = field(default_factory=dict)  # kept plain
    titles: dict[tuple[int, int], str] = field(default_factory=dict)  # and headed

    def text_of(self, item: Item) -> str:
        """The wording of an item."""
        return self.document.text[item.start : item.end]

    def plain_of(self, item: Item) -> str:
        """The plain wording of an item, folded once."""
        key = item[:2]  # where it starts and ends
        words = self.wordings.get(key)
        if words is None:
            words = self.wordings[key] = plain(self.text_of(item))
        return words

    def headed(self, item: Item) -> str:
        """The plain wording of an item, without its gloss where the words before that
        are a heading: "Calm – at any hour" has a chapter "Calm".
        """
        key = item.start, item.end
        if key not in self.titles:
            text = self.document.text
            glossed = _GLOSS.search(text, item.start, item.end)
            found = GLOSSED.match(text, item.start, item.end) if glossed else None
            short = plain(found["words"]) if found else ""
            known = bool(short and self.headings.get(short))
            self.titles[key] = short if known else self.plain_of(item)
        return self.titles[key]


_GLOSS = re.compile("[:–—-]")  # what stands before any gloss


class Cue(NamedTuple):
    """One cue that spoke: its name, its points and the reason in words."""

    name: str
    points: float
    reason: str


Finder = Callable[[Group, Scene], tuple[float, str] | None]

STRONG = (
    # with the slips of the pen that published pages have
    r"priorit(?:y|ies)|priorties|priorites|"
    r"objectives?|themes?|aims|goals?|missions|promises|pledges?|"
    r"pillars?|ambitions|undertakings|"
    r"blaenoriaethau|flaenoriaethau|mlaenoriaethau|amcanion|nodau|"
    r"addewidion|themau|plan (?:on a page|at a glance)|"
    r"(?:i|we) (?:promise|pledge)(?= that|:| to)"
)
# "This priority" is one of them, and what stands below it are its parts.
_STRONG = AnyCase(
    r"(?<!\bthe first )(?<!\bthe second )(?<!\bthe third )(?<!\bthe fourth )"
    r"(?<!\bthe fifth )"
    r"(?<!\bnot )(?<!\brather than )(?<!\bthis )(?<!\beach )(?<!\bthat )(?<!\bevery )"
    rf"\b(?:{STRONG})\b"
)
_STEMS = (
    "priorit", "priort", "objective", "theme", "aim", "goal", "mission", "promise",
    "ambition", "pledge", "pillar", "undertaking", "laenoriaeth", "amcanion", "nodau",
    "addewid", "themau", "plan on a page", "plan at a glance",
)  # fmt: skip


@lru_cache(maxsize=512)
def _strong(words: str) -> re.Match[str] | None:
    """The word of a text that names priorities, not "… and not priorities"."""
    return _STRONG.search(words) if speaks_of(words, _STEMS) else None


_WEAK = AnyCase(
    r"\b(?:areas|area of (?:focus|work)|focus(?:ed)?(?: on)?|concentrate|subjects|"
    r"(?:give|have|take) (?:first|pride of) place|"
    r"(?:comes?|puts?|do|tackled?|deal with|places?)\b[^.:\n]{0,25}\bfirst|"
    r"ahead of (?:all|every|any)\w*|above all|hold (?:me|us|her|him|them) to|"
    rf"the big (?:{'|'.join(NUMBERS)})|striv(?:e|es|ing) for|"
    r"working (?:for|towards?)|stands for|(?:devoted|dedicated) to|weight behind|"
    r"judge(?:d)? (?:me|us|her|him|them)? ?(?:by|on)|first calls? on|concentrating on|"
    r"now in force|new (?:plan )?(?:19|20)\d\d|"
    r"most of (?:my|our|its|his|her) (?:time|effort|energy|attention)|"
    r"(?:main|key|big|top) (?:jobs|tasks)|(?:matters?|count) most|most are|"
    r"most important|come first|top of|care about|"
    r"foundations|cornerstones|building blocks|attention|"
    r"(?:things|tasks|jobs) (?:i|we|you|that matter|above all)|"
    rf"(?:{'|'.join(NUMBERS)}) (?:questions|tasks|tests)|these are the questions|"
    r"(?:main|key|big|top) things|headings|"
    r"commitments?|outcomes|"
    rf"(?:chosen|picked|settled on|singled out|set out to do) (?:{'|'.join(NUMBERS)})|"
    r"strands|aims?|"
    r"(?:at|are) (?:its|the) (?:centre|heart|core)|(?:at|are) the (?:centre|heart|core) of|"
    r"(?:arranged|organised|built|grouped|rests?|stands?|hangs?) (?:a?round|under|up?on) "
    rf"(?:the )?(?:{'|'.join(NUMBERS)})|ahead of everything(?: else)?|"
    r"will (?:work|steer)|what (?:i|we) want|energy|effort|devote|"
    r"held to account|help (?:me|us) to|"
    r"(?:with|together|alongside)\b[^.:]{0,60}\bto(?=\W*$)|"
    r"commits? (?:us|me|himself|herself|the (?:force|police|office)) to|"
    r"delivered|committed to|want to see|achieve|joining with)\b"
)
_OWN = AnyCase(
    r"\b(?:my|our|his|her|this plan|the plan|commissioner['’]?s|police and crime plan|"
    r"(?:strategic|key|main|chosen|agreed|settled on|these)\s+\w*)\b"
)
_PLURALS = r"(?:priorities|objectives|aims|goals|themes|pledges|promises|pillars)"
_BODY = r"(?:partners?|partnerships?|councils?|boards?)"
_OTHERS = AnyCase(
    r"\b(?:national(?:ly)?|government (?:has|wants|asks|expects)|home secretary|strategic policing requirement|government's|"
    rf"{_BODY}(?:['’]s?)? (?:have|has|share|set|own|priorities|objectives|aims|goals|"
    r"themes|plans)|of (?:their|her|his|its) own|(?<!as )their (?:own )?priorities|"
    rf"(?:priorities|objectives|aims) of (?:the )?(?:\w+ )?(?:{_BODY}|government)|"
    rf"^\W*(?:its|their) own (?:\w+ )?{_PLURALS}|"
    r"voted|in addition to|\bset (?:itself|themselves|its own|their own)\b|"
    r"regard\b[^.:]{0,30}\bto|act (?:19|20)\d\d|"
    r"(?:in setting|took|take|taken) (?:\w+ )?(?:account|priorities|my|our)|"
    r"working with others|looking back|previous|former|"
    r"last (?:year|plan|term|strategy|report)|victims['’] commissioner|"
    r"(?:(?:panel|board|committee|council)['’]s|(?:his|her|its|their)) own "
    r"(?:work|document|staff)|areas for improvement|"
    rf"(?:force|constabulary|collaboration|service|council|region|chief)(?:['’]s)? own "
    rf"{_PLURALS}|for the (?:past|last) \w+ years|(?:authority|board|commissioner|"
    r"plan) (?:that|which|whom) i\b|"
    r"takes? the place of|supersede[sd]?|was (?:arranged|built|organised) around|"
    r"what (?:was|we|i|has been) achieved|achievements|what became of|"
    r"withdrawn|served (?:us|me|you|the \w+) (?:\w+ )?well|"
    rf"there were (?:\w+ ){{0,2}}{_PLURALS}|"
    rf"(?:it|which|and|we|that|plan|strategy) had (?:\w+ ){{0,2}}{_PLURALS}|"
    r"(?:his|her|their) plan\b[^.:]{0,40}\bhad\b|"
    r"old (?:plan|(?:19|20)\d\d)|\((?:ended|ends)\b|(?:plan|strategy) (?:for|of) [\d\s–/to-]+"
    r"(?:had|dealt with|named|listed|covered|contained|included|held|set out)\b|"
    rf"{_PLURALS}\b[^.:]{{0,20}} (?:would|will|are to|have) (?:be|been) (?:dropped|"
    r"discontinued|retired|closed|ended|abandoned|laid aside)|"
    r"(?:has|have) (?:come off|been taken off|gone from|been dropped)\b|(?:it|this) replace[sd]|outgoing|"
    r"subsidiary|secondary (?:priorities|objectives|aims)|"
    r"predecessor(?:['’]s)?|(?<!\bmy )(?<!\bhis )(?<!\bher )(?<!\bour )first plan|"
    r"first plan(?= (?:had|was|set|held|contained|listed|ran))|"
    r"earlier plan|control strategy|"
    r"used to (?:be|have|list|concentrate|focus|work)|(?:ran|run) out|no longer|lapsed|"
    r"expired|abolished|retir(?:ed|ing)|"
    r"(?:of|by) other (?:bodies|organisations|agencies|people)|whitehall|home office|"
    r"health and wellbeing|"
    rf"(?:force|operational|organisational|internal) {_PLURALS}|"
    rf"(?:force|constabulary) (?:has|sets) (?:\w+ ){{0,3}}{_PLURALS}|"
    r"(?:her|his|its|their) (?:own )?(?:annual |delivery |business |force )*plan "
    r"(?:has|sets|contains|lists)|"
    rf"chief constable(?:['’]s)? (?:has|have|own|set|view|{_PLURALS})|"
    r"how (?:i|we)(?:['’]ll| will) work|corporate|policing vision|cross[ -]cutting|"
    r"cut(?:s|ting)? across|"
    r"principles|values|beliefs|enablers|"
    r"behaviours?|standards|ethics)\b"
)
_ACTIONS = AnyCase(
    r"\b(?:(?:i|we|police|constable|commissioner|pcc|force|partners|officers|staff|"
    r"teams|members) will(?: also| "
    r"now)?|"
    r"steps (?:will|are to) be taken\b[^:]*|"
    r"actions?|measur\w+|will know|indicators?|(?<!to be )judged|success|progress|"
    r"look at|"
    r"activit\w+|projects|includ\w+|such as|for example|examples?|"
    r"to (?:achieve|deliver|meet|reach) (?:this|these|the|our|my)|"
    r"help (?:me|us) (?:to )?(?:get|do|make|achieve|deliver|reach)\b[^.:]{0,30}|"
    r"(?:do|achieve) (?:this|these|so|it)|looks? like|signs that)\b"
    r"\W*(?:by|to|that|is|are|when|through)?\W*$"
)
_WILL_DO = re.compile(
    r"\b(?:I|we|police|commissioner|pcc|force|officers|staff|teams) will$",
    re.IGNORECASE,
)
_ASKED = AnyCase(
    r"\b(?:you (?:said|told)|(?:residents|people|public|they|respondents) (?:said|told|"
    r"asked|wanted)|asked (?:\w+ )+about|asked for|told (?:me|us)|raised|concerns|"
    r"worried|findings?|heard|responses?|feedback|survey|"
    r"(?:named|mentioned|raised|picked) (?:most|by))\b"
)
_DUTIES = AnyCase(
    r"\b(?:duty|duties|must|require[ds]?|requirements?|statut\w+|responsib\w+|law|act 20\d\d|powers|"
    r"role|members?|thank\w*|contact|download|links?|cover|grateful)\b"
)


# "The commissioner must report …" is law; "We must cut burglary" may be an aim.
_MUST = re.compile(
    r"\W*(?:the |a |each )?(?:pcc|commissioner|panel|chief constable|authority|"
    r"police and crime (?:panel|commissioner)|section \d+|members)\b.{0,30}?"
    r"\b(?:must|requires?|states|outlines)\b",
    re.IGNORECASE,
)
# "Which of these should be priorities? Tick up to five.": what may be answered.
_TO_CHOOSE = re.compile(
    r"\b(?:which|what|do you)\b(?![^.?]{0,40}\bagree\b)[^.?]{0,80}\b(?:should|ought to|would you|do you|"
    r"could)\b[^.?]*\?|"
    r"\b(?:tick|choose|select|pick|rank|name)\b (?!how\b)[^.?]{0,30}?\b(?:up to|top|in "
    r"order|most important)\b|\bput (?:these|them) in order\b",
    re.IGNORECASE,
)
_SHARE_BOUND = 0.4
_REPLACED = re.compile(
    r"\b(?:replac\w+|instead of|rather than|in place of)\b.*|"
    # "Having weighed the national priorities, the Authority has settled upon four:"
    r"\bhaving (?:considered|weighed|looked|had regard|taken|heard)\b[^.:]*?,?\s+"
    r"(?=(?:the (?-i:[A-Z])\w+|i|we|she|he|members) (?:have|has|had)\b)",
    re.S | re.IGNORECASE,
)


@lru_cache(maxsize=512)
def _without_replaced(words: str) -> str:
    """Words without what they say is replaced: "instead of three aims"."""
    return _REPLACED.sub("", words) if speaks_of(words, _REPLACING) else words


_REPLACING = ("replac", "instead of", "rather than", "in place of", "having ")


@lru_cache(maxsize=512)
def _last_sentence(lead: str) -> str:
    """The heading and the last sentence before the items."""
    lines = [line for line in lead.split("\n") if line.strip()]
    if not lines:
        return ""
    return _AFTER_STOP.split(lines[-1])[-1]


_AFTER_STOP = re.compile(r"(?<=[.!?])\s+")


def announced_plainly(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My priorities are:` right before the items: 5; the heading `Our aims`: 4."""
    del scene
    last = _last_sentence(group.lead)
    found = _strong(last)
    # "Priority 3: Calm lanes" is one of them; what stands below it are its parts.
    if found and not (group.kind != "labels" and read_label(last, 0)):
        plain_lead = bool(_LEADS.search(last)) or _is_title(last)
        points = 5.0 if plain_lead else 3.0
        # Where a plan has priorities and objectives, its priorities are the ones meant.
        points += 0.5 if found[0].casefold().startswith("priorit") else 0.0
        return points, f"“{found[0]}” announces them"
    return None


_LEADS = re.compile(
    r"(?::\s*[-–—]?|\bnamely|"
    rf"\bthe following (?:\w+ ){{0,2}}{_PLURALS}\b[^.;:]{{0,40}}\.?)\s*$",
    re.IGNORECASE,
)


def _is_title(words: str) -> bool:
    return len(words.split()) <= 8 and not words.rstrip().endswith(".")


def announced_nearby(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Five goals were agreed. They are:`: 4, where only the sentence before names
    them.
    """
    del scene
    last = _last_sentence(group.lead)
    found = _strong(_without_replaced(group.lead))
    if _IN_THEIR_PLACE.match(last):
        return 4.5, f"“{last.strip()}” says what comes instead"
    if not found or _strong(last) or leads_on(last):
        return None
    titled = _strong(_first_line(group.lead)) and _is_title(_first_line(group.lead))
    if found[0].casefold() == "priority" and not titled:
        return None  # "… was given priority. In May they found these faults:"
    if _THEY_ARE_CALLED.fullmatch(last):
        return 4.0, f"“{found[0]}” stands before “{last.strip()}”"
    # "What are the priorities?" / "There are four. They are:"
    if _THEY_ARE.fullmatch(last) and _strong(_first_line(group.lead)):
        return 5.0, f"“{_first_line(group.lead)}” stands above them"
    # "She has set four goals. These include:" is no word of what is to be done.
    if not _ACTIONS.search(last.rstrip(" :-–—")) or _THESE_INCLUDE.match(last):
        return 4.0 if group.lead.rstrip().endswith((":", "-")) else 2.0, (
            f"“{found[0]}” stands shortly before"
        )
    return None


# "… have served their purpose. In their place she proposes to have three:"
_IN_THEIR_PLACE = re.compile(
    rf"\W*in (?:their|its) place\b[^.:]*\b(?:{'|'.join(NUMBERS)})(?: new ones)?:\W*$",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(r"\W*(?:they|these) are:\W*", re.IGNORECASE)
_THEY_ARE_CALLED = re.compile(r"\W*(?:they|these) are (?:called|named)\W*", re.I)
_THESE_INCLUDE = re.compile(r"\W*(?:these|they|which) includ\w+\W*$", re.IGNORECASE)


def announced_weakly(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`What I will focus on:` 3."""
    del scene
    if leads_on(group.lead):
        return 4.0, "“… on” leads to them"
    if _strong(group.lead):
        return None
    if _titles_below(group):
        return 4.0, f"“{_first_line(group.lead)}” is the heading above them"
    last = _last_sentence(group.lead)
    if _BY_THIS_PLAN.match(last) and ANNOUNCES.search(last):
        return 3.0, f"“{last.strip()[:40]}” announces them"
    if found := _ON_THE_FOLLOWING.search(last):
        return 4.5, f"“{last.strip()[-40:]}” announces them"
    if found := _WEAK.search(group.lead):
        # "The wardens have three tasks: …"
        if group.kind == "sentence" and not _SPEAKS_OF_PLAN.search(last):
            return None
        near = _WEAK.search(last) or _REFERS_BACK.match(last)
        return (3.0 if near else 1.5), f"“{found[0]}” announces them"
    return None


_SPEAKS_OF_PLAN = re.compile(
    r"\b(?:I|we|me|us|my|our|he|she|him|his|her|it|its|plan|strategy|draft|programme|"
    r"commissioner|mayor|police|force|constabulary|officers|board|partnership|authority|"
    r"council|panel)\b",
    re.IGNORECASE,
)
_ON_THE_FOLLOWING = AnyCase(
    r"\b(?:focus|concentrat)\w* (?:(?:our|its|my) \w+ )?on (?:the following|these)"
    r"\b[^.]{0,30}:\s*$|"
    r"\b(?:settled|agreed|decided) (?:up)?on (?:the following|these)\W*$"
)


def _titles_below(group: Group) -> bool:
    """Whether headings stand right below "What matters most" or "My plan", or one
    paragraph below.
    """
    headed = group.kind == "headings" and len(group.items) >= _FEWEST_HEADED
    return headed and bool(_HEADS.fullmatch(_first_line(group.lead)))


def _first_line(lead: str) -> str:
    return lead.strip().split("\n", 1)[0]


_FEWEST_HEADED = 3
_HEADS = re.compile(
    r"\W*(?:(?:what|where) (?:matters|counts|comes) (?:most|first)(?: to (?:me|us))?|"
    r"(?:my|our) (?:plan|focus|commitments?|areas of (?:focus|work))(?: for \w+)?|"
    r"(?:where|what) (?:I|we) (?:will|shall) (?:put|focus|concentrate)\b.{0,40}|"
    r"(?:[ivx]{1,4} )?what (?:I|we) (?:aim|hope|work) (?:for|to achieve))\W*",
    re.IGNORECASE,
)


def announced_behind(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`These four aims say what we want` right behind them: 3."""
    blocks = scene.document.blocks
    after = group.items[-1].block + 1
    if group.kind not in ("lines", "list", "cells") or after >= len(blocks):
        return None
    block = blocks[after]
    found = _BEHIND.match(scene.document.text, block.start, block.end)
    if not found or _OTHERS.search(found[0]):
        return None
    return 3.0, f"“{found[0].strip()}” right behind them"


_BEHIND = re.compile(
    rf"\W*(?:these|those|the|my|our|all) (?:(?:{'|'.join(NUMBERS)}) )?(?:\w+ ){{0,2}}?"
    rf"{_PLURALS}\b",
    re.IGNORECASE,
)


def said_outright(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My priorities for the year are: …` in a sentence or above a list: 2; one says so
    oneself.
    """
    del scene
    if group.kind not in ("sentence", "list"):
        return None
    found = _OUTRIGHT.search(_last_sentence(group.lead))
    return (2.0, f"“{found[0].strip()}” is said outright") if found else None


_OUTRIGHT = re.compile(
    rf"\b(?:my|our) (?:\w+ ){{0,3}}{_PLURALS}\b[^.;:]{{0,60}}\b(?:are|will be)\b"
    r"[^.;:]{0,30}:\W*$|"
    rf"\bthe {_PLURALS} (?:of (?:the|this) plan )?(?:will|shall|now) reads? as "
    r"follows:\W*$",
    re.IGNORECASE,
)


def called_own(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`my`, `our`, `the Commissioner's`: 1."""
    del scene
    found = _OWN.search(group.lead)
    return (1.0, f"“{found[0]}” says whose they are") if found else None


def of_others(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`The national priorities are:`: -6."""
    whole = _last_sentence(group.lead)
    last = _without_replaced(whole)
    if former := _IN_WHICH_THERE.search(whole):
        return -6.0, f"“{former[0]}” says they are former ones"
    if said := _of_the_commissioner(last, scene):
        return -6.0, f"“{said}”: not this partnership's"
    if words := _said_of_others(group, scene, last):
        return -6.0, f"“{words}” says they are others' or former ones"
    if _of_an_old_plan(group.lead, last):
        return -5.0, "an older plan's, by the sentence before"
    if _of_the_government(group.lead, last):
        return -5.0, "the government's, by the sentence before"
    if body := _cell_of_body(group, scene):
        return -6.0, f"they stand beside “{body}”"
    path = " / ".join(scene.sections.at(group.items[0].lead).path[-2:])
    if found := _OTHERS.search(path):
        return -3.0, f"they stand under “{found[0]}”"
    return None


def _of_the_commissioner(last: str, scene: Scene) -> str:
    """The words that name the Commissioner's plan or priorities in a partnership's own
    plan; blank where they do not, or where the plan is the Commissioner's.
    """
    found = _COMMISSIONERS.search(last)
    first = scene.document.text[:_FIRST_PAGE]
    if found is None or _COMMISSIONER.search(first):
        return ""
    return found[0] if _COMMUNITY_SAFETY.search(first) else ""


_COMMISSIONER = re.compile(
    r"police(?: (?:and|&) |, fire (?:and|&) )crime", re.IGNORECASE
)
_COMMISSIONERS = re.compile(
    r"\b(?:police (?:and|&) crime (?:plan|commissioner)|commissioner['’]s|pcc['’]s)"
    rf"(?=[^.:]*{_PLURALS})",
    re.IGNORECASE,
)


# "It replaces the plan of 2017, in which there were four priorities: …"
_IN_WHICH_THERE = re.compile(
    r"\b(?:plan|strategy|document)\b[^.:]{0,20}\b(?:(?:in|of) which there were|which "
    rf"(?:had|contained|listed|named))\b[^.:]{{0,30}}{_PLURALS}|"
    rf"\b(?:old|different|earlier) (?:set of )?{_PLURALS}|"
    rf"{_PLURALS}\b[^.:]{{0,20}}\b(?:we do not set|(?:not|from) ours)\b",
    re.IGNORECASE,
)


def _said_of_others(group: Group, scene: Scene, last: str) -> str:
    """What the words before a group say of others whose they are; blank where they say
    nothing, or speak of the one who writes.
    """
    above = group.lead.split("\n")[0] if "\n" in group.lead else ""
    headed = len(above.split()) <= _HEADING_WORDS and not above.endswith(".")
    heading = above if headed else ""
    found = (
        _OTHERS.search(last)
        or _OTHERS.search(heading)
        or _OTHERS.search(_above_caption(group.lead))
    )
    if found is None:
        return ""
    if _VALUES.fullmatch(found[0]) and _strong(last):
        return ""  # "the draft principles and priorities are"
    if _OWN_BODY.search(last, 0, found.end()) or _set_by_author(last, scene):
        return ""
    author = _names_author(found[0], scene, group.items[0].lead)
    return "" if author or _ours(heading, found[0]) else found[0]


def _cell_of_body(group: Group, scene: Scene) -> str:
    """The name of a body in the first cell of the row that holds all of the items;
    blank where there is none.
    """
    blocks = scene.document.blocks
    own = {item.block for item in group.items}
    block = blocks[group.items[0].block]
    if len(own) > 1 or block.table is None or not block.column:
        return ""
    at = group.items[0].block - 1
    while at and (blocks[at].table, blocks[at].row) == (block.table, block.row):
        at -= 1
    words = scene.document.text[blocks[at + 1].start : blocks[at + 1].end]
    return words if _NAMES.search(words) else ""


def _above_caption(lead: str) -> str:
    """The sentence that announces a table or list, where a caption parts them."""
    before, parted, caption = lead.rstrip().rpartition("\n")
    announces = parted and _is_title(caption) and ANNOUNCES.search(before)
    return _last_sentence(before) if announces else ""


_HEADING_WORDS = 12  # of the longest heading that says whose they are


def _set_by_author(last: str, scene: Scene) -> bool:
    """Whether "the Authority has set five priorities of its own" speaks of the body
    whose name, "Vale Police Authority", stands on the first page.
    """
    found = _HAS_SET.search(last)
    if found is None:
        return False
    name = re.compile(rf"\b(?!The\b)[A-Z]\w+ (?i:(?:police )?{found[1]})\b")
    return name.search(scene.document.text, 0, _FIRST_PAGE) is not None


_HAS_SET = re.compile(
    r"\b[Tt]he (Authority|Partnership|Board|Council|Commissioner|Mayor) "
    r"(?:has|have) (?:\w+ ){0,2}?(?:set|agreed|adopted|chosen|settled|selected)\b"
)
_FIRST_PAGE = 400  # characters in which a plan names who wrote it
# "Our partnership has agreed …" speaks of the one who writes; "our partners" do not.
_OWN_BODY = re.compile(r"\b(?:our|this) (?:\w+ )?(?:partnership|board) has$", re.I)


def _of_an_old_plan(lead: str, last: str) -> bool:
    """Whether "Its six priorities" speaks of "the plan for 2016 to 2020", named one
    sentence before.
    """
    told = _ITS.match(last) and _OLD_PLAN.search(_sentence_before(lead, last))
    return bool(told)


def _sentence_before(lead: str, last: str) -> str:
    """The sentence before the last one of a lead, in the same paragraph."""
    before = lead.rstrip()[: -len(last.rstrip())].rstrip().rsplit("\n", 1)[-1]
    return _last_sentence(before)


_ITS = re.compile(rf"\W*its (?:\w+ ){{0,2}}{_PLURALS}\b", re.IGNORECASE)
_OLD_PLAN = re.compile(
    r"\b(?:(?:old|last|previous|earlier|first) (?:\w+ )?(?:plan|strategy)|"
    r"(?:plan|strategy) (?:for|of) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _of_the_government(lead: str, last: str) -> bool:
    """Whether "The strategy has three priorities" speaks of the strategy that "the
    government published" one sentence before.
    """
    told = _REFERS_BACK.match(last) and _GOVERNMENT.search(_sentence_before(lead, last))
    return bool(told)


_REFERS_BACK = re.compile(
    r"\W*(?:the|this|that|its|their|these)\s+(?:\w+\s+)?(?:strategy|plan|document|policy|"
    r"programme|report)\b|\W*(?:it|they|these (?:are|include))\b",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(
    r"\b(?:government|home office|home secretary|ministry|minister|national(?:ly)?)\b",
    re.IGNORECASE,
)
_VALUES = re.compile(r"principles|values|beliefs", re.IGNORECASE)


def _ours(heading: str, words: str) -> bool:
    """Whether "the partnership has …" stands below "Our priorities": then it is the one
    who writes.
    """
    own = re.search(r"\b(?:our|my)\b", heading, re.IGNORECASE)
    return bool(own and _strong(heading) and re.match(_BODY, words, re.IGNORECASE))


def _names_author(words: str, scene: Scene, offset: int) -> bool:
    """Whether the body that the words name is the one whose plan it is: its name stands
    on the first page, or in the heading above `offset`.
    """
    body = re.match(
        r"(?:partnership|board|council|force|constabulary)", words, re.IGNORECASE
    )
    path = scene.sections.at(offset).path[-1:]
    title = "\n".join((scene.document.text[:300], *path))
    safety = body and body[0].casefold() in ("partnership", "board")
    if safety and _COMMUNITY_SAFETY.search(title):
        return True
    return body is not None and bool(
        re.search(
            rf"\b{body[0]}(?:['’]s)?\W+(?:\w+\s+){{0,3}}(?:plan|strategy)", title, re.I
        )
    )


# Plans of this kind are a partnership's, whatever stands on the cover.
_COMMUNITY_SAFETY = AnyCase(
    r"\bcommunity safety (?:partnership )?(?:plan|strategy|strategic)\b|"
    r"\bsafe(?:r|ty)\b[^.\n]{0,40}\bpartnership\s|"
    r"\bsafer communit(?:y|ies)\b[^.\n]{0,20}\b(?:strategy|plan)\b"
)


def of_a_part(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Two further priorities are:` -2, `aims, including` -1: there may be more."""
    del scene
    found = _FURTHER.search(_last_sentence(group.lead))
    if not found:
        return None
    points = -1.0 if found[0].startswith("including") else -2.0
    return points, f"“{found[0].strip()}”: some may be named elsewhere"


_FURTHER = AnyCase(
    rf"\b(?:further|other|additional|remaining|some|a (?:variety|range|number) of)\s+"
    rf"(?:\w+\s+)?{_PLURALS}\b|"
    r"\bincluding\s*$"
)


def actions(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`I will:` or `We will measure:` before them: -4."""
    del scene
    last = _last_sentence(group.lead)
    bare = last.rstrip(" :-–—")
    found = _ACTIONS.search(bare)
    if _THESE_INCLUDE.match(bare) and _strong(group.lead):
        return None
    if _BY_THIS_PLAN.match(bare):
        return None
    if found and (not _strong(last) or _WILL_DO.search(bare)):
        return -4.0, f"“{found[0].strip()}” announces actions or measures"
    return None


# "Through this plan, your Commissioner will:"
_BY_THIS_PLAN = re.compile(
    r"\W*(?:through|by|under|with|in) (?:this|the|my|our) (?:police and crime )?plan\b|"
    r"\W*(?:between now and|by|until) the (?:end of (?:the|this|my) (?:plan|strategy|term)|"
    r"next election)\b",
    re.IGNORECASE,
)


def asked(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`You told us:` -3; they are what people said. A chapter `What you told us` only
    stands before the next.
    """
    del scene
    if group.kind == "chapters":
        return None
    line = group.lead.rsplit("\n", 1)[-1]
    if found := _TO_CHOOSE.search(line):
        return -6.0, f"“{found[0]}”: for others to choose from"
    last = _without_replaced(_last_sentence(group.lead))
    found = _ASKED.search(last)
    return (
        (-3.0, f"“{found[0]}”: what people said")
        if found and not _OWN.search(last)
        else None
    )


def answers(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Burglary (63%)`, `Dogs (12%)` after words of a survey: -6; what people said."""
    if not _SURVEYED.search(group.lead):
        return None
    shares = sum(bool(_SHARE.search(scene.text_of(item))) for item in group.items)
    if shares <= _SHARE_BOUND * len(group.items):
        return None
    return -6.0, f"{shares} of {len(group.items)} are shares of answers"


_SHARE = re.compile(rf"{COUNTED}\W*$")
_SURVEYED = AnyCase(
    r"\b(?:survey|questionnaire|poll|asked|answered|answers|respon(?:ded|dents|ses)|"
    r"told (?:us|me)|you said)\b"
)


def duties(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`The law says I must:` -3; `The panel must review …` among them: -4."""
    bound = sum(bool(_MUST.match(scene.text_of(item))) for item in group.items)
    if bound > _SHARE_BOUND * len(group.items):
        return -4.0, f"{bound} of {len(group.items)} say what somebody must do"
    last = _last_sentence(group.lead)
    found = None if _ON_THE_FOLLOWING.search(last) else _DUTIES.search(last)
    return (
        (-3.0, f"“{found[0]}”: duties or notices")
        if found and not _strong(last)
        else None
    )


def of_the_act(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`The policing of the area which the Chief Constable is to provide`: -8; what the
    law says that a plan must hold (section 7 of the Police Reform and Social
    Responsibility Act 2011).
    """
    found = sum(bool(_OF_THE_ACT.search(scene.text_of(item))) for item in group.items)
    if found < _SHARE_OF_THE_ACT * len(group.items):
        return None
    return -8.0, f"{found} of {len(group.items)} are what the law asks of any plan"


_OF_THE_ACT = AnyCase(
    r"\b(?:policing of (?:the|that|his|her|your) (?:police )?(?:force )?area|"
    r"(?:resources|grants|policing)\b.{0,60}\b(?:is|are) to (?:provide|make)|"
    r"means by which|crime and disorder reduction grants?|"
    r"report to the (?:pcc|commissioner)|performance (?:on|in) (?:providing )?policing|"
    r"financial and other resources|"
    r"^\W*(?:the )?(?:pcc|commissioner)(?:['’]s)? objectives|"
    r"national (?:or|and) international functions)\b"
)
_SHARE_OF_THE_ACT = 0.4
_LABEL_POINTS = {
    "priority": 7.0,
    "objective": 5.0,
    "theme": 5.0,
    "pledge": 4.5,
    "promise": 4.5,
    "aim": 5.0,
    "goal": 5.0,
    "mission": 4.5,
    "ambition": 4.5,
    "pillar": 5.0,
    "commitment": 3.5,
    "outcome": 3.0,
    "strand": 3.5,
    "number": 2.0,
}


def labelled(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Priority 1: …` 7, `Objective 1` and `Theme 1` 5, `Outcome 1` 3."""
    del scene
    if group.kind != "labels":
        return None
    labels = [item.label for item in group.items if item.label]
    if len(labels) < len(group.items):
        return None
    word = labels[0].word
    if word in PART_WORDS and not group.lead:
        return -3.0, f"“{word}” numbers any part of a plan"
    points = _LABEL_POINTS.get(word, 0.0)
    return (points, f"labelled “{word}”") if points else None


def bare_label(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Priority: …` before each: 5, `Outcome: …` 2."""
    del scene
    if group.kind != "bare labels":
        return None
    word = group.items[0].bare
    return _LABEL_POINTS.get(word, 1.0), f"each is called “{word}”"


_PROSE_POINTS = {"prose mine": 5.0, "prose pledge": 4.5}


_PLEDGED = re.compile(r"\b(?:commitments|undertakings)\b", re.IGNORECASE)


def said_in_prose(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My first priority is …` 5; `I pledge …` 3.5; `I will …` under `What I will do`
    or `My promises` 3, elsewhere none.
    """
    if not group.kind.startswith("prose"):
        return None
    if group.kind in _PROSE_POINTS:
        return _PROSE_POINTS[group.kind], "the plan says so in a sentence"
    if group.kind == "prose want":
        said = _as_many(group, scene)
        as_many = said is not None and said[0] > 0
        return (3.0, "“I want”, as many times as said") if as_many else None
    if PROMISES.search(group.lead) and len(group.items) > 2:
        # Less by a little than headings below such a title: theirs is the detail.
        return 4.25, f"“I will” under “{group.lead}”"
    last = _last_sentence(group.lead)
    if (_strong(last) or _PLEDGED.search(last)) and len(group.items) > 2:
        return 2.0, "“I will” after words that announce it"
    return -3.0, "“I will” is mostly what will be done"


def own_chapters(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Three or more chapters side by side that not every plan has: 3, in the contents
    2; the only ones with numbers: 4.
    """
    if group.kind not in ("chapters", "numbered apart"):
        return None
    if any(item.label for item in group.items):
        return None
    if group.kind == "numbered apart":
        return 4.0, "the only numbered chapters"
    if not 3 <= len(group.items) <= 10:
        return None
    if _REPORT.search(scene.document.text[:400]):
        return -3.0, "chapters of a report, or items of a meeting"
    points = 2.0 if group.items[0].form is Form.CONTENTS else 3.0
    return points, "chapters that not every plan has"


_REPORT = re.compile(
    r"\b(?:annual re(?:port|view)|(?:proposed |council tax )?precept|end of (?:year|term)|year in review|progress report|"
    r"minutes of (?:a|the) (?:\w+ )?meeting)\b",
    re.IGNORECASE,
)


def glossed_titles(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Calm lanes`, `Warm halls`, `Dry cellars`, each with its own text: 3, where
    words above say what is meant to be done.
    """
    del scene
    if group.kind != GLOSSED_TITLES:
        return None
    if not (_strong(group.lead) or _WEAK.search(group.lead)):
        return None
    return 3.0, "each has a text of its own"


def built_alike(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Each followed by `What I will do` or other words that recur: 6.5."""
    del scene
    if group.kind != "alike":
        return None
    return 6.5, f"each is followed by “{group.recurring}”"


def denied(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Chapters where the plan says `I have not set any priorities`: -8."""
    unnamed = ("chapters", "headings", "contents", "alike", "lines")
    if group.kind not in unnamed and _strong(group.lead):
        return None
    said = _said_none(scene.document.text)
    return (-8.0, f"“{said}”: the plan sets none") if said else None


@lru_cache(maxsize=4)
def _said_none(text: str) -> str:
    # Asking for "no" and "not" first is many times cheaper.
    for at in sorted(find_words(text, (" no ", " not "))):
        near = _NONE_SET.search_in(text, max(0, at - _NEAR), min(len(text), at + _NEAR))
        found = near and _NONE_SET.match_in(text, near.start(), len(text))
        if found:
            return " ".join(found[0].split())
    return ""


_NEAR = 60  # characters from "no" within which such words begin and end


_NONE_SET = AnyCase(
    rf"\b(?:i|we|this plan) (?:have|has|do|does) not (?:set|list|name|rank) "
    rf"(?:any |out )?(?:{_PLURALS}|this time)|"
    rf"\b(?:it|it also) does not (?:set|list|name|rank) (?:any |out )?{_PLURALS}|"
    rf"\bnot (?:going|about) to (?:announce|set|name|list) any {_PLURALS}|"
    rf"\bwill not (?:announce|set|name|list) any {_PLURALS}|"
    rf"\b(?:has|have|sets?|names?|lists?) no {_PLURALS}\b|"
    rf"\b(?:there (?:is|are)|you will find) no (?:(?:list|order) of )?{_PLURALS}\b|"
    r"\b(?:readers?|you) will not find (?:one|a list|any) (?:here|in)\b"
)


def subtitles(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Actions` among them, which heads a part of every chapter: -4."""
    if group.kind not in ("chapters", "headings", "lines"):
        return None
    found = [
        scene.text_of(item)
        for item in group.items
        if not item.label and scene.headings.get(scene.plain_of(item), 0) >= _SUBTITLE
    ]
    if len(found) < _SUBTITLES * len(group.items):
        return None
    return -4.0, f"“{found[0]}” is a heading of several chapters"


_SUBTITLES = 0.3  # share of subtitles among titles; one may be a running head
_SUBTITLE = 3  # times that a heading recurs where it is a subtitle of chapters


def counted(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Numbers from 1 without a gap and "First, … Second, …": 2; "A1 … B1", the parts of
    several themes: 3; each missing number: -1.
    """
    del scene
    if group.kind in (COUNTED_OFF, CODED):
        points = 3.0 if group.kind == CODED else 2.0
        return points, f"counted off, {len(group.items)} of them"
    if group.kind == "headings" and _lettered(group):
        return 2.0, "each has the next letter"
    if group.kind != "labels":
        return None
    numbers = [
        int(item.label.number)
        for item in group.items
        if item.label and item.label.number.isdigit()
    ]
    if not numbers:
        return None
    missing = max(numbers) - len(set(numbers))
    if missing:
        return -1.0 * missing, f"{missing} numbers are missing"
    return 2.0, f"numbered 1 to {len(numbers)}"


def _lettered(group: Group) -> bool:
    """Whether headings are lettered from the first on: "A Roads", "B Halls" or "iii.a
    Roads", "iii.b Halls".
    """
    written = [item.number for item in group.items]
    first = _FIRST_LETTER.fullmatch(written[0]) is not None
    return first and all(follows(one, other) for one, other in pairwise(written))


_FIRST_LETTER = re.compile(r"(?:[ivx]{1,4}\.)?[Aa]")
_SAID_REACH = 900  # characters before a list in which its number may be said


def as_many_as_said(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My four goals are:` before four items: 3; before two or seven: -1; `the six
    national threats are:` before six: none.
    """
    said = _as_many(group, scene)
    if said and any(against(group, scene) for against in (of_others, of_a_part, asked)):
        return None
    return said


def as_many_of_any(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Four verbs sit at its centre` right before four items: 2, whatever the word."""
    if (
        group.kind in ("chapters", "contents")
        or not 3 <= len(group.items) <= _MOST_SAID
    ):
        return None
    if _as_many(group, scene) is not None:
        return None
    for found in _ANY_NUMBER_OF.finditer(group.lead[-_NEAR_LEAD:]):
        number = NUMBERS.index(found["number"].casefold()) + 2
        if number == len(group.items) and not _NO_THINGS.fullmatch(found["things"]):
            return 2.0, f"“{found[0]}”: as many"
    return None


_MOST_SAID = 12
_NEAR_LEAD = 250  # characters before the items
_ANY_NUMBER_OF = re.compile(
    rf"\b(?P<number>{'|'.join(NUMBERS)})\s+(?:[a-z’'-]+\s+){{0,2}}?(?P<things>[a-z]+s)\b",
    re.IGNORECASE,
)
# What plans count that are no aims of theirs.
_NO_THINGS = re.compile(
    r"years|months|weeks|days|hours|minutes|times|towns|districts|boroughs|counties|"
    r"members|people|officers|staff|residents|respondents|councils|forces|agencies|"
    r"partners|organisations|bodies|groups|teams|meetings|recommendations|options|"
    r"questions|reasons|steps|stages|ways|changes|measures|actions|values|principles|"
    r"behaviours|standards|duties|powers|threats|risks|points|copies|pages|crimes|"
    r"weaknesses|faults|failings|problems|concerns|issues|causes|gaps|lessons|"
    r"schemes|projects|grants|responses|comments|was|is|has|quarters|thirds|others",
    re.IGNORECASE,
)


def _as_many(group: Group, scene: Scene) -> tuple[float, str] | None:
    """What the number says that stands before a group, whoever's they are."""
    first = group.items[0].lead
    near = [number for _, number in numbers_said(group.lead)]
    at = bisect_left(scene.numbers, (first, 0))
    before = [
        number
        for start, number in scene.numbers[max(0, at - 1) : at]
        if start > first - _SAID_REACH
    ]
    said = near or before
    if len(group.items) in said:
        return 3.0, f"the plan speaks of {len(group.items)}"
    if numbers_said(_last_sentence(group.lead)):
        return -1.5, f"the plan speaks of {said[-1]}"
    chapters = group.kind in ("chapters", "contents", "alike")
    size = len(group.items)
    if chapters and any(number == size for _, number in scene.numbers):
        return 1.0, f"the plan speaks of {len(group.items)}"
    return None


def recurs(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Most of the items come back as headings: 4; as contents entries: 1.5."""
    words = [scene.headed(item) for item in group.items]
    own = group.items[0].form
    here: dict[str, int] = {}
    for item, word in zip(group.items, words, strict=True):
        if item.start in scene.heading_starts:
            here[word] = here.get(word, 0) + 1
    heads = sum([scene.headings.get(one, 0) > here.get(one, 0) for one in words])
    if heads == len(words) > 2:
        return 6.0, "all of them are headings of the plan"
    if heads >= 0.6 * len(words):
        return 4.0, f"{heads} of {len(words)} are headings of the plan"
    again = 2 if own is Form.CONTENTS else 1
    listed = sum([scene.entries.get(one, 0) >= again for one in words])
    if group.kind == "lines" and listed == len(words) > 2:
        return 4.0, "all of them are chapters of the plan"
    if listed >= 0.6 * len(words):
        return 1.5, f"{listed} of {len(words)} stand in the contents"
    return None


def said_again(group: Group, scene: Scene) -> tuple[float, str] | None:
    """A numbered list at the front whose items all come again in the text: 3."""
    first = group.items[0]
    if first.form is not Form.NUMBERED or first.lead > _FRONT or len(group.items) < 3:
        return None
    text = scene.document.text
    after = group.items[-1].end
    if all(text.find(scene.text_of(item), after) >= 0 for item in group.items):
        return 3.0, "each comes again further on"
    return None


_FRONT = 20_000  # characters in which a plan names its priorities first
_PARENT = re.compile(
    rf"\b(?:{STRONG}|police and crime plan|what (?:comes next|we will do|I will do)|"
    r"the (?:next|coming) (?:\w+ )?years)\b",
    re.IGNORECASE,
)


def below_parent(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Entries below `The Commissioner's aims` on a contents page: 4."""
    del scene
    if group.kind not in ("contents", "chapters"):
        return None
    found = _PARENT.search(group.lead)
    return (2.0, f"they stand below “{found[0]}”") if found else None


_UNMARKED = frozenset(
    {"lines", "headings", "cells", "chapters", "contents", "list", "numbered apart"}
)


def common_chapters(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Titles such as `Foreword` or `Budget` among them: -2 each at most -6."""
    last = _last_sentence(group.lead)
    leads = ANNOUNCES.search(last) or leads_on(last)
    listed = group.kind == "list" and leads
    weakly = group.kind in ("list", "lines", "cells") and _WEAK.search(last)
    announced = (listed or weakly or PLURAL.search(last)) and group.kind not in (
        "contents",
        "chapters",
        "numbered apart",
    )
    if announced and group.kind == "headings" and _ends_common(group, scene):
        return -0.5, "the last is a chapter of any plan"
    if announced or group.kind not in _UNMARKED:
        return None
    if group.kind == "contents" and _PARENT.search(group.lead):
        return None
    found = []
    for item in group.items:
        title = scene.text_of(item)
        first = plain(title).split(" ", 1)[0]
        short = len(title.split()) <= 6
        if (
            short
            and COMMON_CHAPTER.search(title)
            and not (first in IMPERATIVES or first.endswith("ing"))
        ):
            found.append(title)
    if not found:
        return None
    points = -6.0 * len(found) / len(group.items)
    return points, f"“{' '.join(found[0].split())}” is a chapter of any plan"


def _ends_common(group: Group, scene: Scene) -> bool:
    """Whether the last of a group, and only these, are titled as chapters of any
    plan.
    """
    common = [is_common(scene.document, item) for item in group.items]
    own = [*takewhile(lambda one: not one, common)]
    return FEWEST <= len(own) < len(common) and all(common[len(own) :])


_ELSEWHERE = {
    SectionRole.DELIVERY: -2.0,
    SectionRole.PERFORMANCE: -3.0,
    SectionRole.FINANCE: -3.0,
    SectionRole.GLOSSARY: -4.0,
    SectionRole.BOILERPLATE: -3.0,
    SectionRole.NEEDS_ASSESSMENT: -1.5,
    SectionRole.PRIORITY_STATEMENT: 1.5,
}


def stands_in(group: Group, scene: Scene) -> tuple[float, str] | None:
    """In a part on priorities: 1.5; on measures, money or words explained: -3."""
    first = group.items[0]
    # A heading opens a part of its own: what counts is the part it stands in.
    inside = first.form is Form.HEADING and first.lead > 0
    role = scene.sections.role_at(first.lead - inside)
    points = _ELSEWHERE.get(role)
    if points is None or group.kind.startswith(("prose", "alike")):
        return None
    told = group.items[0].form is Form.CONTENTS or _titles_below(group)
    told = told or bool(_FOCUS_TITLE.fullmatch(_last_sentence(group.lead)))
    if points < 0 and told:
        return None
    return points, f"in a part of the plan that is {role.value.replace('_', ' ')}"


# "What we will focus on" reads like a part on actions, and heads what matters most.
_FOCUS_TITLE = re.compile(
    r"\W*(?:what|where) (?:I|we|she|he|they) (?:will|shall|are going to|want to) "
    r"(?:focus|concentrate)(?: on| our (?:efforts|energy))?\W*",
    re.IGNORECASE,
)


def size(group: Group, scene: Scene) -> tuple[float, str] | None:
    """3 to 10 of them: 1; two: -1.5; more than 14: -4."""
    del scene
    number = len(group.items)
    if 3 <= number <= 10:
        return 1.0, f"{number} of them"
    if number < 3:
        return (-0.5, "only two") if number == 2 else (-1.0, "only one")
    return (-4.0, f"{number} are many") if number > 14 else None


@lru_cache(maxsize=2048)
def _begins_with_verb(words: str) -> bool:
    """Whether plain words begin as an aim does: "cut burglary", "to cut burglary"."""
    first, *others = words.split(" ", 2)
    if first in IMPERATIVES or first.endswith("ing"):
        return True
    return first == "to" and bool(others) and others[0].isalpha()


def worded_like_aims(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Most begin with a verb (`Cut burglary`, `Cutting burglary`): 1.5."""
    acts = sum([_begins_with_verb(scene.plain_of(item)) for item in group.items])
    if acts >= 0.6 * len(group.items):
        return 1.5, f"{acts} of {len(group.items)} begin with a verb"
    return None


_FIGURES = re.compile(r"[£%]|\b\d{2,}[\d,.]*\b")
_QUESTION = re.compile(r"\?\s*$|^\W*(?:question|q)\s?\d|\?\s+[A-Z]", re.IGNORECASE)


_QUESTIONS = AnyCase(r"\bquestions\b")  # announced as such, questions may be aims
_SIGNS = re.compile(r"[£%?\d]")


@lru_cache(maxsize=2048)
def _is_odd(text: str) -> bool:
    """Whether a text holds figures or asks something."""
    found = _SIGNS.search(text) and (_FIGURES.search(text) or _QUESTION.search(text))
    return bool(found)


def worded_like_facts(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Figures, questions, dates or long sentences in them: -3."""
    texts = [scene.text_of(item) for item in group.items]
    if not all(re.search(r"[^\W\d_]{2}", text) for text in texts):
        return -6.0, "some are no words"
    if _QUESTIONS.search(_last_sentence(group.lead)):
        texts = [text.rstrip("?") for text in texts]
    odd = sum(map(_is_odd, texts))
    if odd > 0.3 * len(texts):
        acts = worded_like_aims(group, scene) is not None
        return (
            -1.0 if acts else -3.0,
            f"{odd} of {len(texts)} hold figures or questions",
        )
    words = median(len(text.split()) for text in texts)
    if words > 30:
        return -3.0, f"they are {words:.0f} words long"
    return None


_NAMES = re.compile(
    r"\b(?:Council|Trust|Board|Partnership|Police|Service|Authority|Group|Committee|"
    r"Association|Forum|Charity|University|Ltd|NHS|Ms|Mr|Mrs|Cllr|Councillor)\b$"
)


def names(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Names of bodies or people: -5."""
    texts = map(scene.text_of, group.items)
    # None of these words holds a blank: the last word is all that need be looked at.
    found = sum([bool(_NAMES.search(text, text.rfind(" ") + 1)) for text in texts])
    if found > 0.4 * len(group.items):
        return -5.0, f"{found} of {len(group.items)} are names of bodies"
    return None


def early(group: Group, scene: Scene) -> tuple[float, str] | None:
    """In the first third of the document: 0.5."""
    share = group.items[0].lead / max(1, len(scene.document.text))
    return (0.5, "early in the plan") if share < 0.34 else None


def runs_of_anything(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Lines and headings that nothing announces are mostly no list: -2."""
    del scene
    unmarked = ("lines", "headings", "cells")
    if group.kind == "headings" and _lettered(group):
        return None
    if group.kind == "sentence" and not _strong(group.lead):
        last = _last_sentence(group.lead)
        theirs = _HAVE.search(last) and not _SPEAKS_OF_PLAN.search(last)
        return (-2.0, "a sentence that speaks of others") if theirs else None
    if group.kind not in unmarked or _strong(group.lead) or _titles_below(group):
        return None
    last = _last_sentence(group.lead)
    leads = SPEAKS.search(last) and _SAYS.search(last) and last.rstrip()[-1].isalpha()
    if ANNOUNCES.search(group.lead) or leads_on(last) or leads:
        return None
    return -2.0, f"{group.kind} that nothing calls priorities"


_HAVE = re.compile(r"\b(?:have|has|had)\b")  # "The wardens have three tasks: …"
_SAYS = re.compile(r"\b(?:am|are|have|is|shall|want|will)\b", re.IGNORECASE)


def far(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Other text between announcement and list: -1 for each block."""
    del scene
    if not group.distance:
        return None
    return -1.0 * group.distance, "other text stands between"


def repeats_itself(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`We will` four times among them: -5."""
    words = [scene.plain_of(item) for item in group.items]
    twice = len(words) - len(set(words))
    return (
        (-5.0, f"{twice} say the same as others") if twice > 0.2 * len(words) else None
    )


def one_title(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`CALM`, `LANES AND`, `HALLS` where a chapter is called `Calm lanes and halls`:
    -12; the lines of one title, whatever else speaks for them.
    """
    whole = " ".join(scene.plain_of(item) for item in group.items)
    if scene.entries.get(whole) or scene.headings.get(whole):
        return -12.0, f"they are one title, “{whole}”, in {len(group.items)} lines"
    return None


def of_a_meeting(group: Group, scene: Scene) -> tuple[float, str] | None:
    """What stands below `Recommendations` or `The Board is asked to:` -6; a meeting's
    decisions.
    """
    del scene
    found = _RESOLVED.search("\n".join(group.lead.strip().split("\n")[-2:]))
    if found is None or _strong(_last_sentence(group.lead)):
        return None
    return -6.0, f"“{found[0].strip()}”: what a meeting decides"


_RESOLVED = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?recommendations?\W*$|"
    r"\b(?:resolved|recommended|(?:is|are) (?:asked|invited|recommended|requested) to|"
    r"recommendations? (?:are|is|that))\b[^.\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)


def of_an_issue(group: Group, scene: Scene) -> tuple[float, str] | None:
    """What stands `In this issue`: -8; the contents of a newsletter."""
    del scene
    found = _ISSUE.fullmatch(_last_sentence(group.lead))
    return (-8.0, f"“{found[0].strip()}”: what a newsletter holds") if found else None


_ISSUE = re.compile(
    r"\W*(?:in|inside) this (?:month['’]s )?(?:issue|edition|bulletin|newsletter|"
    r"month|week)\W*",
    re.IGNORECASE,
)


def of_a_viewer(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Transcript of …`, `Page 2: …`: -6; words of the page it was copied from."""
    found = next(
        (text for item in group.items if _VIEWER.match(text := scene.text_of(item))), ""
    )
    return (-6.0, f"“{found[:30]}” is of the page around it") if found else None


_VIEWER = re.compile(
    r"(?:transcript(?:ion)?(?: of\b|$)|page \d+:|page created by|upload(?:ed)?\b|"
    r"\d+ (?:download|view)s?$|download$|embed(?: size)?$|citation preview|"
    r"continue reading$|documents?$|share$|leave a reply)",
    re.IGNORECASE,
)


def of_measures(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Target: 5 per cent fewer fires`, `Lead: Supt Brown`: -8; what is measured, or
    who answers for it.
    """
    texts = [scene.text_of(item) for item in group.items]
    found = [text for text in texts if _MEASURES.match(text)]
    if len(found) <= _SHARE_MEASURED * len(texts):
        return None
    return -8.0, f"“{found[0][:30]}” is a measure or a name, of a part each"


_MEASURES = re.compile(
    r"(?:targets?|measures?|(?:success|key|performance) (?:measures?|indicators?)|"
    r"indicators?|baseline|lead(?: (?:member|officer|agency))?|owner|timescale|"
    r"milestones?|status|rag)\s*[:–—-]",
    re.IGNORECASE,
)
_SHARE_MEASURED = 0.4


def header_among_them(group: Group, scene: Scene) -> tuple[float, str] | None:
    """The head of a column (`Priority`, `Objective`) among the cells: -3; `Outcomes
    Enablers` or `Case study: Ann` among titles: -6.
    """
    first = scene.text_of(group.items[0])
    for item in group.items:
        if not item.label and _NO_AIM.fullmatch(scene.text_of(item)):
            return -6.0, f"“{scene.text_of(item)}” is none"
    if group.kind != "cells":
        return None
    if _STRONG.fullmatch(first.strip()):
        return -3.0, f"“{first}” is the head of the column"
    heads = sum(bool(_HEADS_OF.fullmatch(scene.text_of(one))) for one in group.items)
    if heads > 1:
        return -6.0, f"“{first}” and others are heads of columns"
    return None


_NO_AIM = AnyCase(
    r"\W*(?:(?:outcomes|priorities|objectives|aims|enablers|foundations|values|"
    r"themes|goals)\W+){1,3}(?:outcomes|enablers|foundations|values|measures)\W*|"
    r"\W*case stud(?:y|ies)\b.*|\W*(?:old|new) (?:plan )?(?:19|20)\d\d\b.*"
)
_HEADS_OF = re.compile(
    r"\W*(?:ref(?:erence)?|no\.?|number|priority|objective|theme|aim|outcomes?|"
    r"lead(?: \w+)?|owner|sub-?group|measures?|actions?|timescales?|status|target|"
    r"who|what|when|how)\W*",
    re.IGNORECASE,
)


def announced_again_and_again(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Objectives` above three lists or more: -4; they are the detail of each part."""
    words = last_words(group)
    if group.kind == "list" and scene.leads.get(words, 0) > 2:
        return -4.0, f"“{words}” announces {scene.leads[words]} lists"
    return None


def last_words(group: Group) -> str:
    """The plain words that announce a group."""
    return plain(_last_sentence(group.lead))


# What speaks for a group, then what may speak against it.
_FOR: tuple[Finder, ...] = (
    announced_plainly,
    announced_nearby,
    announced_weakly,
    announced_behind,
    said_outright,
    called_own,
    labelled,
    bare_label,
    said_in_prose,
    own_chapters,
    glossed_titles,
    built_alike,
    counted,
    as_many_as_said,
    as_many_of_any,
    recurs,
    said_again,
    below_parent,
    stands_in,
    size,
    worded_like_aims,
    early,
)
_AGAINST: tuple[Finder, ...] = (
    of_others,
    of_a_part,
    actions,
    asked,
    answers,
    duties,
    of_the_act,
    subtitles,
    common_chapters,
    worded_like_facts,
    names,
    runs_of_anything,
    repeats_itself,
    announced_again_and_again,
    header_among_them,
    of_measures,
    denied,
    one_title,
    of_a_viewer,
    of_an_issue,
    of_a_meeting,
    far,
)
CUES = (*_FOR, *_AGAINST)
_SPEAK_FOR = frozenset(_FOR)


# Points below which no group is chosen: what speaks against it need not be asked.
HOPELESS = 4.0


def weigh(group: Group, scene: Scene) -> tuple[Cue, ...]:
    """What the cues say of a group."""
    speak_for, against = _two_kinds(CUES)
    cues = _spoken(speak_for, group, scene)
    if sum([cue.points for cue in cues]) >= HOPELESS:
        cues += _spoken(against, group, scene)
    return tuple(cues)


@lru_cache(maxsize=2)
def _two_kinds(
    cues: tuple[Finder, ...],
) -> tuple[tuple[Finder, ...], tuple[Finder, ...]]:
    """The cues that speak for a group, and those that may speak against it."""
    return (
        tuple(one for one in cues if one in _SPEAK_FOR),
        tuple(one for one in cues if one not in _SPEAK_FOR),
    )


def _spoken(cues: Iterable[Finder], group: Group, scene: Scene) -> list[Cue]:
    spoken = []
    for cue in cues:
        if said := cue(group, scene):
            spoken.append(Cue(cue.__name__, *said))  # noqa: PERF401 - this is faster
    return spoken
