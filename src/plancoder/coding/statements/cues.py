"""Cues: what speaks for or against a group being the plan's own priorities. Each is a
small pure function of a group and its surroundings; the points stand in one table.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from plancoder.coding.statements.cue_kinds.announced import (
    announced_again_and_again,
    announced_behind,
    announced_nearby,
    announced_plainly,
    announced_weakly,
    called_own,
    far,
    runs_of_anything,
    said_outright,
)
from plancoder.coding.statements.cue_kinds.looks import (
    repeats_itself,
    worded_like_aims,
    worded_like_facts,
)
from plancoder.coding.statements.cue_kinds.numbers_and_labels import (
    as_many_as_said,
    as_many_of_any,
    bare_label,
    counted,
    labelled,
    said_in_prose,
    size,
)
from plancoder.coding.statements.cue_kinds.other_lists import (
    actions,
    answers,
    asked,
    denied,
    duties,
    grades,
    of_a_meeting,
    of_a_viewer,
    of_an_issue,
    of_measures,
    of_the_act,
)
from plancoder.coding.statements.cue_kinds.owners import (
    names,
    of_a_former_plan,
    of_a_part,
    of_others,
)
from plancoder.coding.statements.cue_kinds.places import (
    below_parent,
    built_alike,
    come_as_chapters,
    common_chapters,
    early,
    glossed_titles,
    header_among_them,
    one_title,
    own_chapters,
    recurs,
    said_again,
    stands_in,
    subtitles,
)
from plancoder.coding.statements.cue_kinds.scene import Cue, Finder, Scene
from plancoder.coding.statements.group import Group

# What speaks for a group, then what may speak against it.
_FOR: tuple[Finder, ...] = (
    announced_plainly,
    announced_nearby,
    announced_weakly,
    announced_behind,
    said_outright,
    called_own,
    labelled,
    bare_label,
    said_in_prose,
    own_chapters,
    glossed_titles,
    built_alike,
    counted,
    as_many_as_said,
    as_many_of_any,
    recurs,
    said_again,
    come_as_chapters,
    below_parent,
    stands_in,
    size,
    worded_like_aims,
    early,
)
_AGAINST: tuple[Finder, ...] = (
    of_others,
    of_a_former_plan,
    of_a_part,
    actions,
    asked,
    answers,
    duties,
    of_the_act,
    subtitles,
    common_chapters,
    worded_like_facts,
    names,
    runs_of_anything,
    repeats_itself,
    announced_again_and_again,
    header_among_them,
    of_measures,
    denied,
    grades,
    one_title,
    of_a_viewer,
    of_an_issue,
    of_a_meeting,
    far,
)
CUES = (*_FOR, *_AGAINST)
_SPEAK_FOR = frozenset(_FOR)
# Points below which no group is chosen: what speaks against it need not be asked.
HOPELESS = 4.0


def weigh(group: Group, scene: Scene) -> tuple[Cue, ...]:
    """What the cues say of a group."""
    speak_for, against = _two_kinds(CUES)
    cues = _spoken(speak_for, group, scene)
    if sum([cue.points for cue in cues]) >= HOPELESS:
        cues += _spoken(against, group, scene)
    return tuple(cues)


@lru_cache(maxsize=2)
def _two_kinds(
    cues: tuple[Finder, ...],
) -> tuple[tuple[Finder, ...], tuple[Finder, ...]]:
    """The cues that speak for a group, and those that may speak against it."""
    return (
        tuple(one for one in cues if one in _SPEAK_FOR),
        tuple(one for one in cues if one not in _SPEAK_FOR),
    )


def _spoken(cues: Iterable[Finder], group: Group, scene: Scene) -> list[Cue]:
    spoken = []
    for cue in cues:
        if said := cue(group, scene):
            spoken.append(Cue(cue.__name__, *said))  # noqa: PERF401 - this is faster
    return spoken
