"""Whose words a passage gives: what other bodies have chosen for themselves, and what
people answered to a survey, is no account of the plan's own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancoder.coding.statements.wordings import COUNTED
from plancoder.models import Block, BlockKind, Document, NameReason, Passage

# Short lines only: a sentence of an account may well end in a share of people.
_LONGEST_LINE = 16  # words
_LINES_ABOVE = 40  # blocks between a line of a list and the words that lead to it


def not_its_own(
    document: Document, passage: Passage, match: tuple[int, int]
) -> NameReason:
    """Why a passage does not speak for the plan where a match stands (start and end);
    blank where it does.

    "Drug dealing – 29%" below "We asked what worries you most." → ANSWERS;
    "Alder Council: Support for families" and "The Alder Board has chosen loneliness
    and mental health" → OTHERS; anything below "Looking back at 2012–2016" → BEFORE.
    """
    start, end = match
    before = document.text[passage.start : start]
    after = document.text[end : passage.end]
    answers = _in_answers(before, after) or _is_series_of_answers(before, after)
    if answers or _is_answer(document, passage):
        return NameReason.ANSWERS
    under = _said_by_titles(passage.section[-2:])
    if under is NameReason.BEFORE or _FORMER_DID.search(before + after):
        return NameReason.BEFORE
    if under is NameReason.OTHERS or any(said.search(before) for said in _OTHERS_SAID):
        return NameReason.OTHERS
    return NameReason.NONE


@lru_cache(maxsize=512)
def _said_by_titles(titles: tuple[str, ...]) -> NameReason:
    """What the last two headings above a passage say of whose words stand there."""
    if any(_FORMER.search(title) for title in titles):
        return NameReason.BEFORE
    others = any(_OTHERS_PLANS.search(title) for title in titles)
    if others or any(map(_NATIONAL_TITLE.search, titles[-1:])):
        return NameReason.OTHERS
    return NameReason.NONE


_BODY = (
    r"(?:board|council|partnership|trust|authority|service|services|university|panel|"
    r"government|home office|ministry|association)"
)
_OF_THEIRS = r"(?:plans?|priorities|objectives|aims|strateg(?:y|ies)|goals)"
# "Our partners and their plans", "Partners’ aims", "Aims of our local partners"
_OTHERS_PLANS = re.compile(
    rf"\bpartners?(?:['’]s|s['’]|['’])?(?: and their| own| have (?:set|chosen))?"
    rf"(?: \w+)? {_OF_THEIRS}\b|"
    r"\bpartners (?:are|have been) working (?:towards|on|for)\b|"
    rf"\b{_OF_THEIRS} of (?:our|my|the) (?:\w+ ){{0,2}}partners\b|"
    rf"\bother(?:s|s['’]|['’]s| people['’]?s| bodies['’]?) {_OF_THEIRS}\b",
    re.IGNORECASE,
)
_NATIONAL_TITLE = re.compile(
    r"\bnational (?:\w+ ){0,4}?(?:priorities|measures|requirements?|obligations)\b|"
    r"\bstrategic policing requirement\b|\bgovernment mission\b",
    re.IGNORECASE,
)
# "Looking back at 2012–2016", "What the last plan achieved"
_FORMER = re.compile(
    r"\blooking back\b|\bwhat went before\b|\b(?:last|previous|first|old|outgoing) "
    r"(?:police and crime )?(?:plan|term|strategy)\b",
    re.IGNORECASE,
)
# "The marshals that the last plan had paid for were wound up."
_FORMER_DID = re.compile(
    r"\b(?:last|previous) (?:plan|commissioner) (?:had|paid|bought|funded)\b|"
    r"^\W*(?:under (?:his|her|that) plan|that plan['’]s (?:priorities|aims))\b",
    re.IGNORECASE,
)
# The passage up to the match, by which somebody else chose what it names.
_OTHERS_SAID = (
    # "Dunmere District Council: Homes for local people; Support for families"
    re.compile(rf"\W*(?:[A-Z][\w’'-]+ ){{1,5}}(?i:{_BODY}):\s"),
    # "The Health and Wellbeing Board has chosen …"
    re.compile(
        rf"^\W*(?:the |their )?(?:[\w’'&-]+ ){{0,6}}?{_BODY} (?:has|have)"
        r" (?:chosen|picked|named|set (?:itself|themselves|its own|their own))\b"
        r"[^.;]*$",
        re.IGNORECASE,
    ),
    # "The Health Board’s own strategy sets out …", "The town company’s aim is …"
    re.compile(
        rf"^\W*the (?:[\w’'-]+ ){{1,5}}?(?:{_BODY}|company|district|college)"
        r"(?:['’]s (?:own )?(?:aim|aims|strategy|plan|priorities) (?:is|are|sets?)|"
        r",? (?:for one, )?aims to)\b[^.]*$",
        re.IGNORECASE,
    ),
    # "I have had regard to the priorities of the Alder Partnership (…"
    re.compile(
        rf"\b(?:regard to|account of) the {_OF_THEIRS} of (?:the )?[^.;()]{{0,60}}\b"
        rf"{_BODY}\b[^.]*$",
        re.IGNORECASE,
    ),
    # "National measures cover …", "Government has set forces six areas …"
    re.compile(
        r"^\W*(?:the )?(?:national (?:crime and policing )?(?:measures|priorities)|"
        r"government|ministers|home office|home secretary)\b[^.]{0,80}?\b(?:covers?|"
        r"(?:has|have) set|asks?|expects?|wants?|requires?)\b[^.]*$",
        re.IGNORECASE,
    ),
)

_SHARE = r"(?:\d{1,3}(?:\.\d)? ?(?:%|per cent)|[a-z-]+ per cent)"
_CHOSE = r"(?:chose|mentioned|raised|named|ticked|picked|put|asked for|listed|voted)"
# "Of those who replied 44 per cent chose speeding, … and 7 per cent …"
_CHOSEN_BEFORE = re.compile(
    rf"\b{_SHARE}(?: (?:of|who)(?: \w+){{1,4}}?)? {_CHOSE}\b[^.]*$|"
    r"\b(?:two[ -]thirds|half|most|a (?:third|quarter))(?: of \w+)? put\b[^.]*\b"
    rf"{_SHARE}[^.]*$|"
    r"\b(?:described themselves|ticked the box)\b[^.]*$",
    re.IGNORECASE,
)
# "Homelessness was mentioned by 13 per cent …"
_CHOSEN_AFTER = re.compile(
    rf"^[^.;]{{0,40}}?\b(?:(?:was|were) {_CHOSE} )?by {_SHARE}", re.IGNORECASE
)


def _in_answers(before: str, after: str) -> bool:
    """Whether a sentence tells how many people chose or named what the match says."""
    if _CHOSEN_BEFORE.search(before):
        return True
    told = _CHOSEN_AFTER.match(after)
    return bool(told and re.search(rf"\b{_CHOSE} by\b", before + told[0]))


def _is_series_of_answers(before: str, after: str) -> bool:
    """Whether a sentence has a figure in brackets behind each of what people named:
    "Asked what troubles them, people put speeding (46%), noise (35%), dogs (12%)".
    """
    figures = _FIGURE.findall(before) + _FIGURE.findall(after)
    return len(figures) >= _FEWEST_FIGURES and bool(_RANKED.search(before))


_FIGURE = re.compile(r"\(\d[\d,.]*%?\)")
_FEWEST_FIGURES = 3
_RANKED = re.compile(
    r"\b(?:asked|answered|survey|scores?|named|put|chose|ranked)\b", re.IGNORECASE
)


def _is_answer(document: Document, passage: Passage) -> bool:
    """Whether a passage is a line of a list or table of people's answers: it has a
    share or a count, and what leads to it speaks of a survey.
    """
    block = document.blocks[passage.block]
    words = document.text[passage.start : passage.end]
    told = _TELLS.search(words) and not _FIGURE.search(words)
    if len(words.split()) > _LONGEST_LINE or told:
        return False
    counted = _COUNT.search(words) or _counted_beside(document, passage.block, block)
    return bool(counted) and _led_by_survey(document, passage)


_COUNT = re.compile(rf"{COUNTED}\W*$|^\W*\d{{1,3}} ?%")
# "34 % had been drinking": what was found, not what was answered.
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|reported|involved|suffer(?:s|ed)?|need(?:s|ed)?)"
    r"\b",
    re.IGNORECASE,
)
_SURVEY = re.compile(
    r"\b(?:survey|questionnaire|poll|consultation|respon(?:ses?|ded|dents)|answered|"
    r"(?:we|I|and|also) asked|asked (?:you|them|people|residents|what|which|how|to "
    r"choose)|told (?:us|me)|you said|matters (?:most )?to you|people (?:said|named|"
    r"chose))\b",
    re.IGNORECASE,
)


def _counted_beside(document: Document, index: int, block: Block) -> bool:
    """Whether a share or count stands in the row of a cell."""
    if block.kind is not BlockKind.TABLE_CELL:
        return False
    for one in document.blocks[index + 1 :]:
        if (one.table, one.row) != (block.table, block.row):
            return False
        if _CELL_COUNT.fullmatch(document.text, one.start, one.end):
            return True
    return False


_CELL_COUNT = re.compile(r"\W*\d[\d,.]* ?%?\W*")


def _led_by_survey(document: Document, passage: Passage) -> bool:
    """Whether the heading above a line, or the paragraph before its list or table,
    speaks of a survey.
    """
    if any(_SURVEY.search(title) for title in passage.section[-2:]):
        return True
    first = max(0, passage.block - _LINES_ABOVE)
    for index in range(passage.block - 1, first - 1, -1):
        block = document.blocks[index]
        words = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING and not _COUNT.search(words):
            return False
        if block.kind is BlockKind.PARAGRAPH and not _COUNT.search(words):
            return bool(_SURVEY.search(words))
    return False
