"""The sample study, copied and run as a user runs it: by the command, in a process of
its own.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from small_study import HANGS_AFTER

TRUTH = Path(__file__).resolve().parents[1] / "data" / "sample_truth.csv"
APPENDIX = {"needs": "a", "priorities": "b", "assessment": "c"}


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, with or without a byte order mark."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def plancoder(
    *arguments: str | Path, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command with these arguments."""
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "plancoder", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=HANGS_AFTER,
        check=False,
    )


@dataclass(frozen=True)
class SampleRun:
    """A finished run: where it ran, how it ended and what it said."""

    study: Path
    exit_code: int
    stdout: str
    stderr: str

    @property
    def out(self) -> Path:
        """The folder of the results."""
        return self.study / "out"

    @cached_property
    def plans(self) -> dict[str, dict[str, str]]:
        """The rows of plans.csv by plan_id."""
        return {
            row["plan_id"]: row for row in read_rows(self.study / "raw" / "plans.csv")
        }

    @cached_property
    def cells(self) -> Mapping[tuple[str, str, str], dict[str, str]]:
        """The rows of both long tables by plan, frame and category."""
        return {
            (row["plan_id"], frame, row["category"]): row
            for frame, letter in APPENDIX.items()
            for row in read_rows(self.out / f"appendix_{letter}_long.csv")
        }

    @cached_property
    def passages(self) -> list[dict[str, str]]:
        """The rows of passages.csv."""
        return read_rows(self.out / "passages.csv")


def run_sample(repository: Path, study: Path, *options: str) -> SampleRun:
    """Copy the sample study and run it without OCR, so that the scan fails on every
    machine alike.
    """
    study.mkdir(parents=True)
    shutil.copytree(repository / "raw", study / "raw")
    shutil.copy2(repository / "codebook.yaml", study / "codebook.yaml")
    done = plancoder("run", study, "--ocr", "off", "--no-cache", *options)
    return SampleRun(study, done.returncode, done.stdout, done.stderr)
