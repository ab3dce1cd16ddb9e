"""Ruled lines of a page: thin rules, sides of frames, edges of fills, and which of them
belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from plancoder.extract.layout.shapes import WHITE, Stroke

THIN = 2.6  # points: a filled rectangle that is a rule
_TOUCH = 1.8  # points by which lines may miss each other
SAME = 3.2  # points in which lines are one: double rules, frames of neighbouring cells
_MOST_EDGES = 6000  # of a page: more are a drawing, and each costs time
_SHORTEST_LEVEL, _SHORTEST = 8.0, 4.0  # points: less is a dash or a dot
_NARROWEST, _LOWEST = 12.0, 7.0  # points: a filled box that is less holds no cell
_FEWEST = 5  # rules of the smallest table: two by two cells that share their sides


class Rule(NamedTuple):
    """A line from corner to corner; `drawn` where it is not only the edge of a fill,
    `level` where it runs from left to right.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    drawn: bool
    level: bool

    @property
    def x(self) -> float:
        """Half way between its ends, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Half way between its ends, from the top."""
        return (self.top + self.bottom) / 2


def rules_of(strokes: Sequence[Stroke]) -> list[Rule]:
    """Thin rules, and the four sides of framed or filled boxes."""
    rules: list[Rule] = []
    for stroke in strokes:
        if stroke.rectangle:
            rules += _edges_of(stroke)
        if len(rules) > _MOST_EDGES:
            break
    return rules


def _edges_of(stroke: Stroke) -> list[Rule]:
    """A thin stroke → the rule it is; a box → its four sides; a white or a small box →
    none.
    """
    x0, top, x1, bottom, *_ = stroke
    width, height = stroke.width, stroke.height
    if height < THIN or width < THIN:
        long_enough = width > _SHORTEST_LEVEL if height < THIN else height > _SHORTEST
        level = width > height
        return [Rule(x0, top, x1, bottom, True, level)] if long_enough else []
    drawn = stroke.is_frame
    blank = stroke.fill == WHITE and not drawn
    if width <= _NARROWEST or height <= _LOWEST or blank:
        return []
    return [
        Rule(x0, top, x1, top, drawn, True),
        Rule(x0, bottom, x1, bottom, drawn, True),
        Rule(x0, top, x0, bottom, drawn, False),
        Rule(x1, top, x1, bottom, drawn, False),
    ]


def connected_rules(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that meet; rules that meet none but cross others, as in a grid
    without a frame, come after.
    """
    groups = _grouped(rules, _meet)
    lone = [rule for group in groups if not _is_mixed(group) for rule in group]
    groups = [group for group in groups if _is_mixed(group)]
    groups += _grouped(lone, lambda first, second: True)
    return [group for group in groups if len(group) >= _FEWEST]


def _is_mixed(group: Sequence[Rule]) -> bool:
    """True where lines go both ways."""
    return len({rule.level for rule in group}) == 2


def _grouped(
    rules: Sequence[Rule], related: Callable[[Rule, Rule], bool]
) -> list[list[Rule]]:
    """Rules that touch and are `related`, and those that they touch in turn."""
    parent = list(range(len(rules)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    active: list[int] = []
    for index in sorted(range(len(rules)), key=lambda index: rules[index].top):
        rule = rules[index]
        left, top, right = rule.x0 - _TOUCH, rule.top - _TOUCH, rule.x1 + _TOUCH
        active = [one for one in active if rules[one].bottom >= top]
        for other in active:
            neighbour = rules[other]
            touches = neighbour.x0 <= right and neighbour.x1 >= left
            if touches and root(index) != root(other) and related(rule, neighbour):
                parent[root(index)] = root(other)
        active.append(index)
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return list(groups.values())


def _meet(first: Rule, second: Rule) -> bool:
    """True where one line ends at the other: lines of two tables, one of which
    overflows its column, only cross.
    """
    if first.level == second.level:
        ends = (0, 2) if first.level else (1, 3)
        gaps = [abs(first[one] - second[other]) for one in ends for other in ends]
    else:
        level, upright = (first, second) if first.level else (second, first)
        gaps = [abs(upright.x - end) for end in (level.x0, level.x1)]
        gaps += [abs(level.y - end) for end in (upright.top, upright.bottom)]
    return min(gaps) <= _TOUCH


def clusters(values: Sequence[float]) -> list[float]:
    """Values that lie close together, as their means."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
