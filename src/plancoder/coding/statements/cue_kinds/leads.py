"""The words before a group: which of them announce it, and what they lead to."""

from __future__ import annotations

import re
from functools import lru_cache

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.group import Group
from plancoder.coding.statements.mentions import speaks_of
from plancoder.coding.statements.wordings import NUMBERS

KIND_WORDS = (
    # with the slips of the pen that published pages have
    r"priorit(?:y|ies)|priorties|priorites|"
    r"objectives?|themes?|aims|goals?|missions|promises|pledges?|"
    r"pillars?|ambitions|undertakings|"
    r"blaenoriaethau|flaenoriaethau|mlaenoriaethau|amcanion|nodau|"
    r"addewidion|themau|plan (?:on a page|at a glance)|"
    r"(?:i|we) (?:promise|pledge)(?= that|:| to)"
)
# "This priority" is one of them, and what stands below it are its parts.
KIND_WORD = AnyCase(
    r"(?<!\bthe first )(?<!\bthe second )(?<!\bthe third )(?<!\bthe fourth )"
    r"(?<!\bthe fifth )"
    r"(?<!\bnot )(?<!\brather than )(?<!\bthis )(?<!\beach )(?<!\bthat )(?<!\bevery )"
    rf"\b(?:{KIND_WORDS})\b"
)
_STEMS = (
    "priorit", "priort", "objective", "theme", "aim", "goal", "mission", "promise",
    "ambition", "pledge", "pillar", "undertaking", "laenoriaeth", "amcanion", "nodau",
    "addewid", "themau", "plan on a page", "plan at a glance",
)  # fmt: skip


@lru_cache(maxsize=512)
def strong(words: str) -> re.Match[str] | None:
    """The word of a text that names priorities, not "… and not priorities"."""
    return KIND_WORD.search(words) if speaks_of(words, _STEMS) else None


WEAK = AnyCase(
    r"\b(?:areas|area of (?:focus|work)|focus(?:ed)?(?: on)?|concentrate|subjects|"
    r"(?:give|have|take) (?:first|pride of) place|"
    r"(?:comes?|puts?|putting|tackled?|deal with|places?|will do)\b[^.:\n]{0,25}"
    r"\bfirst|"
    r"(?:ahead of|before) (?:all|every|any)\w*|above all|"
    r"hold (?:me|us|her|him|them) to|"
    rf"the big (?:{'|'.join(NUMBERS)})|striv(?:e|es|ing) for|"
    r"working (?:for|towards?)|stands for|(?:devoted|dedicated) to|weight behind|"
    r"judge(?:d)? (?:me|us|her|him|them)? ?(?:by|on)|first calls? on|concentrating on|"
    r"now in force|new (?:plan )?(?:19|20)\d\d|"
    r"most of (?:my|our|its|his|her) (?:time|effort|energy|attention)|"
    r"(?:main|key|big|top) (?:jobs|tasks)|(?:matters?|count) most|most are|"
    r"what (?:matters|counts)(?= (?:to|for|in)\b)|asked to (?:deliver|achieve)|"
    r"asks? of the (?:force|police|chief constable)|"
    r"(?:expects?|wants?) (?:of|from) the (?:force|police|chief constable)|"
    r"most important|come first|top of|care about|"
    r"foundations|cornerstones|building blocks|attention|"
    r"(?:things|tasks|jobs) (?:i|we|you|that matter|above all)|"
    rf"(?:{'|'.join(NUMBERS)}) (?:questions|tasks|tests)|these are the questions|"
    r"(?:main|key|big|top) (?:things|points)|headings|"
    r"commitments?|outcomes|"
    rf"(?:chosen|picked|settled on|singled out|set out to do) (?:{'|'.join(NUMBERS)})|"
    r"strands|aims?|intent(?:ion)?s?|guarantees|assurances|"
    r"(?:at|are) (?:its|the) (?:centre|heart|core)|"
    r"(?:arranged|organised|built|grouped|rests?|stands?|hangs?) "
    r"(?:a?round|under|up?on) "
    rf"(?:the )?(?:{'|'.join(NUMBERS)})|ahead of everything(?: else)?|"
    r"will (?:work|steer)|what (?:i|we) want|energy|effort|devote|"
    r"held to account|help (?:me|us) to|"
    r"(?:with|together|alongside)\b[^.:]{0,60}\bto(?=\W*$)|"
    r"commits? (?:us|me|himself|herself|the (?:force|police|office)) to|"
    r"delivered|committed to|want to see|achieve|joining with)\b"
)
OWN = AnyCase(
    r"\b(?:my|our|his|her|this plan|the plan|commissioner['’]?s|police and crime plan|"
    r"(?:strategic|key|main|chosen|agreed|settled on|these)\s+\w*)\b"
)
KINDS = r"(?:priorities|objectives|aims|goals|themes|pledges|promises|pillars)"
ACTIONS = AnyCase(
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
_REPLACED = re.compile(
    r"\b(?:carried (?:over|forward)|kept|continued|brought forward|taken) from "
    r"(?:the|my|our|his|her) (?:old|last|previous|first) (?:plan|strategy)\b|"
    r"\b(?:replac\w+|instead of|rather than|in place of)\b.*|"
    r"\bwhere (?:there|it|we|they) (?:used to|once|had|were)\b[^.:]*?"
    r"(?=\bthere (?:are|will be) (?:now|just|only)\b)|"
    # "Having weighed the national priorities, the Authority has settled upon four:"
    r"\bhaving (?:considered|weighed|looked|(?:had )?regard|taken|heard)\b[^.:]*?,?\s+"
    r"(?=(?:the (?-i:[A-Z])\w+|i|we|she|he|members) (?:have|has|had)\b)",
    re.S | re.IGNORECASE,
)


@lru_cache(maxsize=512)
def without_replaced(words: str) -> str:
    """Words without what they say is replaced: "instead of three aims"."""
    return _REPLACED.sub("", words) if speaks_of(words, _REPLACING) else words


_REPLACING = (
    "replac",
    "carried ",
    "kept from",
    "continued from",
    "forward from",
    "instead of",
    "rather than",
    "in place of",
    "having ",
    "where ",
)


@lru_cache(maxsize=512)
def last_sentence(lead: str) -> str:
    """The heading and the last sentence before the items."""
    lines = [line for line in lead.split("\n") if line.strip()]
    if not lines:
        return ""
    return _AFTER_STOP.split(lines[-1])[-1]


_AFTER_STOP = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][”\"’])\s+")


def is_title(words: str) -> bool:
    """Whether words are as short as a title, and no sentence."""
    return len(words.split()) <= 8 and not words.rstrip().endswith(".")


THESE_INCLUDE = re.compile(r"\W*(?:these|they|which) includ\w+\W*$", re.IGNORECASE)
SPEAKS_OF_PLAN = re.compile(
    r"\b(?:I|we|me|us|my|our|he|she|him|his|her|it|its|plan|strategy|draft|programme|"
    r"commissioner|mayor|police|force|constabulary|officers|board|partnership|authority|"
    r"council|panel)\b",
    re.IGNORECASE,
)
ON_THE_FOLLOWING = AnyCase(
    r"\b(?:focus|concentrat)\w* (?:(?:our|its|my) \w+ )?on (?:the following|these)"
    r"\b[^.]{0,30}:\s*$|"
    r"\b(?:settled|agreed|decided) (?:up)?on (?:the following|these)\W*$"
)


def titles_below(group: Group) -> bool:
    """Whether headings stand right below "What matters most" or "My plan", or one
    paragraph below.
    """
    headed = group.kind == "headings" and len(group.items) >= _FEWEST_HEADED
    return headed and bool(_HEADS.fullmatch(first_line(group.lead)))


def first_line(lead: str) -> str:
    """The first line of what stands before a group."""
    return lead.strip().split("\n", 1)[0]


_FEWEST_HEADED = 3
_HEADS = re.compile(
    r"\W*(?:(?:what|where) (?:matters|counts|comes) (?:most|first)(?: to (?:me|us))?|"
    r"(?:my|our) (?:plan|focus|commitments?|areas of (?:focus|work))(?: for \w+)?|"
    r"(?:where|what) (?:I|we) (?:will|shall) (?:put|focus|concentrate)\b.{0,40}|"
    r"(?:[ivx]{1,4} )?what (?:I|we) (?:aim|hope|work) (?:for|to achieve))\W*",
    re.IGNORECASE,
)
REFERS_BACK = re.compile(
    r"\W*(?:the|this|that|its|their|these)\s+(?:\w+\s+)?(?:strategy|plan|document|policy|"
    r"programme|report)\b|\W*(?:it|they|these (?:are|include))\b",
    re.IGNORECASE,
)
# "Through this plan, your Commissioner will:"
BY_THIS_PLAN = re.compile(
    r"\W*(?:through|by|under|with|in) (?:this|the|my|our) (?:police and crime )?plan\b|"
    r"\W*(?:between now and|by|until) the (?:next election|"
    r"end of (?:the|this|my) (?:plan|strategy|term))\b|"
    r"\W*(?:together|between us)\b[^.:]{0,60}\bwe (?:will|shall|"
    r"(?:intend|mean|aim|hope|want|plan) to)\b",
    re.IGNORECASE,
)


# "This plan exists to:", "The Mayor vowed to", "Over the life of this plan I will:"
PURPOSE = re.compile(
    r"\b(?:this|the|my|our|his|her) (?:\w+ ){0,2}(?:plan|strategy)\b[^.:]{0,40}?"
    r"\b(?:exists? to|sets? out to|is (?:\w+ ){0,2}about|goes on being about|"
    r"will lead on|would|binds? (?:me|us) to do,? is|undertakes?,? is to)\W*$|"
    r"\bit (?:sets out to|would)\W*$|\bours is a (?:plan|strategy) to\W*$|"
    r"\bpurpose of (?:this|the|my|our) (?:plan|strategy)(?: is| was)? to\W*$|"
    r"\b(?:vow(?:s|ed)|pledge[sd]|undertakes?|undertaken|determined|"
    r"chosen(?: above all)?) to\W*$|"
    r"\bset (?:our|my|its|her|his) sights on\W*$|"
    r"\b(?:my|our|the commissioner['’]s) (?:job|task)\b[^.:]{0,25}\bis to\W*$|"
    r"\b(?:choices that are ours|what we have chosen|in the end (?:we|i|she|he|they) "
    r"chose|backbone of (?:the|this|my|our) plan|made it into the plan)\b|"
    r"\b(?:over|for|throughout) the (?:life|course|term|lifetime) of "
    r"(?:this|the|my|our) (?:plan|strategy)\b[^.:]{0,20}\b(?:will|shall)\W*$|"
    r"\bwhat (?:did|have) (?:we|I) (?:settled?|agreed?|decided?) (?:up)?on\b|"
    r"\b(?:tested|judged|measured) against (?:these|them)\W*$|"
    r"\b(?:plan|draft|strategy)\b[^.:]{0,40}\bsays (?:that )?"
    r"(?:we|I|the \w+) should\W*$|"
    r"\btogether make up the (?:plan|strategy)\b|\bput to the top\W*$|"
    r"\bhow (?:I|we) want\b[^.:]{0,40}\bto (?:look|be)\b|\bhas been promised\W*$|"
    r"^\W*(?:my|our) (?:promise|answer) to\b|\beach (?:strand|part) of the plan\W*$|"
    r"\bin (?:its|their) place (?:I|we|she|he|the \w+) (?:puts?|sets?|offers?)\b|"
    r"\bsuccess\b[^.:]{0,30}\bwill mean that\b|\bour decision stands\b|"
    r"\b(?:by the time|before) this (?:plan|strategy) ends\b[^.:]{0,60}\bto\W*$|"
    r"\b(?:between now and|by (?:\w+ )?20\d\d|until 20\d\d|in the next)\b[^.:]{0,40}"
    r"\bwe (?:will|shall)(?: have helped to| concentrate on)?\W*$",
    re.IGNORECASE,
)


def last_words(group: Group) -> str:
    """The plain words that announce a group."""
    return plain(last_sentence(group.lead))
