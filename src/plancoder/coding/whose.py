"""Whose words a passage gives: what other bodies have chosen for themselves, and what
people answered to a survey, is no account of the plan's own.
"""

from __future__ import annotations

import re

from plancoder.models import Block, BlockKind, Document, NameReason, Passage

# Short lines only: a sentence of an account may well end in a share of people.
_LONGEST_LINE = 16  # words
_LINES_ABOVE = 40  # blocks between a line of a list and the words that lead to it


def not_its_own(document: Document, passage: Passage, match: int) -> NameReason:
    """Why a passage does not speak for the plan, where a match begins at `match`; blank
    where it does.

    "Drug dealing – 29%" below "We asked what worries you most." → ANSWERS;
    "Alder Council: Support for families" and "The Alder Board has chosen loneliness
    and mental health" → OTHERS.
    """
    if _is_answer(document, passage):
        return NameReason.ANSWERS
    before = document.text[passage.start : match]
    under_others = any(_OTHERS_PLANS.search(title) for title in passage.section[-2:])
    if under_others or _BODY_COLON.match(before) or _BODY_CHOSE.search(before):
        return NameReason.OTHERS
    return NameReason.NONE


_BODY = (
    r"(?:board|council|partnership|trust|authority|service|services|university|panel|"
    r"government|home office|ministry|association)"
)
_OF_THEIRS = r"(?:plans?|priorities|objectives|aims|strateg(?:y|ies)|goals)"
# "Our partners and their plans", "What our partners are working towards"
_OTHERS_PLANS = re.compile(
    rf"\bpartners?['’]?s?['’]?\b(?: and their| own| have (?:set|chosen))?"
    rf"(?: \w+)? {_OF_THEIRS}\b|"
    r"\bpartners (?:are|have been) working (?:towards|on|for)\b|"
    rf"\b{_OF_THEIRS} of (?:our|my|the) partners\b|"
    rf"\bother(?:s|s['’]|['’]s| people['’]?s| bodies['’]?) {_OF_THEIRS}\b",
    re.IGNORECASE,
)
# "Dunmere District Council: Homes for local people; Support for families"
_BODY_COLON = re.compile(rf"\W*(?:[A-Z][\w’'-]+ ){{1,5}}(?i:{_BODY}):\s")
# "The Health and Wellbeing Board has chosen …"; not "my office and the council have
# agreed to …", which both of them do.
_BODY_CHOSE = re.compile(
    rf"^\W*(?:the |their )?(?:[\w’'&-]+ ){{0,6}}?{_BODY} (?:has|have)"
    r" (?:chosen|picked|named|set (?:itself|themselves|its own|their own))\b[^.;]*$",
    re.IGNORECASE,
)


def _is_answer(document: Document, passage: Passage) -> bool:
    """Whether a passage is a line of a list or table of people's answers: it has a
    share or a count, and what leads to it speaks of a survey.
    """
    block = document.blocks[passage.block]
    words = document.text[passage.start : passage.end]
    if len(words.split()) > _LONGEST_LINE or _TELLS.search(words):
        return False
    counted = _COUNT.search(words) or _counted_beside(document, passage.block, block)
    return bool(counted) and _led_by_survey(document, passage)


_COUNT = re.compile(
    r"(?:\b\d{1,3}(?:\.\d)? ?(?:%|per cent)|\(\d[\d,]*\))\W*$|^\W*\d{1,3} ?%"
)
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
    if any(_SURVEY.search(title) for title in passage.section[-1:]):
        return True
    first = max(0, passage.block - _LINES_ABOVE)
    for index in range(passage.block - 1, first - 1, -1):
        block = document.blocks[index]
        words = document.text[block.start : block.end]
        if block.kind is BlockKind.HEADING:
            return False
        if block.kind is BlockKind.PARAGRAPH and not _COUNT.search(words):
            return bool(_SURVEY.search(words))
    return False
