"""`plancoder evaluate` on a study that was run: figures, quotes, open cells, and what
it refuses.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from small_study import plancoder

from plancoder.tables.read_table import read_table

CODEBOOK = """\
title: A small instrument
version: "1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body, needs, foreword]}
  priorities: {label: Priorities, appendix: B, code_in: [priority_statement]}
roles:
  priority_statement: {headings: [our priorities]}
categories:
  - {id: domestic_abuse, frame: needs, label: Domestic abuse, definition: Abuse at home., terms: [domestic abuse]}
  - {id: housing, frame: needs, label: Housing, definition: A home., terms: [housing, lodging*]}
  - {id: mental_health, frame: needs, label: Mental health, definition: Illness of the mind., terms: [mental health]}
  - {id: victims, frame: priorities, label: Victims, definition: Those harmed., terms: [victim*]}
  - {id: housing, frame: priorities, label: Housing first, definition: A home., terms: [housing]}
"""

PLANS = """\
plan_id,force_id,force,nation,dates,status,file
gwent:2017,gwent,Gwent Police,Wales,2017-2021,current,gwent.md
kent:2018,kent,Kent Police,England,2017-2021,current,kent.md
surrey:2016,surrey,Surrey Police,England,2016-2020,current,surrey.pdf
vale:2021,vale,Vale Police,England,2021-2025,current,vale.md
"""

GWENT = """\
# A plan for the valleys

## What we found

Domestic abuse was named by every second household we visited. Mental health came next on the doorstep.

## Our priorities

- Stand by victims from the first call
- Mend the river paths
"""

KENT = """\
# A plan for the orchards

## What we found

Domestic abuse is hidden in villages. Poor lodgings by the quay bring rows at night.

## Our priorities

- Keep the harbour calm
"""


@pytest.fixture(scope="module")
def forces_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans of forces in the published tables, one that cannot be read, one of a
    force that is in no table.
    """
    root = tmp_path_factory.mktemp("study")
    raw = root / "raw"
    raw.mkdir()
    (root / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (raw / "plans.csv").write_text(PLANS, encoding="utf-8")
    (raw / "gwent.md").write_text(GWENT, encoding="utf-8")
    (raw / "kent.md").write_text(KENT, encoding="utf-8")
    (raw / "vale.md").write_text(KENT, encoding="utf-8")
    (raw / "surrey.pdf").write_bytes(b"")
    ran = plancoder("run", root, "--no-cache", cwd=root)
    assert ran.returncode == 4, ran.stderr  # surrey.pdf is empty
    return root


def rows(path: Path) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read_table(path.read_bytes(), path.name).rows]


def test_figures_disagreements_and_rules(forces_study: Path) -> None:
    done = plancoder("evaluate", forces_study, cwd=forces_study)
    assert done.returncode == 0, done.stderr
    assert "Needs: this study against Appendix A (intended)" in done.stdout
    assert "kent:2018 with kent:2017" in done.stdout  # met by force and status
    assert "Only in this study: vale:2021." in done.stdout
    assert "3 cells without an answer by this study" in done.stdout
    assert "surrey:2016" in done.stdout

    figures = {
        (row["frame"], row["category"] or row["scope"]): row
        for row in rows(forces_study / "out/evaluation/agreement.csv")
    }
    pooled = figures["needs", "pooled"]
    assert [
        pooled[name] for name in ("n", "both", "only_first", "only_second", "neither")
    ] == ["6", "3", "1", "1", "1"]
    assert pooled["f1"] == "0.75"
    assert pooled["no_answer_first"] == "3"
    # Surrey's published row has two of the three needs: read as wrong, two ticks are
    # missed and one is too many.
    assert pooled["f1_no_answer_wrong"] == "0.5455"
    assert figures["needs", "mental_health"]["warning"] == "too few to interpret"

    differing = {
        (row["plan_id"], row["category"]): row
        for row in rows(forces_study / "out/evaluation/disagreements.csv")
    }
    housing = differing["kent:2018", "housing"]
    assert housing["what"] == "ticked by this study only"
    assert "Poor lodgings by the quay" in housing["evidence"]
    assert differing["kent:2018", "mental_health"]["basis"] == "nothing found"
    assert differing["surrey:2016", "housing"]["what"] == "no answer by this study"

    rules = {
        (row["frame"], row["category"], row["term"]): row
        for row in rows(forces_study / "out/evaluation/rules.csv")
    }
    assert rules["needs", "housing", "lodging*"]["conflicts"] == "1"
    assert rules["needs", "housing", "housing"]["verdict"] == "no hit"
    assert rules["needs", "domestic_abuse", "domestic abuse"]["verdict"] == "needed"
    assert (
        (forces_study / "out/evaluation/evaluation.md")
        .read_text(encoding="utf-8")
        .startswith("# Agreement of ticks")
    )


def test_against_a_matrix_of_ones_own_and_a_report_file(
    forces_study: Path, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "Service;Dates of Plan;Domestic abuse;Housing;Mental health\nVale Police;2021–2025;✓;✓;\n",
        "utf-8",
    )
    report = tmp_path / "report.md"
    done = plancoder(
        "evaluate",
        forces_study,
        "--against",
        mine,
        "--output",
        report,
        cwd=forces_study,
    )
    assert done.returncode == 0, done.stderr
    text = report.read_text(encoding="utf-8")
    assert "vale:2021 with vale police 2021–2025" in text
    assert "| ALL CELLS (pooled) | 3 | 2 | 0 | 0 | 1 | 1.00 | 1.00 | 1.00 |  |" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--against", "nowhere.csv"], "nowhere.csv: there is no such file"),
        (["--frame", "neds"], "Its frames are: needs, priorities"),
        (
            ["--against", "slips.csv"],
            "slips.csv, line 2, column 'mental_health': 'perhaps' is not a tick",
        ),
        (["--against", "strangers.csv"], "no plan of this study"),
        (["--against", "shared.csv"], "--frame needs or --frame priorities"),
    ],
)
def test_refusals_say_what_to_do(
    forces_study: Path, arguments: list[str], says: str
) -> None:
    (forces_study / "slips.csv").write_text(
        "plan_id,mental_health\ngwent:2017,perhaps\n", encoding="utf-8"
    )
    (forces_study / "strangers.csv").write_text(
        "plan_id,mental_health\nelsewhere:2017,1\n", encoding="utf-8"
    )
    (forces_study / "shared.csv").write_text(
        "plan_id,housing\ngwent:2017,1\n", encoding="utf-8"
    )
    done = plancoder("evaluate", forces_study, *arguments, cwd=forces_study)
    assert done.returncode == 3
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_was_run_yet(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    done = plancoder("evaluate", tmp_path, cwd=tmp_path)
    assert done.returncode == 3
    assert "Make the tables first: 'plancoder run'" in done.stderr


def test_two_coders(tmp_path: Path) -> None:
    (tmp_path / "anna.csv").write_text(
        "plan_id,housing,youth\na,1,0\nb,1,1\n", encoding="utf-8"
    )
    (tmp_path / "ben.csv").write_text(
        "plan_id,youth,housing\na,0,1\nb,1,0\n", encoding="utf-8"
    )
    done = plancoder(
        "agreement", "anna.csv", "ben.csv", "--output", "figures.csv", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "b, housing: ticked by anna.csv only" in done.stdout
    pooled = next(
        row for row in rows(tmp_path / "figures.csv") if row["scope"] == "pooled"
    )
    assert [
        pooled[name] for name in ("both", "only_first", "only_second", "neither")
    ] == ["2", "1", "0", "1"]
