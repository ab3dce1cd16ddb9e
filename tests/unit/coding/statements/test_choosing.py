"""Which group is chosen and how sure that is: points and leads at both sides of each
bound.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from statements_kit import item_at, scene_of

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.statements.choose import (
    Choice,
    Confidence,
    Rival,
    choose,
    same_wording,
    says_the_same,
    settle,
)
from plancoder.coding.statements.cue_kinds.scene import Cue
from plancoder.coding.statements.group import Group

WORDS = (
    *("Calm lanes", "Warm halls", "Dry cellars", "Good roads", "Old songs"),
    *("Wet fields", "Bright lamps", "Fair courts"),
)
SCENE = scene_of("\n\n".join(WORDS))


def rival(
    points: float, *at: int, kind: str = "list", cues: tuple[Cue, ...] = ()
) -> Rival:
    items = tuple(item_at(SCENE.document, block) for block in at)
    wordings = frozenset(plain(WORDS[block]) for block in at)
    return Rival(Group(kind, items), cues, points, wordings)


@pytest.mark.parametrize(
    ("points", "other", "level"),
    [
        (7.0, 5.0, "stated"),
        (7.0, 5.1, "likely"),
        (6.9, 0.0, "likely"),
        (6.0, 5.25, "likely"),
        (6.0, 5.3, "guessed"),
        (5.9, 0.0, "guessed"),
        (4.0, 3.9, "guessed"),
        (3.9, 0.0, "none"),
    ],
)
def test_how_sure_a_choice_is(points: float, other: float, level: str) -> None:
    rivals = (rival(other, 3, 4, 5, kind="lines"), rival(points, 0, 1, 2, kind="lines"))
    choice = settle(choose(rivals), SCENE)
    assert choice.confidence == Confidence(level)
    assert choice.rivals[0].points == points


def test_a_choice_without_rivals() -> None:
    assert choose([]) == Choice((), Confidence.NONE)
    alone = settle(choose([rival(7.0, 0, 1, 2)]), SCENE)
    assert alone.confidence is Confidence.STATED
    same = [rival(7.0, 0, 1, 2), rival(6.9, 1, 2, 3)]
    assert settle(choose(same), SCENE).confidence is Confidence.STATED


@pytest.mark.parametrize(
    ("points", "level"), [(-3.0, "likely"), (-2.9, "stated"), (3.0, "stated")]
)
def test_what_speaks_against_a_choice_makes_it_doubtful(
    points: float, level: str
) -> None:
    doubt = (Cue("asked", points, "what people said"), Cue("size", 1.0, "3 of them"))
    choice = settle(choose([rival(9.0, 0, 1, 2, cues=doubt)]), SCENE)
    assert choice.confidence == Confidence(level)


@pytest.mark.parametrize(
    ("best", "whole", "points", "first"),
    [
        ("contents", "list", 4.0, "list"),
        ("contents", "list", 3.9, "contents"),
        ("labels", "coded", 4.0, "coded"),
        ("labels", "cells", 6.9, "labels"),
        ("labels", "lines", 7.0, "lines"),
        ("labels", "lines", 6.9, "labels"),
        ("labels", "headings", 7.0, "headings"),
        ("chapters", "contents", 4.0, "contents"),
        ("contents", "chapters", 6.9, "contents"),
        ("labels", "contents", 6.9, "labels"),
    ],
)
def test_the_whole_of_a_list_goes_before_its_parts(
    best: str, whole: str, points: float, first: str
) -> None:
    parts = rival(7.0, 0, 1, 2, kind=best)
    choice = choose([parts, rival(points, 0, 1, 2, 3, kind=whole)])
    assert choice.rivals[0].group.kind == first
    for other in (rival(points, 0, 1, 2, kind=whole), rival(points, 1, 2, 3, 4, kind=whole)):  # fmt: skip
        assert choose([parts, other]).rivals[0] is parts
    third = rival(6.0, 5, 6, 7, kind="cells")
    both = choose([parts, third, rival(points, 0, 1, 2, 3, kind=whole)])
    assert len(both.rivals) == 3
    assert len({id(one) for one in both.rivals}) == 3


@pytest.mark.parametrize(
    ("cue", "first"), [("announced_plainly", "list"), ("size", "labels")]
)
def test_a_list_is_the_whole_of_its_labels_where_announced(
    cue: str, first: str
) -> None:
    whole = rival(6.0, 0, 1, 2, 3, cues=(Cue(cue, 3.0, "our aims are"),))
    choice = choose([rival(7.0, 0, 1, 2, kind="labels"), whole])
    assert choice.rivals[0].group.kind == first


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((0, 1, 2, 3), (0, 1, 6, 7), True),
        ((0, 1, 2, 3), (0, 5, 6, 7), False),
        ((0, 1, 2), (0, 1, 6, 7), True),
        ((0, 1, 2), (0, 5, 6, 7), False),
        ((0, 1, 6, 7), (0, 1, 2), True),
        ((0,), (0, 1, 2), True),
        ((0,), (1, 2), False),
    ],
)
def test_groups_that_say_the_same(
    one: tuple[int, ...], other: tuple[int, ...], same: bool
) -> None:
    assert says_the_same(rival(5.0, *one), rival(5.0, *other), SCENE) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("calm the lanes", "calm the lanes by day and by night", True),
        ("calm the lane", "calm the lane by day and by night", True),  # 13 letters
        ("calm a lanes", "calm a lanes by day and by night", False),  # 12
        ("calm lanes", "calm lane", True),
        ("calm lanes", "lanes calm", True),
        ("calm lanes", "warm lanes", False),
        ("calm lanes", "calm", False),
        ("calm and warm lanes", "warm and calm lanes", True),
        ("lanes by day", "dry cellars", False),
    ],
)
def test_wordings_that_are_one(one: str, other: str, same: bool) -> None:
    assert same_wording(one, other) is same
    assert same_wording(other, one) is same


def announced(points: float, cue: str = "announced_plainly") -> tuple[Cue, ...]:
    return (Cue(cue, points, "said"),)


@pytest.mark.parametrize(
    ("kind", "points", "cues", "best", "preferred"),
    [
        ("lines", 5.0, announced(5.0), "chapters", True),
        ("lines", 4.9, announced(5.0), "chapters", False),
        ("lines", 5.0, announced(-1.0), "chapters", False),
        ("lines", 5.0, announced(5.0, "recurs"), "chapters", False),
        ("lines", 5.0, announced(5.0), "contents", True),
        ("lines", 5.0, announced(5.0), "alike", True),
        ("lines", 5.0, announced(5.0), "numbered apart", True),
        ("lines", 5.0, announced(5.0), "headings", False),
        ("labels", 5.0, (), "chapters", True),
        ("sentence", 5.0, announced(2.0, "announced_nearby"), "chapters", True),
        ("headings", 5.0, announced(5.0), "chapters", False),
        ("list", 4.5, (), "chapters", True),
        ("cells", 6.0, announced(5.0), "chapters", False),
    ],
)
def test_what_is_announced_goes_before_chapters(
    kind: str, points: float, cues: tuple[Cue, ...], best: str, preferred: bool
) -> None:
    chapters = rival(9.0, 0, 1, 2, kind=best)
    other = rival(points, 0, 1, 2, kind=kind, cues=cues)
    chosen = settle(choose([chapters, other]), SCENE).rivals
    assert chosen[0] is (other if preferred else chapters)
    assert len(chosen) == 2
    elsewhere = rival(points, 5, 6, 7, kind=kind, cues=cues)
    assert settle(choose([chapters, elsewhere]), SCENE).rivals[0] is chapters


def test_a_table_with_fewer_cells_goes_before_chapters() -> None:
    chapters = rival(9.0, 0, 1, 2, 3, kind="chapters")
    table = rival(6.0, 0, 1, 2, kind="cells", cues=announced(5.0))
    assert settle(choose([chapters, table]), SCENE).rivals[0] is table


@pytest.mark.parametrize(
    ("points", "items", "kind", "cue", "preferred"),
    [
        (7.0, (5, 6, 7), "list", "said_outright", True),
        (6.9, (5, 6, 7), "list", "said_outright", False),
        (7.0, (5, 6), "list", "said_outright", False),
        (7.0, (5, 6, 7), "lines", "said_outright", False),
        (7.0, (5, 6, 7), "list", "size", False),
    ],
)
def test_a_list_said_outright_goes_before_chapters(
    points: float, items: tuple[int, ...], kind: str, cue: str, preferred: bool
) -> None:
    chapters = rival(9.0, 0, 1, 2, kind="chapters")
    said = rival(points, *items, kind=kind, cues=announced(2.0, cue))
    chosen = settle(choose([chapters, said]), SCENE).rivals
    assert (chosen[0] is said) is preferred
    again = rival(7.0, 2, 3, 4, cues=announced(2.0, "said_outright"))
    both = settle(choose([chapters, said, again]), SCENE).rivals
    assert both[0] is chapters or not preferred  # two such lists settle nothing


def test_chapters_built_alike_go_before_a_longer_run() -> None:
    run = rival(9.0, 0, 1, 2, 3, 4, kind="chapters")
    core = rival(6.5, 1, 2, 3, kind="alike")
    assert settle(choose([run, core]), SCENE).rivals[0] is core
    for other in (
        rival(6.5, 1, 3, 4, kind="alike"),
        rival(6.5, 1, 2, 3, kind="headings"),
    ):
        assert settle(choose([run, other]), SCENE).rivals[0] is run
    bounded = replace(run, cues=announced(5.0))
    assert settle(choose([bounded, core]), SCENE).rivals[0] is bounded
    labelled = rival(5.0, 1, 2, 3, kind="bare labels")
    assert settle(choose([run, labelled]), SCENE).rivals[0] is labelled
    two = rival(5.0, 1, 2, kind="bare labels")
    assert settle(choose([run, two]), SCENE).rivals[0] is run
    apart = rival(5.0, 3, 4, 5, kind="bare labels")
    assert settle(choose([run, apart]), SCENE).rivals[0] is run


def test_a_chapter_right_behind_those_built_alike_leaves_a_doubt() -> None:
    core = rival(9.0, 1, 2, 3, kind="alike")
    longer = rival(5.0, 0, 1, 2, 3, 4, kind="chapters")
    assert settle(choose([core, longer]), SCENE).confidence is Confidence.LIKELY
    ends = rival(5.0, 0, 1, 2, 3, kind="chapters")
    assert settle(choose([core, ends]), SCENE).confidence is Confidence.STATED


@pytest.mark.parametrize(
    ("points", "items", "kind", "cue", "lead", "preferred"),
    [
        (5.0, (0, 1, 2, 3), "contents", "recurs", "Our aims", True),
        (5.0, (0, 1, 2, 3, 4), "contents", "recurs", "Our aims", True),
        (5.0, (0, 1, 2, 3, 4, 5), "contents", "recurs", "Our aims", False),
        (5.0, (0, 1, 2), "contents", "recurs", "Our aims", False),
        (5.0, (0, 1, 5, 6), "contents", "recurs", "Our aims", False),
        (4.9, (0, 1, 2, 3), "contents", "recurs", "Our aims", False),
        (5.0, (0, 1, 2, 3), "contents", "size", "Our aims", False),
        (5.0, (0, 1, 2, 3), "contents", "recurs", "", False),
        (5.0, (0, 1, 2, 3), "headings", "recurs", "Our aims", False),
    ],
)
def test_sub_entries_that_are_bounded_go_before_chapters_built_alike(
    points: float,
    items: tuple[int, ...],
    kind: str,
    cue: str,
    lead: str,
    preferred: bool,
) -> None:
    alike = rival(9.0, 0, 1, 2, kind="alike")
    entries = rival(points, *items, kind=kind, cues=announced(2.0, cue))
    entries = replace(entries, group=replace(entries.group, lead=lead))
    chosen = settle(choose([alike, entries]), SCENE).rivals
    assert (chosen[0] is entries) is preferred


@pytest.mark.parametrize(
    ("items", "kind", "lead", "preferred"),
    [
        ((0, 1, 2, 3), "lines", "So:", True),
        ((0, 1, 2, 3), "lines", "So", False),
        ((0, 1, 2, 3), "list", "So", True),
        ((0, 1, 2, 3), "headings", "So:", False),
        # one less or one more than the chapters
        ((0, 1, 2, 3, 4), "list", "So:", True),
        ((0, 1, 2, 3, 4), "list", "So", False),
        ((0, 1, 2, 3, 4, 5), "list", "So:", False),
        ((0, 1, 2), "list", "So:", False),
        # every one of four must be worded alike
        ((0, 1, 2, 6), "list", "So:", False),
    ],
)
def test_what_says_the_same_item_by_item_goes_before_chapters(
    items: tuple[int, ...], kind: str, lead: str, preferred: bool
) -> None:
    chapters = rival(9.0, 0, 1, 2, 3, kind="chapters")
    other = rival(3.9, *items, kind=kind)
    other = replace(other, group=replace(other.group, lead=lead))
    chosen = settle(choose([chapters, other]), SCENE).rivals
    assert (chosen[0] is other) is preferred
