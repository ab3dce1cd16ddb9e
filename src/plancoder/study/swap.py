"""Move staged files into a folder as one step that can be undone, and name what stands
in the way.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plancoder.errors import OutputError
from plancoder.study.manifest import MANIFEST

_STAGING = ".staging-"


class Swap:
    """Moves files in and out of a folder and remembers how to put everything back."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self._folder = folder
        self._staging = staging
        self._moved: list[tuple[Path, Path | None]] = []

    def announce(self, staged: Path) -> None:
        """Put a new run.json in place, on disk before and after all else that is
        moved.
        """
        sync_folder(self._folder)
        self.move_in(staged, MANIFEST)
        sync_folder(self._folder)

    def move_in(self, staged: Path, name: str) -> None:
        """Put a staged file in its place, in one step."""
        target = self._folder / name
        with named(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._keep_old(target)
            staged.replace(target)

    def move_out(self, name: str) -> None:
        """Take away a file that no run makes any more, and its folder if nothing else
        is in it.
        """
        target = self._folder / name
        with named(target):
            self._keep_old(target)
            target.unlink(missing_ok=True)
        if target.parent != self._folder:
            with contextlib.suppress(OSError):
                target.parent.rmdir()

    def put_back(self) -> None:
        """Restore what was there before, the newest step first."""
        for target, backup in reversed(self._moved):
            with contextlib.suppress(
                OSError
            ):  # what cannot be put back stays announced as incomplete
                if backup is None:
                    target.unlink(missing_ok=True)
                else:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    backup.replace(target)

    def _keep_old(self, target: Path) -> None:
        backup = self._staging / f"old-{len(self._moved)}"
        try:
            # A second name for the same file: the first one is never missing, not for a
            # moment.
            os.link(target, backup)
        except FileNotFoundError:
            self._moved.append((target, None))
            return
        except OSError:  # a file system without links
            shutil.copy2(target, backup)
        self._moved.append((target, backup))


@contextmanager
def swap_in(folder: Path, staging: Path) -> Iterator[Swap]:
    """Give a Swap whose steps are undone if anything at all goes wrong, Ctrl-C
    included.
    """
    swap = Swap(folder, staging)
    try:
        yield swap
    except BaseException:
        swap.put_back()
        raise


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """Give a new folder inside `out`, on the same disk, gone afterwards; takes away
    what killed runs left.
    """
    with named(out):
        out.mkdir(parents=True, exist_ok=True)
        for left_over in out.glob(f"{_STAGING}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=out))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_through(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on disk."""
    with named(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on disk, where the system offers that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network disks refuse
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Turn an OSError into an OutputError of one line: which file, why, what to do."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{_final_place(path)}: {why_not_written(error)} What was there before is"
            " unchanged."
        ) from error


def _final_place(path: Path) -> Path:
    """Where a staged file goes: a person knows out/passages.csv, and none of the
    folders in between.
    """
    at = next(
        (at for at, part in enumerate(path.parts) if part.startswith(_STAGING)), None
    )
    if at is None:
        return path
    out, staged = Path(*path.parts[:at]), path.parts[at + 1 :]
    return out.joinpath(*staged[1:]) if staged[:1] == ("new",) else out / MANIFEST


def why_not_written(error: OSError) -> str:
    """What kept a file from being written, and what to do."""
    if error.errno in (
        errno.ENOSPC,
        errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC,
        errno.EFBIG,
    ):
        return "the disk is full. Make room, then run again."
    if error.errno == errno.EROFS:
        return (
            "the disk can only be read. Copy the study to a place that can be written."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            "cannot be written. Close it if it is open in a spreadsheet, or ask for the"
            " right to write here."
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR):
        return (
            "something else of that name is in the way. Rename it or take it away, then"
            " run again."
        )
    return f"cannot be written ({error.strerror or error})."
