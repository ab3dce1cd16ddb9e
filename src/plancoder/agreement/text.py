"""A comparison in plain words: the table of figures, what they cover, and what to look at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plancoder.agreement.compare import Comparison
from plancoder.agreement.figures import STATISTICS, Figures, Mean
from plancoder.agreement.layout import Part, Section
from plancoder.agreement.rules import RuleRow
from plancoder.agreement.statistics import FEWEST_OF_A_KIND, cohen_kappa, f1_score
from plancoder.tables.csv_cells import CellValue

_HEAD = ["category", "n", "both", "only 1", "only 2", "none", "agree", "kappa", "alpha", "95% interval"]
_HEAD += ["AC1", "PABAK", "prec.", "recall", "F1", "note"]
_AFTER_INTERVAL = ("ac1", "pabak", "precision", "recall", "f1")
MOST_LISTED = 15

_HOW_TO_READ = (
    "Kappa and alpha fall where ticks are very rare or very common; AC1 and PABAK do not. Under "
    f"{FEWEST_OF_A_KIND} ticks or {FEWEST_OF_A_KIND} blanks by either side, none of a category's coefficients can be "
    "interpreted."
)


def comparison_section(
    title: str,
    comparison: Comparison,
    disagreements: Sequence[Mapping[str, CellValue]],
    rules: Sequence[RuleRow] = (),
    other_reading: Comparison | None = None,
) -> Section:
    """Everything a person should see first of one comparison."""
    notes = comparison_notes(comparison)
    if other_reading is not None:
        pooled = other_reading.pooled.counts
        notes.append(
            f"Against {other_reading.second.name} instead: pooled F1 {_two(f1_score(pooled))}, "
            f"kappa {_two(cohen_kappa(pooled))}."
        )
    notes.append(_HOW_TO_READ)
    return Section(
        f"{title}: {comparison.first.name} against {comparison.second.name}",
        figures_table(comparison),
        (
            Part("What the figures cover", notes),
            Part(f"Disagreements ({len(disagreements)})", disagreement_lines(disagreements)),
            Part("Terms that meet cells without a tick in the other table", rule_lines(rules)),
        ),
    )


def figures_table(comparison: Comparison) -> list[list[str]]:
    """The header and a row for each category, for all cells pooled, and for the mean over categories."""
    labels = comparison.labels
    return [
        _HEAD,
        *(_row(labels.get(category, category), comparison.figures[category]) for category in comparison.categories),
        _row("ALL CELLS (pooled)", comparison.pooled),
        _macro_row(comparison.macro),
    ]


def comparison_notes(comparison: Comparison) -> list[str]:
    """What the figures cover and what they leave out, a sentence a line."""
    join, pooled = comparison.join, comparison.pooled
    first, second = comparison.first.name, comparison.second.name
    lines = [f"1 is {first}, 2 is {second}; {len(join.pairs)} plans are in both."]
    if join.by_force:
        met = ", ".join(f"{row.plan_id} with {other.plan_id}" for row, other in join.by_force)
        lines.append(f"Met by force and status or dates, since their ids differ: {met}.")
    if join.only_first:
        lines.append(f"Only in {first}: {_names([row.plan_id for row in join.only_first])}.")
    if join.only_second:
        lines.append(f"Only in {second}: {_names([row.plan_id for row in join.only_second])}.")
    for name, missing in ((second, comparison.categories_only_first), (first, comparison.categories_only_second)):
        if missing:
            lines.append(f"Categories that {name} does not have: {', '.join(missing)}.")
    if pooled.open_first:
        lines.append(
            f"{pooled.open_first} cells have no answer by {first} (plan unreadable, pages unread or unsettled). They "
            f"are left out above; counted as wrong, pooled F1 is {_two(f1_score(pooled.counts_strict))} and kappa "
            f"{_two(cohen_kappa(pooled.counts_strict))}."
        )
    if pooled.open_second:
        lines.append(f"{pooled.open_second} cells have no answer by {second} and are left out.")
    lines += [f"{table.name}: {note}." for table in (comparison.first, comparison.second) for note in table.notes]
    return lines


def disagreement_lines(rows: Sequence[Mapping[str, CellValue]], most: int = MOST_LISTED) -> list[str]:
    """The first disagreements with their best evidence, and how many more there are."""
    lines = []
    for row in rows[:most]:
        line = f"{row['plan_id']}, {row['label']}: {row['what']}"
        basis, evidence = row.get("basis"), str(row.get("evidence") or "")
        line += f" ({basis})" if basis else ""
        line += f": {_short(evidence.splitlines()[0])}" if evidence else ""
        lines.append(line)
    if len(rows) > most:
        lines.append(f"… and {len(rows) - most} more in disagreements.csv")
    return lines


def rule_lines(rules: Sequence[RuleRow], most: int = MOST_LISTED) -> list[str]:
    """The terms that meet cells which the other table leaves blank, worst first."""
    bad = sorted((rule for rule in rules if rule.conflicts), key=lambda rule: (-rule.unique_conflicts, -rule.conflicts))
    lines = [
        f"{rule.category}, {rule.term!r}: {rule.conflicts} of {rule.cells} plans without a tick in the other table, "
        f"{rule.unique_conflicts} by this term alone; F1 {_two(rule.f1)}, without it {_two(rule.f1_without)}"
        for rule in bad[:most]
    ]
    if len(bad) > most:
        lines.append(f"… and {len(bad) - most} more in rules.csv")
    return lines


def _row(label: str, figures: Figures) -> list[str]:
    counts, interval = figures.counts, figures.alpha_interval
    found = {name: _two(statistic(counts)) for name, statistic in STATISTICS.items()}
    return [
        label,
        *map(str, (counts.n, counts.both_yes, counts.only_first, counts.only_second, counts.both_no)),
        *(found[name] for name in ("percent_agreement", "kappa", "alpha")),
        f"{interval.low:.2f} to {interval.high:.2f}" if interval else "-",
        *(found[name] for name in _AFTER_INTERVAL),
        figures.warning,
    ]


def _macro_row(macro: Mapping[str, Mean]) -> list[str]:
    found = {name: _two(mean.value) for name, mean in macro.items()}
    least = min((mean.categories for mean in macro.values()), default=0)
    most = max((mean.categories for mean in macro.values()), default=0)
    return [
        "MEAN OF CATEGORIES (macro)",
        *[""] * 5,
        *(found[name] for name in ("percent_agreement", "kappa", "alpha")),
        "",
        *(found[name] for name in _AFTER_INTERVAL),
        f"over the {least if least == most else f'{least} to {most}'} in which the figure is defined",
    ]


def _two(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _names(names: Sequence[str]) -> str:
    if len(names) > 8:
        return f"{len(names)} plans"
    return ", ".join(names)


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
