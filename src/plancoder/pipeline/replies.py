"""The right of reply: packs for the forces, and their replies for Appendix C."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.export.reply_docx import reply_docx
from plancoder.export.reply_html import reply_html
from plancoder.export.reply_pack import reply_packs
from plancoder.models import Review
from plancoder.pipeline.job import stored_results
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.texts import read_plan_texts
from plancoder.review.replies import Reply, answer_claim, claimed_plans, parse_replies, reply_texts
from plancoder.study.open import Study, open_study
from plancoder.tables.csv_writer import decode_table

REPLIES = "replies.csv"
REPLY_FOLDER = "replies"
_LONGEST_REPLY = 200_000


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs by file name, and for each reply that claims an omission the answer to it."""

    study: Study
    files: Mapping[str, bytes]
    answers: tuple[tuple[Reply, str], ...]


def make_packs(root: Path, options: ExportOptions | None = None) -> Packs:
    """A DOCX and an HTML for each force, from the last coding and the decisions of today."""
    study = open_study(root)
    results = stored_results(study)
    review = review_study(study, results)
    matrices = make_matrices(study.plans, study.codebook, results, review, options or ExportOptions())
    titles = {frame.id: frame.label for frame in study.codebook.frames}
    files: dict[str, bytes] = {}
    for pack in reply_packs(results, review, matrices, titles):
        name = "".join(each if each.isalnum() or each in "-_" else "-" for each in pack.force_id)
        files[f"{name}.html"] = reply_html(pack, title=study.codebook.title)
        files[f"{name}.docx"] = reply_docx(pack, title=study.codebook.title)
    return Packs(study, files, tuple(answer_claims(study, review)))


def read_replies(study: Study) -> tuple[Reply, ...]:
    """The replies of raw/replies.csv and of the text files raw/replies/<force_id>.txt; raises StudyError for slips."""
    forces = list(dict.fromkeys(plan.force_id for plan in study.plans if plan.force_id))
    path = study.raw / REPLIES
    replies = parse_replies(path.read_bytes(), forces) if path.is_file() else ()
    return (*replies, *_text_replies(study.raw / REPLY_FOLDER, forces))


def study_reply_texts(study: Study, review: Review) -> Mapping[str, str]:
    """The replies as Appendix C shows them, by plan_id; claimed words are looked up in the plans."""
    replies = read_replies(study)
    if not replies:
        return {}
    texts = read_plan_texts(study, claimed_plans(replies, study.plans))
    return reply_texts(replies, study.plans, texts.get, review)


def answer_claims(study: Study, review: Review) -> Iterable[tuple[Reply, str]]:
    """Each reply that claims an omission, with its answer."""
    replies = [reply for reply in read_replies(study) if reply.quote]
    texts = read_plan_texts(study, claimed_plans(replies, study.plans)) if replies else {}
    for reply in replies:
        yield reply, answer_claim(reply, study.plans, texts.get, review)


def _text_replies(folder: Path, forces: list[str]) -> Iterable[Reply]:
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in forces:
            raise StudyError(
                f"raw/{REPLY_FOLDER}/{path.name}: no plan has the force_id {path.stem!r}. "
                "Name the file after a force_id of plans.csv."
            )
        if path.is_file():
            text, _ = decode_table(path.read_bytes()[:_LONGEST_REPLY])
            yield Reply(path.stem, "", " ".join(text.split()))
