"""Terms of the shape {all: [a, b], within: N}: all parts, in any order, with no more
than N other words among them.
"""

from __future__ import annotations

from plancoder.codebook.shape import Term
from plancoder.coding.matching.phrases import Hit


def find_together(term: Term, pieces: list[tuple[int, Hit]]) -> list[Hit]:
    """The closest groups in which every part of the term stands once; each word serves
    one group only.
    """
    needed = len(term.together)
    if len(pieces) < needed or len({part for part, _ in pieces}) < needed:
        return []
    groups = sorted(
        _groups(pieces, needed, term.within),
        key=lambda group: (_width(group), group[0].first),
    )
    taken: set[int] = set()
    found = []
    for group in groups:
        words = {word for hit in group for word in range(hit.first, hit.last)}
        if not words & taken:
            taken |= words
            found.append(_as_hit(group))
    return sorted(found, key=lambda hit: hit.start)


def _groups(pieces: list[tuple[int, Hit]], needed: int, within: int) -> list[list[Hit]]:
    """For each occurrence the nearest group that begins with it, if it is close
    enough.
    """
    ordered = sorted(pieces, key=lambda piece: (piece[1].first, -piece[1].last))
    # No group is wider; without this bound a long text of one part only would be
    # searched again and again.
    reach = within + needed * max(hit.last - hit.first for _, hit in pieces)
    groups = []
    for index, (part, hit) in enumerate(ordered):
        group = {part: hit}
        last, farthest = hit.last, hit.first + reach
        for at in range(index + 1, len(ordered)):
            other_part, other = ordered[at]
            if other.first > farthest:
                break
            if other_part not in group and other.first >= last:
                group[other_part] = other
                last = max(last, other.last)
                if len(group) == needed:
                    break
        if len(group) == needed and _others(list(group.values())) <= within:
            groups.append(list(group.values()))
    return groups


def _width(group: list[Hit]) -> int:
    return max(hit.last for hit in group) - min(hit.first for hit in group)


def _others(group: list[Hit]) -> int:
    """Words among the parts that belong to none of them."""
    return _width(group) - sum(hit.last - hit.first for hit in group)


def _as_hit(group: list[Hit]) -> Hit:
    first = min(group, key=lambda hit: hit.first)
    last = max(group, key=lambda hit: hit.last)
    return Hit(
        first.phrase,
        first.first,
        last.last,
        first.start,
        last.end,
        min(hit.score for hit in group),
    )
