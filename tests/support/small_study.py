"""A study of two short Markdown plans and a small codebook, and the command line run on
it as a person would.
"""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from ready_command import run_anew, run_ready

from plancoder.errors import UnreadablePlan
from plancoder.extract.layout.shapes import PageContent
from plancoder.extract.pdf.page import read_page
from plancoder.extract.propose.plan import Proposal
from plancoder.pipeline.discovery import _find_units
from plancoder.pipeline.inspect_plans import kwic_lines, statement_lines
from plancoder.pipeline.prepare import PlanJob
from plancoder.pipeline.process_plan import process_plan
from plancoder.pipeline.propose import ProposeJob, propose_one
from plancoder.pipeline.shared_plan import SharedJob, process_shared_plan
from plancoder.study.manifest import digest_of_file, read_manifest
from plancoder.study.store import KeptResult

CODEBOOK = """\
title: Small
version: "1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body, needs]}
  priorities: {label: Priorities, appendix: B, code_in: [priority_statement]}
categories:
  - id: housing
    frame: needs
    label: Housing
    definition: Homelessness as a need.
    terms: [homeless*, rough sleep*]
    examples: [We help people who sleep rough or are homeless.]
    counterexamples: [The museum is home to our uniforms.]
  - id: victims
    frame: priorities
    label: Victims
    definition: Victims as a priority.
    terms: [victim*]
    examples: [Put victims first.]
    counterexamples: [Keep the lanes lit.]
"""

PLAN = """\
# Police and Crime Plan 2021-2025

## People in our area

Each winter more people in Fennmarket become homeless, and some of them sleep in the old corn exchange.

## Our priorities

- Put victims first
- Keep the lanes lit
"""

OLD_PLAN = PLAN.replace("2021-2025", "2017-2021").replace(
    "become homeless", "look for work"
)

PLANS = """\
plan_id,force_id,force,nation,dates,start_year,end_year,status,file,pages,doc_type,source_url
fenn:2021,fenn,Fennmarket Police,England,2021-2025,2021,2025,current,fenn-2021.md,,plan,
fenn:2017,fenn,Fennmarket Police,England,2017-2021,2017,2021,previous,fenn-2017.md,,plan,
"""


def make_study(root: Path) -> Path:
    """The study, complete and in order."""
    raw = root / "raw"
    raw.mkdir(parents=True)
    (root / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (raw / "plans.csv").write_text(PLANS, encoding="utf-8")
    (raw / "fenn-2021.md").write_text(PLAN, encoding="utf-8")
    (raw / "fenn-2017.md").write_text(OLD_PLAN, encoding="utf-8")
    return root


def add_plan(
    study: Path, plan_id: str, file: str, data: bytes, *, pages: str = ""
) -> None:
    """One more row of plans.csv with its file."""
    (study / "raw" / file).write_bytes(data)
    with (study / "raw" / "plans.csv").open("a", encoding="utf-8") as handle:
        handle.write(
            f'{plan_id},{plan_id},{plan_id},England,2020,2020,,current,{file},"{pages}",plan,\n'
        )


# A command that is still at work by then hangs. It needs a few seconds; a machine that
# is busy with other work may take twenty times as long, and no test is about speed.
HANGS_AFTER = 600


def plancoder(
    *arguments: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; TimeoutExpired if it hangs."""
    return run_ready([*map(str, arguments)], HANGS_AFTER, cwd)


def plancoder_anew(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """As `plancoder`, in a new interpreter: sets have another order there."""
    return run_anew([*map(str, arguments)], HANGS_AFTER)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV that plancoder wrote."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def values_of(study: Path, appendix: str = "a") -> Mapping[tuple[str, str], str]:
    """The `value` of each cell of the long table."""
    rows = rows_of(study / "out" / f"appendix_{appendix}_long.csv")
    return {(row["plan_id"], row["category"]): row["value"] for row in rows}


def stumble_over_2017(job: PlanJob) -> KeptResult:
    """A worker's job with a bug that one plan shows.

    It stands here since spawned workers import what they run.
    """
    if job.plan.start_year == 2017:
        raise KeyError("a slip of ours")
    return process_plan(job)


def may_not_read_2017(job: PlanJob) -> KeptResult:
    """Code a plan, but the one of 2017 is kept from us; done in the worker, where a
    test cannot reach.
    """
    if job.plan.start_year == 2017:
        raise UnreadablePlan("it cannot be opened: Permission denied")
    return process_plan(job)


def lose_the_worker_over_2017(shared: SharedJob) -> KeptResult:
    """A job on a cluster that ends the Dask worker to which one plan was given."""
    if shared.job.plan.start_year == 2017:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(HANGS_AFTER)
    return process_shared_plan(shared)


def stumble_on_a_page(job: PlanJob) -> KeptResult:
    """A worker's job with a bug that the second page of a PDF shows."""

    def stumble(*given: Any, **named: Any) -> PageContent:
        if given[2] == 2:
            raise KeyError("a slip of ours")
        return read_page(*given, **named)

    with patch("plancoder.extract.pdf.read.read_page", stumble):
        return process_plan(job)


def stumble_in_propose(job: ProposeJob) -> Proposal:
    """As `stumble_over_2017`, for the files of a folder without plans.csv."""
    if "2017" in job.name:
        raise KeyError("a slip of ours")
    return propose_one(job)


def stumble_in_search(job: PlanJob, term: str, width: int) -> tuple[str, ...]:
    """As `stumble_over_2017`, for `kwic`."""
    if job.plan.start_year == 2017:
        raise KeyError("a slip of ours")
    return kwic_lines(job, term, width)


def stumble_in_lists(job: PlanJob, most_rivals: int) -> tuple[str, ...]:
    """As `stumble_over_2017`, for `statements`."""
    if job.plan.start_year == 2017:
        raise KeyError("a slip of ours")
    return statement_lines(job, most_rivals)


def stumble_in_discovery(job: PlanJob, frame_id: str, category: str) -> object:
    """As `stumble_over_2017`, for `discover`."""
    if job.plan.start_year == 2017:
        raise KeyError("a slip of ours")
    return _find_units(job, frame_id, category)


def process_of(whom: str) -> int:
    """The number of the process in which this runs, whoever asks."""
    return os.getpid()


def changed_files(out: Path) -> list[str]:
    """Files of the last run that are missing or no longer as it wrote them."""
    expected = read_manifest(out).digests.items()
    return [name for name, digest in expected if digest_of_file(out / name) != digest]
