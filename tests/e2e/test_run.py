"""The main job on a small study, as a person runs it: what comes out, and that the
stages add up to the whole.
"""

from __future__ import annotations

import json
from pathlib import Path

from small_study import (
    add_plan,
    make_study,
    plancoder,
    plancoder_anew,
    rows_of,
    values_of,
)

OUTPUTS = {
    "statements.csv",
    "appendix_a.csv",
    "appendix_b.csv",
    "appendix_a_long.csv",
    "appendix_b_long.csv",
    "appendix_c.csv",
    "passages.csv",
    "review.xlsx",
    "summary.csv",
    "failures.csv",
    "codings.jsonl",
    "run.json",
    "timings.json",
}


def results_in(root: Path) -> dict[str, bytes]:
    """Everything in out/ but times and what the system keeps there."""
    files = (path for path in (root / "out").iterdir() if path.is_file())
    return {
        path.name: path.read_bytes()
        for path in files
        if path.name not in ("timings.json", ".plancoder.lock")
    }


def test_a_run_says_how_many_plans_it_coded(study: Path) -> None:
    done = plancoder("run", study)
    assert "2 of 2 plans coded" in done.stderr
    assert (done.returncode, done.stdout) == (0, "")


def test_the_files_that_are_promised_are_there(coded_once: Path) -> None:
    assert {
        path.name
        for path in (coded_once / "out").iterdir()
        if not path.name.startswith(".")
    } == OUTPUTS


def test_the_cells(coded_once: Path) -> None:
    assert values_of(coded_once, "a") == {
        ("fenn:2021", "housing"): "1",
        ("fenn:2017", "housing"): "0",
    }
    assert values_of(coded_once, "b") == {
        ("fenn:2021", "victims"): "1",
        ("fenn:2017", "victims"): "1",
    }


def test_every_ticked_cell_names_rows_of_the_audit_table(coded_once: Path) -> None:
    passages = {
        row["coding_id"]: row for row in rows_of(coded_once / "out" / "passages.csv")
    }
    for appendix in "ab":
        for cell in rows_of(coded_once / "out" / f"appendix_{appendix}_long.csv"):
            if cell["value"] == "1":
                assert cell["evidence"]
            for coding_id in cell["evidence"].split():
                row = passages[coding_id]
                assert (row["plan_id"], row["category"]) == (
                    cell["plan_id"],
                    cell["category"],
                )


def test_the_manifest_tells_what_was_done(coded_once: Path) -> None:
    record = json.loads((coded_once / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["state"] == "complete"
    assert record["counts"] == {
        "rows": 2,
        "coded": 2,
        "coded_with_warnings": 0,
        "failed": 0,
        "no_new_plan": 0,
    }
    assert [plan["outcome"] for plan in record["plans"]] == ["coded", "coded"]


def test_a_second_run_gives_the_same_bytes_whatever_the_number_of_workers(
    coded_study: Path,
) -> None:
    before = results_in(coded_study)
    done = plancoder_anew("run", coded_study, "--workers", "2", "--no-cache")
    assert done.returncode == 0
    assert results_in(coded_study) == before


def test_code_then_export_give_what_run_gives(coded_study: Path) -> None:
    before = results_in(coded_study)
    assert plancoder("code", coded_study).returncode == 0
    assert not (coded_study / "out" / "appendix_a.csv").exists()
    assert plancoder("export", coded_study).returncode == 0
    assert results_in(coded_study) == before


def test_export_refuses_tables_of_another_codebook(coded_study: Path) -> None:
    root = coded_study
    book = root / "codebook.yaml"
    book.write_text(
        book.read_text(encoding="utf-8").replace("Small", "Smaller"), encoding="utf-8"
    )
    done = plancoder("export", root)
    assert done.returncode == 3
    assert "changed since the plans were coded" in done.stderr


def test_a_file_that_no_row_names_is_told(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "raw" / "stray.md").write_text("# Plan\n\nWords.", encoding="utf-8")
    assert plancoder("run", root).returncode == 0
    assert [
        (row["file"], row["reason"]) for row in rows_of(root / "out" / "failures.csv")
    ] == [("stray.md", "not_listed")]


def test_variables_of_the_plans_are_carried(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    plans = root / "raw" / "plans.csv"
    header, *rows = plans.read_text(encoding="utf-8").splitlines()
    plans.write_text(
        "\n".join([header + ",party", *(row + ",red" for row in rows)]),
        encoding="utf-8",
    )
    assert plancoder("run", root).returncode == 0
    assert {row["party"] for row in rows_of(root / "out" / "appendix_a_long.csv")} == {
        "red"
    }


def test_corrections_of_roles_are_heeded(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "raw" / "roles.csv").write_text(
        "plan_id,quote,is\nfenn:2021,Put victims first,not a statement\n",
        encoding="utf-8",
    )
    assert plancoder("run", root).returncode == 0
    assert values_of(root, "b")["fenn:2021", "victims"] == "0"
    assert values_of(root, "b")["fenn:2017", "victims"] == "1"


def test_one_bad_plan_never_stops_the_others(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "bad:2020", "bad.pdf", b"%PDF-1.4\nbroken off")
    done = plancoder("run", root)
    assert done.returncode == 4
    assert "bad:2020" in done.stderr
    assert values_of(root, "a")["bad:2020", "housing"] == ""
    assert values_of(root, "a")["fenn:2021", "housing"] == "1"
    wide = {
        row["Service"]: row["Housing"]
        for row in rows_of(root / "out" / "appendix_a.csv")
    }
    assert wide["bad:2020"] == "n/a"
