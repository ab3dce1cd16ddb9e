"""Where a study of 100,000 plans meets its limit: the main process that makes the
tables, or the scheduler of a cluster. No plan is read: results are copies of those of a
study that was coded, so their sizes are measured ones.

    python benchmarks/simulated_study.py tables STUDY [--plans 100000]
    python benchmarks/simulated_study.py cluster STUDY [--plans 100000] [--threads 8]

`tables` gives copies to the main process as if workers had sent them, and lets it make
and publish all tables, into a temporary folder. `cluster` starts a scheduler and a
worker on this machine and sends one task a plan through them, as `plancoder run
--scheduler` does; each task gives a copy of a result back at once. Times are processor
times, so that they hold on a busy machine, too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import cycle, islice
from pathlib import Path

import psutil

from plancoder.models import Plan
from plancoder.pipeline.job import JobOptions, _make_tables, _publish
from plancoder.pipeline.run import coded_results
from plancoder.pipeline.stored import open_results
from plancoder.study.open import Study, open_study
from plancoder.study.store import KeptResult, read_summary
from plancoder.study.transaction import staging_folder
from plancoder.workers.cluster import Cluster, run_on_cluster

MEGABYTE = 1_000_000


def results_of(study: Study) -> list[KeptResult]:
    """The results of the last coding, as workers send them."""
    with open_results(study) as store:
        lines = list(store.lines())[1:]
    return [KeptResult(read_summary(line, "codings"), line) for line in lines]


def copies_of(results: Sequence[KeptResult], number: int) -> Iterator[KeptResult]:
    """So many results, each with an id of its own."""
    for at, kept in enumerate(islice(cycle(results), number)):
        plan = kept.summary.plan
        new = replace(plan, plan_id=f"copy-{at}", force_id=f"force-{at // 2}")
        line = kept.line.replace(
            json.dumps(plan.plan_id).encode(), json.dumps(new.plan_id).encode()
        )
        yield KeptResult(replace(kept.summary, plan=new), line)


def peak() -> int:
    """Most memory of this process up to now, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // MEGABYTE


def make_tables(study: Study, number: int) -> None:
    """All that the main process does beside waiting for workers."""
    results = results_of(study)
    size = sum(len(kept.line) for kept in results) / len(results)
    codings = sum(kept.summary.codings for kept in results) / len(results)
    print(f"{number:,} plans; a result has {size:,.0f} bytes and {codings:.1f} codings")
    plans: list[Plan] = [kept.summary.plan for kept in copies_of(results, number)]
    print(f"memory with the plan list {peak():5} MB")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        large = replace(study, root=root, plans=tuple(plans), unlisted=(), refused=())
        with staging_folder(large.out) as staging:
            with coded_results(large, staging) as store:
                begun = time.process_time()
                for plan, kept in zip(plans, copies_of(results, number), strict=True):
                    store.add(KeptResult(replace(kept.summary, plan=plan), kept.line))
                show("results to disk", begun, number)
                begun = time.process_time()
                made = _make_tables(large, store, JobOptions(), staging)
                show("tables", begun, number)
            begun = time.process_time()
            _publish(large, made, JobOptions(), staging, tables=True)
            show("published", begun, number)
        written = sum(path.stat().st_size for path in large.out.rglob("*"))
        print(f"out/ {written / MEGABYTE:,.0f} MB")


def show(what: str, begun: float, number: int) -> None:
    """What a stage took, and the memory up to now."""
    spent = time.process_time() - begun
    print(
        f"{what:16} {spent:8.1f} s, {1000 * spent / number:6.2f} ms a plan; peak"
        f" {peak():5} MB",
        flush=True,
    )


def give_back(kept: KeptResult) -> KeptResult:
    """What a task does: nothing."""
    return kept


def send_tasks(study: Study, number: int, threads: int) -> None:
    """One task a plan through a scheduler and a worker of their own."""
    results = results_of(study)
    size = sum(len(kept.line) for kept in results) / len(results)
    print(f"{number:,} tasks; a result has {size:,.0f} bytes")
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "scheduler.json"
        scheduler = start(
            *("scheduler", "--host", "127.0.0.1", "--port", "0"),
            *("--scheduler-file", str(told)),
        )
        worker = start(
            *("worker", "--no-nanny", "--nthreads", str(threads)),
            *("--scheduler-file", str(told), "--local-directory", folder),
        )
        try:
            while not (told.is_file() and told.read_bytes().strip().endswith(b"}")):
                time.sleep(0.1)
            address = json.loads(told.read_bytes())["address"]
            measure(address, results, number, psutil.Process(scheduler.pid))
        finally:
            worker.kill()
            scheduler.kill()
            worker.wait()
            scheduler.wait()


def start(program: str, *words: str) -> subprocess.Popen[bytes]:
    """A process of Dask that can import what this one can."""
    paths = os.pathsep.join(filter(None, sys.path))
    return subprocess.Popen(
        [
            *(sys.executable, "-m", f"distributed.cli.dask_{program}"),
            *("--no-dashboard", *words),
        ],
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def measure(
    address: str, results: Sequence[KeptResult], number: int, scheduler: psutil.Process
) -> None:
    """Processor time and memory of scheduler and main process, at each tenth."""

    def spent() -> tuple[float, float]:
        times = scheduler.cpu_times()
        return times.user + times.system, time.process_time()

    # By its name as a module, under which workers find it.
    function = import_module("simulated_study").give_back
    jobs = islice(cycle(results), number)
    outcomes = run_on_cluster(
        function, jobs, cluster=Cluster(address), folder=Path.cwd()
    )
    before, clock, since = (0.0, 0.0), time.perf_counter(), 0
    for at, (_, outcome) in enumerate(outcomes, start=1):
        outcome.result()
        if at == 1:
            before, clock = spent(), time.perf_counter()
        elif at % max(1, number // 10) == 0:
            now = spent()
            tasks = at - (since or 1)
            costs = [1000 * (b - a) / tasks for a, b in zip(before, now, strict=True)]
            rate = tasks / (time.perf_counter() - clock)
            print(
                f"{at:9,} tasks: scheduler {costs[0]:5.2f} ms a task,"
                f" {scheduler.memory_info().rss // MEGABYTE:4} MB; main process"
                f" {costs[1]:5.2f} ms a task, peak {peak():4} MB; {rate:6.0f} a second"
                " by the clock",
                flush=True,
            )
            before, clock, since = now, time.perf_counter(), at


def main() -> None:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("tables", "cluster"))
    parser.add_argument("study", type=Path)
    parser.add_argument("--plans", type=int, default=100_000)
    parser.add_argument("--threads", type=int, default=8)
    options = parser.parse_args()
    study = open_study(options.study)
    if options.what == "tables":
        make_tables(study, options.plans)
    else:
        send_tasks(study, options.plans, options.threads)


if __name__ == "__main__":
    main()
