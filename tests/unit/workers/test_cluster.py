"""Jobs on a Dask cluster: what dies costs one job, lost workers' jobs are done again, and
a cluster that does not fit is refused before any work.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import deadly_jobs
import psutil
import pytest
from distributed import LocalCluster, Security

from plancoder import extras
from plancoder.cli import options
from plancoder.errors import Crashed, MemoryLimit, OutputError, StudyError, TimedOut
from plancoder.workers import cluster as dask
from plancoder.workers.cluster import (
    Cluster,
    close_pool,
    do_task,
    end_run,
    run_on_cluster,
    versions_here,
)
from plancoder.workers.confined import Ending, Report, Setup
from plancoder.workers.limits import Limits
from plancoder.workers.outcome import Ended, Outcome, collect, unpack

TIGHT = Limits(cpu_seconds=1, memory_bytes=300 << 20, wall_seconds=60)
HERE = Path(__file__).resolve().parent
posix_only = pytest.mark.skipif(
    os.name != "posix", reason="this way of dying exists on POSIX only"
)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler on a busy machine takes its time to answer."""
    monkeypatch.setattr(dask, "_CONNECT_SECONDS", 60.0)


@contextmanager
def started(**settings: Any) -> Iterator[LocalCluster]:
    usual = {
        "n_workers": 2,
        "threads_per_worker": 1,
        "dashboard_address": ":0",
        "host": "127.0.0.1",
        "silence_logs": "CRITICAL",
    }
    with LocalCluster(**(usual | settings)) as running:
        yield running


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with started(processes=True) as running:
        yield running.scheduler_address


def outcomes(
    address: str | Cluster, *jobs: str, folder: Path = HERE, **more: Any
) -> list[Outcome[Any]]:
    given = address if isinstance(address, Cluster) else Cluster(address)
    return collect(
        run_on_cluster(
            deadly_jobs.run, jobs, cluster=given, folder=folder, limits=TIGHT, **more
        )
    )


@posix_only
def test_what_a_job_dies_of_costs_that_job_and_no_worker(address: str) -> None:
    jobs = ("parent_pid", "loop", "eat_slowly", "segfault", "bug", "well", "parent_pid")
    before, loop, eat, segfault, bug, well, after = outcomes(address, *jobs)
    assert isinstance(loop.error, TimedOut)
    assert isinstance(eat.error, MemoryLimit)
    assert isinstance(segfault.error, Crashed)
    assert "SIGSEGV" in str(segfault.error)
    assert "KeyError" in str(bug.bug)
    assert well.value == "well"
    parents = {before.value, after.value}
    parents.update(one.value for one in outcomes(address, *["parent_pid"] * 6))
    assert len(parents) == 2
    assert all(map(psutil.pid_exists, parents))


@posix_only
def test_a_job_that_loses_workers_is_given_up_and_the_others_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # On a busy machine the one worker takes minutes to start again.
    monkeypatch.setattr(dask, "_NO_WORKER_SECONDS", 600)
    # Of one worker, so that a job waits behind the bad one whenever it is tried.
    with started(processes=True, n_workers=1) as running:
        jobs = ("kill_parent", *["well"] * 4)
        lost, *rest = outcomes(running.scheduler_address, *jobs)
    assert isinstance(lost.error, Crashed)
    assert "3 workers of the cluster were lost" in lost.error.detail
    assert [one.value for one in rest] == ["well"] * 4


def test_each_pool_is_set_up_once_and_ends_with_its_run(address: str) -> None:
    setup = Setup(deadly_jobs.prepare, ("words",))
    jobs = ["prepared", "pid"] * 4
    found = outcomes(address, *jobs, setup=setup)
    assert {str(one.value) for one in found[::2]} == {"['words']"}
    assert len({one.value for one in found[1::2]}) <= 2
    processes = [
        psutil.Process(one.value) for one in found[1::2] if psutil.pid_exists(one.value)
    ]
    assert psutil.wait_procs(processes, timeout=60)[1] == []


def test_an_error_that_is_not_about_one_job_stops_the_rest(address: str) -> None:
    with pytest.raises(OutputError, match="the cache cannot be written"):
        outcomes(address, "disk_full", *["well"] * 20)
    assert outcomes(address, "well")[0].value == "well"


def test_a_folder_that_workers_do_not_see_is_refused(address: str) -> None:
    with pytest.raises(StudyError, match="does not see the folder /nowhere/raw"):
        outcomes(address, "well", folder=Path("/nowhere/raw"))


def test_other_versions_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**versions_here(), "pypdfium2": "0.1"}
    monkeypatch.setattr(dask, "versions_here", lambda: here)
    with pytest.raises(
        StudyError, match=r"worker tcp://.*: pypdfium2 .* there, 0\.1 here"
    ):
        outcomes(address, "well")


def test_a_worker_that_joins_with_other_versions_stops_the_run() -> None:
    versions = {**versions_here(), "plancoder": "0.1"}
    task = dask._Task("run", versions, b"", TIGHT, 0, b"")
    with pytest.raises(StudyError, match=r"plancoder .* there|plancoder .* here"):
        unpack(do_task(pickle.dumps(task)))


def test_a_job_that_comes_after_its_run_has_ended_starts_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[str] = []

    class Pool:
        def submit_packed(self, packed: bytes) -> Future[Ended]:
            done: Future[Ended] = Future()
            done.set_result(Ended(Report(Ending.VALUE, pickle.dumps("done"))))
            return done

        def close(self) -> None:
            pass

    def start(task: Any) -> Pool:
        started.append(task.run)
        return Pool()

    def work_for(run: str) -> object:
        task = dask._Task(run, versions_here(), b"", TIGHT, 0, b"")
        return unpack(do_task(pickle.dumps(task))).value

    monkeypatch.setattr(dask, "_start_pool", start)
    assert work_for("stopped") == "done"
    end_run("stopped")
    with pytest.raises(StudyError, match="the run has ended"):
        work_for("stopped")
    assert work_for("other") == "done"
    # A pool that was idle for long is made again: its run may go on elsewhere.
    close_pool("other")
    assert work_for("other") == "done"
    assert started == ["stopped", "other", "other"]
    end_run("other")


def test_a_worker_instead_of_the_scheduler_is_named() -> None:
    with (
        started(processes=False, protocol="tcp://") as running,
        pytest.raises(StudyError, match="this is a Worker"),
    ):
        outcomes(running.workers[0].address, "well")


def test_tls(tmp_path: Path) -> None:
    security = Security.temporary()
    files = []
    for name in ("tls_ca_file", "tls_client_cert", "tls_client_key"):
        file = tmp_path / f"{name}.pem"
        file.write_text(getattr(security, name), encoding="utf-8")
        files.append(file)
    with started(processes=False, security=security, protocol="tls://") as running:
        address = running.scheduler_address
        assert address.startswith("tls://")
        assert outcomes(Cluster(address, *files), "well")[0].value == "well"
        with pytest.raises(StudyError, match="no Dask scheduler can be reached"):
            outcomes(address.replace("tls:", "tcp:"), "well")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nonsense://x", "is not the address of a Dask scheduler"),
        ("host", "Write it as tcp://host:8786"),
        ("tls://host:8786", "TLS needs three files"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str, says: str) -> None:
    with pytest.raises(StudyError, match=says):
        outcomes(address, "well")


def test_tls_files_are_looked_for(tmp_path: Path) -> None:
    missing = tmp_path / "none.pem"
    with pytest.raises(StudyError, match=r"none\.pem: there is no such file"):
        Cluster("tls://host:8786", missing, missing, missing).check()
    with pytest.raises(Exception, match="TLS is for --scheduler ADDRESS only"):
        options.OnCluster(tls_ca=missing).options()


def test_without_the_extra_the_command_to_install_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    with pytest.raises(StudyError, match=r"pip install 'plancoder\[distributed\]'"):
        outcomes("tcp://127.0.0.1:8786", "well")
