"""Write files so that a reader sees the old one or the new one whole, never half of
either.
"""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Mapping
from pathlib import Path

from plancoder.errors import OutputError
from plancoder.study.swap import why_not_written


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a folder, made if it is missing: each beside its place first,
    then all moved in.
    """
    staged: dict[Path, Path] = {}
    target = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            target = folder / name
            _sweep(folder, name)
            staged[target] = folder / f".{name}.{os.getpid()}.part"
            with staged[target].open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
        for target, staging_path in staged.items():
            staging_path.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: {why_not_written(error)}") from error
    finally:
        for staging_path in staged.values():
            with contextlib.suppress(OSError):
                staging_path.unlink(missing_ok=True)


def _sweep(folder: Path, name: str) -> None:
    """Take away what killed runs left of this file half written."""
    import psutil

    for left in folder.glob(f".{glob.escape(name)}.*.part"):
        writer = left.name.split(".")[-2]
        if writer not in map(str, psutil.pids()):
            left.unlink(missing_ok=True)
