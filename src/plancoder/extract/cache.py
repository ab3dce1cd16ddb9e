"""Extracted documents kept between runs, so that editing the codebook and running again
takes a second.

An entry is found by the content of the plan file, the pages asked for, the options, and
the program that read it;
so nothing stale is ever given. The cache may be deleted at any time, and whatever goes
wrong with it (a full disk, a
folder without rights, a damaged entry) only costs the time of reading the plan again.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from plancoder.extract.document_json import document_from_json, document_to_json
from plancoder.extract.options import ExtractOptions
from plancoder.extract.read import DEFAULT_OPTIONS, load_plan, read_bytes
from plancoder.models import Document
from plancoder.page_faults import faults_kept
from plancoder.page_ranges import format_pages

Kept = TypeVar("Kept")

CACHE_VARIABLE = "PLANCODER_CACHE"  # a folder, or "off"
MOST_BYTES = 2 * 1024**3
_SWEEP_EVERY = 3600.0  # seconds between looks at the size of the whole cache
_ENDING = ".doc.z"
_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "lxml", "charset-normalizer")


def read_cached(
    path: Path,
    *,
    pages: tuple[int, ...] = (),
    options: ExtractOptions = DEFAULT_OPTIONS,
    use_cache: bool = True,
) -> tuple[Document, str]:
    """Read the plan at `path`, from the cache where it holds it; also give the file's
    SHA-256. Raises PlanError.
    """
    data = load_plan(path)
    digest = hashlib.sha256(data).hexdigest()
    folder = find_cache_folder() if use_cache else None
    if folder is None:
        return read_bytes(data, path.name, pages=pages, options=options), digest
    entry = entry_path(folder, digest, path.suffix.lower(), pages, options)
    if (known := load_entry(entry)) is not None:
        return known, digest
    with faults_kept() as faults:
        document = read_bytes(data, path.name, pages=pages, options=options)
    if not faults:  # or the next run would be silent about them
        store_entry(entry, document)
    sweep_cache(folder)
    return document, digest


def find_cache_folder() -> Path | None:
    """The folder of the cache; None where PLANCODER_CACHE says `off`."""
    wish = os.environ.get(CACHE_VARIABLE, "").strip()
    if wish.lower() in ("off", "0", "no", "none"):
        return None
    if wish:
        return Path(wish)
    from platformdirs import user_cache_path

    return user_cache_path("plancoder", appauthor=False) / "documents"


def entry_path(
    folder: Path,
    digest: str,
    suffix: str,
    pages: tuple[int, ...],
    options: ExtractOptions,
) -> Path:
    """Where the document of a file, cut and read so, is kept."""
    ocr = _ocr_engine() if options.ocr == "auto" else "off"
    asked = json.dumps(
        [
            digest,
            suffix,
            format_pages(pages),
            astuple(options),
            extractor_version(),
            ocr,
        ]
    )
    return keyed_entry(folder, asked)


def keyed_entry(folder: Path, asked: str, kind: str = "") -> Path:
    """Where the cache keeps what depends on nothing but `asked`."""
    key = hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
    return folder / key[:2] / f"{key}{kind}{_ENDING}"


@lru_cache(maxsize=1)
def _ocr_engine() -> str:
    """The engine that would read a scan, looked for once: each plan asks three times,
    which took 0.5 of the 4 ms that a plan of a page or two takes when its text is kept.
    """
    from plancoder.extract.pdf.ocr import describe_ocr

    return describe_ocr()


@lru_cache(maxsize=1)
def extractor_version() -> str:
    """Digest of the sources of extraction and the versions of its libraries: any change
    of theirs starts anew.
    """
    digest = hashlib.sha256()
    room = Path(__file__).parent
    for source in [*sorted(room.rglob("*.py")), room.parent / "models.py"]:
        digest.update(
            source.relative_to(room.parent).as_posix().encode()
            + b"\0"
            + source.read_bytes()
            + b"\0"
        )
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\0".encode())
    return digest.hexdigest()[:16]


def load_entry(entry: Path) -> Document | None:
    """The document of an entry; None where there is none or it is damaged."""
    return load_kept(entry, document_from_json)


def load_kept(entry: Path, read: Callable[[Any], Kept]) -> Kept | None:
    """What `read` makes of the JSON of an entry; None where there is none or it is
    damaged.
    """
    packed = load_bytes(entry)
    if packed is None:
        return None
    try:
        return read(json.loads(packed))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def load_bytes(entry: Path) -> bytes | None:
    """The bytes of an entry; None where there is none or it is damaged."""
    try:
        kept = zlib.decompress(entry.read_bytes())
    except (OSError, ValueError, zlib.error):
        return None
    with suppress(OSError):  # the time of last use, by which the oldest are removed
        os.utime(entry)
    return kept


def store_entry(entry: Path, document: Document) -> None:
    """Keep a document."""
    store_kept(entry, document_to_json(document))


def store_kept(entry: Path, content: object) -> None:
    """Write an entry whole, as JSON; nothing where JSON cannot hold it as UTF-8."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    with suppress(UnicodeEncodeError):
        store_bytes(entry, text.encode("utf-8"))


def store_bytes(entry: Path, data: bytes) -> None:
    """Write an entry whole: a reader at the same moment, in this run or another, sees
    all of it or nothing.
    """
    _store_pieces(entry, [data])


def store_file(entry: Path, head: bytes, path: Path) -> None:
    """Write an entry of `head` and what the file at `path` holds, which is read piece
    by piece: the workbook of a large study would be in memory three times.
    """
    with path.open("rb") as file:
        _store_pieces(entry, chain([head], iter(partial(file.read, _PIECE), b"")))


_PIECE = 1 << 20  # bytes


def _store_pieces(entry: Path, pieces: Iterable[bytes]) -> None:
    draft = entry.with_name(f".{uuid.uuid4().hex}.tmp")
    packer = zlib.compressobj(3)
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.writelines(map(packer.compress, pieces))
            file.write(packer.flush())
        draft.replace(entry)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def sweep_cache(
    folder: Path, most_bytes: int = MOST_BYTES, every: float = _SWEEP_EVERY
) -> int:
    """Remove the longest unused entries beyond `most_bytes`, at most once in `every`
    seconds; give their number.
    """
    stamp = folder / ".swept"
    with suppress(OSError):
        if time.time() - stamp.stat().st_mtime < every:
            return 0
    removed = 0
    with suppress(OSError):
        stamp.touch()
    entries: list[tuple[float, int, Path]] = []
    with suppress(OSError):  # a name that is too long, a folder without rights
        entries = sorted(_list_entries(folder))
    total = sum(size for _, size, _ in entries)
    for _, size, path in entries:
        if total <= most_bytes:
            break
        with suppress(OSError):
            path.unlink()
            removed += 1
        total -= size
    return removed


def _list_entries(folder: Path) -> Iterator[tuple[float, int, Path]]:
    """Time of last use, size and path of each entry, and of drafts that a killed run
    has left.
    """
    for path in folder.glob("??/*"):
        with suppress(OSError):
            status = path.stat()
            if (
                path.name.endswith(_ENDING)
                or time.time() - status.st_mtime > _SWEEP_EVERY
            ):
                yield (
                    status.st_mtime if path.name.endswith(_ENDING) else 0.0,
                    status.st_size,
                    path,
                )
