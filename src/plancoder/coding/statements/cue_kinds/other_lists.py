"""Cues by what else a list may be: actions, answers, duties, measures, decisions of a
meeting, parts of the page around it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from plancoder.coding.sections.any_case import AnyCase, find_words
from plancoder.coding.statements.cue_kinds.leads import (
    ACTIONS,
    BY_THIS_PLAN,
    KINDS,
    ON_THE_FOLLOWING,
    OWN,
    PURPOSE,
    THESE_INCLUDE,
    last_sentence,
    strong,
    without_replaced,
)
from plancoder.coding.statements.cue_kinds.places import chapters_again
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import Group, lead_before
from plancoder.coding.statements.wordings import COUNTED

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
    r"\b(?:duty|duties|must|require[ds]?|requirements?|statut\w+|responsib\w+|law|"
    r"act 20\d\d|powers|role|members?|thank\w*|contact|download|"
    r"links?|cover|grateful)\b"
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
    r"\b(?:which|what|do you)\b(?![^.?]{0,40}\bagree\b)[^.?]{0,80}"
    r"\b(?:should|ought to|would you|do you|could)\b[^.?]*\?|"
    r"\b(?:tick|choose|select|pick|rank|name)\b (?!how\b)[^.?]{0,30}?\b(?:up to|top|in "
    r"order|most important)\b|\bput (?:these|them) in order\b",
    re.IGNORECASE,
)
_SHARE_BOUND = 0.4


def actions(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`I will:` or `We will measure:` before them: -4; what comes again as chapters is
    more than an action.
    """
    last = last_sentence(group.lead)
    bare = last.rstrip(" :-–—")
    found = ACTIONS.search(bare)
    if THESE_INCLUDE.match(bare) and strong(group.lead):
        return None
    if BY_THIS_PLAN.match(bare) or PURPOSE.search(bare):
        return None
    if found and chapters_again(group, scene):
        return None
    if found and (not strong(last) or _WILL_DO.search(bare)):
        return -4.0, f"“{found[0].strip()}” announces actions or measures"
    return None


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
    last = without_replaced(last_sentence(group.lead))
    found = None if _DECIDED.search(last) else _ASKED.search(last)
    return (
        (-3.0, f"“{found[0]}”: what people said")
        if found and not OWN.search(last)
        else None
    )


# "They heard the views of others, and decided to leave all five aims as they were:"
_DECIDED = re.compile(
    rf"\b(?:decided|agreed|resolved|settled|set|chose|adopted)\b[^.:]{{0,40}}\b{KINDS}\b",
    re.IGNORECASE,
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
    last = last_sentence(group.lead)
    told = ON_THE_FOLLOWING.search(last) or _PUT_FIRST.search(last)
    found = None if told else _DUTIES.search(last)
    return (
        (-3.0, f"“{found[0]}”: duties or notices")
        if found and not strong(last)
        else None
    )


# "Members decided to go on putting five things first, and these remain in force:"
_PUT_FIRST = re.compile(
    r"\b(?:put(?:s|ting)?|comes?|coming)\b[^.:]{0,25}\bfirst\b", re.IGNORECASE
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


def denied(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Chapters where the plan says `I have not set any priorities`: -8."""
    unnamed = ("chapters", "headings", "contents", "alike", "lines")
    if group.kind not in unnamed and strong(group.lead):
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
    rf"(?:any |out )?(?:{KINDS}|this time)|"
    rf"\b(?:it|it also) does not (?:set|list|name|rank) (?:any |out )?{KINDS}|"
    rf"\bnot (?:going|about) to (?:announce|set|name|list) any {KINDS}|"
    rf"\bwill not (?:announce|set|name|list) any {KINDS}|"
    rf"\b(?:has|have|sets?|names?|lists?) no {KINDS}\b|"
    rf"\b(?:there (?:is|are)|you will find) no (?:(?:list|order) of )?{KINDS}\b|"
    r"\b(?:readers?|you) will not find (?:one|a list|any) (?:here|in)\b"
)


def of_a_meeting(group: Group, scene: Scene) -> tuple[float, str] | None:
    """What stands below `Recommendations` or `The Board is asked to:` -6; a meeting's
    decisions.
    """
    del scene
    found = _RESOLVED.search("\n".join(group.lead.strip().split("\n")[-2:]))
    if found is None or strong(last_sentence(group.lead)):
        return None
    return -6.0, f"“{found[0].strip()}”: what a meeting decides"


_RESOLVED = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?recommendations?\W*$|"
    r"\b(?:resolved|recommended|"
    # "The Chief Constable is asked to …" is the plan's own word.
    r"(?<!constable )(?<!force )(?<!police )(?<!constabulary )"
    r"(?:is|are) (?:asked|invited|recommended|requested) to|"
    r"recommendations? (?:are|is|that))\b[^.\n]{0,60}$",
    re.IGNORECASE | re.MULTILINE,
)


def grades(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Priority 1` below `Calls by grade`: -8; how urgent a call or a finding is."""
    if group.kind != "labels":
        return None
    path = scene.sections.at(group.items[0].lead).path[-1:]
    above = lead_before(scene.document, group.items[0].lead, group.items[0].block)
    found = _GRADES.search("\n".join((*path, last_sentence(above))))
    return (-8.0, f"“{found[0]}”: how urgent something is") if found else None


_GRADES = AnyCase(
    r"\b(?:grad(?:es?|ed|ing)|triage|(?:calls?|incidents?|recommendations?|findings?|"
    r"defects?|repairs?) by (?:\w+ )?(?:type|priority|urgency|class)|"
    r"(?:call|incident|response|risk) (?:types?|categor(?:y|ies)|levels?|ratings?))\b"
)


def of_an_issue(group: Group, scene: Scene) -> tuple[float, str] | None:
    """What stands `In this issue`: -8; the contents of a newsletter."""
    del scene
    found = _ISSUE.fullmatch(last_sentence(group.lead))
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
