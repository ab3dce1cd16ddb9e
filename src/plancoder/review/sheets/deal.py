"""Deal codings out to several coders, each of whom judges them without seeing what
anybody else said.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from plancoder.models import Coding, MatchKind
from plancoder.tables.audit import PASSAGE_COLUMNS

Stratum = TypeVar("Stratum", bound=tuple[str, ...])

# How sure the machine is, what it blocked and how many categories it saw would tell a
# coder what to say.
_HIDDEN = frozenset(
    {"kind", "score", "term", "other_categories", "blocked_by", "start", "end"}
)
BLIND_COLUMNS = tuple(column for column in PASSAGE_COLUMNS if column not in _HIDDEN)


def deal_codings(
    codings: Iterable[Coding],
    *,
    sample: int | None = None,
    by_category: bool = False,
    include_blocked: bool = False,
    seed: int = 0,
) -> tuple[Coding, ...]:
    """The codings to judge: all, or `sample` of them, in the order given; the same seed
    deals the same.

    Stratified by category, each category gets its share of the sample, and at least one
    while there is room. What a rule blocks is dealt only where `include_blocked` asks
    for passages to refuse. What a person added is not dealt: it would tell what that
    person thinks.
    """
    pool = [
        coding
        for coding in codings
        if coding.kind is not MatchKind.ADDED
        and (include_blocked or not coding.blocked_by)
    ]
    if sample is None or sample >= len(pool):
        return tuple(pool)
    strata: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in pool:
        strata[(coding.frame, coding.category) if by_category else ("", "")].append(
            coding
        )
    shares = share_out(sample, {name: len(group) for name, group in strata.items()})
    drawn = {
        coding.coding_id
        for name, group in strata.items()
        for coding in sorted(group, key=lambda coding: _lot(seed, coding))[
            : shares[name]
        ]
    }
    return tuple(coding for coding in pool if coding.coding_id in drawn)


def share_out(sample: int, sizes: Mapping[Stratum, int]) -> Mapping[Stratum, int]:
    """How many of each stratum: in proportion by largest remainders, but none empty
    while the sample allows it.
    """
    total = sum(sizes.values())
    shares = dict.fromkeys(sizes, 0)
    if not total or sample <= 0:
        return shares
    first = sorted(sizes, key=lambda name: (-sizes[name], name))[:sample]
    shares |= dict.fromkeys(first, 1)
    quota = {name: sample * size / total for name, size in sizes.items()}
    for _ in range(min(sample, total) - len(first)):
        open_strata = [name for name in sizes if shares[name] < sizes[name]]
        neediest = max(
            open_strata,
            key=lambda name: (quota[name] - shares[name], sizes[name], name),
        )
        shares[neediest] += 1
    return shares


def _lot(seed: int, coding: Coding) -> str:
    """A coding's lot in the draw.

    A digest, since random generators change between versions of Python.
    """
    return hashlib.sha256(f"{seed}\x1f{coding.coding_id}".encode()).hexdigest()
