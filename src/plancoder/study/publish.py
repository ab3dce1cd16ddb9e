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
import tempfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from plancoder.study.manifest import (
    COMPLETE,
    PUBLISHING,
    Manifest,
    digest_of_file,
    read_manifest,
)
from plancoder.study.swap import (
    named,
    staging_folder,
    swap_in,
    sync_folder,
    write_through,
)


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left in out/.

    `renamed` maps the usual name to the one taken because a person's edit stands there.

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
    with named(out):
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out) as probe:
            probe.write(b"\0" * 4096)
            probe.flush()
            os.fsync(probe.fileno())
    if os.name == "nt":
        for name in read_manifest(out).digests:
            # Excel lets nobody else write a file that it shows.
            with (
                named(out / name),
                contextlib.suppress(FileNotFoundError),
                (out / name).open("r+b"),
            ):
                pass


def publish(
    out: Path,
    files: Mapping[str, bytes],
    record: Mapping[str, Any],
    *,
    taken: Collection[str] = (),
) -> Published:
    """Move all files into out/ as one, with run.json (`record` and the digests) as the
    last.

    `taken` are SHA-256 digests of edited sheets whose edits are safe elsewhere: these
    may be overwritten.
    Raises OutputError and leaves the old output as it was where a file cannot be
    written.
    """
    before = read_manifest(out)
    with named(out):
        names = {
            usual: _free_name(out, usual, data, before, taken)
            for usual, data in files.items()
        }
        new = {names[usual]: data for usual, data in files.items()}
        digests = {name: _digest(data) for name, data in new.items()}
        changed = {
            name: data
            for name, data in new.items()
            if digest_of_file(out / name) != digests[name]
        }
        stale = {
            name: digest_of_file(out / name)
            for name in sorted(before.names - new.keys())
        }
    removed = tuple(
        name for name, digest in stale.items() if digest and before.wrote(name, digest)
    )
    left = tuple(
        name
        for name, digest in stale.items()
        if digest and not before.wrote(name, digest)
    )
    with staging_folder(out) as staging:
        for name, data in changed.items():
            write_through(staging / "new" / name, data)
        write_through(
            staging / PUBLISHING,
            Manifest(PUBLISHING, digests, before.all_digests()).to_json({}),
        )
        write_through(staging / COMPLETE, Manifest(COMPLETE, digests).to_json(record))
        with swap_in(out, staging) as swap:
            swap.announce(staging / PUBLISHING)
            for name in changed:
                swap.move_in(staging / "new" / name, name)
            for name in removed:
                swap.move_out(name)
            swap.announce(staging / COMPLETE)
    sync_folder(out)
    return Published(
        out,
        tuple(new),
        {usual: name for usual, name in names.items() if usual != name},
        removed,
        left,
    )


def _free_name(
    out: Path, usual: str, data: bytes, before: Manifest, taken: Collection[str]
) -> str:
    """The usual name, or the first of `name-2`, `name-3` … under which nothing of a
    person's lies.
    """
    digest = _digest(data)
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


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
