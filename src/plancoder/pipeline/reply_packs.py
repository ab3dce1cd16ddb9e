"""The right of reply: what each force is shown before publication, and what becomes of
its claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plancoder.export.reply_docx import reply_docx
from plancoder.export.reply_html import reply_html
from plancoder.export.reply_pack import reply_packs
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.replies import answer_claims
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import stored_results
from plancoder.review.replies import Reply
from plancoder.study.names import free_name
from plancoder.study.open import Study, open_study


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs by file name, and for each reply that claims an omission the answer to
    it.
    """

    study: Study
    files: Mapping[str, bytes]
    answers: tuple[tuple[Reply, str], ...]


def make_packs(root: Path) -> Packs:
    """A DOCX and an HTML for each force, from the last coding and the decisions of
    today.
    """
    study = open_study(root)
    results = stored_results(study)
    review = review_study(study, results)
    matrices = make_matrices(
        study.plans, study.codebook, results, review, ExportOptions()
    )
    titles = {frame.id: frame.label for frame in study.codebook.frames}
    files: dict[str, bytes] = {}
    for pack in reply_packs(results, review, matrices, titles):
        page = free_name(pack.force_id, ".html", files, "force")
        files[page] = reply_html(pack, title=study.codebook.title)
        files[f"{Path(page).stem}.docx"] = reply_docx(pack, title=study.codebook.title)
    return Packs(study, files, tuple(answer_claims(study, review)))
