"""`init` lays the same codebook down that stands at the top of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from plancoder.errors import StudyError
from plancoder.study.create import create_study, template_codebook
from plancoder.study.open import read_codebook

PROJECT = Path(__file__).resolve().parents[3]


def test_the_template_is_the_codebook_of_the_project() -> None:
    assert template_codebook() == (PROJECT / "codebook.yaml").read_bytes()


def test_a_new_study_has_a_folder_for_plans_and_a_codebook_that_checks(
    tmp_path: Path,
) -> None:
    create_study(tmp_path / "new")
    assert (tmp_path / "new" / "raw").is_dir()
    assert (
        len(read_codebook(tmp_path / "new" / "codebook.yaml").categories_of("needs"))
        == 8
    )


@pytest.mark.parametrize("there", ["codebook.yaml", "raw/plans.csv"])
def test_a_study_that_is_there_is_left_alone(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(StudyError, match="holds a study already"):
        create_study(tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"
