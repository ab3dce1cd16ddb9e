"""Results into out/: at any moment a reader finds the old ones, the new ones, or the
word that they are incomplete.

Everything is written to a staging folder first and forced to disk; run.json then says
"publishing"; the files are
moved in; run.json says "complete", with the digest of each. What a person changed since
the last run is never
overwritten: the new file gets another name beside it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from plancoder.errors import StudyError
from plancoder.study.disk import (
    output_errors,
    sync_file,
    sync_folder,
    try_writing,
    write_synced,
)
from plancoder.study.manifest import (
    COMPLETE,
    PUBLISHING,
    Manifest,
    digest_of_file,
    read_manifest,
)
from plancoder.study.names import MANIFEST, PARQUET
from plancoder.study.transaction import staging_folder, transaction


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left in out/.

    `renamed` maps the usual name to the one chosen because a person edited that file.

    `left` are files of an earlier run that a person changed and that this run does not
    make.
    """

    folder: Path
    written: tuple[str, ...]
    renamed: Mapping[str, str]
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """Lines for the person: what lies elsewhere than usual, and why."""
        at = self.folder.name
        renamed = (
            f"{at}/{usual} was changed since plancoder wrote it and is left as it is;"
            f" the new one is {at}/{new}"
            for usual, new in self.renamed.items()
        )
        left = (
            f"{at}/{name} is of an earlier run and was changed since; it is left as"
            " it is"
            for name in self.left
        )
        return (*renamed, *left)


def ensure_writable(out: Path) -> None:
    """Raise OutputError before any work if out/ cannot take the results, or one of them
    is open in a spreadsheet.
    """
    with output_errors(out):
        try_writing(out)
    if os.name == "nt":
        for name in read_manifest(out).digests:
            # Excel lets nobody else write a file that it shows.
            with (
                output_errors(out / name),
                contextlib.suppress(FileNotFoundError),
                (out / name).open("r+b"),
            ):
                pass


def refuse_foreign_parquet(out: Path) -> None:
    """Raise StudyError where a Parquet file below out/parquet/ is not as plancoder
    wrote it. To leave it there beside a new one would count its rows twice: whoever
    reads such a folder reads all that is in it.
    """
    before = read_manifest(out)
    for path in sorted((out / PARQUET).rglob("*.parquet")):
        name = path.relative_to(out).as_posix()
        if not before.wrote(name, digest_of_file(path)):
            raise StudyError(
                f"{out.name}/{name}: is not as plancoder wrote it. Move it out of"
                f" {out.name}/{PARQUET}, or delete it, and run again."
            )


def publish(
    out: Path,
    files: Mapping[str, bytes | Path],
    record: Mapping[str, Any],
    *,
    taken: Collection[str] = (),
    staging: Path | None = None,
) -> Published:
    """Move all files into out/ as one, with run.json (`record` and the digests) as the
    last.

    A file that is given as a path lies in `staging`, a folder of `staging_folder`, and
    is moved. `taken` are SHA-256 digests of edited sheets whose edits are safe
    elsewhere: these may be overwritten.
    Raises OutputError and leaves the old output as it was where a file cannot be
    written.
    """
    before = read_manifest(out)
    digests = {usual: _digest(data) for usual, data in files.items()}
    with output_errors(out):
        names = {
            usual: _free_name(out, usual, digest, before, taken)
            for usual, digest in digests.items()
        }
        not_made = before.names.difference(names.values())
        present = {name: digest_of_file(out / name) for name in sorted(not_made)}
    stale = {name: digest for name, digest in present.items() if digest}
    removed = tuple(name for name in stale if before.wrote(name, stale[name]))
    with nullcontext(staging) if staging else staging_folder(out) as folder:
        _replace_files(
            out,
            folder,
            {names[usual]: data for usual, data in files.items()},
            removed,
            Manifest(
                PUBLISHING,
                {names[usual]: digest for usual, digest in digests.items()},
                before.all_digests(),
            ),
            record,
        )
    return Published(
        out,
        tuple(names.values()),
        {usual: name for usual, name in names.items() if usual != name},
        removed,
        tuple(name for name in stale if name not in removed),
    )


def _replace_files(
    out: Path,
    staging: Path,
    files: Mapping[str, bytes | Path],
    removed: Iterable[str],
    publishing: Manifest,
    record: Mapping[str, Any],
) -> None:
    """Write what changed to the staging folder, then move it in between two
    manifests.
    """
    complete = Manifest(COMPLETE, publishing.digests)
    changed = {}
    for number, (name, data) in enumerate(files.items()):
        with output_errors(out / name):
            if digest_of_file(out / name) != publishing.digests[name]:
                changed[name] = _staged(data, staging / f"new-{number}")
    with output_errors(out / MANIFEST):
        write_synced(staging / PUBLISHING, publishing.to_json({}))
        write_synced(staging / COMPLETE, complete.to_json(record))
    with transaction(out, staging) as moves:
        moves.move_in_manifest(staging / PUBLISHING)
        for name, staged in changed.items():
            moves.move_in(staged, name)
        for name in removed:
            moves.move_out(name)
        moves.move_in_manifest(staging / COMPLETE)
    sync_folder(out)


def _staged(data: bytes | Path, path: Path) -> Path:
    """The file that is ready and on disk, at `path` or where it lies."""
    if isinstance(data, Path):
        sync_file(data)
        return data
    write_synced(path, data)
    return path


def _free_name(
    out: Path, usual: str, digest: str, before: Manifest, taken: Collection[str]
) -> str:
    """The usual name, or the first of `name-2`, `name-3` … under which nothing of a
    person's lies.
    """
    for name in _candidates(usual):
        path = out / name
        if not os.path.lexists(path):
            return name
        present = digest_of_file(path)
        if present and (
            present == digest or present in taken or before.wrote(name, present)
        ):
            return name
    raise AssertionError("there is always another number")


def _candidates(usual: str) -> Iterator[str]:
    yield usual
    path = PurePosixPath(usual)
    for number in count(2):
        yield str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _digest(data: bytes | Path) -> str:
    if isinstance(data, Path):
        return digest_of_file(data)
    return hashlib.sha256(data).hexdigest()
