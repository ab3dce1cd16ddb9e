"""What kind of document a file is: plan, draft, report, summary, minutes or news, by
its name, its title, its first page and its tense, with the reasons.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, takewhile

from plancoder.extract.propose.page_range import Sheet
from plancoder.models import DocType


class Kind(StrEnum):
    """What a document is, finer than `DocType`."""

    PLAN = "plan"
    DRAFT = "draft"
    REPORT = "report"
    SUMMARY = "summary"
    MINUTES = "minutes"
    NEWS = "news"

    @property
    def named(self) -> str:
        """As a message says it: "a report about a plan"."""
        return _NAMED.get(self, f"a {self.value}")


_NAMED = {
    Kind.REPORT: "a report about a plan",
    Kind.MINUTES: "the papers of a meeting",
    Kind.NEWS: "a news item",
}
_DOC_TYPES = {
    Kind.PLAN: DocType.PLAN,
    Kind.SUMMARY: DocType.PLAN,  # it states the plan's priorities in short
    Kind.DRAFT: DocType.DRAFT,
    Kind.REPORT: DocType.REPORT,
    Kind.MINUTES: DocType.OTHER,
    Kind.NEWS: DocType.OTHER,
}


@dataclass(frozen=True, slots=True)
class DocumentType:
    """The kind of a document with the reason for it."""

    kind: Kind
    reason: str

    @property
    def doc_type(self) -> DocType:
        """As plans.csv says it."""
        return _DOC_TYPES[self.kind]

    @property
    def is_about_a_plan(self) -> bool:
        """True for what tells of a plan and is none, not even a draft."""
        return self.kind in _NAMED

    @property
    def shown(self) -> str:
        """The reason, with the kind where plans.csv has no word for it."""
        named = self.kind.value == self.doc_type.value
        return self.reason if named else f"{self.kind.value}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _Sign:
    """Points for a kind where a pattern stands in the `name`, `title` or `front`."""

    kind: Kind
    place: str
    points: int
    reason: str
    pattern: re.Pattern[str]


def _sign(kind: Kind, place: str, points: int, reason: str, *patterns: str) -> _Sign:
    return _Sign(
        kind, place, points, reason, re.compile("|".join(patterns), re.IGNORECASE)
    )


_DAY = (
    r"\d{1,2}(?:st|nd|rd|th)? (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december),? 20\d\d"
)
_MADE_PUBLIC = r"(?:published|launched|unveiled|announced|revealed|released)\b"
_PERIOD = (
    r"annual|quarterly|monthly|mid[- ]?(?:year|term)|half[- ]year(?:ly)?|interim"
    r"|year[- ]end|end[- ]of[- ](?:year|term)|progress|performance|highlights?"
    r"|monitoring|exception|scrutiny|update|covering|closing"
)
# Four points make a report, minutes or news of what is else taken for a plan.
_SIGNS = (
    _sign(
        *(Kind.REPORT, "title", 4, "its title is that of a report"),
        rf"\b(?:{_PERIOD})\b(?:\W+\w+){{0,2}}?\W+"
        r"(?:reports?|review|summary|note|bulletin)\b",
        r"\breport (?:of|to|by|for|on)\b|\breport\s*[:\u2013-]|\byear in review\b",
        r"\b(?:quarter (?:\d|one|two|three|four)|q[1-4])\b|\bend of term\b",
        r"\bhighlights? (?:of|for|from) the (?:year|quarter|month|term)\b",
        r"\bprogress (?:against|on|towards|with|since)\b|\blooking back (?:at|on)\b",
        r"\bhow (?:the|this|my|our) plan (?:is|was) (?:being |going|delivered|doing)",
    ),
    _sign(
        *(Kind.REPORT, "front", 2, "it calls itself a report"),
        r"\bthis (?:report|paper|note) (?:is|provides|sets|asks|presents|updates|gives"
        r"|outlines|covers|describes|tells|summarises)\b",
        r"\breport of the (?:office|police)\b",
    ),
    _sign(
        *(Kind.REPORT, "front", 1, "it is addressed to the Police and Crime Panel"),
        r"\bpolice and crime panel\b",
    ),
    _sign(
        *(Kind.REPORT, "front", 2, "it asks the panel for something"),
        r"\bto ask the [\w\s]{0,30}panel\b|\bthat the panel\b",
        r"\b(?:panel|members) (?:is|are) (?:asked|invited|recommended)\b",
        r"\bmembers (?:will find|may wish|are asked)\b|\basks? members to\b",
    ),
    _sign(
        *(Kind.REPORT, "front", 2, "it has the parts of a committee paper"),
        r"\bcontact officer\b|\breport author\b|\bbackground papers\b",
        r"\bpurpose of (?:the )?report\b|\bitem no\b|^(?:\d+\.? )?purpose$",
    ),
    _sign(
        *(Kind.REPORT, "front", 2, "it says how a plan is or was made"),
        r"\bdevelopment of the police and crime plan\b|\bfinali[sz]ing the plan\b",
        r"\b(?:refreshed|revised) (?:plan|edition) (?:also )?(?:contains|was issued)\b",
        r"\bissued a (?:refreshed|revised|new) (?:plan|edition)\b",
    ),
    _sign(
        *(Kind.REPORT, "name", 2, "its file name says 'report'"),
        r"\breports?\b|\bannual\b|\breview\b",
    ),
    _sign(
        *(
            Kind.MINUTES,
            "title",
            4,
            "it begins like the agenda or minutes of a meeting",
        ),
        r"^\W*(?:agenda|minutes)\b|\bminutes of\b|\bapologies\b|\border of business\b",
        r"^present\s*:",
    ),
    _sign(
        *(Kind.MINUTES, "front", 2, "it says what a meeting heard or resolved"),
        r"\b(?:members|the (?:panel|committee|board|meeting)) (?:heard|noted|agreed"
        r"|asked|resolved|discussed|received|considered)\b",
        r"\bit was resolved\b|\bresolved that\b",
    ),
    _sign(
        *(Kind.MINUTES, "name", 3, "its file name says 'minutes' or 'agenda'"),
        r"\bminutes\b|\bagenda\b",
    ),
    _sign(
        *(Kind.NEWS, "front", 4, "it calls itself a press release"),
        r"\b(?:press|news|media) release\b|\bnotes to editors\b|\bimmediate release\b",
    ),
    _sign(
        *(Kind.NEWS, "title", 3, "its title announces something"),
        r"\b(?:unveils|launches|publishes|announces|reveals|releases)\b",
        r"\b(?:commissioner|pcc|chief|panel|force) (?:sets out|brings|asks|calls"
        r"|invites|outlines|names|backs|seeks|welcomes|wants)\b",
        rf"\b{_MADE_PUBLIC}\W*$",
        r"\btell us\b|\bhave your say\b",
    ),
    _sign(
        *(Kind.NEWS, "title", 2, "it begins with a day"),
        rf"^\W*(?:\w+day,? )?{_DAY}\W*$|^date \d{{4}}-\d\d-\d\d|\bon \w+day,? {_DAY}",
    ),
    _sign(
        *(Kind.NEWS, "front", 2, "it says what was published or announced"),
        rf"\b(?:has|have) (?:today |now |this week )?{_MADE_PUBLIC}",
        r"\bpublished (?:today|yesterday|this (?:week|morning))\b",
        rf"\b(?:today|yesterday|this (?:week|morning)) {_MADE_PUBLIC}",
    ),
    _sign(
        *(Kind.NEWS, "front", 2, "it quotes what somebody said"),
        r"\b(?:said|says|added|explained)\s?(?::|,\s?[\u201c\u2018\"'])",
        r"[\u201d\u2019\"'] (?:said|says|added|explained)\b",
        r"\b(?:mr|mrs|ms|miss|dr|commissioner) [A-Z]\w+ (?:said|added|explained)\b",
    ),
    _sign(
        *(Kind.NEWS, "front", 3, "it is about a plan to come"),
        r"\bplan is (?:now )?being (?:written|drawn up|drafted|prepared|developed)\b",
        r"\bthe next police (?:and|&) crime plan\b|\bnothing has been decided\b",
        r"\bdraft (?:police (?:and|&) crime )?plan, published\b",
    ),
    _sign(
        *(Kind.NEWS, "front", 1, "it asks for views"),
        r"\bover the (?:next|coming) \w*\s?(?:weeks|months)\b|\bbeing asked\b",
        r"\b(?:gathering|seeking|inviting) (?:views|opinions)\b|\buntil the end of\b",
        r"\b(?:questionnaire|survey) (?:is|will)\b",
    ),
    _sign(
        *(Kind.NEWS, "front", 1, "it speaks of a day just past"),
        r"\b(?:yesterday|last (?:night|week)|this (?:morning|afternoon))\b",
        r"\b(?:a fortnight|days|weeks) ago\b|\bon (?:mon|tues|wednes|thurs|fri)day\b",
    ),
    _sign(
        *(Kind.NEWS, "name", 3, "its file name says 'news'"),
        r"\bnews\b|\bpress\b|\bmedia release\b",
    ),
    _sign(
        *(Kind.SUMMARY, "title", 3, "its title says that it is a short version"),
        r"\beasy[- ]read\b|\bshort version\b|\bsummary\b",
        r"\b(?:on a page|at a glance)\b",
    ),
    _sign(
        *(Kind.SUMMARY, "title", 3, "it is a page about the plan"),
        r"^\W*about the (?:police (?:and|&) crime )?plan\b",
    ),
)
_ENOUGH = {Kind.REPORT: 4, Kind.MINUTES: 4, Kind.NEWS: 4, Kind.SUMMARY: 3}
_DRAFT = re.compile(r"\bdraft\b", re.IGNORECASE)
# Words of what is to come and of what was: a report has few of the first.
_TO_COME = re.compile(r"\b(?:will|shall|want to|aims? to|must|should)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:has|have|had|was|were)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"^\W*(?:contents|cynnwys)\b", re.IGNORECASE)
_ENTRY = re.compile(r"[a-z)][\s.]+\d{1,3}$|^\d{1,3}\s+[A-Z]")
# Items of a list are no titles: "c. Stand by victims from report to verdict", "iii. an
# annual report to the Panel". Papers number their parts with figures.
_ITEM = re.compile(r"(?:[•▪●‣*–—-]|\(?(?:[ivx]{1,4}|[a-z])[.)])\s+\w")
# "In this plan I ask for progress on" leads to a list, and is no title.
_ASKS = re.compile(
    r"\b(?:I|[Ww]e|[Tt]his plan) (?:ask|want|will|shall|expect|seek|look)s?\b"
)
_FRONT = 4_000  # characters of first pages that are looked at
_TITLE = re.compile(r"(?=.*[^\W\d_]).{1,160}")  # a word at least; not longer
_TITLE_BLOCKS = 8
_TITLE_HEAD = 100
# News is short: a page or two.
_LONGEST_NEWS = 12_000
# Reports have next to no words of what is to come: 0 to 0.08 for each word of the past,
# plans 0.17 and more, on the labelled openings.
_RETELLS = 0.12
_FEWEST_PAST = 5
_NEARLY = (2, 3)  # points that the tense makes enough


def find_document_type(sheets: Sequence[Sheet], file: str) -> DocumentType:
    """Tell the kind of the document that stands on `sheets`; `file` is its name."""
    front = _front(sheets)
    titles = _titles(front)
    name = re.sub(r"[\W_]+", " ", file.rpartition(".")[0] or file)
    length = sum(len(text) for sheet in sheets for text in sheet.texts)
    points, reasons = _weigh({"name": [name], "title": titles, "front": front})
    if length > _LONGEST_NEWS:
        points.pop(Kind.NEWS, None)
    if points[Kind.REPORT] in _NEARLY and _retells(sheets):
        points[Kind.REPORT] += 2
        reasons[Kind.REPORT].append("it says what was done")
    enough = [kind for kind in _ENOUGH if points[kind] >= _ENOUGH[kind]]
    if enough:
        kind = max(enough, key=lambda kind: points[kind] - _ENOUGH[kind])
        if kind is not Kind.SUMMARY:
            return DocumentType(kind, "; ".join(reasons[kind]))
    if any(_DRAFT.search(text) for text in (*titles, name)):
        return DocumentType(Kind.DRAFT, "its title or file name says 'draft'")
    if enough:
        return DocumentType(Kind.SUMMARY, "; ".join(reasons[Kind.SUMMARY]))
    return DocumentType(
        Kind.PLAN, "nothing says that it is a draft, a report, minutes or news"
    )


def _titles(front: Sequence[str]) -> list[str]:
    """The short lines at the head that are no sentences, no items of a list, no
    words that lead to one and no entries of a contents page; where line breaks were
    lost, the beginning of the long block.
    """
    lines = takewhile(lambda text: not _CONTENTS.match(text), front)
    titles = [
        text
        for text in islice(lines, _TITLE_BLOCKS)
        if _TITLE.fullmatch(text) and not text.endswith((".", ";", ","))
    ]
    titles = [text for text in titles if not _ASKS.search(text)]
    for listed in (_ENTRY.search, _ITEM.match):
        entries = [text for text in titles if listed(text)]
        if len(entries) > 1:
            titles = [text for text in titles if text not in entries]
    return titles or [text[:_TITLE_HEAD] for text in front[:2]]


def _weigh(
    places: dict[str, list[str]],
) -> tuple[defaultdict[Kind, int], defaultdict[Kind, list[str]]]:
    """Points for each kind of document, and the reasons for them, by the signs in its
    name, its title and its text.
    """
    points: defaultdict[Kind, int] = defaultdict(int)
    reasons: defaultdict[Kind, list[str]] = defaultdict(list)
    for sign in _SIGNS:
        if any(sign.pattern.search(text) for text in places[sign.place]):
            points[sign.kind] += sign.points
            reasons[sign.kind].append(sign.reason)
    return points, reasons


def _retells(sheets: Sequence[Sheet]) -> bool:
    """True for a text of what was, with next to nothing of what is to come."""
    texts = [text for sheet in sheets for text in sheet.texts]
    past = sum(len(_PAST.findall(text)) for text in texts)
    to_come = sum(len(_TO_COME.findall(text)) for text in texts)
    return past >= _FEWEST_PAST and to_come < _RETELLS * past


def _front(sheets: Sequence[Sheet]) -> list[str]:
    """The texts of the first two pages, or the first 4,000 characters where there are
    no pages.
    """
    texts: list[str] = []
    length = 0
    for text in (text for sheet in sheets[:2] for text in sheet.texts):
        if length > _FRONT:
            break
        texts.append(" ".join(text[:_FRONT].split()))
        length += len(text)
    return texts
