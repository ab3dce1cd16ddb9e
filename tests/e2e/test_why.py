"""`why`, `kwic`, `statements` and `discover` as a person runs them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from small_study import plancoder

from plancoder.errors import StudyError
from plancoder.pipeline import discovery


def test_why_answers_for_a_ticked_and_a_blank_cell(study: Path) -> None:
    ticked = plancoder("why", "fenn:2021", "housing", study)
    assert ticked.returncode == 0, ticked.stderr
    assert "Ticked:" in ticked.stdout
    blank = plancoder("why", "fenn:2017", "housing", study)
    assert blank.returncode == 0, blank.stderr
    assert "Nothing counts" in blank.stdout
    assert "Searched passages:" in blank.stdout


@pytest.mark.parametrize(
    ("plan", "category", "said"),
    [
        ("fenn:2012", "housing", "did you mean 'fenn:20"),
        ("fenn:2021", "hosing", "did you mean 'housing'"),
        ("fenn:2021", "priorities.housing", "no category"),
    ],
)
def test_why_says_what_may_have_been_meant(
    study: Path, plan: str, category: str, said: str
) -> None:
    done = plancoder("why", plan, category, study)
    assert done.returncode == 3
    assert said in done.stderr
    assert done.stdout == ""


def test_kwic_shows_each_place_with_its_plan(study: Path) -> None:
    done = plancoder("kwic", "victim*", study)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert {line.split("\t")[0].split(" ")[0] for line in lines} == {
        "fenn:2021",
        "fenn:2017",
    }
    assert all("[" in line and "]" in line for line in lines)
    nothing = plancoder("kwic", "zebra crossing", study)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "occurs in none" in nothing.stderr


def test_kwic_refuses_a_term_that_would_match_everything(study: Path) -> None:
    done = plancoder("kwic", "a", study)
    assert done.returncode == 2
    assert "single letter" in done.stderr


def test_statements_are_listed_for_each_plan(study: Path) -> None:
    done = plancoder("statements", study)
    assert done.returncode == 0, done.stderr
    assert "fenn:2021: " in done.stdout
    assert "fenn:2017: " in done.stdout
    assert "[list" in done.stdout


def test_discover_learns_from_what_a_reviewer_added(study: Path) -> None:
    old = study / "raw" / "fenn-2017.md"
    whole = old.read_text(encoding="utf-8")
    old.write_text(
        whole.replace("look for work", "sleep in doorways"), encoding="utf-8"
    )
    try:
        assert plancoder("run", study).returncode == 0
        sheet = study / "out" / "passages.csv"
        columns = sheet.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        added = {
            "plan_id": "fenn:2017",
            "category": "housing",
            "match": "sleep in doorways",
            "decision": "add",
        }
        with sheet.open("a", encoding="utf-8", newline="") as handle:
            csv.DictWriter(handle, columns).writerow(added)
        decided = plancoder("decide", sheet, "--reviewer", "Ann", study)
        assert decided.returncode == 0, decided.stderr
        assert plancoder("export", study).returncode == 0
        done = plancoder("discover", study, "--frame", "needs", "--against", "review")
        assert done.returncode == 0, done.stderr
        assert "needs.housing: missed in fenn:2017" in done.stdout
        assert "doorways" in done.stdout
    finally:
        old.write_text(whole, encoding="utf-8")


def test_discover_proposes_and_changes_nothing(study: Path) -> None:
    before = (study / "codebook.yaml").read_bytes()
    done = plancoder("discover", study)
    assert done.returncode == 0, done.stderr
    assert "no term of this frame touches" in done.stdout
    assert (study / "codebook.yaml").read_bytes() == before
    refused = plancoder("discover", study, "--frame", "nedds")
    assert refused.returncode == 3
    assert "there are needs" in refused.stderr


def test_discover_refuses_a_table_before_it_reads_a_plan(
    coded_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "ours.csv"
    table.write_text("nothing,of,this\n1,2,3\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(discovery, "inspect_plans", None)
        with pytest.raises(StudyError, match=r"ours\.csv"):
            discovery.discover_terms(coded_study, "needs", against=str(table))
    shutil.copy(coded_study / "out" / "appendix_a.csv", table)
    found = discovery.discover_terms(coded_study, "needs", against=str(table))
    assert (found.missed, found.unread) == ((), {})


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (("kwic", "victim*"), {"plan_id", "page", "before", "match", "after"}),
        (("statements", "--why"), {"plan_id", "confidence", "statements", "rivals"}),
        (("why", "fenn:2021", "housing"), {"plan", "verdict", "searched", "blocked"}),
        (("plans", "propose"), {"plan_id", "file", "reasons", "to_check"}),
    ],
)
def test_json_for_another_program(
    command: tuple[str, ...], keys: set[str], study: Path
) -> None:
    done = plancoder(*command, study, "--json")
    assert done.returncode == 0, done.stderr
    records = json.loads(done.stdout)
    assert records
    assert all(keys <= record.keys() for record in records)
