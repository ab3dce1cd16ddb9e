"""What an installed wheel holds, since a wheel has no project folder around it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NEEDED = ("pyproject.toml", "README.md", "LICENSE", "codebook.yaml", "src")


def test_a_new_study_from_a_wheel_has_the_codebook_of_the_project(
    tmp_path: Path,
) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    for name in NEEDED:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, tree / name, symlinks=True)
        else:
            shutil.copy(PROJECT / name, tree)
    pip = [sys.executable, "-m", "pip", "-q", "install", "--no-deps"]
    site = tmp_path / "site"
    subprocess.run([*pip, "--target", site, tree], check=True, cwd=tmp_path)
    # Nothing but the wheel may answer, and its link to the project must be no link.
    shutil.rmtree(tree)
    new = [sys.executable, "-m", "plancoder", "init", "study"]
    environment = {**os.environ, "PYTHONPATH": str(site)}
    subprocess.run(new, check=True, cwd=tmp_path, env=environment)
    codebook = PROJECT / "codebook.yaml"
    assert (tmp_path / "study" / "codebook.yaml").read_bytes() == codebook.read_bytes()
