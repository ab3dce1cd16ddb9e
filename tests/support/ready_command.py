"""The command line in a process of its own that need not import anything first: it is
forked from one that has imported plancoder, coded three lines, and done nothing else.

A command begins in 0.02 s of processor time instead of 0.4 s, and the tests start some
hundreds. Its workers are forked too, from a second process that is ready. Processes of
one server share the order of their sets: tests that compare the bytes of two runs start
`plancoder_anew`, and so do those of how processes begin and what memory they hold.
Where nothing can be forked every command is started anew.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import context, resource_tracker
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

ROOMS = ("cli", "pipeline", "study", "review", "export", "extract", "coding")


def run_anew(
    arguments: Sequence[str], seconds: float, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a new interpreter; TimeoutExpired if it hangs."""
    return subprocess.run(
        [sys.executable, "-m", "plancoder", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )


def run_ready(
    arguments: Sequence[str], seconds: float, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """As `run_anew`, forked from a process that is ready."""
    if not hasattr(socket, "send_fds") or not hasattr(os, "fork"):
        return run_anew(arguments, seconds, folder)
    with (
        socket.socket(socket.AF_UNIX) as server,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        _ask(server, arguments, out.fileno(), err.fileno(), folder)
        server.settimeout(seconds)
        with server.makefile("rb") as answers:
            pid = int(answers.readline())
            try:
                code = int(answers.readline())
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(list(arguments), seconds) from None
        said = [_all_of(stream.fileno()) for stream in (out, err)]
    return subprocess.CompletedProcess(list(arguments), code, *said)


@contextmanager
def forked_workers() -> Iterator[None]:
    """Have the workers that this process starts meanwhile forked, as those of commands.

    They get the environment that there is when the first of them starts.
    """
    if not hasattr(socket, "send_fds") or not hasattr(os, "fork"):
        yield
        return
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    contexts: Any = context._concrete_contexts  # type: ignore[attr-defined]
    with socket.socket(socket.AF_UNIX) as nursery:

        def begin() -> None:
            resource_tracker.ensure_running()
            if server._forkserver_address is None:
                _ask(nursery, None, 1, 2)
                with nursery.makefile("r") as answers:
                    server._forkserver_address = answers.readline().strip()
                server._forkserver_alive_fd = nursery.fileno()

        with (
            patch.dict(contexts, spawn=contexts["forkserver"]),
            patch.object(server, "ensure_running", begin),
            patch.object(server, "_forkserver_address", None),
            patch.object(server, "_forkserver_alive_fd", None),
        ):
            yield


def _ask(
    server: socket.socket,
    arguments: Sequence[str] | None,
    out: int,
    err: int,
    folder: Path | None = None,
) -> None:
    """Have a command begun, or a process that forks workers where there is none."""
    request = {
        "arguments": arguments and list(arguments),
        "folder": str(folder or Path.cwd()),
        "environment": dict(os.environ),
    }
    server.connect(_address())
    socket.send_fds(server, [b"!"], [out, err])
    server.sendall(json.dumps(request).encode() + b"\n")


def _all_of(file: int) -> str:
    """What was written, with the ends of lines that `subprocess` gives."""
    os.lseek(file, 0, os.SEEK_SET)
    with os.fdopen(os.dup(file), encoding="utf-8") as whole:
        return whole.read()


@cache
def _address() -> str:
    """Start the server of this process, which ends with it."""
    folder = tempfile.mkdtemp(prefix="plancoder-ready-")
    address = str(Path(folder) / "socket")
    server = subprocess.Popen(
        [sys.executable, __file__, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def stop() -> None:
        server.communicate()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    assert server.stdout is not None
    assert server.stdout.readline() == b"ready\n"
    return address


def _serve(address: str) -> list[str]:
    """Take requests until stdin ends; only a process that is forked for a command
    returns from here, with its arguments.
    """
    for room in ROOMS:
        package = importlib.import_module(f"plancoder.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    _code_a_plan()
    resource_tracker.ensure_running()  # of multiprocessing: one for all commands
    gc.collect()
    gc.freeze()  # so that no command walks what it was born with
    with socket.socket(socket.AF_UNIX) as door, selectors.DefaultSelector() as both:
        door.bind(address)
        door.listen()
        os.write(1, b"ready\n")
        both.register(0, selectors.EVENT_READ)
        both.register(door, selectors.EVENT_READ)
        while all(key.fileobj is door for key, _ in both.select()):
            caller, _ = door.accept()
            if os.fork() == 0:
                return _begin(caller)
            caller.close()
            with suppress(ChildProcessError):  # the last one has gone
                while os.waitpid(-1, os.WNOHANG)[0]:
                    continue
    os._exit(0)


def _code_a_plan() -> None:
    """Have the list of words read and the patterns built, which each worker needs."""
    from documents import document_of
    from review_kit import CODEBOOK

    from plancoder.coding.code import code_document

    plan = document_of("# Plan\n\n## Our priorities\n\n- Housing\n- Victims first\n")
    code_document(plan, CODEBOOK, "ready")


def _begin(caller: socket.socket) -> list[str]:
    """Fork the command, and tell the caller its number and how it ends."""
    _, files, _, _ = socket.recv_fds(caller, 1, 2)
    with caller.makefile("rb") as questions:
        request = json.loads(questions.readline())
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, stream in zip((nothing, *files), range(3), strict=True):
        os.dup2(file, stream)
        os.close(file)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    address = f"{sys.argv[1]}-{os.getpid()}"
    door = socket.socket(socket.AF_UNIX)
    door.bind(address)
    door.listen()
    if request["arguments"] is None:
        caller.sendall(f"{address}\n".encode())
        _fork_workers(door, caller.detach())
    # The second end is held by the command and its workers: when they are gone, the
    # first end tells it.
    end_of_all, held = os.pipe()
    nursery = os.fork()
    if nursery == 0:
        caller.close()
        os.close(held)
        _fork_workers(door, end_of_all)
    door.close()
    os.close(end_of_all)
    pid = os.fork()
    if pid == 0:
        caller.close()
        _take_workers_from(address, held)
        return list(request["arguments"])
    os.close(held)
    caller.sendall(b"%d\n" % pid)
    _, status = os.waitpid(pid, 0)
    caller.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os.waitpid(nursery, 0)
    os._exit(0)


def _fork_workers(door: socket.socket, end_of_all: int) -> NoReturn:
    """Fork a worker whenever the command asks for one, until all of them are gone."""
    from multiprocessing import forkserver  # not on every system

    address = door.getsockname()
    with suppress(SystemExit):
        forkserver.main(door.detach(), end_of_all, [])
    Path(address).unlink()
    os._exit(0)


def _take_workers_from(address: str, held: int) -> None:
    """Let what spawns workers have them forked at this address."""
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    server._forkserver_address = address
    server._forkserver_alive_fd = held
    server.ensure_running = lambda: None
    # Another process has started it: this one has not to wait for its end.
    tracker: Any = resource_tracker._resource_tracker
    tracker._pid = None
    contexts: Any = context._concrete_contexts  # type: ignore[attr-defined]
    contexts["spawn"] = contexts["forkserver"]


if __name__ == "__main__":
    sys.argv[1:] = _serve(sys.argv[1])
    sys.path[0] = ""  # as `python -m` has it: the folder in which the command runs
    runpy.run_module("plancoder", run_name="__main__", alter_sys=True)
