"""Open a study folder: plan list, codebook and corrections, checked completely before
any work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.sections.corrections import Correction
from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.models import Failure, Plan
from plancoder.study.copies import digest_of_plan, digests_of_alike, mark_copies
from plancoder.study.input_file import (
    MOST_LOG_BYTES,
    is_folder,
    is_there,
    read_input,
    read_input_if_any,
)
from plancoder.study.names import CODEBOOK, DECISIONS, OUT, PLANS, RAW, ROLES
from plancoder.study.plans_file import (
    LEADS_OUT,
    join_files,
    leads_out,
    names_drive,
    parse_plans,
)
from plancoder.study.roles_file import parse_corrections
from plancoder.study.walk import find_plan_files, walk_raw


@dataclass(frozen=True, slots=True)
class Study:
    """A study folder, opened.

    `plans` is empty where plans.csv is missing: then `unlisted` holds the files to
    propose.

    `unlisted` are plan files below raw/ (relative to raw/, forward slashes) that no row
    of plans.csv names; `refused`
    says of everything else there that cannot be a plan.
    """

    root: Path
    codebook: Codebook
    plans: tuple[Plan, ...]
    unlisted: tuple[str, ...] = ()
    refused: tuple[Failure, ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        """Where the plans lie."""
        return self.root / RAW

    @property
    def out(self) -> Path:
        """Where results go; everything in it can be deleted and made again."""
        return self.root / OUT

    @property
    def decisions(self) -> Path:
        """The log of reviewers' decisions."""
        return self.root / DECISIONS

    def paths_of(self, plan: Plan) -> tuple[Path, ...]:
        """The plan's files in their order."""
        return tuple(self.raw / file for file in plan.files)

    def digest_of(self, plan: Plan) -> str:
        """SHA-256 of each of the plan's files; blank where one cannot be read."""
        return digest_of_plan(plan, self.raw)

    def decisions_bytes(self) -> bytes:
        """The log of decisions; empty where nobody has decided yet."""
        return read_input_if_any(self.decisions, DECISIONS, most_bytes=MOST_LOG_BYTES)


def open_study(
    root: Path,
    codebook: Path | None = None,
    *,
    need_files: bool = True,
    as_written: bool = False,
) -> Study:
    """Read and check the whole study; raises StudyError with every slip found, before
    anything runs. Plan files may be gone where they are not needed.

    Rows for copies of one file are marked as such, unless the rows are wanted as they
    are written.
    """
    if not is_folder(root):
        wrong = "this is a file" if is_there(root) else "there is no such folder"
        raise StudyError(
            f"{root}: {wrong}. Name the study's folder, the one that holds {RAW}/."
        )
    problems: list[str] = []
    instrument: Codebook | None = None
    plans: tuple[Plan, ...] = ()
    corrections: Mapping[str, tuple[Correction, ...]] = {}
    try:
        instrument = read_codebook(codebook or root / CODEBOOK, root)
    except StudyError as error:
        problems += error.problems
    try:
        plans = _read_plans(root, need_files=need_files)
        corrections = _read_corrections(root, plans)
    except StudyError as error:
        problems += error.problems
    if problems or instrument is None:
        raise StudyError(*problems)
    if not as_written:
        plans = mark_copies(plans, digests_of_alike(plans, root / RAW))
    unlisted, refused = _not_listed(root, plans)
    if not plans and not unlisted:
        raise StudyError(
            f"{root / RAW}: no {PLANS} and no plan file (.pdf, .docx, .odt, .rtf,"
            " .pptx, .html, .md, .txt) here. Copy the plans into this folder and run"
            " again."
        )
    return Study(
        root=root,
        codebook=instrument,
        plans=plans,
        unlisted=unlisted,
        refused=refused,
        corrections=corrections,
    )


def read_codebook(path: Path, root: Path | None = None) -> Codebook:
    """Read and check a codebook file; raises StudyError."""
    shown = path.name if root is not None and path.parent == root else str(path)
    try:
        data = read_input(path, shown)
    except FileNotFoundError:
        raise StudyError(
            f"{path.resolve()}: there is no such codebook. Run 'plancoder init' in a"
            " new folder to get one, copy one here, or name one with --codebook FILE."
        ) from None
    return parse_codebook(data, shown)


def _read_plans(root: Path, *, need_files: bool) -> tuple[Plan, ...]:
    raw = root / RAW
    if not raw.is_dir():
        raise StudyError(
            f"{root.resolve()}: there is no folder {RAW}/ here. Name a study folder, "
            "or make a new one with 'plancoder init FOLDER'."
        )
    try:
        data = read_input(raw / PLANS, f"{RAW}/{PLANS}")
    except FileNotFoundError:
        return ()
    shown = f"{RAW}/{PLANS}"
    rows = parse_plans(
        data, shown, lambda file: is_there(raw / _with_slashes(file, raw))
    )
    plans = tuple(_named_with_slashes(plan, raw) for plan in rows)
    files = [(plan, file) for plan in plans for file in plan.files]
    problems = [
        f"{shown}, plan {plan.plan_id!r}, file: {file!r} {LEADS_OUT}"
        for plan, file in files
        if leads_out(file) or (names_drive(file) and not _is_name_here(file, raw))
    ]
    if need_files and not problems:
        problems = _missing_files(files, raw)
    if problems:
        raise StudyError(*problems)
    return plans


def _missing_files(files: Sequence[tuple[Plan, str]], raw: Path) -> list[str]:
    """What to say of each file that is not there, with a name that comes near."""
    missing = [(plan, file) for plan, file in files if not is_there(raw / file)]
    if not missing:
        return []
    listed = {file for _, file in files}
    others = sorted({found.name for found in find_plan_files(raw)} - listed)
    return [_missing_file(plan, file, others) for plan, file in missing]


def _named_with_slashes(plan: Plan, raw: Path) -> Plan:
    if not plan.parts:
        return replace(plan, file=_with_slashes(plan.file, raw))
    parts = tuple(_with_slashes(file, raw) for file in plan.parts)
    return replace(plan, file=join_files(parts), parts=parts)


def _with_slashes(file: str, raw: Path) -> str:
    r"""`sub\plan.pdf`, as Windows writes it, as `sub/plan.pdf`; outside Windows a file
    may have a backslash in its name.
    """
    if "\\" not in file or _is_name_here(file, raw):
        return file
    return file.replace("\\", "/")


def _is_name_here(file: str, raw: Path) -> bool:
    r"""Whether `C:\plan.pdf` is the name of a file below raw/: it then says nothing of
    drives and folders.
    """
    return os.name == "posix" and is_there(raw / file)


def _read_corrections(
    root: Path, plans: tuple[Plan, ...]
) -> Mapping[str, tuple[Correction, ...]]:
    shown = f"{RAW}/{ROLES}"
    try:
        data = read_input(root / RAW / ROLES, shown)
    except FileNotFoundError:
        return {}
    return parse_corrections(data, {plan.plan_id for plan in plans}, shown)


def _not_listed(
    root: Path, plans: tuple[Plan, ...]
) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """Plan files that no row of plans.csv names, and what else below raw/ cannot be a
    plan.
    """
    listed = {file for plan in plans for file in plan.files}
    walk = walk_raw(root / RAW)
    return (
        tuple(found.name for found in walk.plans if found.name not in listed),
        tuple(failure for failure in walk.failures if failure.file not in listed),
    )


def _missing_file(plan: Plan, file: str, names: list[str]) -> str:
    """The slip, with the file that nobody names and whose name is nearest."""
    hint = did_you_mean(file, names, ". Copy it there or correct the column 'file'.")
    where = f"{RAW}/{PLANS}, plan {plan.plan_id!r}, file"
    return f"{where}: {file!r} is not in {RAW}/{hint}"
