"""Open a study folder: plan list, codebook and corrections, checked completely before
any work.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.sections.corrections import Correction
from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.models import Failure, Plan
from plancoder.study.input_file import (
    MOST_LOG_BYTES,
    read_input,
    read_input_if_any,
)
from plancoder.study.manifest import digest_of_file
from plancoder.study.names import CODEBOOK, DECISIONS, OUT, PLANS, RAW, ROLES
from plancoder.study.plans_file import (
    LEADS_OUT,
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

    def path_of(self, plan: Plan) -> Path:
        """The plan's file."""
        return self.raw / plan.file

    def digest_of(self, plan: Plan) -> str:
        """SHA-256 of the plan's file; blank where it is not a file that can be read."""
        return digest_of_file(self.path_of(plan))

    def decisions_bytes(self) -> bytes:
        """The log of decisions; empty where nobody has decided yet."""
        return read_input_if_any(self.decisions, DECISIONS, most_bytes=MOST_LOG_BYTES)


def open_study(
    root: Path, codebook: Path | None = None, *, need_files: bool = True
) -> Study:
    """Read and check the whole study; raises StudyError with every slip found, before
    anything runs. Plan files may be gone where they are not needed.
    """
    if not root.is_dir():
        raise StudyError(
            f"{root}: there is no such folder. Name the study's folder, the one that"
            f" holds {RAW}/."
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
    unlisted, refused = _not_listed(root, plans)
    if not plans and not unlisted:
        raise StudyError(
            f"{root / RAW}: no {PLANS} and no plan file (.pdf, .docx, .html, .md,"
            " .txt) here. Copy the plans into this folder and run again."
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
    plans = tuple(_with_slashes(plan, raw) for plan in parse_plans(data, shown))
    problems = [
        f"{shown}, plan {plan.plan_id!r}, file: {plan.file!r} {LEADS_OUT}"
        for plan in plans
        if leads_out(plan.file)
        or (names_drive(plan.file) and not _is_name_here(plan.file, raw))
    ]
    missing = [plan for plan in plans if plan.exists and not (raw / plan.file).exists()]
    if missing and need_files and not problems:
        listed = {plan.file for plan in plans}
        others = {found.name for found in find_plan_files(raw)} - listed
        problems = [_missing_file(plan, sorted(others)) for plan in missing]
    if problems:
        raise StudyError(*problems)
    return plans


def _with_slashes(plan: Plan, raw: Path) -> Plan:
    r"""The plan with `sub\plan.pdf`, as Windows writes it, as `sub/plan.pdf`; outside
    Windows a file may have a backslash in its name.
    """
    if "\\" not in plan.file or _is_name_here(plan.file, raw):
        return plan
    return replace(plan, file=plan.file.replace("\\", "/"))


def _is_name_here(file: str, raw: Path) -> bool:
    r"""Whether `C:\plan.pdf` is the name of a file below raw/: it then says nothing of
    drives and folders.
    """
    return os.name == "posix" and (raw / file).exists()


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
    listed = {plan.file for plan in plans}
    walk = walk_raw(root / RAW)
    return (
        tuple(found.name for found in walk.plans if found.name not in listed),
        tuple(failure for failure in walk.failures if failure.file not in listed),
    )


def _missing_file(plan: Plan, names: list[str]) -> str:
    """The slip, with the file that nobody names and whose name is nearest."""
    hint = did_you_mean(
        plan.file, names, ". Copy it there or correct the column 'file'."
    )
    where = f"{RAW}/{PLANS}, plan {plan.plan_id!r}, file"
    return f"{where}: {plan.file!r} is not in {RAW}/{hint}"
