"""A folder without plans.csv is coded all the same, and a plan list is proposed for a
person to correct.
"""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from small_study import PLAN, make_study, plancoder, rows_of, values_of


def plans_of(path: Path) -> dict[str, dict[str, str]]:
    return {row["file"]: row for row in rows_of(path)}


def test_a_folder_without_a_plan_list_is_coded_and_gets_one(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    raw = root / "raw"
    (raw / "plans.csv").unlink()
    (raw / "wiltshire-police-and-crime-plan-2017-2021.md").write_text(
        PLAN.replace("2021-2025", "2017-2021"), encoding="utf-8"
    )
    done = plancoder("run", root)
    assert done.returncode == 0, done.stderr
    assert "raw/plans.csv has been proposed" in done.stderr
    plans = plans_of(raw / "plans.csv")
    known = plans["wiltshire-police-and-crime-plan-2017-2021.md"]
    assert (known["plan_id"], known["force_id"], known["force"]) == (
        "wiltshire:2017",
        "wiltshire",
        "Wiltshire Police",
    )
    assert (known["start_year"], known["end_year"], known["status"]) == (
        "2017",
        "2021",
        "current",
    )
    assert plans["fenn-2021.md"]["dates"] == "2021-2025"
    assert values_of(root)["wiltshire:2017", "housing"] == "1"


def test_the_proposed_list_is_not_written_over(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    plans = root / "raw" / "plans.csv"
    plans.unlink()
    assert plancoder("run", root).returncode == 0
    corrected = plans.read_text(encoding="utf-8-sig").replace(
        "2021-2025", "2021 to 2025"
    )
    plans.write_text(corrected, encoding="utf-8")
    assert plancoder("run", root).returncode == 0
    assert plans.read_text(encoding="utf-8") == corrected


def test_a_plan_that_cannot_be_read_gets_its_row_from_its_name(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "raw" / "plans.csv").unlink()
    (root / "raw" / "gwent-2013-2017.pdf").write_bytes(b"")
    done = plancoder("run", root)
    assert done.returncode == 4
    row = plans_of(root / "raw" / "plans.csv")["gwent-2013-2017.pdf"]
    assert (row["plan_id"], row["force"], row["nation"]) == (
        "gwent:2013",
        "Gwent Police",
        "Wales",
    )
    assert values_of(root)["gwent:2013", "housing"] == ""


def test_copies_of_a_file_are_one_row_that_names_them(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    raw = root / "raw"
    (raw / "plans.csv").unlink()
    data = (raw / "fenn-2021.md").read_bytes()
    (raw / "Copy of fenn-2021.md").write_bytes(data)
    (raw / "fenn-2021 (1).md").write_bytes(data)
    (raw / "fenn-2021-second.md").write_bytes(data + b"\nOne more line.\n")
    for name in ("empty-2018.md", "empty-2019.md"):
        (raw / name).write_bytes(b"")
    done = plancoder("plans", "propose", root)
    assert done.returncode == 0, done.stderr
    assert set(plans_of(raw / "plans.csv")) == {
        "fenn-2021.md",
        "fenn-2021-second.md",
        "fenn-2017.md",
        "empty-2018.md",
        "empty-2019.md",
    }
    assert "! fenn-2021.md" in done.stderr
    told = " ".join(done.stderr.split())
    assert (
        "Copy of fenn-2021.md, fenn-2021 (1).md are copies of it and have no row"
        in told
    )


def test_propose_fills_blanks_beside_the_list_and_leaves_what_a_person_wrote(
    tmp_path: Path,
) -> None:
    root = make_study(tmp_path / "study")
    raw = root / "raw"
    mine = "plan_id,file,force\nmy-own-id,fenn-2021.md,The Fens\n"
    (raw / "plans.csv").write_text(mine, encoding="utf-8")
    done = plancoder("plans", "propose", root)
    assert done.returncode == 0, done.stderr
    assert "2021-2025" in done.stderr
    assert (raw / "plans.csv").read_text(encoding="utf-8") == mine
    proposed = plans_of(raw / "plans-proposed.csv")
    filled = proposed["fenn-2021.md"]
    assert (filled["plan_id"], filled["force"], filled["dates"]) == (
        "my-own-id",
        "The Fens",
        "2021-2025",
    )
    assert set(proposed) == {"fenn-2021.md", "fenn-2017.md"}


def test_rows_written_for_copies_of_a_plan_are_one_plan(coded_study: Path) -> None:
    root = coded_study
    tables = ("summary.csv", "appendix_a.csv", "appendix_a_long.csv")
    before = [(root / "out" / name).read_bytes() for name in tables]
    listed = rows_of(root / "raw" / "plans.csv")
    plan = next(row for row in listed if row["file"])
    shutil.copy(root / "raw" / plan["file"], root / "raw" / "again.md")
    with (root / "raw" / "plans.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, plan)
        writer.writerow({**plan, "plan_id": "zz:again", "file": "again.md"})
    done = plancoder("run", root)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("are the same file") == 1
    assert "zz:again (again.md) are the same file; only" in done.stderr
    assert "1 of them copies of others, which do not count" in done.stderr
    assert [(root / "out" / name).read_bytes() for name in tables] == before
    others = rows_of(root / "out" / "other_documents_long.csv")
    assert {row["plan_id"] for row in others} == {"zz:again"}
    kinds = {
        row["plan_id"]: row["doc_type"]
        for row in rows_of(root / "out" / "passages.csv")
    }
    assert (kinds["zz:again"], kinds[plan["plan_id"]]) == ("copy", "plan")
    # What a person wrote is proposed as it is written.
    assert plancoder("plans", "propose", root).returncode == 0
    proposed = rows_of(root / "raw" / "plans-proposed.csv")
    assert {row["doc_type"] for row in proposed} == {"plan"}
