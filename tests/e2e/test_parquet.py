"""`--format parquet` as a person uses it, and the queries of the guide."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

import duckdb
import pytest
from small_study import PLAN, add_plan, changed_files, plancoder, plancoder_anew

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "query.md"
QUERIES = re.findall(
    r"^```sql\n(.*?)^```\n\n((?:\|[^\n]*\n)+)",
    GUIDE.read_text(encoding="utf-8"),
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture(scope="module")
def exported(coded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the study of the examples and its Parquet files."""
    home = tmp_path_factory.mktemp("home")
    study = Path(shutil.copytree(coded_once, home / "my-study"))
    done = plancoder("export", study, "--format", "parquet")
    assert done.returncode == 0, done.stderr
    return home


def fetch(query: str) -> tuple[list[str], list[list[str]]]:
    """The columns and cells of a query's answer."""
    with duckdb.connect() as connection:
        answer = connection.execute(query)
        columns = [str(each[0]) for each in answer.description or ()]
        return columns, [[str(cell) for cell in row] for row in answer.fetchall()]


def parquet_in(study: Path) -> dict[str, bytes]:
    out = study / "out"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*.parquet"))
    }


def test_the_guide_has_queries() -> None:
    assert len(QUERIES) >= 4


@pytest.mark.parametrize(("query", "table"), QUERIES)
def test_a_query_of_the_guide_gives_the_table_below_it(
    query: str, table: str, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(exported)
    header, _, *rows = (
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in table.strip().split("\n")
    )
    assert fetch(query) == (header, rows)


def test_the_csv_files_are_what_they_are_without_it(
    exported: Path, coded_once: Path
) -> None:
    for path in (coded_once / "out").glob("*.csv"):
        assert (
            exported / "my-study" / "out" / path.name
        ).read_bytes() == path.read_bytes()


def test_a_run_gives_the_same_bytes_again(exported: Path, coded_study: Path) -> None:
    done = plancoder("run", coded_study, "--format", "parquet")
    assert done.returncode == 0, done.stderr
    assert parquet_in(coded_study) == parquet_in(exported / "my-study")
    assert changed_files(coded_study / "out") == []


def test_partitions_of_forces_no_longer_there_are_removed(
    exported: Path, tmp_path: Path
) -> None:
    study = Path(shutil.copytree(exported / "my-study", tmp_path / "study"))
    before = set(parquet_in(study))
    plans = study / "raw" / "plans.csv"
    listed = plans.read_bytes()
    add_plan(study, "Marsh/Vale", "marsh.md", PLAN.encode())
    assert plancoder("run", study, "--format", "parquet").returncode == 0
    marsh = set(parquet_in(study)) - before
    assert "parquet/passages/force=Marsh%2FVale/part.parquet" in marsh
    assert len(marsh) == 4
    _, found = fetch(
        f"SELECT DISTINCT force FROM '{study}/out/parquet/passages/*/*.parquet'"
    )
    assert sorted(found) == [["Fennmarket Police"], ["Marsh/Vale"]]

    plans.write_bytes(listed)
    (study / "raw" / "marsh.md").unlink()
    assert plancoder("run", study, "--format", "parquet").returncode == 0
    assert set(parquet_in(study)) == before
    assert not list(study.rglob("force=Marsh*"))

    assert plancoder("export", study).returncode == 0
    assert not (study / "out" / "parquet").exists()


def test_a_file_that_plancoder_did_not_write_stops_the_run_before_it_begins(
    exported: Path, tmp_path: Path
) -> None:
    study = Path(shutil.copytree(exported / "my-study", tmp_path / "study"))
    mine = study / "out" / "parquet" / "passages" / "mine.parquet"
    mine.write_bytes(b"mine")
    before = parquet_in(study)
    done = plancoder("run", study, "--format", "parquet")
    assert done.returncode == 3
    assert (
        "out/parquet/passages/mine.parquet: is not as plancoder wrote it" in done.stderr
    )
    assert parquet_in(study) == before


def test_verify_compares_the_rows(exported: Path, tmp_path: Path) -> None:
    study = Path(shutil.copytree(exported / "my-study", tmp_path / "study"))
    assert plancoder("verify", study).returncode == 0
    name = "parquet/{}/force=Fennmarket Police/part.parquet"
    other = (study / "out" / name.format("statements")).read_bytes()
    (study / "out" / name.format("passages")).write_bytes(other)
    done = plancoder("verify", study)
    assert done.returncode != 0
    assert "holds other rows than plancoder makes" in done.stdout + done.stderr


def test_without_pyarrow_nothing_runs(study: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden" / "sitecustomize.py"
    hidden.parent.mkdir()
    hidden.write_text(
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'pyarrow' else find(name, *more)\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "PYTHONPATH", os.pathsep.join([str(hidden.parent), *filter(None, sys.path)])
        )
        done = plancoder_anew("run", study, "--format", "parquet")
    assert done.returncode == 3
    assert "pip install 'plancoder[parquet]'" in done.stderr
    assert not (study / "out").exists()
