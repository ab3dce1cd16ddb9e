"""Move staged files into a folder as one step that can be undone."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plancoder.study.disk import output_errors, sync_folder
from plancoder.study.names import MANIFEST, STAGING_PREFIX


class Transaction:
    """Moves files into and out of a folder, and remembers how to undo each move."""

    def __init__(self, folder: Path, staging: Path) -> None:
        self._folder = folder
        self._staging = staging
        self._moved: list[tuple[Path, Path | None]] = []

    def move_in_manifest(self, staged: Path) -> None:
        """Put a new run.json in place, on disk before and after all other moves."""
        sync_folder(self._folder)
        self.move_in(staged, MANIFEST)
        sync_folder(self._folder)

    def move_in(self, staged: Path, name: str) -> None:
        """Put a staged file in its place, in one step."""
        target = self._folder / name
        with output_errors(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            self._keep_old(target)
            staged.replace(target)

    def move_out(self, name: str) -> None:
        """Take away a file that no run makes any more, and the folders around it in
        which nothing else is.
        """
        target = self._folder / name
        with output_errors(target):
            self._keep_old(target)
            target.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            for around in target.parents:
                if around == self._folder:
                    break
                around.rmdir()

    def undo(self) -> None:
        """Restore what was there before, the newest move first."""
        for target, backup in reversed(self._moved):
            # What cannot be put back is still announced as incomplete by run.json.
            with contextlib.suppress(OSError):
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
def transaction(folder: Path, staging: Path) -> Iterator[Transaction]:
    """Give a Transaction that is undone if anything goes wrong, also by Ctrl-C."""
    moves = Transaction(folder, staging)
    try:
        yield moves
    except BaseException:
        moves.undo()
        raise


@contextmanager
def staging_folder(out: Path) -> Iterator[Path]:
    """Give a new folder inside `out`, on the same disk, gone afterwards; takes away
    what killed runs left.
    """
    with output_errors(out):
        out.mkdir(parents=True, exist_ok=True)
        for left_over in out.glob(f"{STAGING_PREFIX}*"):
            shutil.rmtree(left_over, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=out))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
