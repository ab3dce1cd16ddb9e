"""Priorities told in prose: "My first priority is …", "I will …"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from plancoder.coding.sections.headings import is_running
from plancoder.coding.sections.sections import Sections
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.candidates import ELSEWHERE, Candidate, Group
from plancoder.models import BlockKind, Document, SectionRole

_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|final|last|other|main|top|overriding"
_MINE = re.compile(
    rf"^\W*(?:(?:{_ORDINAL})ly,?\s+)?(?:my|our|the)\s+(?:(?P<nth>{_ORDINAL})\s+)?"
    r"(?:priority|pledge|promise|objective|aim|goal|commitment)\s+(?:is|will"
    r" be|remains)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"^\W*(?:(?:first|second|third|fourth|fifth|sixth|next|last|final)(?:ly)?,?\s+)?(?:so\s+|and\s+)?"
    r"(?:I|we)\s+(?:will|shall|pledge to|promise to|am determined to|want to)\b",
    re.IGNORECASE,
)
# Verbs that promise; "we will" alone also opens the account of what will be done.
_PLEDGE = re.compile(
    r"^\W*(?:so\s+|and\s+)?(?:I|we)\s+(?:pledge|promise|commit)\b", re.IGNORECASE
)
# A heading under which "I will …" says what the whole plan is for, if it stands once:
# "What I will do".
_PROMISES = re.compile(
    r"^\W*(?:what|how)\s+(?:I|we)\s+(?:will|shall|want|plan|intend|mean)\b|^\W*my\s+(?:promises?|plans?|offer)\b",
    re.IGNORECASE,
)
_MOST = 30
# Two paragraphs that happen to open with "We will" state no priorities.
_FEWEST = 3


def prose_group(document: Document, sections: Sections) -> Group | None:
    """Sentences in which the commissioner says what the priorities are; "I will …" only
    where nothing is clearer.

    Statements of intent count where they open a paragraph, stand under a heading on
    priorities, or under the one
    heading of a plan that says "What I will do": elsewhere they are the detail of what
    will be done.
    """
    said = _Said()
    for block in document.blocks:
        role = sections.role_at(block.start)
        path = sections.at(block.start).path
        promises = (
            role is SectionRole.DELIVERY
            and bool(path)
            and bool(_PROMISES.match(path[-1]))
        )
        if (
            block.kind is BlockKind.HEADING
            or role is SectionRole.CONTENTS
            or (role in ELSEWHERE and not promises)
        ):
            continue
        for span in split_sentences(document.text, block.start, block.end):
            sentence = document.text[span[0] : span[1]]
            if sentence.endswith(":"):
                continue  # what it says stands in the list below it
            opens = span[0] == block.start or is_running(document, block)
            said.hear(
                sentence,
                Candidate(*span, "sentence"),
                role,
                path if promises else (),
                opens=opens,
            )
    return said.clearest()


@dataclass(slots=True)
class _Said:
    """Sentences of a plan by how plainly they state a priority, while they are being
    gathered.
    """

    mine: list[Candidate] = field(default_factory=list)
    pledged: list[Candidate] = field(default_factory=list)
    listed: list[Candidate] = field(default_factory=list)
    opening: list[Candidate] = field(default_factory=list)
    promised: dict[tuple[str, ...], list[Candidate]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def hear(
        self,
        sentence: str,
        candidate: Candidate,
        role: SectionRole,
        promises: tuple[str, ...],
        *,
        opens: bool,
    ) -> None:
        """Take a sentence in; `promises` is the path of a heading such as "What I will
        do", blank under any other.
        """
        if promises:
            if _WILL.match(sentence):
                self.promised[promises].append(candidate)
        elif _MINE.match(sentence):
            self.mine.append(candidate)
        elif _PLEDGE.match(sentence):
            self.pledged.append(candidate)
        elif _WILL.match(sentence):
            if role is SectionRole.PRIORITY_STATEMENT:
                self.listed.append(candidate)
            if opens:
                self.opening.append(candidate)

    def clearest(self) -> Group | None:
        """The group that says most plainly what the priorities are."""
        for found in (self.mine, self.pledged, self.listed):
            if 2 <= len(found) <= _MOST:
                return Group("prose", tuple(found))
        # Where such a heading comes again and again, it opens the detail under each of
        # the priorities.
        once = next(iter(self.promised.values())) if len(self.promised) == 1 else []
        for found in (self.opening, once):
            if _FEWEST <= len(found) <= _MOST:
                return Group("intent", tuple(found))
        return None
