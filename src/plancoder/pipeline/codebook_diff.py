"""Code a study with two codebooks and hold the difference against what people
decided.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from plancoder.page_labels import page_label
from plancoder.pipeline.job import JobOptions, Watch
from plancoder.pipeline.outputs import make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.run import code_study
from plancoder.pipeline.stored import codings_of
from plancoder.review.codebook_diff import (
    Change,
    CodebookDiff,
    DecidedChange,
    codebook_diff,
)
from plancoder.study.decision_log import read_log
from plancoder.study.open import Study, open_study, read_codebook


@dataclass(frozen=True, slots=True)
class DiffReport:
    """The difference, and how many plans it was made on."""

    study: Study
    diff: CodebookDiff
    plans: int


def diff_codebooks(
    old: Path, root: Path, options: JobOptions, watch: Watch
) -> DiffReport:
    """What the study's codebook changes against the codebook `old`.

    Nothing is written.
    """
    study = open_study(root)
    former = replace(study, codebook=read_codebook(old))
    total = sum(plan.exists for plan in study.plans)
    with watch(total, "coded with the old codebook") as report:
        before = code_study(former, options.code, report)
    with watch(total, "coded with the new codebook") as report:
        after = code_study(study, options.code, report)
    old_matrices = {
        matrix.frame: matrix
        for matrix in make_matrices(
            former.plans,
            former.codebook,
            before,
            review_study(former, before),
            options.export,
        )
    }
    new_matrices = make_matrices(
        study.plans, study.codebook, after, review_study(study, after), options.export
    )
    pairs = [
        (old_matrices[matrix.frame], matrix)
        for matrix in new_matrices
        if matrix.frame in old_matrices
    ]
    diff = codebook_diff(
        codings_of(before),
        codings_of(after),
        read_log(study.decisions).decisions,
        pairs,
    )
    return DiffReport(study, diff, len(after))


def diff_lines(report: DiffReport) -> list[str]:
    """The difference in words: what goes against decisions first, gains and flips
    after.
    """
    diff = report.diff
    lines: list[str] = []
    for change, title in _TITLES.items():
        found = diff.of(change)
        lines.append(f"{title}: {len(found):,}")
        lines += (f"  {_told(each)}" for each in found)
    lines.append(f"Ticks that flip: {len(diff.flips):,}")
    lines += (
        f"  {flip.plan_id}, {flip.frame}, {flip.category}: {flip.before.value} before,"
        f" {flip.after.value} after"
        for flip in diff.flips
    )
    lines.append(
        f"Codings that nobody has decided: {diff.gone:,} gone, {diff.new:,} new"
    )
    return lines


_TITLES = {
    Change.ACCEPTED_LOST: "Accepted codings lost",
    Change.REJECTED_BACK: "Rejected codings brought back",
    Change.ACCEPTED_FOUND: "Accepted or added passages found now",
    Change.REJECTED_GONE: "Rejected codings gone",
}


def _told(change: DecidedChange) -> str:
    decision = change.decision
    page = page_label(decision.page, "p. ") if decision.page is not None else "no page"
    words = " ".join(
        (
            decision.before[-60:] + "[" + decision.quote + "]" + decision.after[:60]
        ).split()
    )
    blocked = f"; blocked by {change.blocked_by}" if change.blocked_by else ""
    who = ", ".join(change.reviewers)
    return (
        f"{decision.plan_id}, {decision.frame}, {decision.category}, {page}: …{words}…"
        f" ({who}{blocked})"
    )
