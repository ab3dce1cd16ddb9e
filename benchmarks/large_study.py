"""Memory and time of a run of a large study: first run, second run after an edit of the
codebook, and a run that is killed half-way and started again.

    python benchmarks/large_study.py FOLDER [--workers 2] [--runs first,edited,killed]

FOLDER is a study, such as `make_large_study.py` makes. Its out/ is replaced, its
codebook.yaml gets another version, and plans are cached in FOLDER/.cache. Each run is a
process of its own, so that its peak is its own: memory is that of the main process,
without its workers. On a machine that others use too, processor times say more than
times by the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import psutil

MEGABYTE = 1_000_000


def run_once(root: Path, workers: int, kill_at: float) -> None:
    """One run in this process; prints its figures as JSON. With `kill_at` it kills
    itself after that share of the plans, and says what it used up to then.
    """
    from plancoder.pipeline.job import JobOptions, run_job
    from plancoder.pipeline.run import CodeOptions

    me = psutil.Process()
    begun = time.perf_counter()
    done: list[float] = []
    busy: list[tuple[float, float]] = []
    sizes: list[int] = []
    plans = 0

    def tell(plan_id: str, note: str, waiting: str) -> None:
        done.append(time.perf_counter())
        if len(done) in (1, plans // 2, plans // 2 * 2):
            busy.append((time.process_time(), busy_workers(me)))
        if len(done) % max(1, plans // 10) == 0:
            sizes.append(me.memory_info().rss // MEGABYTE)
        if kill_at and len(done) >= kill_at * plans:
            spent = time.process_time() - busy[0][0], busy_workers(me) - busy[0][1]
            print(json.dumps([len(done), *spent, sizes]), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(total: int, verb: str) -> Any:
        nonlocal plans
        plans = total
        return nullcontext(tell)

    run_job(root, None, JobOptions(CodeOptions(workers=workers)), watch)
    ended = time.perf_counter()
    half = len(done) // 2
    main, workers_of = zip(*busy, strict=True)
    figures = {
        "plans": plans,
        "start": done[0] - begun,
        "first half": done[half - 1] - done[0],
        "second half": done[2 * half - 1] - done[half],
        "tables": ended - done[-1],
        "in all": ended - begun,
        "processor, main, first half": main[1] - main[0],
        "processor, main, second half": main[2] - main[1],
        "processor, workers, first half": workers_of[1] - workers_of[0],
        "processor, workers, second half": workers_of[2] - workers_of[1],
        "processor, main, tables": time.process_time() - main[2],
        "memory while coding, at each tenth": sizes,
        "memory at the end": me.memory_info().rss // MEGABYTE,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // MEGABYTE,
    }
    print(json.dumps(figures))


def busy_workers(main: psutil.Process) -> float:
    """Processor time of all workers up to now, also of those that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = ended.ru_utime + ended.ru_stime
    for worker in main.children():
        with suppress(psutil.Error):
            times = worker.cpu_times()
            spent += times.user + times.system
    return spent


def run_apart(root: Path, workers: int, kill_at: float = 0) -> Any:
    """The figures of a run in a process of its own, or what it said before it killed
    itself.
    """
    environment = {**os.environ, "PLANCODER_CACHE": str(root / ".cache")}
    command = [sys.executable, __file__, str(root), "--workers", str(workers)]
    done = subprocess.run(
        [*command, "--once", str(kill_at)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=not kill_at,
    )
    return json.loads(done.stdout)


def show(name: str, figures: dict[str, Any]) -> None:
    """Seconds and megabytes of one run."""
    print(f"{name}: {figures.pop('plans'):,} plans")
    for what, value in figures.items():
        shown = f"{value:9.1f} s" if isinstance(value, float) else f"{value} MB"
        print(f"  {what:36} {shown:>11}")
    for what in ("", "processor, main, ", "processor, workers, "):
        slower = figures[f"{what}second half"] / figures[f"{what}first half"] - 1
        name = f"{what}second half to the first"
        print(f"  {name:44} {slower:+9.1%}", flush=True)


def edit_codebook(root: Path) -> None:
    """Give the codebook another version, so that all plans are coded anew."""
    path = root / "codebook.yaml"
    text, edits = re.subn(
        r'(?m)^version: "?([^"\n]*)"?$', r'version: "\1+"', path.read_text("utf-8")
    )
    assert edits == 1, "no line 'version:' in codebook.yaml"
    path.write_text(text, "utf-8")


def main() -> None:
    """Do the runs that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", default="first,edited,killed")
    parser.add_argument("--once", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    root, workers = options.folder, options.workers
    if options.once is not None:
        run_once(root, workers, options.once)
        return
    runs = options.runs.split(",")
    if "first" in runs:
        shutil.rmtree(root / ".cache", ignore_errors=True)
        shutil.rmtree(root / "out", ignore_errors=True)
        show("first run", run_apart(root, workers))
        size = sum(path.stat().st_size for path in (root / "out").rglob("*"))
        lines = (root / "out" / "passages.csv").read_bytes().count(b"\r\n") - 1
        print(f"  codings {lines:,}, out/ {size / MEGABYTE:,.0f} MB")
    if "edited" in runs:
        edit_codebook(root)
        show("second run, codebook edited", run_apart(root, workers))
    if "killed" in runs:
        shutil.rmtree(root / ".cache", ignore_errors=True)
        begun = time.perf_counter()
        plans, main, workers_of, sizes = run_apart(root, workers, kill_at=0.5)
        print(
            f"killed after {plans:,} plans, {time.perf_counter() - begun:.1f} s;"
            f" processor {main:.1f} s, workers {workers_of:.1f} s; memory {sizes} MB",
            flush=True,
        )
        show("the run after it", run_apart(root, workers))


if __name__ == "__main__":
    main()
