"""Cues by labels and numbers: what each item is called, and how many the plan says
there are.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from plancoder.coding.statements.cue_kinds.leads import last_sentence, strong
from plancoder.coding.statements.cue_kinds.other_lists import asked
from plancoder.coding.statements.cue_kinds.owners import of_a_part, of_others
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import CODED, COUNTED_OFF, Group
from plancoder.coding.statements.items import PART_WORDS, follows
from plancoder.coding.statements.prose import PROMISES
from plancoder.coding.statements.wordings import NUMBERS, numbers_said


def led_by_itself(group: Group) -> bool:
    """Whether the line above numbered parts is one of them, as where two columns of a
    contents page are woven: "Part 3: Our aims" above "Part 1: The scene".
    """
    label = group.items[0].label
    if label is None or label.word not in PART_WORDS:
        return False
    last = group.lead.rsplit("\n", 1)[-1]
    numbered = rf"\b{label.word} (?:\d{{1,2}}|[ivx]{{1,4}}|[a-h]|{'|'.join(NUMBERS)})\b"
    return re.search(numbered, last, re.IGNORECASE) is not None


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
    if word in PART_WORDS and (not group.lead or led_by_itself(group)):
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
    last = last_sentence(group.lead)
    if (strong(last) or _PLEDGED.search(last)) and len(group.items) > 2:
        return 2.0, "“I will” after words that announce it"
    return -3.0, "“I will” is mostly what will be done"


def counted(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Numbers from 1 without a gap and "First, … Second, …": 2; "A1 … B1", the parts of
    several themes: 3; each missing number: -1.
    """
    del scene
    if group.kind in (COUNTED_OFF, CODED):
        points = 3.0 if group.kind == CODED else 2.0
        return points, f"counted off, {len(group.items)} of them"
    if group.kind == "headings" and lettered(group):
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


def lettered(group: Group) -> bool:
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
    if numbers_said(last_sentence(group.lead)):
        return -1.5, f"the plan speaks of {said[-1]}"
    chapters = group.kind in ("chapters", "contents", "alike")
    size = len(group.items)
    if chapters and any(number == size for _, number in scene.numbers):
        return 1.0, f"the plan speaks of {len(group.items)}"
    return None


def size(group: Group, scene: Scene) -> tuple[float, str] | None:
    """3 to 10 of them: 1; two: -1.5; more than 14: -4."""
    del scene
    number = len(group.items)
    if 3 <= number <= 10:
        return 1.0, f"{number} of them"
    if number < 3:
        return (-0.5, "only two") if number == 2 else (-1.0, "only one")
    return (-4.0, f"{number} are many") if number > 14 else None
