"""Whatever name the walk accepts, plans.csv holds and gives back."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_study import CODEBOOK

from plancoder.errors import StudyError
from plancoder.extract.propose.plan import propose_plan, settle_proposals
from plancoder.models import Document
from plancoder.study.create import create_study
from plancoder.study.open import open_study
from plancoder.study.plans_file import write_plans
from plancoder.study.walk import walk_raw

STEMS = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0")
    | st.sampled_from("\\:;,.'\"="),
    min_size=1,
    max_size=30,
)
NASTY = (
    *("Plan 2013: Saltmarch", "C:", "C:\\x", "C:/x", "a\\b", "..\\up", "..sub/x"),
    *(" ", "#", "x", "X", "x-2", "plan", "plan-2"),
    *("=1+1", "'s", "a\u2028b", "a\nb", "é", "é" * 125, "a" * 250),
)


def written_and_read(folder: Path, stems: set[str]) -> tuple[set[str], set[str]]:
    """The names that the walk accepts, and those that come back through plans.csv."""
    study = folder / "study"
    create_study(study)
    # Of two categories: to read all of the codebook takes longer than the names.
    (study / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for stem in stems:
        with contextlib.suppress(OSError):  # a name that this system does not take
            path = study / "raw" / f"{stem}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text("A plan.", encoding="utf-8")
    names = {found.name for found in walk_raw(study / "raw").plans}
    nothing = Document("", (), (), "text", "text")
    proposals = [propose_plan(nothing, name, ()) for name in sorted(names)]
    plans = [proposal.plan for proposal in settle_proposals(proposals)]
    if plans:
        (study / "raw" / "plans.csv").write_bytes(write_plans(plans))
        opened = open_study(study)
        assert opened.unlisted == ()
        return names, {plan.file for plan in opened.plans}
    return names, set()


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
@settings(max_examples=60, deadline=None)
@given(st.sets(STEMS | st.sampled_from(NASTY), min_size=1, max_size=6))
def test_every_name_that_the_walk_accepts_comes_back(stems: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        accepted, read = written_and_read(Path(folder), stems)
        assert read == accepted


def test_a_backslash_of_windows_parts_folders_where_no_such_file_lies(
    tmp_path: Path,
) -> None:
    study = tmp_path / "study"
    create_study(study)
    (study / "raw" / "sub").mkdir()
    (study / "raw" / "sub" / "plan.txt").write_text("A plan.", encoding="utf-8")
    (study / "raw" / "plans.csv").write_text("plan_id,file\na,sub\\plan.txt\n")
    assert [plan.file for plan in open_study(study).plans] == ["sub/plan.txt"]


@pytest.mark.parametrize("file", ["C:/a.pdf", "c:\\a.pdf", "..\\a.pdf"])
def test_a_drive_of_windows_leads_out_where_no_such_file_lies(
    file: str, tmp_path: Path
) -> None:
    study = tmp_path / "study"
    create_study(study)
    (study / "raw" / "a.pdf").write_bytes(b"%PDF-1.7")
    (study / "raw" / "plans.csv").write_text(f"plan_id,file\na,{file}\n")
    with pytest.raises(StudyError, match="leads out of raw/"):
        open_study(study)
