"""Which plan files lie below raw/: nothing outside the study, no link round in a
circle, nothing that is not a file.

The names of files come from strangers and may hold anything. A name that a table cannot
hold, a pipe, a device, a
link out of the study becomes a Failure with advice, so that what was found adds up to
what is reported.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from plancoder.errors import FILE_KINDS, NotARegularFile
from plancoder.models import Failure
from plancoder.study.names import REPLY_FOLDER
from plancoder.tables.csv_cells import clean_cell

PLAN_ENDINGS = frozenset(
    {".pdf", ".docx", ".odt", ".rtf", ".pptx", ".html", ".htm", ".md", ".txt"}
)
# What lies beside plans in an orderly folder and is none.
_COMPANIONS = frozenset(
    {
        ".csv",
        ".tsv",
        ".xlsx",
        ".json",
        ".yaml",
        ".yml",
        ".ini",
        ".db",
        ".bak",
        ".lnk",
        ".url",
    }
)

# What people put beside plans, by ending: what it is, and what to do.
_NOT_READ = {
    ".doc .dot": (
        "this is an old Word file",
        "If it is a plan, open it in Word or LibreOffice and save it as .docx or PDF.",
    ),
    ".ppt .pps": (
        "this is an old PowerPoint file",
        "If it is a plan, save it as .pptx or PDF.",
    ),
    ".zip .7z .rar .tar .gz": (
        "this is an archive",
        "Unpack it, and put the plans that it holds into raw/.",
    ),
    ".eml .msg": (
        "this is an e-mail",
        "Save the plans that are attached to it into raw/.",
    ),
    ".png .jpg .jpeg .tif .tiff .heic": (
        "this is a picture",
        "If it is a page of a plan, put all its pages into one PDF.",
    ),
}


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A plan file below raw/.

    `name` is relative to raw/ with forward slashes, as plans.csv names it.
    """

    name: str
    path: Path


@dataclass(slots=True)
class _Found:
    plans: list[FoundFile] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Walk:
    """What lies below raw/: plan files, and a Failure for each thing that is there and
    cannot be one.
    """

    plans: tuple[FoundFile, ...]
    failures: tuple[Failure, ...]


def find_plan_files(raw: Path) -> list[FoundFile]:
    """Plan files below raw/, in the order of their names."""
    return list(walk_raw(raw).plans)


def walk_raw(raw: Path) -> Walk:
    """Look at everything below raw/ once; the same folder gives the same answer on
    every machine.
    """
    found = _Found()
    for name, entry in _entries(raw, found):
        reason = _refusal(name, Path(entry.path), raw)
        if reason:
            found.failures.append(_failure(name, *reason))
        elif Path(entry.name).suffix.lower() in PLAN_ENDINGS:
            found.plans.append(FoundFile(name, Path(entry.path)))
        elif Path(entry.name).suffix.lower() not in _COMPANIONS:
            found.failures.append(_unknown(name))
    return Walk(
        tuple(sorted(found.plans, key=lambda plan: plan.name)),
        tuple(sorted(found.failures, key=lambda failure: failure.file)),
    )


def check_plan_file(path: Path, raw: Path) -> None:
    """Raise NotARegularFile unless this is a file, or a link to one inside the study.

    Opens nothing: a pipe hangs.
    """
    try:
        mode = path.stat().st_mode
        outside = not _inside(path, raw)
    except (
        OSError,
        RuntimeError,
    ) as error:  # RuntimeError: a link that points at itself, before Python 3.13
        reason = getattr(error, "strerror", None) or "a link that points at itself"
        raise NotARegularFile(f"cannot be opened ({reason})") from error
    if outside:
        raise NotARegularFile(
            "lies outside the study, or is a link that leads out of it"
        )
    if not stat.S_ISREG(mode):
        raise NotARegularFile(f"is {_kind(mode)}, not a file")


def _entries(raw: Path, found: _Found) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every entry below raw/ that is no folder and no housekeeping; links to folders
    are not followed.
    """
    folders = [("", os.fspath(raw))]
    while folders:
        prefix, folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError as error:
            found.failures.append(
                _failure(
                    prefix, f"this folder cannot be looked into ({error.strerror})", ""
                )
            )
            continue
        for entry in listed:
            name = prefix + entry.name
            if entry.name.startswith((".", "~$")) or _is_housekeeping(entry.name):
                continue
            if name == REPLY_FOLDER:
                continue
            if entry.is_dir(follow_symlinks=False) and not _leads_elsewhere(entry):
                folders.append((f"{name}/", entry.path))
            else:
                yield name, entry


def _is_housekeeping(name: str) -> bool:
    low = name.lower()
    return (
        low in ("thumbs.db", "desktop.ini", "__macosx")
        or low.partition(".")[0] == "readme"
    )


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Links on POSIX; on Windows also junctions, which look like folders."""
    if entry.is_symlink():
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return (
        bool(attributes & getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0x400))
        and entry.is_dir()
    )


def _refusal(name: str, path: Path, raw: Path) -> tuple[str, str] | None:
    """Why this entry cannot be a plan, and what to do about it; None if it can."""
    if clean_cell(name) != name or name.strip() != name:
        return (
            "its name holds characters that no table can hold, or begins with a blank",
            "Rename it, then run again.",
        )
    try:
        check_plan_file(path, raw)
    except NotARegularFile as error:
        return error.detail, error.remedy
    return None


def _inside(path: Path, raw: Path) -> bool:
    real = path.resolve(strict=True)
    # raw/ itself may be a link to where the plans are kept: that is its owner's word.
    return any(real.is_relative_to(folder.resolve()) for folder in (raw, raw.parent))


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder or a link to one"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _failure(name: str, detail: str, advice: str) -> Failure:
    return Failure(
        plan_id="",
        file=name,
        stage="find",
        reason=NotARegularFile.reason,
        detail=detail,
        advice=advice or NotARegularFile.advice,
    )


def _unknown(name: str) -> Failure:
    ending = PurePosixPath(name).suffix.lower()
    kind, remedy = next(
        (said for endings, said in _NOT_READ.items() if ending in endings.split()),
        (
            "plancoder does not read this kind of file",
            f"If it is a plan, save it as {FILE_KINDS}.",
        ),
    )
    return Failure(
        plan_id="",
        file=name,
        stage="find",
        reason="unknown_format",
        detail=f"{kind}, so it was passed over",
        advice=remedy,
        severity="warning",
    )
