"""One run at a time on a study.

The lock is held by the operating system and dies with its process: never stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plancoder.errors import OutputError, StudyError
from plancoder.study.names import OUT, RUN_LOCK

_PATIENCE = 0.5


class StudyBusy(StudyError):  # noqa: N818 - the house's words
    """Another run is at work on this study; nothing ran (exit code 3)."""


@contextmanager
def study_lock(root: Path) -> Iterator[None]:
    """Hold the study for this run; raises StudyBusy within a second where another run
    holds it.
    """
    from filelock import FileLock, Timeout

    path = root / OUT / RUN_LOCK
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=_PATIENCE)
        lock.acquire()
    except Timeout:
        raise StudyBusy(
            f"{root}: another plancoder run is at work on this study. Wait until it is"
            " done and run again."
        ) from None
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error})."
        ) from error
    try:
        yield
    finally:
        lock.release()
