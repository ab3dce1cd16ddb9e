"""`plancoder run --scheduler` on a cluster that is started by hand: a scheduler and two
workers, each a process of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client
from small_study import (
    HANGS_AFTER,
    PLAN,
    add_plan,
    changed_files,
    lose_the_worker_over_2017,
    make_study,
    plancoder,
    plancoder_anew,
    rows_of,
    values_of,
)

from plancoder.errors import NotShared
from plancoder.pipeline import shared_plan
from plancoder.pipeline.job import JobOptions, run_job
from plancoder.pipeline.prepare import PlanJob
from plancoder.pipeline.run import CodeOptions
from plancoder.pipeline.shared_plan import process_shared_plan, shared_job
from plancoder.study.open import open_study
from plancoder.workers.cluster import Cluster

APART = ("timings.json", ".plancoder.lock")


class ByHand:
    """A scheduler and its workers, as a person starts them in terminals."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[subprocess.Popen[bytes]] = []
        told = folder / "scheduler.json"
        self.start(
            "scheduler",
            *("--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            *("--scheduler-file", str(told)),
        )
        until(lambda: told.is_file() and told.read_bytes().strip().endswith(b"}"))
        self.address = str(json.loads(told.read_bytes())["address"])

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        # Workers import what they are sent, also what stands in tests/support.
        paths = os.pathsep.join(filter(None, sys.path))
        with (self._folder / f"{len(self._started)}.log").open("wb") as log:
            started = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                env=os.environ | {"PYTHONPATH": paths},
            )
        self._started.append(started)
        return started

    def start_worker(self) -> subprocess.Popen[bytes]:
        folder = self._folder / f"worker-{len(self._started)}"
        return self.start(
            "worker",
            self.address,
            *("--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)),
        )

    def kill_scheduler(self) -> None:
        kill_family(self._started[0].pid)

    def stop(self) -> None:
        for process in self._started:
            kill_family(process.pid)
        for process in self._started:
            process.wait(HANGS_AFTER)


def until(sign: Callable[[], Any]) -> None:
    """Wait for a sign; a machine that is busy with other work may be slow."""
    end = time.monotonic() + HANGS_AFTER
    while not sign():
        assert time.monotonic() < end, "the sign never came"
        time.sleep(0.02)


def kill_family(pid: int) -> None:
    try:
        first = psutil.Process(pid)
        family = [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


@pytest.fixture(scope="module")
def by_hand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByHand]:
    cluster = ByHand(tmp_path_factory.mktemp("cluster"))
    try:
        for _ in range(2):
            cluster.start_worker()
        with Client(cluster.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=HANGS_AFTER)
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of plans good and bad, after a run on this machine."""
    root = make_study(tmp_path_factory.mktemp("local") / "study")
    for number in range(12):
        add_plan(root, f"p{number}", f"p{number}.md", (PLAN * 40).encode())
    add_plan(root, "empty", "empty.pdf", b"")
    add_plan(root, "torn", "torn.pdf", b"%PDF-1.7\n1 0 obj\n<<")
    done = plancoder_anew("run", root, "--no-cache")
    assert done.returncode == 4, done.stderr
    return root


def files_in(root: Path) -> dict[str, bytes]:
    files = (path for path in (root / "out").rglob("*") if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name not in APART}


def copy_of(study: Path, tmp_path: Path) -> Path:
    """The study without its results."""
    return Path(
        shutil.copytree(study, tmp_path / "study", ignore=shutil.ignore_patterns("out"))
    )


def test_a_run_on_a_cluster_gives_the_bytes_of_a_local_run(
    by_hand: ByHand, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = copy_of(local, tmp_path)
    monkeypatch.chdir(study)  # a path that means something else to the workers
    done = plancoder("run", "--no-cache", "--scheduler", by_hand.address)
    assert done.returncode == 4, done.stderr
    assert "14 of 16 plans coded" in done.stderr
    assert "distributed" not in done.stderr
    assert files_in(study) == files_in(local)


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_worker_killed_in_the_middle_costs_nothing(
    by_hand: ByHand, local: Path, tmp_path: Path
) -> None:
    study = copy_of(local, tmp_path)
    extra = by_hand.start_worker()
    with Client(by_hand.address, set_as_default=False) as client:
        client.wait_for_workers(3, timeout=HANGS_AFTER)
        done: list[subprocess.CompletedProcess[str]] = []
        arguments = ("run", study, "--no-cache", "--scheduler", by_hand.address)
        run = threading.Thread(target=lambda: done.append(plancoder(*arguments)))
        run.start()
        pids = client.run(os.getpid)
        children = {child.pid for child in psutil.Process(extra.pid).children()}
        (victim,) = (worker for worker, pid in pids.items() if pid in children)
        until(lambda: client.processing().get(victim) or done)
        assert not done, "the run was over before the worker could be killed"
        kill_family(extra.pid)
    run.join(HANGS_AFTER)
    assert done[0].returncode == 4, done[0].stderr
    assert files_in(study) == files_in(local)
    assert changed_files(study / "out") == []


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_plan_that_ends_its_workers_is_a_row_of_failures(
    by_hand: ByHand, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_plan, "process_shared_plan", lose_the_worker_over_2017)
    for number in range(4):
        add_plan(study, f"p{number}", f"p{number}.md", PLAN.encode())
    code = CodeOptions(use_cache=False, cluster=Cluster(by_hand.address))
    report = run_job(study, None, JobOptions(code), lambda *_: nullcontext(silent))
    assert report.counts["coded"] + report.counts["coded_with_warnings"] == 5
    (row,) = rows_with_errors(study)
    assert (row["plan_id"], row["reason"]) == ("fenn:2017", "crashed")
    assert "workers of the cluster were lost" in row["detail"]
    assert "fewer threads" in row["what_to_do"]
    assert values_of(study)["fenn:2017", "housing"] == ""
    assert values_of(study)["fenn:2021", "housing"] == "1"


def silent(plan_id: str, note: str, waiting: str) -> None:
    pass


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_a_scheduler_that_dies_in_the_middle_is_said_and_a_rerun_goes_on(
    by_hand: ByHand, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = copy_of(local, tmp_path)
    cache = tmp_path / "cache"
    monkeypatch.setenv("PLANCODER_CACHE", str(cache))
    (tmp_path / "first").mkdir()
    first = ByHand(tmp_path / "first")
    try:
        first.start_worker()
        command = [sys.executable, "-m", "plancoder", "run", str(study), "-v"]
        run = subprocess.Popen(
            [*command, "--scheduler", first.address],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            # Instead of 30 seconds in which a scheduler may come back.
            env=os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "8s"},
        )
        assert run.stderr is not None
        for line in run.stderr:
            if "[2/16]" in line:
                break
        first.kill_scheduler()
        said = run.communicate(timeout=HANGS_AFTER)[1]
    finally:
        first.stop()
    assert run.returncode == 3, said
    assert said.splitlines()[-1] == (
        f"plancoder: {first.address}: the scheduler ended or gave the work up. Start it"
        " and run again. What was in out/ before is unchanged."
    )
    assert "Traceback" not in said
    assert not (study / "out" / "run.json").exists()
    assert not list((study / "out").glob(".staging-*"))
    # The plans that were read by then are not read again.
    kept = {entry: entry.stat().st_ino for entry in cache.glob("*/*.doc.z")}
    assert kept
    done = plancoder("run", study, "--scheduler", by_hand.address)
    assert done.returncode == 4, done.stderr
    assert files_in(study) == files_in(local)
    assert {entry: entry.stat().st_ino for entry in kept} == kept


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_ctrl_c_ends_the_run_and_the_processes_on_the_workers(
    by_hand: ByHand, local: Path, tmp_path: Path
) -> None:
    study = copy_of(local, tmp_path)
    command = [sys.executable, "-m", "plancoder", "run", str(study), "--no-cache"]
    run = subprocess.Popen(
        [*command, "--scheduler", by_hand.address],
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with Client(by_hand.address, set_as_default=False) as client:
        until(lambda: any(client.processing().values()) or run.poll() is not None)
        run.send_signal(signal.SIGINT)
        said = run.communicate(timeout=HANGS_AFTER)[1]
        assert run.returncode == 130, said
        assert "Traceback" not in said
        assert not (study / "out" / "run.json").exists()
        pids = client.run(os.getpid)
        until(lambda: not any(map(pool_processes, pids.values())))


def pool_processes(pid: int) -> list[str]:
    """The processes of plans below a Dask worker."""
    try:
        children = psutil.Process(pid).children()
        lines = [" ".join(child.cmdline()) for child in children]
    except psutil.NoSuchProcess:
        return []
    return [line for line in lines if "multiprocessing.spawn" in line]


def test_a_scheduler_that_is_not_there_is_said_before_any_work(study: Path) -> None:
    # What is kept from an earlier run would need no scheduler.
    arguments = ("--no-cache", "--scheduler", "tcp://127.0.0.1:1")
    done = plancoder("run", study, *arguments)
    assert done.returncode == 3
    assert "tcp://127.0.0.1:1: no Dask scheduler can be reached there" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (study / "out" / "run.json").exists()


def test_a_file_that_is_another_one_elsewhere_is_a_row_of_failures(study: Path) -> None:
    opened = open_study(study)
    plan = opened.plans[0]
    shared = shared_job(PlanJob(plan, opened.paths_of(plan)))
    path = study / "raw" / plan.file
    path.write_bytes(b"another")
    with pytest.raises(NotShared, match=r"fenn-2021\.md is another file on "):
        process_shared_plan(shared)
    path.unlink()
    with pytest.raises(NotShared, match=r"fenn-2021\.md cannot be read on "):
        process_shared_plan(shared)


def test_failures_of_plans_are_those_of_a_local_run(local: Path) -> None:
    errors = {row["plan_id"]: row["reason"] for row in rows_with_errors(local)}
    assert errors["empty"] == "empty_file"
    assert set(errors) == {"empty", "torn"}


def rows_with_errors(study: Path) -> list[dict[str, str]]:
    rows = rows_of(study / "out" / "failures.csv")
    return [row for row in rows if row["severity"] == "error"]
