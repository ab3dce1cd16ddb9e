"""The rule table: what each term of the codebook does for and against the agreement
with a reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from plancoder.agreement.statistics import Counts, cohen_kappa, count_pairs, f1_score
from plancoder.agreement.table import CellKey


@dataclass(frozen=True, slots=True)
class TermHit:
    """One coding and a term that met it.

    A coding that several terms met gives one hit for each.
    """

    plan_id: str
    category: str
    term: str
    coding_id: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What a term does in its category.

    `unique_cells` are ticked by this term alone: without it they would be blank.
    `supported`, `conflicts` and
    `unjudged` split the cells the term meets by what the reference says (yes, no,
    nothing). The figures are those of
    the category (cells the reference answers), as they are and with the term taken out
    of the codebook; other terms
    that longer matches of this one now hide are not brought back, so `without` is a
    lower bound.
    """

    category: str
    term: str
    hits: int  # codings
    cells: int  # plans
    unique_cells: int
    supported: int
    conflicts: int
    unjudged: int
    unique_supported: int
    unique_conflicts: int
    f1: float | None
    f1_without: float | None
    kappa: float | None
    kappa_without: float | None

    @property
    def verdict(self) -> str:
        """What the figures say of the term, in a word or two."""
        if not self.hits:
            return "no hit"
        if (
            self.f1 is not None
            and self.f1_without is not None
            and self.f1_without > self.f1
        ):
            return "costs agreement"
        if self.unique_cells:
            return "needed" if self.unique_supported else "alone, unsupported"
        return "redundant here"


def rule_table(
    terms: Iterable[tuple[str, str]],
    hits: Sequence[TermHit],
    ticks: Mapping[CellKey, bool | None],
    reference: Mapping[CellKey, bool | None],
    needed: Mapping[str, int] | None = None,
) -> tuple[RuleRow, ...]:
    """One row a term, in the order of `terms` (category, term); terms that only `hits`
    know come after.

    `ticks` and `reference` are keyed alike. `needed` is how many codings make a tick in
    a category (default 1). Hits on
    cells without a tick (too little evidence, rejected by a reviewer) count as hits and
    change nothing when taken out.
    """
    by_term: dict[tuple[str, str], list[TermHit]] = defaultdict(list)
    codings: Codings = defaultdict(lambda: defaultdict(set))
    for hit in hits:
        by_term[hit.category, hit.term].append(hit)
        codings[hit.plan_id, hit.category][hit.coding_id].add(hit.term)
    rows = []
    for category, term in dict.fromkeys([*terms, *by_term]):
        met = by_term[category, term]
        cells = {(hit.plan_id, category) for hit in met}
        enough = (needed or {}).get(category, 1)
        unique = {
            cell
            for cell in cells
            if ticks.get(cell)
            and _codings_without(term, codings[cell].values()) < enough
        }
        rows.append(
            _rule_row(
                (category, term),
                len({hit.coding_id for hit in met}),
                cells,
                unique,
                Both(ticks, reference),
            )
        )
    return tuple(rows)


Codings = dict[
    CellKey, dict[str, set[str]]
]  # cell to coding id to the terms that met it


@dataclass(frozen=True, slots=True)
class Both:
    """The ticks under test and those they are held against, keyed alike."""

    ticks: Mapping[CellKey, bool | None]
    reference: Mapping[CellKey, bool | None]

    def counts(self, category: str, blanked: Set[CellKey] = frozenset()) -> Counts:
        """The four counts of a category over cells that both answer, as if `blanked`
        cells had no tick.
        """
        return count_pairs(
            (said and cell not in blanked, meant)
            for cell, said in self.ticks.items()
            if cell[1] == category
            and said is not None
            and (meant := self.reference.get(cell)) is not None
        )


def _codings_without(term: str, met_by: Iterable[set[str]]) -> int:
    return sum(bool(terms - {term}) for terms in met_by)


def _rule_row(
    rule: tuple[str, str],
    hits: int,
    cells: Set[CellKey],
    unique: Set[CellKey],
    both: Both,
) -> RuleRow:
    category, term = rule
    before, without = both.counts(category), both.counts(category, unique)
    said = [both.reference.get(cell) for cell in cells]
    said_unique = [both.reference.get(cell) for cell in unique]
    return RuleRow(
        category=category,
        term=term,
        hits=hits,
        cells=len(cells),
        unique_cells=len(unique),
        supported=said.count(True),
        conflicts=said.count(False),
        unjudged=said.count(None),
        unique_supported=said_unique.count(True),
        unique_conflicts=said_unique.count(False),
        f1=f1_score(before),
        f1_without=f1_score(without),
        kappa=cohen_kappa(before),
        kappa_without=cohen_kappa(without),
    )
