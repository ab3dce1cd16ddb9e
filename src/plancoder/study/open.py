"""Open a study folder: plan list, codebook and corrections, checked completely before
any work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.sections.corrections import Correction
from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError
from plancoder.models import Failure, Plan
from plancoder.study.manifest import digest_of_file
from plancoder.study.plans_file import parse_plans
from plancoder.study.roles_file import parse_corrections
from plancoder.study.walk import find_plan_files, walk_raw

PLANS = "plans.csv"
ROLES = "roles.csv"
CODEBOOK = "codebook.yaml"


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
        return self.root / "raw"

    @property
    def out(self) -> Path:
        """Where results go; everything in it can be deleted and made again."""
        return self.root / "out"

    @property
    def decisions(self) -> Path:
        """The log of reviewers' decisions."""
        return self.root / "decisions.csv"

    def path_of(self, plan: Plan) -> Path:
        """The plan's file."""
        return self.raw / plan.file

    def digest_of(self, plan: Plan) -> str:
        """SHA-256 of the plan's file; blank where it is not a file that can be read."""
        return digest_of_file(self.path_of(plan))

    def decisions_bytes(self) -> bytes:
        """The log of decisions as it stands; empty where nobody has decided yet."""
        return self.decisions.read_bytes() if self.decisions.is_file() else b""


def open_study(root: Path, codebook: Path | None = None) -> Study:
    """Read and check the whole study; raises StudyError with every slip found, before
    anything runs.
    """
    if not root.is_dir():
        raise StudyError(
            f"{root}: there is no such folder. Name the study's folder, the one that"
            " holds raw/."
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
        plans = _read_plans(root)
        corrections = _read_corrections(root, plans)
    except StudyError as error:
        problems += error.problems
    if problems or instrument is None:
        raise StudyError(*problems)
    named = {plan.file for plan in plans}
    walk = walk_raw(root / "raw")
    unlisted = tuple(found.name for found in walk.plans if found.name not in named)
    refused = tuple(failure for failure in walk.failures if failure.file not in named)
    if not plans and not unlisted:
        raise StudyError(
            f"{root / 'raw'}: no plans.csv and no plan file (.pdf, .docx, .html, .md,"
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
        data = path.read_bytes()
    except FileNotFoundError:
        raise StudyError(
            f"{path.resolve()}: there is no such codebook. Run 'plancoder init' in a"
            " new folder to get one, copy one here, or name one with --codebook FILE."
        ) from None
    except OSError as error:
        raise StudyError(f"{shown}: cannot be read ({error.strerror}).") from error
    return parse_codebook(data, shown)


def _read_plans(root: Path) -> tuple[Plan, ...]:
    raw = root / "raw"
    if not raw.is_dir():
        raise StudyError(
            f"{root.resolve()}: there is no folder raw/ here. Name a study folder, "
            "or make a new one with 'plancoder init FOLDER'."
        )
    path = raw / PLANS
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StudyError(
            f"raw/{PLANS}: cannot be read ({error.strerror}). Close it where it is"
            " open."
        ) from error
    plans = parse_plans(data)
    missing = [plan for plan in plans if plan.exists and not (raw / plan.file).exists()]
    if missing:
        named = {plan.file for plan in plans}
        names = [
            found.name for found in find_plan_files(raw) if found.name not in named
        ]
        raise StudyError(*(_missing_file(plan, names) for plan in missing))
    return plans


def _read_corrections(
    root: Path, plans: tuple[Plan, ...]
) -> Mapping[str, tuple[Correction, ...]]:
    path = root / "raw" / ROLES
    if not path.is_file():
        return {}
    return parse_corrections(
        path.read_bytes(), {plan.plan_id for plan in plans}, f"raw/{ROLES}"
    )


def _missing_file(plan: Plan, names: list[str]) -> str:
    """The slip, with the file that nobody names and whose name is nearest."""
    hint = did_you_mean(
        plan.file, names, ". Copy it there or correct the column 'file'."
    )
    return (
        f"raw/{PLANS}, plan {plan.plan_id!r}, file: {plan.file!r} is not in raw/{hint}"
    )
