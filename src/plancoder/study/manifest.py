"""run.json as the manifest of out/: which files the last run wrote, with their digests,
and whether it was done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plancoder.errors import StudyError
from plancoder.study.input_file import read_input
from plancoder.study.names import MANIFEST

COMPLETE = "complete"
PUBLISHING = "publishing"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What run.json says of the files beside it, by their names with forward slashes.

    `previous` has the digests of the output that was being replaced when a run was
    killed in the middle.
    """

    state: str
    digests: Mapping[str, str]
    previous: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Every file that this or the replaced output may have left."""
        return frozenset(self.digests) | frozenset(self.previous)

    def wrote(self, name: str, digest: str) -> bool:
        """Whether these very bytes are plancoder's own, so that nothing of a person's
        is lost with them.
        """
        return digest in self.all_digests().get(name, ())

    def all_digests(self) -> dict[str, list[str]]:
        """Digests by name, present and replaced ones."""
        both = {name: set(digests) for name, digests in self.previous.items()}
        for name, digest in self.digests.items():
            both.setdefault(name, set()).add(digest)
        return {name: sorted(digests) for name, digests in both.items()}

    def to_json(self, record: Mapping[str, Any]) -> bytes:
        """The bytes of run.json: state first, then the record of the run, then the
        files.
        """
        content: dict[str, Any] = {
            "state": self.state,
            **record,
            "files": dict(sorted(self.digests.items())),
        }
        if self.previous:
            content["replaces"] = {
                name: list(self.previous[name]) for name in sorted(self.previous)
            }
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode(
            "utf-8", errors="replace"
        )


def read_manifest(out: Path) -> Manifest:
    """The manifest of an output folder; `missing` and empty where there is none or it
    cannot be understood.
    """
    try:
        content = read_record(out)
        digests = {str(name): str(digest) for name, digest in content["files"].items()}
        previous = {
            str(name): tuple(map(str, each))
            for name, each in content.get("replaces", {}).items()
        }
        return Manifest(str(content["state"]), digests, previous)
    except (LookupError, TypeError, AttributeError):
        return Manifest(MISSING, {})


def read_record(out: Path) -> Any:  # noqa: ANN401 - whatever JSON holds
    """What run.json holds; None where there is none or it cannot be understood."""
    try:
        return json.loads(read_input(out / MANIFEST, MANIFEST))
    except (OSError, StudyError, ValueError, RecursionError):
        return None


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file; blank where there is no regular file."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_or_blank(path: Path) -> str:
    """SHA-256 of a file; blank where there is none or it cannot be read."""
    try:
        return digest_of_file(path)
    except OSError:
        return ""
