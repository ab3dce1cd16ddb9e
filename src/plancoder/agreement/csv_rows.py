"""A comparison as rows for CSV: agreement.csv, disagreements.csv, rules.csv."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from plancoder.agreement.compare import CellPair, Comparison, Difference
from plancoder.agreement.figures import STATISTICS, Figures, Mean
from plancoder.agreement.rules import RuleRow
from plancoder.agreement.statistics import cohen_kappa, f1_score, kappa_standard_error
from plancoder.tables.csv_cells import CellValue

Row = dict[str, CellValue]

POOLED, MACRO = "pooled", "macro"

AGREEMENT_COLUMNS = (
    *("frame", "first", "second", "scope", "category", "label", "n"),
    *(
        "both",
        "only_first",
        "only_second",
        "neither",
        "prevalence_first",
        "prevalence_second",
    ),
    *(
        "percent_agreement",
        "kappa",
        "kappa_se",
        "alpha",
        "alpha_low",
        "alpha_high",
        "ac1",
        "pabak",
    ),
    *("precision", "recall", "f1", "warning"),
    *(
        "no_answer_first",
        "no_answer_second",
        "kappa_no_answer_wrong",
        "f1_no_answer_wrong",
    ),
)

DISAGREEMENT_COLUMNS = (
    *("frame", "plan_id", "force", "status", "category", "label", "what"),
    *("first", "second", "basis", "evidence", "page", "remark"),
)

RULE_COLUMNS = (
    *(
        "frame",
        "category",
        "term",
        "verdict",
        "hits",
        "cells",
        "unique_cells",
        "supported",
        "conflicts",
        "unjudged",
    ),
    *(
        "unique_supported",
        "unique_conflicts",
        "f1",
        "f1_without",
        "kappa",
        "kappa_without",
    ),
)

Explain = Callable[[CellPair], Mapping[str, CellValue]]


def agreement_rows(comparison: Comparison, frame: str) -> list[Row]:
    """One row a category, then all cells pooled, then the mean over categories: never
    one figure alone.

    Pooled cells have no standard error: it would take the cells of one plan for
    independent. Alpha's interval does not.
    """
    about: Row = {
        "frame": frame,
        "first": comparison.first.name,
        "second": comparison.second.name,
    }
    rows = [
        {
            **about,
            "scope": "category",
            "category": category,
            "label": comparison.labels.get(category, category),
            **_figure_cells(comparison.figures[category]),
            "kappa_se": _rounded(
                kappa_standard_error(comparison.figures[category].counts.table)
            ),
        }
        for category in comparison.categories
    ]
    rows.append({**about, "scope": POOLED, **_figure_cells(comparison.pooled)})
    rows.append({**about, "scope": MACRO, **_macro_cells(comparison.macro)})
    return rows


def disagreement_rows(
    comparison: Comparison, frame: str, explain: Explain | None = None
) -> list[Row]:
    """One row a cell on which the two differ or which only one answered; `explain` adds
    basis, evidence and page.
    """
    return [
        {
            "frame": frame,
            "plan_id": cell.row.plan_id,
            "force": cell.row.force or cell.row.force_id,
            "status": cell.row.status,
            "category": cell.category,
            "label": comparison.labels.get(cell.category, cell.category),
            "what": what_differs(comparison, cell),
            "first": answer_text(cell.first),
            "second": answer_text(cell.second),
            "remark": cell.remark,
            **(explain(cell) if explain else {}),
        }
        for cell in comparison.disagreements
    ]


def what_differs(comparison: Comparison, cell: CellPair) -> str:
    """The difference in words, the tables by their names."""
    first, second = comparison.first.name, comparison.second.name
    words = {
        Difference.ONLY_FIRST: f"ticked by {first} only",
        Difference.ONLY_SECOND: f"ticked by {second} only",
        Difference.NO_ANSWER_FIRST: f"no answer by {first}",
        Difference.NO_ANSWER_SECOND: f"no answer by {second}",
    }
    return words[cell.difference] if cell.difference else ""


def rule_rows(rules: Iterable[RuleRow], frame: str) -> list[Row]:
    """One row a term."""
    return [
        {
            "frame": frame,
            "verdict": rule.verdict,
            **{
                name: _rounded(value) if isinstance(value, float) else value
                for name, value in asdict(rule).items()
            },
        }
        for rule in rules
    ]


def answer_text(answer: bool | None) -> str:
    """`1`, `0` or blank, as in the long tables."""
    return "" if answer is None else str(int(answer))


def _figure_cells(figures: Figures) -> Row:
    counts, interval = figures.counts, figures.alpha_interval
    n = counts.n
    return {
        "n": n,
        "both": counts.both_yes,
        "only_first": counts.only_first,
        "only_second": counts.only_second,
        "neither": counts.both_no,
        "prevalence_first": _rounded(counts.yes_first / n if n else None),
        "prevalence_second": _rounded(counts.yes_second / n if n else None),
        **{name: _rounded(statistic(counts)) for name, statistic in STATISTICS.items()},
        "alpha_low": _rounded(interval.low if interval else None),
        "alpha_high": _rounded(interval.high if interval else None),
        "warning": figures.warning,
        "no_answer_first": figures.open_first,
        "no_answer_second": figures.open_second,
        "kappa_no_answer_wrong": _rounded(cohen_kappa(figures.counts_strict)),
        "f1_no_answer_wrong": _rounded(f1_score(figures.counts_strict)),
    }


def _macro_cells(macro: Mapping[str, Mean]) -> Row:
    defined = sorted({mean.categories for mean in macro.values()})
    over = (
        "-".join(map(str, dict.fromkeys([defined[0], defined[-1]]))) if defined else "0"
    )
    return {
        **{name: _rounded(mean.value) for name, mean in macro.items()},
        "label": f"mean over {over} categories in which the figure is defined",
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
