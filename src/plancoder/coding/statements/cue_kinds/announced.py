"""Cues by the words that announce a group, how near and how plain."""

from __future__ import annotations

import re

from plancoder.coding.sections.labels import read_label
from plancoder.coding.statements.cue_kinds.leads import (
    ACTIONS,
    BY_THIS_PLAN,
    KINDS,
    ON_THE_FOLLOWING,
    OWN,
    PURPOSE,
    REFERS_BACK,
    SPEAKS_OF_PLAN,
    THESE_INCLUDE,
    WEAK,
    first_line,
    is_title,
    last_sentence,
    last_words,
    strong,
    titles_below,
    without_replaced,
)
from plancoder.coding.statements.cue_kinds.numbers_and_labels import (
    led_by_itself,
    lettered,
)
from plancoder.coding.statements.cue_kinds.owners import OTHERS
from plancoder.coding.statements.cue_kinds.places import chapters_again
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import ANNOUNCES, Group, leads_on
from plancoder.coding.statements.wordings import NUMBERS, SPEAKS


def announced_plainly(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My priorities are:` right before the items: 5; the heading `Our aims`: 4."""
    del scene
    last = last_sentence(group.lead)
    found = strong(last)
    # "Priority 3: Calm lanes" is one of them; what stands below it are its parts.
    of_them = read_label(last, 0) if group.kind != "labels" else led_by_itself(group)
    if found and not of_them:
        plain_lead = bool(_LEADS.search(last)) or is_title(last)
        points = 5.0 if plain_lead else 3.0
        # Where a plan has priorities and objectives, its priorities are the ones meant.
        points += 0.5 if found[0].casefold().startswith("priorit") else 0.0
        return points, f"“{found[0]}” announces them"
    return None


_LEADS = re.compile(
    r"(?::\s*[-–—]?|;\s*[-–—]|\bnamely|"
    rf"\bthe following (?:\w+ ){{0,2}}{KINDS}\b[^.;:]{{0,40}}\.?)\s*$",
    re.IGNORECASE,
)


def announced_nearby(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Five goals were agreed. They are:`: 4, where only the sentence before names
    them.
    """
    del scene
    last = last_sentence(group.lead)
    found = strong(without_replaced(group.lead))
    if _IN_THEIR_PLACE.match(last):
        return 4.5, f"“{last.strip()}” says what comes instead"
    if not found or strong(last) or leads_on(last):
        return None
    titled = strong(first_line(group.lead)) and is_title(first_line(group.lead))
    if found[0].casefold() == "priority" and not titled:
        return None  # "… was given priority. In May they found these faults:"
    # "She has set four goals. These include:" is no word of what is to be done.
    acts = ACTIONS.search(last.rstrip(" :-–—")) and not THESE_INCLUDE.match(last)
    return None if acts else _said_before(found[0], last, group.lead)


def _said_before(kind: str, last: str, lead: str) -> tuple[float, str]:
    """What it says that a sentence before the last one names what they are."""
    # "What are the priorities?" / "There are four. They are:"
    if _THEY_ARE.fullmatch(last) and strong(first_line(lead)):
        return 5.0, f"“{first_line(lead)}” stands above them"
    leads = _THEY_ARE_CALLED.fullmatch(last) or lead.rstrip().endswith((":", "-"))
    return (4.0 if leads else 2.0), f"“{kind}” stands shortly before"


# "… have served their purpose. In their place she proposes to have three:"
_IN_THEIR_PLACE = re.compile(
    rf"\W*in (?:their|its) place\b[^.:]*\b(?:{'|'.join(NUMBERS)})(?: new ones)?:\W*$",
    re.IGNORECASE,
)
_THEY_ARE = re.compile(r"\W*(?:they|these) are:\W*", re.IGNORECASE)
_THEY_ARE_CALLED = re.compile(r"\W*(?:they|these) are (?:called|named)\W*", re.I)


def announced_weakly(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`What I will focus on:` 3."""
    del scene
    if leads_on(group.lead):
        return 4.0, "“… on” leads to them"
    last = last_sentence(group.lead)
    if strong(last) or strong(without_replaced(group.lead)):
        return None
    if titles_below(group):
        return 4.0, f"“{first_line(group.lead)}” is the heading above them"
    points, words = _weak_words(group.lead, last)
    # "The wardens have three tasks: …"
    others = group.kind == "sentence" and not SPEAKS_OF_PLAN.search(last)
    return (points, f"“{words}” announces them") if points and not others else None


def _weak_words(lead: str, last: str) -> tuple[float, str]:
    """What words that may announce are worth, and these words; 0 without any."""
    if focus := _FOCUS_OF_PLAN.search(last):
        return 5.0, focus[0].strip()[:_SHOWN]
    if BY_THIS_PLAN.match(last) and ANNOUNCES.search(last):
        return 3.0, last.strip()[:_SHOWN]
    told = ((points, words.search(last)) for points, words in _TELL)
    if said := next((one for one in told if one[1]), None):
        return said[0], last.strip()[-_SHOWN:]
    found = WEAK.search(lead)
    if found is None:
        return 0.0, ""
    near = WEAK.search(last) or REFERS_BACK.match(last)
    return (3.0 if near else 1.5), found[0]


# "… the focus of the Commissioner's plan for 2016 to 2020 will be:"
_FOCUS_OF_PLAN = re.compile(
    r"\bfocus of (?:the|this|my|our)\b[^.:]{0,50}\b(?:plan|strategy)\b[^.:]{0,30}\b"
    r"(?:is|are|will be)\b[^.:]{0,20}:\W*$",
    re.IGNORECASE,
)
# "Here is what we as a board will work hardest to achieve.", "What the plan stands for"
_SAYS_WHAT = re.compile(
    r"^\W*(?:(?:here|this) is |(?:here|these) are )?"
    r"(?:what|where|the (?:things?|matters|areas?)(?: that| in which| on which)?)\b"
    r"[^.:?]{0,80}\b(?:achieve|first|most|hardest|tackle|focus(?: on)?|stands for|"
    r"bring about|concentrate(?: on)?|commit to|work(?:s|ing)? (?:for|towards))\b"
    r"[^.:?]{0,40}[.:]?\W*\Z",
    re.IGNORECASE,
)
_TELL = ((4.0, PURPOSE), (4.5, ON_THE_FOLLOWING), (4.0, _SAYS_WHAT))
_SHOWN = 40  # characters of the words that announce


def announced_behind(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`These four aims say what we want` right behind them: 3."""
    blocks = scene.document.blocks
    after = group.items[-1].block + 1
    if group.kind not in ("lines", "list", "cells") or after >= len(blocks):
        return None
    block = blocks[after]
    found = _BEHIND.match(scene.document.text, block.start, block.end)
    if not found or OTHERS.search(found[0]):
        return None
    return 3.0, f"“{found[0].strip()}” right behind them"


_BEHIND = re.compile(
    rf"\W*(?:these|those|the|my|our|all) (?:(?:{'|'.join(NUMBERS)}) )?(?:\w+ ){{0,2}}?"
    rf"{KINDS}\b",
    re.IGNORECASE,
)


def said_outright(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`My priorities for the year are: …` in a sentence or above a list: 2; one says so
    oneself.
    """
    del scene
    if group.kind not in ("sentence", "list"):
        return None
    found = _OUTRIGHT.search(last_sentence(group.lead))
    return (2.0, f"“{found[0].strip()}” is said outright") if found else None


_OUTRIGHT = re.compile(
    rf"\b(?:my|our) (?:\w+ ){{0,3}}{KINDS}\b[^.;:]{{0,60}}\b(?:are|will be)\b"
    r"[^.;:]{0,30}:\W*$|"
    rf"\bthe {KINDS} (?:of (?:the|this) plan )?(?:will|shall|now) reads? as "
    r"follows:\W*$",
    re.IGNORECASE,
)


def called_own(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`my`, `our`, `the Commissioner's`: 1."""
    del scene
    found = OWN.search(group.lead)
    return (1.0, f"“{found[0]}” says whose they are") if found else None


def runs_of_anything(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Lines and headings that nothing announces are mostly no list: -2."""
    unmarked = ("lines", "headings", "cells")
    last = last_sentence(group.lead)
    if strong(group.lead) or _tells_itself(group, scene):
        return None
    if group.kind == "sentence":
        theirs = _HAVE.search(last) and not SPEAKS_OF_PLAN.search(last)
        return (-2.0, "a sentence that speaks of others") if theirs else None
    if group.kind not in unmarked or titles_below(group) or _leads_to(group, last):
        return None
    if WEAK.search(last):
        return -0.5, f"only “{last.strip()[-_SHOWN:]}” tells what they are"
    return -2.0, f"{group.kind} that nothing calls priorities"


def _tells_itself(group: Group, scene: Scene) -> bool:
    """Whether headings are lettered, or all lines stand in the contents or come again
    as chapters, as do the aims on a cover.
    """
    if group.kind == "headings":
        return lettered(group)
    if chapters_again(group, scene) == len(group.items):
        return True
    return group.kind == "lines" and all(
        scene.entries.get(scene.headed(item), 0) for item in group.items
    )


def _leads_to(group: Group, last: str) -> bool:
    """Whether the words before a group lead to it: by a colon, by "on", or as one who
    writes does.
    """
    leads = SPEAKS.search(last) and _SAYS.search(last) and last.rstrip()[-1].isalpha()
    return bool(ANNOUNCES.search(group.lead) or leads_on(last) or leads)


_HAVE = re.compile(r"\b(?:have|has|had)\b")  # "The wardens have three tasks: …"
_SAYS = re.compile(r"\b(?:am|are|have|is|shall|want|will)\b", re.IGNORECASE)


def far(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Other text between announcement and list: -1 for each block."""
    del scene
    if not group.distance:
        return None
    return -1.0 * group.distance, "other text stands between"


def announced_again_and_again(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Objectives` above three lists or more: -4; they are the detail of each part."""
    words = last_words(group)
    if group.kind == "list" and scene.leads.get(words, 0) > 2:
        return -4.0, f"“{words}” announces {scene.leads[words]} lists"
    return None
