"""Every way to die costs one job and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import deadly_jobs
import psutil
import pytest
from small_study import HANGS_AFTER

from plancoder.cli.options import Reading, Work
from plancoder.errors import (
    Crashed,
    Encrypted,
    MemoryLimit,
    OutputError,
    PlanError,
    TimedOut,
    TooManyPages,
)
from plancoder.workers import supervisor
from plancoder.workers.bugs import JobBug
from plancoder.workers.confined import Setup
from plancoder.workers.isolate import run_isolated
from plancoder.workers.limits import WALL_PER_CPU, Limits
from plancoder.workers.outcome import Outcome, collect
from plancoder.workers.supervisor import Supervisor

# On a busy machine a second of processor time may take many on the wall.
TIGHT = Limits(cpu_seconds=1, memory_bytes=300 << 20, wall_seconds=60)
posix_only = pytest.mark.skipif(
    os.name != "posix", reason="this way of dying exists on POSIX only"
)


def outcomes(
    *jobs: str, workers: int = 2, limits: Limits = TIGHT, **options: Any
) -> list[Outcome[Any]]:
    return collect(
        run_isolated(deadly_jobs.run, jobs, workers=workers, limits=limits, **options)
    )


@pytest.mark.parametrize(
    ("job", "error", "says"),
    [
        ("exit_0", Crashed, "ended without a word"),
        ("exit_3", Crashed, "exit code 3"),
        pytest.param("kill", Crashed, "SIGKILL", marks=posix_only),
        pytest.param("abort", Crashed, "SIGABRT", marks=posix_only),
        pytest.param("segfault", Crashed, "SIGSEGV", marks=posix_only),
        ("loop", TimedOut, "1 seconds of processor time"),
        ("regex", TimedOut, "1 seconds of processor time"),
        ("eat_slowly", MemoryLimit, "300 MB"),
        ("eat_at_once", MemoryLimit, "300 MB"),
        pytest.param("eat_natively", MemoryLimit, "300 MB", marks=posix_only),
        ("encrypted", Encrypted, "needs a password"),
        ("too_many_pages", TooManyPages, "too many"),
        ("stubborn_plan", PlanError, "holds a lock"),
    ],
)
def test_a_death_is_named_and_the_others_live(
    job: str, error: type[PlanError], says: str
) -> None:
    first, dead, last = outcomes("well", job, "well")
    assert isinstance(dead.error, error)
    assert says in dead.error.detail
    assert dead.value is None
    assert dead.bug is None
    assert [first.value, last.value] == ["well", "well"]
    if isinstance(dead.error, TimedOut):
        assert (dead.error.limit, dead.error.allowed) == ("cpu_seconds", 1)
    if isinstance(dead.error, MemoryLimit):
        assert (dead.error.limit, dead.error.allowed) == ("memory_mb", 300)
        assert dead.error.used >= 300


@pytest.mark.parametrize("job", ["sleep", pytest.param("deaf_sleep", marks=posix_only)])
def test_waiting_for_ever_ends_at_the_backstop(job: str) -> None:
    # Long enough for the other job, on a busy machine too.
    dead, well = outcomes(job, "well", limits=Limits(cpu_seconds=1, wall_seconds=3))
    assert isinstance(dead.error, TimedOut)
    assert (dead.error.limit, dead.error.allowed) == ("wall_seconds", 3)
    assert well.value == "well"


@pytest.mark.parametrize(
    ("seen", "limit"),
    [
        # At (seconds on the wall): processor time used.
        ({90: 0.5, 101: 0.9}, "wall_seconds"),
        ({90: 1.0, 101: 1.0, 189: 1.9}, ""),
        ({90: 1.0, 191: 1.9}, "wall_seconds"),
        ({n * 90: n * 1.0 for n in range(1, 11)}, ""),
        ({n * 90: n * 1.0 for n in range(1, 13)}, "cpu_seconds"),
    ],
    ids=["waits", "works", "works, then waits", "slowly done", "too much"],
)
def test_a_busy_machine_that_goes_on_with_a_job_is_not_a_job_that_waits(
    seen: dict[int, float], limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(monotonic=lambda: 1000.0)
    monkeypatch.setattr(supervisor, "time", clock)
    monkeypatch.setattr(supervisor, "_kill", lambda worker: None)
    pipe = SimpleNamespace(send_bytes=lambda packed: None)
    worker = supervisor._Worker(None, pipe, None)  # type: ignore[arg-type]
    worker.take(supervisor._Task(b"", Future()))
    for at, cpu in seen.items():
        assert worker.verdict is None
        clock.monotonic = lambda at=at: 1000.0 + at
        monkeypatch.setattr(supervisor, "_usage", lambda _, cpu=cpu: (cpu, 0))
        supervisor._judge(worker, Limits(cpu_seconds=10, wall_seconds=100))
    assert (worker.verdict.limit if worker.verdict else "") == limit


def test_work_that_is_slow_by_nature_is_granted_more_time_up_to_a_limit() -> None:
    limits = Limits(cpu_seconds=1, wall_seconds=60, extra_seconds=2)
    slow, greedy, loop = outcomes("slow_by_nature", "insatiable", "loop", limits=limits)
    assert slow.value == "slow", slow.error
    assert slow.cpu_seconds > 2.5
    assert isinstance(greedy.error, TimedOut)
    assert isinstance(loop.error, TimedOut)
    assert loop.cpu_seconds < 3
    assert outcomes("well", limits=limits)[0].value == "well"


@pytest.mark.parametrize(
    ("job", "says"),
    [
        ("bug", "KeyError: 'needs'"),
        ("sys_exit", "SystemExit: 7"),
        ("unpicklable", "lambda"),
        ("stubborn", "StubbornError: stubborn"),
        ("local_error", "LocalError: made here"),
        ("recursion", "RecursionError"),
    ],
)
def test_a_bug_comes_home_with_its_traceback(job: str, says: str) -> None:
    buggy, well = outcomes(job, "well")
    assert buggy.error is None
    assert says in str(buggy.bug)
    assert "confined.py" in str(buggy.bug)
    with pytest.raises(JobBug):
        buggy.result()
    assert well.result() == "well"


def test_an_error_keeps_all_its_fields() -> None:
    encrypted, pages = (
        outcome.error for outcome in outcomes("encrypted", "too_many_pages")
    )
    assert isinstance(encrypted, Encrypted)
    assert (encrypted.pages_in_all, encrypted.reason, encrypted.remedy) == (
        4,
        "encrypted",
        Encrypted.advice,
    )
    assert isinstance(pages, TooManyPages)
    assert (pages.limit, pages.allowed, pages.used) == ("pages", 5000, 100_000)


def test_an_error_of_the_whole_run_is_raised_and_stops_it() -> None:
    with pytest.raises(OutputError, match="cache cannot be written"):
        outcomes("disk_full", "well")
    assert not _workers()


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_many_deaths_among_many_jobs(workers: int) -> None:
    jobs = ["well", "exit_3", "well", "nothing", "abort", "well", "exit_0"] * 3
    found = outcomes(*jobs, workers=workers)
    assert [outcome.value for outcome in found] == [
        {"well": "well"}.get(job) for job in jobs
    ]
    assert [outcome.error is None for outcome in found] == [
        job in ("well", "nothing") for job in jobs
    ]


def test_the_neighbours_of_the_dead_lose_nothing_on_a_busy_machine() -> None:
    # With one channel for all workers, a death in the moment a neighbour took its job
    # or sent its result cost the neighbour's job too.
    burners = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(3)
    ]
    try:
        found = outcomes(*["well", "exit_3", "well", "kill_late"] * 8, workers=3)
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
    assert [outcome.value for outcome in found] == ["well", None] * 16


@posix_only
def test_a_job_whose_worker_was_dead_before_it_began_is_done_by_another() -> None:
    with Supervisor(limits=TIGHT) as supervisor:
        for _ in range(5):
            os.kill(supervisor.do(deadly_jobs.run, "pid"), signal.SIGKILL)
            assert supervisor.do(deadly_jobs.run, "well") == "well"


@posix_only
def test_what_a_job_started_dies_with_it() -> None:
    # On a busy machine a child takes its time to start.
    with Supervisor(limits=Limits(cpu_seconds=5, wall_seconds=4)) as supervisor:
        child = supervisor.do(deadly_jobs.run, "start_a_child")
        with pytest.raises(TimedOut):
            supervisor.do(deadly_jobs.run, "sleep")
        _wait_for(lambda: not psutil.pid_exists(child))


def test_many_threads_share_a_supervisor() -> None:
    with Supervisor(2, limits=TIGHT) as supervisor, ThreadPoolExecutor(8) as threads:
        found = list(
            threads.map(lambda job: supervisor.do(deadly_jobs.run, job), ["well"] * 40)
        )
    assert found == ["well"] * 40


def test_one_worker_is_a_process_of_its_own_and_is_made_anew() -> None:
    pids = [outcome.value for outcome in outcomes(*["pid"] * 6, workers=1, recycle=2)]
    assert os.getpid() not in pids
    assert len(set(pids)) == 3


@pytest.mark.parametrize(("keeps", "anew"), [("keep", 2), ("pid", 1)])
def test_a_worker_that_holds_much_memory_is_made_anew(
    keeps: str, anew: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "_LOOK_EVERY", 3)
    limits = Limits(cpu_seconds=5, memory_bytes=1 << 30, wall_seconds=60)
    jobs = ["pid", "pid", keeps, "pid", "pid"]
    pids = [one.value for one in outcomes(*jobs, workers=1, limits=limits, recycle=0)]
    assert len(set(pids)) == anew


def test_the_initializer_runs_once_in_each_worker() -> None:
    found = outcomes(
        "prepared",
        "prepared",
        workers=1,
        setup=Setup(deadly_jobs.prepare, ("ready",)),
    )
    assert [outcome.value for outcome in found] == [["ready"], ["ready"]]


def test_an_initializer_that_fails_is_a_bug_of_every_job() -> None:
    found = outcomes("well", "well", setup=Setup(deadly_jobs.fail_to_prepare))
    assert all("no such matcher" in str(outcome.bug) for outcome in found)


def test_noise_of_workers_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert outcomes("noise")[0].value == "quiet"
    assert capfd.readouterr() == ("", "")


def test_a_large_result_comes_whole_and_does_not_count_as_blow_up() -> None:
    assert len(outcomes("large_result")[0].result()) == 20 << 20


def test_a_worker_that_dies_between_jobs_costs_none() -> None:
    def jobs() -> Iterator[str]:
        yield "well"
        _wait_for(_workers)
        [first] = _workers()
        yield "die_later"
        _wait_for(lambda: first not in _workers())
        yield from ("well", "well", "well")

    found = collect(run_isolated(deadly_jobs.run, jobs(), workers=1, limits=TIGHT))
    assert [outcome.value for outcome in found] == [
        "well",
        "late",
        "well",
        "well",
        "well",
    ]


def test_no_jobs_no_outcomes() -> None:
    assert outcomes() == []


def test_jobs_are_taken_as_workers_get_free() -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for number in range(50):
            taken.append(number)
            yield "well"

    running = run_isolated(deadly_jobs.run, jobs(), workers=1, limits=TIGHT)
    next(running)
    assert len(taken) <= 4
    running.close()
    assert not _workers()


def test_an_error_in_the_callers_loop_leaves_no_worker_behind() -> None:
    started = time.monotonic()
    with pytest.raises(ZeroDivisionError):
        for _ in run_isolated(deadly_jobs.run, ["well", "sleep", "loop"], workers=2):
            raise ZeroDivisionError
    assert not _workers()
    assert time.monotonic() - started < HANGS_AFTER  # the job sleeps for an hour


def test_the_limit_of_waiting_is_ten_times_the_limit_of_work() -> None:
    assert WALL_PER_CPU == 10
    assert Limits().wall_seconds == WALL_PER_CPU * Limits().cpu_seconds
    asked = Work(cpu_seconds=7).options(Reading()).limits
    assert (asked.cpu_seconds, asked.wall_seconds) == (7, 70)


@pytest.mark.parametrize(
    "limits", [{"cpu_seconds": 0}, {"memory_bytes": -1}, {"wall_seconds": 0}]
)
def test_a_limit_of_nothing_is_refused(limits: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Limits(**limits)


WAITING = """
import sys
from plancoder.workers.isolate import run_isolated
import deadly_jobs
if __name__ == "__main__":
    for _ in run_isolated(deadly_jobs.touch_and_wait, [sys.argv[1]] * 3, workers=2):
        pass
"""


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from plancoder.workers.isolate import run_isolated\nlist(run_isolated(len, ['a'], workers=1))\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        timeout=HANGS_AFTER,
        check=False,
    )
    assert run.returncode == 1
    assert b"worker processes die as they start" in run.stderr.splitlines()[-1]


@posix_only
@pytest.mark.parametrize("blow", ["SIGINT", "SIGKILL"])
def test_workers_do_not_outlive_the_run(blow: str, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(WAITING, encoding="utf-8")
    pids = tmp_path / "pids"
    pids.mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(deadly_jobs.__file__).parent),
        "TMPDIR": str(tmp_path),
    }
    with subprocess.Popen(
        [sys.executable, str(script), str(pids)],
        env=environment,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as run:
        _wait_for(lambda: len(list(pids.iterdir())) == 2)
        workers = [int(path.name) for path in pids.iterdir()]
        if blow == "SIGINT":
            os.killpg(run.pid, signal.SIGINT)  # as a terminal does it: to workers too
            _, said = run.communicate(timeout=HANGS_AFTER)
            assert said.count(b"Traceback") == 1
            assert b"KeyboardInterrupt" in said
        else:
            run.kill()
            for pid in workers:
                # Idle workers end by themselves; a sleeping job is what the limits are
                # for.
                psutil.Process(pid).kill()
    _wait_for(lambda: not any(psutil.pid_exists(pid) for pid in workers))


def _workers() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(_command(child))]


def _command(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


def _wait_for(condition: Any) -> None:
    end = time.monotonic() + HANGS_AFTER
    while not condition():
        assert time.monotonic() < end, "waited for too long"
        time.sleep(0.05)
