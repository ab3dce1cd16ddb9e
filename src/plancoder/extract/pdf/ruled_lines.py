"""Ruled lines of a page: thin rules, sides of frames, edges of fills, and which of them
belong together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from plancoder.extract.layout.shapes import Stroke

_THIN = 2.6  # points: a filled rectangle that is a rule
_TOUCH = 1.8  # points by which lines may miss each other
SAME = 3.2  # points in which lines are one: double rules, frames of neighbouring cells
_MOST_EDGES = 6000

Rule = tuple[
    float, float, float, float, bool
]  # the last: drawn, not the edge of a fill


def rules_of(strokes: Sequence[Stroke]) -> list[Rule]:
    """Thin rules, and the four sides of framed or filled boxes."""
    rules: list[Rule] = []
    for x0, top, x1, bottom, fill, rectangle in strokes:
        if not rectangle:
            continue
        width, height = x1 - x0, bottom - top
        if height < _THIN:
            if width > 8:
                rules.append((x0, top, x1, bottom, True))
        elif width < _THIN:
            if height > 4:
                rules.append((x0, top, x1, bottom, True))
        elif width > 12 and height > 7 and fill != 0xFFFFFF:
            drawn = fill is None
            rules += [
                (x0, top, x1, top, drawn),
                (x0, bottom, x1, bottom, drawn),
                (x0, top, x0, bottom, drawn),
                (x1, top, x1, bottom, drawn),
            ]
        if len(rules) > _MOST_EDGES:
            break
    return rules


def connected_rules(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that meet; rules that meet none but cross others, as in a grid
    without a frame, come after.
    """
    groups = _grouped(rules, _meet)
    lone = [rule for group in groups if not _is_mixed(group) for rule in group]
    groups = [group for group in groups if _is_mixed(group)]
    if lone:
        groups += _grouped(lone, lambda first, second: True)
    return [group for group in groups if len(group) >= 5]


def _is_mixed(group: Sequence[Rule]) -> bool:
    """True where lines go both ways."""
    return len({rule[2] - rule[0] > rule[3] - rule[1] for rule in group}) == 2


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

    active: list[tuple[Rule, int]] = []
    for index in sorted(range(len(rules)), key=lambda index: rules[index][1]):
        rule = rules[index]
        left, top, right = rule[0] - _TOUCH, rule[1] - _TOUCH, rule[2] + _TOUCH
        active = [one for one in active if one[0][3] >= top]
        for other, number in active:
            if (
                other[0] <= right
                and other[2] >= left
                and root(index) != root(number)
                and related(rule, other)
            ):
                parent[root(index)] = root(number)
        active.append((rule, index))
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for index, rule in enumerate(rules):
        groups[root(index)].append(rule)
    return list(groups.values())


def _meet(first: Rule, second: Rule) -> bool:
    """True where one line ends at the other: lines of two tables, one of which
    overflows its column, only cross.
    """
    if first[2] - first[0] < first[3] - first[1]:
        first, second = second, first
    flat, also_flat = (
        first[2] - first[0] >= first[3] - first[1],
        second[2] - second[0] > second[3] - second[1],
    )
    if flat and not also_flat:
        x, y = (second[0] + second[2]) / 2, (first[1] + first[3]) / 2
        return (
            min(
                abs(x - first[0]),
                abs(x - first[2]),
                abs(y - second[1]),
                abs(y - second[3]),
            )
            <= _TOUCH
        )
    low, high = (0, 2) if flat else (1, 3)
    ends = (
        (first[low], second[low]),
        (first[low], second[high]),
        (first[high], second[low]),
        (first[high], second[high]),
    )
    return any(abs(one - other) <= _TOUCH for one, other in ends)


def clusters(values: Sequence[float]) -> list[float]:
    """Values that lie close together, as their means."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
