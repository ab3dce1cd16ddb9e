"""The `unless` rules of a category at work: which of their hits blocks a match, and how
that is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from plancoder.codebook.shape import Unless
from plancoder.coding.matching.phrases import Hit


class Rules:
    """The hits of one category's `unless` rules in one passage."""

    def __init__(self, found: Iterable[tuple[Hit, Unless]]) -> None:
        ordered = sorted(found, key=lambda each: each[0].first)
        # A rule for the whole passage blocks every match, so one hit of it is as good
        # as all.
        self._everywhere = next(
            (rule for _, rule in ordered if rule.near and not rule.within), None
        )
        self._local = [
            (hit, rule) for hit, rule in ordered if not rule.near or rule.within
        ]
        self._firsts = [hit.first for hit, _ in self._local]
        self._widest = max((hit.last - hit.first for hit, _ in self._local), default=0)
        self._farthest = max((rule.within for _, rule in self._local), default=0)

    def blocking(self, hit: Hit) -> str:
        """The rule that blocks this match, in words; blank where none does."""
        low = bisect_left(self._firsts, hit.first - self._widest - self._farthest)
        high = bisect_right(self._firsts, hit.last + self._farthest)
        for other, rule in self._local[low:high]:
            label = rule.term.label
            if not rule.near:
                if other.first < hit.last and hit.first < other.last:
                    return f"unless '{label}'"
            elif max(other.first - hit.last, hit.first - other.last) <= rule.within:
                return f"unless near '{label}' (within {rule.within} words)"
        if self._everywhere is not None:
            return f"unless near '{self._everywhere.term.label}' (in the passage)"
        return ""
