"""Results of plans kept between runs beside their documents: a plan of which nothing
has changed, nor anything of the codebook, is not coded again.

An entry is found by the plan's documents, its row of plans.csv, people's corrections,
the codebook, and the state of plancoder's code.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.extract.cache import load_bytes, store_bytes
from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.cache_entries import entry_beside
from plancoder.pipeline.prepare import PlanJob
from plancoder.study.manifest import digest_or_blank
from plancoder.study.store import KeptResult, read_summary


def known_result(
    job: PlanJob, codebook_digest: str, options: ExtractOptions
) -> KeptResult | None:
    """The result of a plan as an earlier run made it; None where it has to be coded.

    Reads the plan's files only to learn that they are the same.
    """
    begun = time.perf_counter()
    digests = [digest_or_blank(path) for path in job.paths] if job.use_cache else []
    if not all(digests) or not digests:
        return None
    entry = _entry(job, digests, codebook_digest, options)
    line = load_bytes(entry) if entry is not None else None
    if line is None:
        return None
    try:
        summary = read_summary(line, entry.name if entry else "")
    except StudyError:  # damaged
        return None
    seconds = {"kept": time.perf_counter() - begun}
    return KeptResult(replace(summary, plan=job.plan, seconds=seconds), line)


def keep_for_later(
    kept: KeptResult,
    job: PlanJob,
    digests: Sequence[str],
    codebook_digest: str,
    options: ExtractOptions,
) -> None:
    """Keep the result of a plan for the next run; `digests` are those of its files."""
    entry = _entry(job, digests, codebook_digest, options)
    if entry is not None:
        store_bytes(entry, kept.line)


def _entry(
    job: PlanJob,
    digests: Sequence[str],
    codebook_digest: str,
    options: ExtractOptions,
) -> Path | None:
    return entry_beside(
        job, digests, options, ".result", repr(job.plan), codebook_digest
    )
