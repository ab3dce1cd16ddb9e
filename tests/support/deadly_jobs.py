"""Jobs that die in every way a worker can die.

A module, since spawned workers import what they run.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, NoReturn

from plancoder.errors import Encrypted, OutputError, PlanError, TooManyPages
from plancoder.time_budget import ask_for_seconds

_prepared: list[str] = []


def prepare(word: str) -> None:
    _prepared.append(word)


def fail_to_prepare() -> NoReturn:
    raise LookupError("no such matcher")


class StubbornError(Exception):
    """Pickles, and cannot be unpickled."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__("stubborn")


class StubbornPlanError(PlanError):
    """A plan's error that holds what no pickle takes."""

    def __init__(self) -> None:
        super().__init__("holds a lock")
        self.lock = threading.Lock()


def run(job: str) -> Any:
    """The job is the name of what to do."""
    return globals()[f"do_{job}"]()


def do_well() -> str:
    return "well"


def _burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def do_slow_by_nature() -> str:
    for _ in range(5):
        ask_for_seconds(1.0)
        _burn(0.55)
    return "slow"


def do_insatiable() -> None:
    while True:
        ask_for_seconds(1.0)
        _burn(0.2)


def do_nothing() -> None:
    return None


def do_prepared() -> list[str]:
    return list(_prepared)


def do_keep() -> int:
    """Hold 400 MB that no job gives back."""
    _kept.append(bytearray(b"x") * (400 << 20))
    return os.getpid()


_kept: list[bytearray] = []


def do_pid() -> int:
    return os.getpid()


def do_exit_0() -> NoReturn:
    os._exit(0)


def do_exit_3() -> NoReturn:
    os._exit(3)


def do_sys_exit() -> NoReturn:
    sys.exit(7)


def do_kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def do_kill_late() -> None:
    time.sleep(0.02)
    os._exit(5)


def do_start_a_child() -> int:
    command = [sys.executable, "-c", "import time; time.sleep(3600)"]
    return subprocess.Popen(command).pid


def do_abort() -> None:
    os.abort()


def do_segfault() -> None:
    ctypes.string_at(0)


def do_loop() -> NoReturn:
    while True:
        pass


def do_regex() -> object:
    return re.match(r"(a+)+$", "a" * 60 + "b")


def do_sleep() -> None:
    time.sleep(3600)


def do_deaf_sleep() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(3600)


def do_eat_slowly() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(b"x" * (4 << 20)))
        time.sleep(0.002)


def do_eat_at_once() -> int:
    return len(bytearray(1 << 42))


def do_eat_natively() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while True:
        at = libc.malloc(ctypes.c_size_t(8 << 20))
        if at:
            ctypes.memset(at, 1, 8 << 20)
        time.sleep(0.002)


def do_unpicklable() -> object:
    return lambda: None


def do_stubborn() -> NoReturn:
    raise StubbornError(1, 2)


def do_stubborn_plan() -> NoReturn:
    raise StubbornPlanError


def do_local_error() -> NoReturn:
    class LocalError(Exception):
        pass

    raise LocalError("made here")


def do_bug() -> str:
    return dict[str, str]()["needs"]


def do_recursion() -> Any:
    return do_recursion()


def do_encrypted() -> NoReturn:
    raise Encrypted("needs a password", pages_in_all=4)


def do_too_many_pages() -> NoReturn:
    raise TooManyPages("too many", limit="pages", allowed=5000, used=100_000)


def do_disk_full() -> NoReturn:
    raise OutputError("the cache cannot be written")


def do_noise() -> str:
    print("noise from Python", flush=True)
    os.write(1, b"noise from native code\n")
    os.write(2, b"more noise\n")
    return "quiet"


def do_big() -> int:
    return len(bytes(300 << 20))


def do_large_result() -> bytes:
    return bytes(20 << 20)


def do_die_later() -> str:
    """Lives to tell, and dies when nobody expects it any more."""
    threading.Timer(0.1, lambda: os._exit(9)).start()
    return "late"


def touch_and_wait(folder: str) -> None:
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(3600)


def do_kill_parent() -> None:
    """Kills the Dask worker that has this job."""
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(3600)


def do_parent_pid() -> int:
    return os.getppid()
