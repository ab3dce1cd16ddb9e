"""Many jobs on the machines of a Dask cluster, one task a job: the same promises as
`isolate` gives for one machine.

A Dask worker only hands the job on to a process of plancoder's own on its machine,
under the same limits. So what a job dies of costs that job and no Dask worker; and
where a Dask worker is lost, its jobs are done again elsewhere.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import pickle
import platform
import queue
import re
import socket
import threading
import time
import warnings
import zlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from plancoder.errors import Crashed, StudyError
from plancoder.extras import need_extra
from plancoder.version import __version__, code_digest
from plancoder.workers.bugs import JobBug
from plancoder.workers.confined import Ending, Report, Setup
from plancoder.workers.limits import Limits
from plancoder.workers.outcome import Ended, Outcome, unpack
from plancoder.workers.supervisor import Supervisor

if TYPE_CHECKING:
    from distributed import Client, Future, Security

Job = TypeVar("Job")
Value = TypeVar("Value")

ALLOWED_FAILURES = 2  # Dask workers that a job may lose before it is given up
_CONNECT_SECONDS = 5.0
_FIRST_WORKER_SECONDS = 30.0  # one that was lost may be starting again
_NO_WORKER_SECONDS = 120.0  # without any worker, in the middle of a run
_ASK_EVERY = 2.0  # seconds between questions how many workers there are
_IDLE_SECONDS = 300.0  # a pool whose run was killed ends by itself
# What text, offsets and matches depend on, and what the machines talk with.
_LIBRARIES = (
    "pypdfium2",
    "pdfplumber",
    "pdfminer.six",
    "lxml",
    "python-docx",
    "rapidfuzz",
    "pyspellchecker",
    "charset-normalizer",
    "distributed",
)
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?[^\s/]+:\d{1,5}")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The scheduler of a Dask cluster, and the files for TLS where it asks for them."""

    address: str
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    def check(self) -> None:
        """Raise StudyError where no run on a cluster can begin."""
        need_extra("distributed", "a run on a cluster needs", "distributed")
        if not _ADDRESS.fullmatch(self.address):
            raise StudyError(
                f"{self.address}: is not the address of a Dask scheduler. Write it as"
                " tcp://host:8786, or tls://host:8786."
            )
        files = (self.tls_ca, self.tls_cert, self.tls_key)
        if not all(files) and (any(files) or self.address.startswith("tls:")):
            raise StudyError(
                "TLS needs three files: give --tls-ca, --tls-cert and --tls-key."
            )
        for file in filter(None, files):
            if not file.is_file():
                raise StudyError(f"{file}: there is no such file.")


@dataclass(frozen=True, slots=True)
class _Task:
    """A job on its way to a Dask worker, with all that its pool there needs."""

    run: str
    versions: Mapping[str, str]
    setup: bytes
    limits: Limits
    recycle: int
    packed: bytes


def run_on_cluster(
    function: Callable[[Job], Value],
    jobs: Iterable[Job],
    *,
    cluster: Cluster,
    folder: Path,
    workers: int = 0,
    limits: Limits | None = None,
    setup: Setup | None = None,
    recycle: int = 0,
) -> Generator[tuple[int, Outcome[Value]], None, None]:
    """As `run_isolated`, on a cluster; `workers` jobs at once, 0: as many as the
    cluster has threads for.

    Every worker has to see `folder` under this very path. Raises StudyError where the
    cluster cannot be reached, has no workers, or has other versions than this machine.
    """
    cluster.check()
    run = uuid4().hex
    packed_setup = zlib.compress(pickle.dumps(setup, pickle.HIGHEST_PROTOCOL))
    numbered = enumerate(jobs)
    running: dict[str, _Sent] = {}
    given_up: deque[_Sent] = deque()
    done: queue.SimpleQueue[Future] = queue.SimpleQueue()
    with _without_log(), _connected(cluster, folder) as client:
        room = _Room(client, workers, cluster.address)

        def send(index: int, task: bytes, *, alone: bool = False) -> None:
            key = f"plancoder-{run}-{index}{'-alone' * alone}"
            future = client.submit(do_task, task, key=key, pure=False)
            running[future.key] = _Sent(future, index, task, alone)
            future.add_done_callback(done.put)

        def fill() -> None:
            for index, job in islice(numbered, max(0, room.size() - len(running))):
                task = _Task(
                    run,
                    versions_here(),
                    packed_setup,
                    limits or Limits(),
                    recycle,
                    pickle.dumps((function, job), pickle.HIGHEST_PROTOCOL),
                )
                send(index, pickle.dumps(task, pickle.HIGHEST_PROTOCOL))

        try:
            fill()
            while running or given_up:
                if not running:
                    again = given_up.popleft()
                    send(again.index, again.task, alone=True)
                future = _next(done, client, cluster.address)
                if future is None:
                    fill()  # workers may have joined
                    continue
                sent = running.pop(future.key)
                outcome = _outcome(future, cluster.address)
                future.release()
                fill()
                if outcome is None and not sent.alone:
                    # Dask lays the loss of a worker to every job that waited there.
                    # Alone, a job answers for itself.
                    given_up.append(sent)
                else:
                    yield sent.index, outcome or Outcome(error=_worker_lost())
        finally:
            with suppress(Exception):  # the cluster may be gone
                client.cancel([sent.future for sent in running.values()])
                client.run(end_run_apart, run, wait=False, on_error="ignore")


@dataclass(frozen=True, slots=True)
class _Sent:
    """A job on the cluster; `alone`: for the second time, with no other beside it."""

    future: Future
    index: int
    task: bytes
    alone: bool


class _Room:
    """How many jobs may be under way: one running and one waiting for each thread."""

    def __init__(self, client: Client, workers: int, address: str) -> None:
        self._client = client
        self._workers = workers
        self._address = address
        self._threads = 0
        self._asked = 0.0
        self._last_seen = time.monotonic()

    def size(self) -> int:
        """How many now; raises StudyError where all workers have been gone for long."""
        now = time.monotonic()
        if now - self._asked >= _ASK_EVERY:
            self._asked = now
            self._threads = sum(self._client.nthreads().values())
            if self._threads:
                self._last_seen = now
            elif now - self._last_seen > _NO_WORKER_SECONDS:
                raise StudyError(
                    f"{self._address}: all workers of this cluster are gone. Start"
                    " workers and run again. What was in out/ before is unchanged."
                )
        return self._workers or 2 * max(1, self._threads)


def _next(
    done: queue.SimpleQueue[Future], client: Client, address: str
) -> Future | None:
    """A job that is done; None where none is for a while."""
    try:
        return done.get(timeout=0.5)
    except queue.Empty:
        if client.status != "running":
            raise _gone(address) from None
        return None


def _outcome(future: Future, address: str) -> Outcome[Any] | None:
    """What came of a job; None where too many workers were lost that had it."""
    from distributed import KilledWorker

    if future.status == "finished":
        return unpack(future.result())
    if future.status != "error":
        raise _gone(address)
    error = future.exception()
    if isinstance(error, KilledWorker):
        return None
    return Outcome(bug=JobBug(f"on the cluster: {type(error).__name__}: {error}"))


def _worker_lost() -> Crashed:
    return Crashed(
        f"{ALLOWED_FAILURES + 1} workers of the cluster were lost while they had this"
        " plan and no other",
        advice=(
            "Most often a machine ran out of memory: give the workers fewer threads"
            " (dask worker --nthreads), and run again."
        ),
    )


def _gone(address: str) -> StudyError:
    return StudyError(
        f"{address}: the scheduler ended or gave the work up. Start it and run again."
        " What was in out/ before is unchanged."
    )


# The connection


@contextmanager
def _connected(cluster: Cluster, folder: Path) -> Iterator[Client]:
    """A client of the cluster, once it has been found fit for this run."""
    from distributed import Client

    security = _security(cluster)
    asked = _identify(cluster.address, security)
    try:
        kind = asyncio.run(asyncio.wait_for(asked, _CONNECT_SECONDS))
    except Exception as error:  # whatever answers there, or does not
        raise StudyError(
            f"{cluster.address}: no Dask scheduler can be reached there"
            f" ({_first_line(error)}). Check the address, and whether it runs: dask"
            " scheduler"
        ) from error
    if kind != "Scheduler":
        raise StudyError(f"{cluster.address}: this is a {kind}. Name the scheduler.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of versions: we compare them ourselves
        client = Client(cluster.address, security=security, set_as_default=False)
    try:
        with _failures_allowed(client, cluster.address):
            _refuse_unfit(client, cluster.address, folder)
            yield client
    finally:
        with suppress(Exception):
            client.close(timeout=_CONNECT_SECONDS)


@contextmanager
def _without_log() -> Iterator[None]:
    """Keep Dask from logging to the terminal: what matters of it is said by us."""
    import distributed  # noqa: F401 - makes its loggers

    names = [one for one in logging.root.manager.loggerDict if "distributed" in one]
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)


async def _identify(address: str, security: Security) -> str:
    """What answers there: a scheduler, we hope."""
    from distributed.core import rpc

    args = security.get_connection_args("client")
    async with rpc(address, connection_args=args) as there:
        return str((await there.identity())["type"])


def _security(cluster: Cluster) -> Security:
    from distributed import Security

    if cluster.tls_ca is None:
        return Security(require_encryption=False)
    return Security(
        tls_ca_file=str(cluster.tls_ca),
        tls_client_cert=str(cluster.tls_cert),
        tls_client_key=str(cluster.tls_key),
        require_encryption=True,
    )


@contextmanager
def _failures_allowed(client: Client, address: str) -> Iterator[None]:
    """Have the scheduler give a job up after so many lost workers, until the end."""
    try:
        before = client.run_on_scheduler(allow_failures, ALLOWED_FAILURES)
    except Exception as error:  # whatever kept it from being run there
        raise StudyError(
            f"{address}: the scheduler does not know plancoder ({_first_line(error)})."
            f" Install plancoder {__version__} there, too."
        ) from error
    try:
        yield
    finally:
        with suppress(Exception):
            client.run_on_scheduler(allow_failures, before)


def _refuse_unfit(client: Client, address: str, folder: Path) -> None:
    """Raise StudyError where there is no worker, or one that would code otherwise."""
    try:
        client.wait_for_workers(1, timeout=_FIRST_WORKER_SECONDS)
    except TimeoutError:
        raise StudyError(
            f"{address}: this cluster has no workers. Start some with: dask worker"
            f" {address}"
        ) from None
    found = client.run(look_around, str(folder), on_error="return")
    problems = []
    for worker, seen in sorted(found.items()):
        if isinstance(seen, BaseException):
            problems.append(
                f"worker {worker}: cannot run plancoder ({_first_line(seen)}). Install"
                f" plancoder {__version__} there."
            )
            continue
        versions, is_there = seen
        differ = _differences(versions_here(), versions)
        if differ:
            problems.append(f"worker {worker}: {differ}")
        elif not is_there:
            problems.append(
                f"worker {worker}: does not see the folder {folder}. Put the study into"
                " a folder that all machines see under the same path."
            )
    if problems:
        raise StudyError(*problems)


def _differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """What another machine has in other versions than this one; blank: nothing."""
    differ = [
        f"{name} {there.get(name) or 'is missing'} there, {version} here"
        for name, version in here.items()
        if there.get(name) != version
    ]
    if not differ:
        return ""
    return f"{'; '.join(differ)}. Install the same versions, so that the tables are."


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


# What runs on the scheduler and in the Dask workers


def allow_failures(number: int, dask_scheduler: Any = None) -> int:  # noqa: ANN401
    """Set how many workers a job may lose; gives what was set before."""
    before: int = dask_scheduler.allowed_failures
    dask_scheduler.allowed_failures = number
    return before


@cache
def versions_here() -> Mapping[str, str]:
    """The versions that the results depend on, on this machine."""
    found = {
        "plancoder": f"{__version__} (code {code_digest()[:8]})",
        "Python": ".".join(platform.python_version_tuple()[:2]),
    }
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def look_around(folder: str) -> tuple[Mapping[str, str], bool]:
    """The versions of a worker, and whether it sees the folder."""
    return versions_here(), Path(folder).is_dir()


def do_task(packed: bytes) -> Ended:
    """Have a job done by this worker's pool."""
    task: _Task = pickle.loads(packed)
    differ = _differences(task.versions, versions_here())
    if differ:  # it joined after the run had begun
        return _refused(differ)
    try:
        with _pool_of(task) as supervisor:
            return supervisor.submit_packed(task.packed).result()
    except _RunEndedError:  # the job was on its way when the run was stopped
        return _refused("the run has ended")


def _refused(reason: str) -> Ended:
    error = StudyError(f"worker on {socket.gethostname()}: {reason}")
    return Ended(Report(Ending.ERROR, pickle.dumps(error), str(error)))


@dataclass(slots=True)
class _Pool:
    """The processes of one run on this machine."""

    supervisor: Supervisor
    users: int = 0
    timer: threading.Timer | None = None


_POOLS: dict[str, _Pool] = {}
_ENDED: deque[str] = deque(maxlen=1_000)  # the last runs that want no job done
_POOLS_LOCK = threading.Lock()


class _RunEndedError(Exception):
    """A pool made now would be closed by nobody."""


@contextmanager
def _pool_of(task: _Task) -> Iterator[Supervisor]:
    with _POOLS_LOCK:
        if task.run in _ENDED:
            raise _RunEndedError
        pool = _POOLS.get(task.run)
        if pool is None:
            pool = _POOLS[task.run] = _Pool(_start_pool(task))
        if pool.timer is not None:
            pool.timer.cancel()
        pool.users += 1
    try:
        yield pool.supervisor
    finally:
        with _POOLS_LOCK:
            pool.users -= 1
            if not pool.users:
                pool.timer = threading.Timer(_IDLE_SECONDS, _end_idle, [task.run])
                pool.timer.daemon = True
                pool.timer.start()


def _start_pool(task: _Task) -> Supervisor:
    from distributed import get_worker

    # Dask marks its workers as processes that have no children. Ours end with their
    # parent by themselves.
    multiprocessing.current_process().daemon = False
    return Supervisor(
        get_worker().state.nthreads,
        limits=task.limits,
        setup=pickle.loads(zlib.decompress(task.setup)),
        recycle=task.recycle,
    )


def _end_idle(run: str) -> None:
    with _POOLS_LOCK:
        idle = run in _POOLS and not _POOLS[run].users
    if idle:
        close_pool(run)


async def end_run_apart(run: str) -> None:
    """As `end_run`, while the worker goes on listening."""
    await asyncio.to_thread(end_run, run)


def end_run(run: str) -> None:
    """End the processes of a run on this machine, and let no late job start others."""
    with _POOLS_LOCK:
        _ENDED.append(run)
    close_pool(run)


def close_pool(run: str) -> None:
    """End the processes of a run on this machine."""
    with _POOLS_LOCK:
        pool = _POOLS.pop(run, None)
    if pool is not None:
        if pool.timer is not None:
            pool.timer.cancel()
        pool.supervisor.close()
