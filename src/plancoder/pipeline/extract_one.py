"""One plan file read, or one page drawn, in a worker process of its own: for `plancoder
extract` and `debug-page`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from plancoder.extract.options import ExtractOptions
from plancoder.models import Document
from plancoder.workers.limits import WALL_PER_CPU, Limits
from plancoder.workers.supervisor import Supervisor

Job = TypeVar("Job")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class ExtractJob:
    """A plan file to read."""

    path: Path
    pages: tuple[int, ...]
    options: ExtractOptions


@dataclass(frozen=True, slots=True)
class DrawJob:
    """A page to draw."""

    path: Path
    page: int
    options: ExtractOptions


def extract_alone(job: ExtractJob, cpu_seconds: float) -> Document:
    """Read the plan in a worker process; raises PlanError."""
    return _work_alone(_extract, job, cpu_seconds)


def draw_alone(job: DrawJob, cpu_seconds: float) -> bytes:
    """Draw the page with its blocks in a worker process; gives the PNG."""
    return _work_alone(_draw, job, cpu_seconds)


def _extract(job: ExtractJob) -> Document:
    from plancoder.extract.cache import read_cached

    return read_cached(job.path, pages=job.pages, options=job.options)[0]


def _draw(job: DrawJob) -> bytes:
    from plancoder.extract.cache import read_cached
    from plancoder.extract.pdf.debug_page import draw_page
    from plancoder.extract.read import load_plan

    # The whole plan: the other pages say what is a header or a heading.
    document, _ = read_cached(job.path, options=job.options)
    return draw_page(load_plan(job.path), document, job.page)


def _work_alone(
    function: Callable[[Job], Value], job: Job, cpu_seconds: float
) -> Value:
    limits = Limits(cpu_seconds=cpu_seconds, wall_seconds=WALL_PER_CPU * cpu_seconds)
    with Supervisor(limits=limits) as supervisor:
        return supervisor.do(function, job)
