"""One plan on another machine of a cluster: first of all it looks whether its files are
the same there.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, replace

from plancoder.errors import NotShared
from plancoder.pipeline.prepare import PlanJob
from plancoder.pipeline.process_plan import process_plan
from plancoder.study.manifest import digest_or_blank
from plancoder.study.store import KeptResult


@dataclass(frozen=True, slots=True)
class SharedJob:
    """A plan to code, and the digest of each of its files where the run began."""

    job: PlanJob
    digests: tuple[str, ...]


def shared_job(job: PlanJob) -> SharedJob:
    """The job with paths and digests that hold on every machine."""
    paths = tuple(path.resolve() for path in job.paths)
    return SharedJob(replace(job, paths=paths), tuple(map(digest_or_blank, paths)))


def process_shared_plan(shared: SharedJob) -> KeptResult:
    """As `process_plan`; raises NotShared where a file is not the same here."""
    job = shared.job
    for file, path, digest in zip(
        job.plan.files, job.paths, shared.digests, strict=True
    ):
        found = digest_or_blank(path)
        if found != digest:
            what = "is another file" if found else "cannot be read"
            raise NotShared(f"{file} {what} on {socket.gethostname()}, as {path}")
    return process_plan(job)
