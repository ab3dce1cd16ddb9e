"""A study to other coding programs and back: the project gathered and written into
out/exchange/, and the decisions in one that came back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from plancoder.codebook.qdc import codebook_qdc
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.pipeline.report import (
    ReportOptions,
    WrittenReport,
    publish_report,
    study_report,
)
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import extract_options, stored_results
from plancoder.report.data import ReportData
from plancoder.report.exchange.decisions import plans_of_project, project_decisions
from plancoder.report.exchange.read import read_project
from plancoder.report.exchange.write import project_qdpx
from plancoder.review.sheets.decide import SheetReading
from plancoder.study.lock import study_lock
from plancoder.study.names import EXCHANGE, PROJECT, PROJECT_CODEBOOK
from plancoder.study.open import Study, open_study
from plancoder.study.publish import ensure_writable


def exchange_job(
    root: Path, codebook: Path | None, options: ReportOptions
) -> tuple[WrittenReport, tuple[str, ...]]:
    """Write the project of a study; also the ids of plans that go without text.

    Raises as `report_job` does.
    """
    study = open_study(root, codebook)
    ensure_writable(study.out)
    with study_lock(study.root):
        data = study_report(study, options)
        data = replace(data, texts=_texts_as_coded(study, data))
        files = {
            PROJECT: project_qdpx(data),
            PROJECT_CODEBOOK: codebook_qdc(data.codebook),
        }
        written = publish_report(study.out / EXCHANGE, files, data)
    without = tuple(
        plan.plan_id
        for plan in data.plans
        if plan.exists and plan.plan_id not in data.texts
    )
    return written, without


def _texts_as_coded(study: Study, data: ReportData) -> Mapping[str, str]:
    """The texts of coded plans by plan_id; without a plan that now reads otherwise
    than when it was coded, as its places would be wrong.
    """
    coded = [result.plan.plan_id for result in data.results if result.readable]
    found = read_plan_texts(study, coded, extract_options(study))
    texts = {
        plan_id: found[plan_id].document.text for plan_id in coded if plan_id in found
    }
    for one in data.review.codings:
        coding = one.coding
        text = texts.get(coding.plan_id, "")
        written = coding.before + coding.match + coding.after
        if text[coding.passage.start : coding.passage.end] != written:
            texts.pop(coding.plan_id, None)
    return texts


def read_study_project(
    study: Study, data: bytes, name: str, reviewer: str, decided_at: str
) -> SheetReading:
    """The decisions in a project of the study that came back; see
    `project_decisions`.
    """
    project = read_project(data, name)
    review = review_study(study, stored_results(study))
    sources = plans_of_project(project, study.plans)
    texts = read_plan_texts(study, sources.keys(), extract_options(study))
    return project_decisions(
        project, name, review, study.codebook, sources, texts, reviewer, decided_at
    )
