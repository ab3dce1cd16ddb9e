"""A comparison in plain words: the table of figures, what they cover, and what to look
at first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plancoder.agreement.compare import CellPair, Comparison, Difference
from plancoder.agreement.figures import STATISTICS, Figures, Mean
from plancoder.agreement.rules import RuleRow
from plancoder.agreement.statistics import FEWEST_OF_A_KIND, cohen_kappa, f1_score
from plancoder.agreement.titled_parts import Part, Section
from plancoder.tables.csv_cells import CellValue
from plancoder.terminal import shorten

_LONGEST = 160  # characters of a quote or a remark
MOST_LISTED = 15

_ASK_WHY = (
    "Ask for the sections searched, near misses and blocked matches: plancoder why PLAN"
    " CATEGORY"
)

_POOLED, _MACRO = "ALL CELLS (pooled)", "MEAN OF CATEGORIES (macro)"

_HOW_TO_READ = (
    "Kappa and alpha fall where ticks are very rare or very common; AC1 and PABAK do"
    f" not. Under {FEWEST_OF_A_KIND} ticks or {FEWEST_OF_A_KIND} blanks by either side,"
    " none of a category's coefficients can be interpreted."
)


def comparison_section(
    title: str,
    comparison: Comparison,
    disagreements: Sequence[Mapping[str, CellValue]],
    rules: Sequence[RuleRow] = (),
    other_reading: Comparison | None = None,
    *,
    is_truth: bool,
) -> Section:
    """Everything a person should see first of one comparison; `is_truth`: the second
    table judges the first.
    """
    first, second = comparison.first.name, comparison.second.name
    notes = comparison_notes(comparison)
    if other_reading is not None:
        pooled = other_reading.pooled.counts
        notes.append(
            f"Against {other_reading.second.name} instead: pooled F1"
            f" {_two(f1_score(pooled))}, kappa {_two(cohen_kappa(pooled))}."
        )
    differing = [row for row in disagreements if row["first"] and row["second"]]
    return Section(
        f"{title}: {first} against {second}",
        f"1 is {first}, 2 is {second}."
        + " Precision and recall take 2 for the truth." * is_truth,
        (counts_table(comparison, is_truth=is_truth), coefficients_table(comparison)),
        (
            Part("What the figures cover", [*notes, _HOW_TO_READ]),
            Part(f"Disagreements ({len(differing)})", disagreement_lines(differing)),
            Part(
                "Cells that this study leaves blank",
                [_ASK_WHY] if is_truth and differing else [],
            ),
            Part("Terms that meet cells without a tick in 2", rule_lines(rules)),
        ),
    )


def counts_table(comparison: Comparison, *, is_truth: bool = True) -> list[list[str]]:
    """The four counts of each category and of all cells pooled, and what follows if 2
    is the truth.
    """
    head = [
        "category",
        "cells",
        "both",
        "only 1",
        "only 2",
        "neither",
        "precision",
        "recall",
        "F1",
        "",
    ]
    rows = [
        head,
        *(_counts_row(label, figures) for label, figures in _rows(comparison)),
    ]
    if not is_truth:
        return [[*row[:6], ""] for row in rows]
    return [*rows, _macro_row(comparison.macro, 5, ("precision", "recall", "f1"))]


def coefficients_table(comparison: Comparison) -> list[list[str]]:
    """Prevalence and agreement of each category, of all cells pooled, and the mean over
    categories.
    """
    head = [
        "category",
        "ticks 1",
        "ticks 2",
        "agree",
        "kappa",
        "alpha",
        "95% interval",
        "AC1",
        "PABAK",
        "note",
    ]
    macro = _macro_row(
        comparison.macro, 2, ("percent_agreement", "kappa", "alpha", "", "ac1", "pabak")
    )
    return [
        head,
        *(_coefficients_row(label, figures) for label, figures in _rows(comparison)),
        macro,
    ]


def comparison_notes(comparison: Comparison) -> list[str]:
    """What the figures cover and what they leave out, a sentence a line."""
    join, pooled = comparison.join, comparison.pooled
    first, second = comparison.first.name, comparison.second.name
    lines = [f"{count_of(len(join.pairs), 'plan')} in both."]
    if join.by_force:
        met = ", ".join(
            f"{row.plan_id} with {other.plan_id}" for row, other in join.by_force
        )
        lines.append(
            f"Met by force and status or dates, since their ids differ: {met}."
        )
    if join.only_first:
        lines.append(
            f"Only in {first}: {_names([row.plan_id for row in join.only_first])}."
        )
    if join.only_second:
        lines.append(
            f"Only in {second}: {_names([row.plan_id for row in join.only_second])}."
        )
    for name, missing in (
        (second, comparison.categories_only_first),
        (first, comparison.categories_only_second),
    ):
        if missing:
            lines.append(f"Categories that {name} does not have: {', '.join(missing)}.")
    if pooled.open_first:
        plans = _names(
            list(
                dict.fromkeys(
                    cell.row.plan_id for cell in comparison.cells if _open_first(cell)
                )
            )
        )
        lines.append(
            f"{count_of(pooled.open_first, 'cell')} without an answer by {first} (plan"
            f" or pages unread, or unsettled): {plans}. They are left out above;"
            f" counted as wrong, pooled F1 is {_two(f1_score(pooled.counts_strict))}"
            f" and kappa {_two(cohen_kappa(pooled.counts_strict))}."
        )
    if pooled.open_second:
        lines.append(
            f"{count_of(pooled.open_second, 'cell')} without an answer by {second}:"
            " left out."
        )
    lines += [
        f"{table.name}: {note}."
        for table in (comparison.first, comparison.second)
        for note in table.notes
    ]
    return lines


def disagreement_lines(
    rows: Sequence[Mapping[str, CellValue]], most: int = MOST_LISTED
) -> list[str]:
    """The first disagreements with their best evidence, and how many more there are."""
    lines = []
    for row in rows[:most]:
        line = f"{row['plan_id']}, {row['label']}: {row['what']}"
        basis, evidence = row.get("basis"), str(row.get("evidence") or "")
        line += f" ({basis})" if basis else ""
        line += f": {shorten(evidence.splitlines()[0], _LONGEST)}" if evidence else ""
        line += (
            f" [{shorten(str(row['remark']), _LONGEST)}]" if row.get("remark") else ""
        )
        lines.append(line)
    if len(rows) > most:
        lines.append(f"… and {len(rows) - most} more in disagreements.csv")
    return lines


def rule_lines(rules: Sequence[RuleRow], most: int = MOST_LISTED) -> list[str]:
    """The terms that meet cells which the other table leaves blank, worst first."""
    bad = sorted(
        (rule for rule in rules if rule.conflicts),
        key=lambda rule: (-rule.unique_conflicts, -rule.conflicts),
    )
    lines = [
        f"{rule.category}, {rule.term!r}: {rule.conflicts} of {rule.cells} plans"
        f" without a tick in 2, {rule.unique_conflicts} by this term alone; F1"
        f" {_two(rule.f1)}, without it {_two(rule.f1_without)}"
        for rule in bad[:most]
    ]
    if len(bad) > most:
        lines.append(f"… and {len(bad) - most} more in rules.csv")
    return lines


def _rows(comparison: Comparison) -> list[tuple[str, Figures]]:
    known = [
        (comparison.labels.get(each, each), comparison.figures[each])
        for each in comparison.categories
    ]
    return [*known, (_POOLED, comparison.pooled)]


def _counts_row(label: str, figures: Figures) -> list[str]:
    counts = figures.counts
    four = (counts.both_yes, counts.only_first, counts.only_second, counts.both_no)
    found = [_two(STATISTICS[name](counts)) for name in ("precision", "recall", "f1")]
    return [label, str(counts.n), *map(str, four), *found, ""]


def _coefficients_row(label: str, figures: Figures) -> list[str]:
    counts, interval = figures.counts, figures.alpha_interval
    found = {name: _two(statistic(counts)) for name, statistic in STATISTICS.items()}
    return [
        label,
        _percent(counts.yes_first, counts.n),
        _percent(counts.yes_second, counts.n),
        *(found[name] for name in ("percent_agreement", "kappa", "alpha")),
        f"{interval.low:.2f} to {interval.high:.2f}" if interval else "-",
        *(found[name] for name in ("ac1", "pabak")),
        figures.warning,
    ]


def _macro_row(
    macro: Mapping[str, Mean], blank: int, names: Sequence[str]
) -> list[str]:
    shown = [macro[name] for name in names if name]
    least, most = (
        min(mean.categories for mean in shown),
        max(mean.categories for mean in shown),
    )
    over = (
        f"over the {least if least == most else f'{least} to {most}'} where it is"
        " defined"
    )
    return [
        _MACRO,
        *[""] * blank,
        *(_two(macro[name].value) if name else "" for name in names),
        over,
    ]


def _open_first(cell: CellPair) -> bool:
    return cell.difference is Difference.NO_ANSWER_FIRST


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "-"


def count_of(number: int, thing: str) -> str:
    """`1 plan`, `2 plans`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _names(names: Sequence[str]) -> str:
    if len(names) > 8:
        return count_of(len(names), "plan")
    return ", ".join(names)
