"""The percentages that were published beside the appendices, for whoever wants to
replicate them.
"""

from __future__ import annotations

from dataclasses import dataclass

from plancoder.reference.rows import read_rows


@dataclass(frozen=True, slots=True)
class Headline:
    """One published figure and what the printed table gives for it.

    `plans` says which rows are counted: in_force (the 43 plans in force in 2017) or
    previous. `reproduced` is yes, no
    or roughly (a figure in words).
    """

    id: str
    appendix: str
    category: str
    plans: str
    published_text: str
    published_percent: float
    numerator: int
    denominator: int
    computed_percent: float
    reproduced: str
    source: str
    note: str


def load_headlines() -> tuple[Headline, ...]:
    """The published figures in the order of their ids."""
    return tuple(
        Headline(
            id=row["id"],
            appendix=row["appendix"],
            category=row["column"],
            plans=row["plans"],
            published_text=row["published_text"],
            published_percent=float(row["published_pct"]),
            numerator=int(row["numerator"]),
            denominator=int(row["denominator"]),
            computed_percent=float(row["computed_pct"]),
            reproduced=row["reproduced"],
            source=row["source"],
            note=row["note"],
        )
        for row in read_rows("headline.csv")
    )
