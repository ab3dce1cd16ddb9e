"""Where the cache keeps what is made of a plan's documents: found by all that it
depends on, so that nothing stale is ever given.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from plancoder.extract.cache import entry_path, find_cache_folder, keyed_entry
from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.prepare import PlanJob
from plancoder.version import code_digest


def entry_beside(
    job: PlanJob,
    digests: Sequence[str],
    options: ExtractOptions,
    kind: str,
    *asked: object,
) -> Path | None:
    """Where the cache keeps what depends on a plan's documents, people's corrections,
    the state of plancoder's code, and what else is `asked`, which JSON can hold.

    `digests` are the SHA-256 of the plan's files. None where nothing is kept: without
    a cache, and where one of the documents is not kept either, since a page of it
    showed a fault of plancoder.
    """
    folder = find_cache_folder() if job.use_cache else None
    if folder is None:
        return None
    documents = []
    for at, (path, digest) in enumerate(zip(job.paths, digests, strict=True), start=1):
        pages = job.plan.pages_of(at) if job.plan.parts else job.plan.pages
        suffix = path.suffix.lower()
        documents.append(entry_path(folder, digest, suffix, pages, options))
    if not all(map(_is_there, documents)):
        return None
    everything = [
        [entry.name for entry in documents],
        [repr(one) for one in job.corrections],
        code_digest(),
        _library_versions(),
        *asked,
    ]
    return keyed_entry(folder, json.dumps(everything), kind)


def _is_there(entry: Path) -> bool:
    try:
        return entry.exists()
    except OSError:  # a name that is too long, a folder without rights
        return False


@lru_cache(maxsize=1)
def _library_versions() -> list[str]:
    """The versions of the libraries on which coding depends."""
    return [metadata.version(name) for name in ("rapidfuzz", "pyspellchecker")]
