"""What happens to one plan inside a worker process: read, code, and nothing that
touches another plan.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from plancoder.models import (
    CodedPlan,
    DocType,
    Document,
    Failure,
    Notice,
    PageStatus,
    PlanResult,
)
from plancoder.page_labels import pages_label, split_page
from plancoder.pipeline.parts_cache import code_with_cache
from plancoder.pipeline.prepare import PlanJob, prepare, read_plan, worker_options
from plancoder.pipeline.result_cache import keep_for_later
from plancoder.study.plans_file import join_files
from plancoder.study.store import KeptResult, keep_result


def process_plan(job: PlanJob) -> KeptResult:
    """Extract and code one plan; gives what is kept of it.

    Raises PlanError; the pipeline turns it into the plan's row of failures.csv.
    """
    begun = time.perf_counter()
    document, digests = read_plan(job)
    extracted = time.perf_counter()
    plan = prepare(job, document)
    coded, others = code_with_cache(job, plan, digests, worker_options())
    seconds = {"extract": extracted - begun, "code": time.perf_counter() - extracted}
    kept = keep_result(_result_of(job, document, digests, coded, others, seconds))
    codebook = plan.matcher.codebook
    keep_for_later(kept, job, digests, codebook.digest, worker_options())
    return kept


def _result_of(
    job: PlanJob,
    document: Document,
    digests: Sequence[str],
    coded: CodedPlan,
    others: Sequence[Notice],
    seconds: Mapping[str, float],
) -> PlanResult:
    # A part without pages, such as a Word file, has none to count.
    pages = [page for page in document.pages if split_page(page.number)[1]]
    result = PlanResult(
        plan=job.plan,
        # Nobody asks for passages that nothing matched.
        coded=replace(coded, passages=()),
        sha256=join_files(digests),
        bytes=sum(path.stat().st_size for path in job.paths),
        type_found=document.format,
        engine=document.engine,
        pages_read=sum(not page.unread for page in pages),
        pages_in_all=len(pages),
        characters=len(document.text),
        printed_pages={
            str(page.number): page.printed
            for page in pages
            if page.printed and page.printed != str(split_page(page.number)[1])
        },
        seconds=seconds,
    )
    # Reports and drafts tick nothing: whether they name priorities is no matter, and
    # what they read like is known.
    if job.plan.doc_type is not DocType.PLAN:
        coded, others = replace(coded, notices=()), ()
    read = warnings_of(result, [*document.notices, *ocr_notice(document), *others])
    return replace(
        result, failures=(*read, *warnings_of(result, coded.notices, stage="code"))
    )


def ocr_notice(document: Document) -> Sequence[Notice]:
    """A warning where text was read off pictures: letters may be wrong, and another
    machine may read other ones.
    """
    read = tuple(
        page.number for page in document.pages if page.status is PageStatus.OCR
    )
    if not read:
        return ()
    are = "is a picture; its" if len(read) == 1 else "are pictures; their"
    return (
        Notice(
            "read_by_ocr",
            f"{pages_label(read)} {are} text was read by OCR, which misreads letters",
            "Check the ticks of this plan against its pages, or give a file with text.",
        ),
    )


def warnings_of(
    result: PlanResult, notices: Sequence[Notice], stage: str = "extract"
) -> tuple[Failure, ...]:
    """Notices of a plan that was read as warning rows of failures.csv."""
    return tuple(
        Failure(
            plan_id=result.plan.plan_id,
            file=result.plan.file,
            stage=stage,
            reason=notice.reason,
            detail=notice.detail,
            advice=notice.advice,
            severity="warning",
            sha256=result.sha256,
            bytes=result.bytes,
            type_found=result.type_found,
            pages_read=result.pages_read,
            pages_in_all=result.pages_in_all,
            engine=result.engine,
        )
        for notice in notices
    )
