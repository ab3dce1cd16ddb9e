"""Cues by where a group stands, and what chapters it is made of."""

from __future__ import annotations

import re
from itertools import takewhile

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.cue_kinds.leads import (
    KIND_WORD,
    KIND_WORDS,
    WEAK,
    last_sentence,
    strong,
    titles_below,
)
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import (
    ANNOUNCES,
    FEWEST,
    GLOSSED_TITLES,
    Group,
    leads_on,
)
from plancoder.coding.statements.items import Form
from plancoder.coding.statements.worded_again import count_again
from plancoder.coding.statements.wordings import (
    COMMON_CHAPTER,
    IMPERATIVES,
    PLURAL,
    is_common,
)
from plancoder.models import SectionRole


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
    of_report = _REPORT.search(scene.document.text[:400])
    told = of_report and _PARENT.search(group.lead)
    if told or not 3 <= len(group.items) <= 10:
        return None
    if of_report:
        return -3.0, "chapters of a report, or items of a meeting"
    points = 2.0 if group.items[0].form is Form.CONTENTS else 3.0
    return points, "chapters that not every plan has"


_REPORT = re.compile(
    r"\b(?:annual re(?:port|view)|(?:proposed |council tax )?precept|"
    r"agenda item|end of (?:year|term)|year in review|progress report|"
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
    if not (strong(group.lead) or WEAK.search(group.lead)):
        return None
    return 3.0, "each has a text of its own"


def built_alike(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Each followed by `What I will do` or other words that recur: 6.5."""
    del scene
    if group.kind != "alike":
        return None
    return 6.5, f"each is followed by “{group.recurring}”"


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


ALL_CHAPTERS = 4.0
"""Points of lines all of which are chapters of the plan."""


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
        points = ALL_CHAPTERS + _on_cover(group, scene)
        return points, "all of them are chapters of the plan"
    if listed >= 0.6 * len(words):
        return 1.5, f"{listed} of {len(words)} stand in the contents"
    return None


def _on_cover(group: Group, scene: Scene) -> bool:
    """Whether lines above the contents page are some of its entries, one after another:
    a cover has the aims of a plan, which are none of its common chapters but one.
    """
    if group.kind != "lines" or not 2 < len(group.items) <= _MOST_ON_COVER:
        return False
    if group.items[0].lead > _COVER:
        return False
    words = [scene.plain_of(item) for item in group.items]
    entries = [_LETTER.sub("", plain(entry)) for entry in scene.chapters]
    if words[0] not in entries:
        return False
    at = entries.index(words[0])
    common = sum(_is_common_chapter(scene.text_of(item)) for item in group.items)
    return entries[at : at + len(words)] == words and common <= 1


_MOST_ON_COVER = 8
_COVER = 1_500  # characters of a cover and what stands before it


def come_as_chapters(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Stay with victims` and others near the front, where a chapter each is called
    `How we shall stay with victims`: 1 each, 5 at most; -1 for one that does not.
    """
    again = chapters_again(group, scene)
    if not again:
        return None
    size = len(group.items)
    points = min(5.0, again) - (size - again)
    return points, f"{again} of {size} come again as titles of chapters"


def chapters_again(group: Group, scene: Scene) -> int:
    """How many lines of a list near the front come again as chapters, in other words
    than their own; 0 where not nearly all do.
    """
    first = group.items[0]
    plain_items = group.kind in ("lines", "list") and first.form is not Form.CONTENTS
    if (
        len(group.items) > _MOST_AGAIN
        or not plain_items
        or first.lead > _FRONT
        or not scene.chapters
    ):
        return 0
    lines = [scene.text_of(item) for item in group.items]
    if not scene.entries.keys().isdisjoint(map(scene.plain_of, group.items)):
        return 0
    # The contents page itself, whose numbers were not taken off.
    cut = {
        plain(_BEHIND_TITLE.sub("", one)) for one in lines if _BEHIND_TITLE.search(one)
    }
    unnumbered = (_LETTER.sub("", entry) for entry in scene.entries)
    if cut and not cut.isdisjoint((*scene.entries, *unnumbered)):
        return 0
    return count_again(lines, scene.chapters)


_MOST_AGAIN = 14  # items: no plan has more chapters of its aims
# "Calm lanes 12", "Calm lanes iii", "Calm lanes | fewer races"
_BEHIND_TITLE = re.compile(r"\s+(?:\d{1,3}|[ivx]{1,5}|\|.*)\s*$")
_LETTER = re.compile(r"^(?:\w|\d{1,2}) ")  # "a calm lanes", as entries are kept


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
    rf"\b(?:{KIND_WORDS}|police and crime plan|(?:our|my) policing plan|"
    r"what (?:comes next|we will do|I will do)|looking (?:ahead|forward)|"
    r"(?:the|our|my) (?:road|way|path|journey|years?) (?:ahead|forward|to 20\d\d)|"
    r"(?:where|what) (?:we|I) (?:go|do) (?:next|from here)|from here to 20\d\d|"
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
    announced = _is_announced(group)
    if announced and group.kind == "headings" and _ends_common(group, scene):
        return -0.5, "the last is a chapter of any plan"
    if announced or group.kind not in _UNMARKED:
        return None
    if group.kind == "contents" and _PARENT.search(group.lead):
        return None
    if _on_cover(group, scene):
        return None
    titles = map(scene.text_of, group.items)
    found = [title for title in titles if _is_common_chapter(title)]
    if not found:
        return None
    points = -6.0 * len(found) / len(group.items)
    return points, f"“{' '.join(found[0].split())}” is a chapter of any plan"


def _is_announced(group: Group) -> bool:
    """Whether words announce a group, so that its items may be worded as chapters."""
    if group.kind in ("contents", "chapters", "numbered apart"):
        return False
    last = last_sentence(group.lead)
    leads = ANNOUNCES.search(last) or leads_on(last)
    listed = group.kind == "list" and leads
    weakly = group.kind in ("list", "lines", "cells") and WEAK.search(last)
    return bool(listed or weakly or PLURAL.search(last))


def _is_common_chapter(title: str) -> bool:
    """Whether a short title that begins with no verb is that of any plan's chapter."""
    if len(title.split()) > _SHORT_TITLE or not COMMON_CHAPTER.search(title):
        return False
    first = plain(title).split(" ", 1)[0]
    return not (first in IMPERATIVES or first.endswith("ing"))


_SHORT_TITLE = 6  # words


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
    told = group.items[0].form is Form.CONTENTS or titles_below(group)
    told = told or bool(_FOCUS_TITLE.fullmatch(last_sentence(group.lead)))
    if points < 0 and told:
        return None
    return points, f"in a part of the plan that is {role.value.replace('_', ' ')}"


# "What we will focus on" reads like a part on actions, and heads what matters most.
_FOCUS_TITLE = re.compile(
    r"\W*(?:what|where) (?:I|we|she|he|they) (?:will|shall|are going to|want to) "
    r"(?:focus|concentrate)(?: on| our (?:efforts|energy))?\W*",
    re.IGNORECASE,
)


def early(group: Group, scene: Scene) -> tuple[float, str] | None:
    """In the first third of the document: 0.5."""
    share = group.items[0].lead / max(1, len(scene.document.text))
    return (0.5, "early in the plan") if share < 0.34 else None


def one_title(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`CALM`, `LANES AND`, `HALLS` where a chapter is called `Calm lanes and halls`:
    -12; the lines of one title, whatever else speaks for them.
    """
    whole = " ".join(scene.plain_of(item) for item in group.items)
    if scene.entries.get(whole) or scene.headings.get(whole):
        return -12.0, f"they are one title, “{whole}”, in {len(group.items)} lines"
    return None


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
    if KIND_WORD.fullmatch(first.strip()):
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
