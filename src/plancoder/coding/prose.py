"""Priorities told in prose: "My first priority is …", "I will …"."""

from __future__ import annotations

import re

from plancoder.coding.candidates import ELSEWHERE, Candidate, Group
from plancoder.coding.headings import is_running
from plancoder.coding.sections import Sections
from plancoder.coding.sentences import split_sentences
from plancoder.models import BlockKind, Document, SectionRole

_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|final|last|other|main|top|overriding"
_MINE = re.compile(
    rf"^\W*(?:(?:{_ORDINAL})ly,?\s+)?(?:my|our|the)\s+(?:(?P<nth>{_ORDINAL})\s+)?"
    r"(?:priority|pledge|promise|objective|aim|goal|commitment)\s+(?:is|will be|remains)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"^\W*(?:(?:first|second|third|fourth|fifth|sixth|next|last|final)(?:ly)?,?\s+)?(?:so\s+|and\s+)?"
    r"(?:I|we)\s+(?:will|shall|pledge to|promise to|am determined to|want to)\b",
    re.IGNORECASE,
)
# Verbs that promise; "we will" alone also opens the account of what will be done.
_PLEDGE = re.compile(r"^\W*(?:so\s+|and\s+)?(?:I|we)\s+(?:pledge|promise|commit)\b", re.IGNORECASE)
_MOST = 30
# Two paragraphs that happen to open with "We will" state no priorities.
_FEWEST = 3


def prose_group(document: Document, sections: Sections) -> Group | None:
    """Sentences in which the commissioner says what the priorities are; "I will …" only where nothing is clearer.

    Statements of intent count where they open a paragraph or stand under a heading on priorities: elsewhere they are
    the detail of what will be done.
    """
    mine: list[Candidate] = []
    pledged: list[Candidate] = []
    listed: list[Candidate] = []
    opening: list[Candidate] = []
    for block in document.blocks:
        role = sections.role_at(block.start)
        if block.kind is BlockKind.HEADING or role in ELSEWHERE or role is SectionRole.CONTENTS:
            continue
        for span in split_sentences(document.text, block.start, block.end):
            sentence = document.text[span[0] : span[1]]
            candidate = Candidate(*span, "sentence")
            if sentence.endswith(":"):
                continue  # what it says stands in the list below it
            if _MINE.match(sentence):
                mine.append(candidate)
            elif _PLEDGE.match(sentence):
                pledged.append(candidate)
            elif _WILL.match(sentence):
                if role is SectionRole.PRIORITY_STATEMENT:
                    listed.append(candidate)
                if span[0] == block.start or is_running(document, block):
                    opening.append(candidate)
    for word, found in (("prose", mine), ("prose", pledged), ("prose", listed), ("intent", opening)):
        if (_FEWEST if word == "intent" else 2) <= len(found) <= _MOST:
            return Group(word, tuple(found))
    return None
