"""The Python API: its examples run, its tables have ids, dtypes and no guard signs, and
importing plancoder loads nothing heavy.
"""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from small_study import add_plan, make_study

import plancoder as pc
from plancoder import api
from plancoder.errors import StudyError
from plancoder.models import Document

PYTHON_PAGE = Path(__file__).resolve().parents[2] / "docs" / "python.md"
FLAGS = doctest.NORMALIZE_WHITESPACE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the study of the examples, run once, as the working folder."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.chdir(home)
        patch.setenv("PLANCODER_CACHE", "off")
        make_study(home / "my-study")
        pc.open_study("my-study").run(workers=1)
        yield home


def _doctests() -> list[doctest.DocTest]:
    found = doctest.DocTestFinder().find(api, globs={"pc": pc})
    return [one for one in found if one.examples]


@pytest.mark.parametrize("test", _doctests(), ids=lambda test: test.name)
def test_an_example_of_a_docstring_works(test: doctest.DocTest, folder: Path) -> None:
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    runner.run(test)
    assert runner.tries > 0
    assert runner.failures == 0


def test_every_name_of_the_api_has_an_example() -> None:
    shown = {test.name.removeprefix("plancoder.api.") for test in _doctests()}
    assert set(pc.__all__) - {"__version__", "OpenedStudy", "Results"} <= shown
    assert {f"Results.{name}" for name in ("passages", "matrix", "long")} <= shown


def test_the_examples_of_the_guide_work(folder: Path) -> None:
    done = doctest.testfile(str(PYTHON_PAGE), module_relative=False, optionflags=FLAGS)
    assert done.attempted > 10
    assert done.failed == 0


def test_ids_are_the_index_and_dtypes_are_nullable(folder: Path) -> None:
    results = pc.load("my-study")
    assert results.matrix("A").index.name == "plan_id"
    assert list(results.matrix("needs").columns) == ["housing"]
    assert set(results.matrix("A").dtypes) == {pd.BooleanDtype()}
    assert results.long("A").index.names == ["plan_id", "category"]
    assert results.long("A")["start_year"].dtype == pd.Int64Dtype()
    assert results.long("A")["value"].dtype == pd.BooleanDtype()
    assert results.passages["page"].dtype == pd.Int64Dtype()
    assert results.passages["score"].dtype == pd.Float64Dtype()
    assert results.passages["before"].dtype == pd.StringDtype()
    assert results.summary["change_points"].dtype == pd.Float64Dtype()
    assert results.summary.index.names == ["frame", "category"]
    assert results.failures.index.name == "plan_id"
    assert results.failures["bytes"].dtype == pd.Int64Dtype()


def test_a_plan_that_cannot_be_read_has_a_row_and_no_answer(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    add_plan(study, "empty", "empty.pdf", b"")
    seen: list[str] = []
    results = pc.open_study(study).run(
        cache=False, progress=lambda plan_id, note: seen.append(plan_id)
    )
    assert sorted(seen) == ["empty", "fenn:2017", "fenn:2021"]
    assert results.failures.loc["empty", "reason"] == "empty_file"
    assert results.matrix("A").loc["empty"].isna().all()
    assert results.matrix("A").loc["fenn:2021"].all()
    assert "empty" in pc.open_study(study).plans.index


def test_variables_of_plans_travel(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    table = study / "raw" / "plans.csv"
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{head},region", *(f"{row},=east" for row in rows)])
    table.write_text(text, encoding="utf-8")
    opened = pc.open_study(study)
    assert set(opened.plans["region"]) == {"=east"}
    assert set(opened.run(cache=False).long("B")["region"]) == {"=east"}


def test_tables_are_read_where_an_edit_has_taken_their_name(tmp_path: Path) -> None:
    study = make_study(tmp_path / "study")
    first = pc.open_study(study).run(cache=False).passages
    (study / "out" / "passages.csv").write_text("mine\n", encoding="utf-8")
    again = pc.open_study(study).run(cache=False)
    assert (study / "out" / "passages-2.csv").is_file()
    pd.testing.assert_frame_equal(again.passages, first)


def test_statements_are_by_plan_and_number(folder: Path) -> None:
    opened = pc.open_study("my-study")
    table = b"plan_id,number,statement,page\nfenn:2021,1,Put victims first,\n"
    results = pc.Results(opened, opened.codebook, {"statements.csv": table})
    statements = results.statements
    assert statements.index.to_list() == [("fenn:2021", 1)]
    assert statements["statement"].to_list() == ["Put victims first"]
    assert statements["page"].isna().all()
    assert statements["page"].dtype == pd.Int64Dtype()
    with pytest.raises(StudyError, match="not written by the last run"):
        _ = results.passages


def test_what_is_missing_is_said(folder: Path, tmp_path: Path) -> None:
    fresh = make_study(tmp_path / "fresh")
    with pytest.raises(StudyError, match="holds no complete results"):
        pc.load(fresh)
    with pytest.raises(StudyError, match="It has: A, B"):
        pc.load("my-study").matrix("C")
    with pytest.raises(StudyError, match="there is no such folder"):
        pc.open_study("nowhere")
    with pytest.raises(StudyError, match="this is a file"):
        pc.open_study("my-study/codebook.yaml")


def test_a_document_and_an_opened_codebook_can_be_coded(folder: Path) -> None:
    document = pc.extract("my-study/raw/fenn-2021.md")
    assert isinstance(document, Document)
    found = pc.code(document, pc.open_study("my-study").codebook)
    assert sorted(found["category"]) == ["housing", "victims"]
    for start, end, match in found[["start", "end", "match"]].to_numpy().tolist():
        assert document.text[start:end] == match


@pytest.mark.parametrize(
    "statement", ["import plancoder", "import plancoder.cli.commands"]
)
def test_importing_plancoder_loads_nothing_heavy(statement: str) -> None:
    heavy = {"pandas", "pdfplumber", "pypdfium2", "numpy", "rapidfuzz", "yaml"}
    program = f"import sys; {statement}; print(*sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_extract_can_be_called_whatever_was_imported_before() -> None:
    program = "import plancoder.extract.read, plancoder as pc; pc.extract('nowhere.md')"
    for first in ("", "pc.load; ", "pc.extract; "):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                program.replace("pc.extract(", f"{first}pc.extract("),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "UnreadablePlan: nowhere.md is not there" in done.stderr, first


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opn_study'"):
        pc.opn_study  # noqa: B018 - looking it up is the test
