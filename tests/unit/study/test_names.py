"""File names: made of what people write, and spelt in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import plancoder
from plancoder.study.names import (
    chart_name,
    decisions_name,
    draft_name,
    free_name,
    parquet_names,
)


@pytest.mark.parametrize(
    ("coder", "taken", "name"),
    [
        ("Ann", [], "Ann.xlsx"),
        ("Ben Kay", [], "Ben-Kay.xlsx"),
        ("../Ann", ["ann.xlsx"], "Ann-2.xlsx"),
        ("?", [], "coder.xlsx"),
        ("a" * 250, [], "a" * 200 + ".xlsx"),
        ("é" * 250, ["é" * 100 + ".xlsx"], "é" * 100 + "-2.xlsx"),
    ],
)
def test_a_file_gets_a_free_name_that_every_system_takes(
    coder: str, taken: list[str], name: str
) -> None:
    assert free_name(coder, ".xlsx", taken, "coder") == name


@pytest.mark.parametrize(
    ("forces", "values"),
    [
        (["Avon and Somerset"], ["Avon and Somerset"]),
        (["Heddlu Dyfed-Powys ŵ"], ["Heddlu Dyfed-Powys ŵ"]),
        (["a/b\\c: *?"], ["a%2Fb%5Cc%3A %2A%3F"]),
        (["100%", "100%25"], ["100%25", "100%2525"]),
        (["St.", "St "], ["St%2E", "St%20"]),
        (["../up"], ["..%2Fup"]),
        # One folder on Windows and macOS, and yet two forces.
        (["Kent", "KENT"], ["Kent", "%4B%45%4E%54"]),
        (["x" * 300, "x" * 301], ["x" * 200, "x" * 200 + "-2"]),
    ],
)
def test_a_force_is_a_folder_that_every_system_takes(
    forces: list[str], values: list[str]
) -> None:
    names = parquet_names("passages.csv", forces)
    assert list(names.values()) == [
        f"parquet/passages/force={value}/part.parquet" for value in values
    ]


SOURCE = Path(plancoder.__file__).parent
FILE_NAME = re.compile(
    r"[\w-]+\.(?:csv|docx|html|json|jsonl|md|parquet|png|qdc|qdpx|sqlite|svg|xlsx|yaml)"
)
# A page that plancoder brings with it, what a codebook without a file is called in
# messages, and a module: no files of a study.
NO_FILES = {"page.html", "codebook.yaml", "pyarrow.parquet"}


def file_names_in(source: str) -> set[str]:
    texts = [node.value for node in ast.walk(ast.parse(source))
             if isinstance(node, ast.Constant) and isinstance(node.value, str)]  # fmt: skip
    return {text for text in texts if FILE_NAME.fullmatch(text)}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('write(out / "summary.csv")', {"summary.csv"}),
        ('say("summary.csv is open in Excel")', set()),
        ('name = f"{stem}.csv"', set()),
    ],
)
def test_file_names_are_told_from_messages(source: str, names: set[str]) -> None:
    assert file_names_in(source) == names


def test_no_other_module_spells_the_name_of_a_file_of_a_study() -> None:
    found = {
        file.relative_to(SOURCE).as_posix(): names
        for file in SOURCE.rglob("*.py")
        if file != SOURCE / "study" / "names.py"
        and file.parent != SOURCE / "reference"
        and (names := file_names_in(file.read_text(encoding="utf-8")) - NO_FILES)
    }
    assert found == {}


def test_names_made_of_what_a_file_holds() -> None:
    assert chart_name("map", "needs", "svg") == "map_needs.svg"
    assert draft_name("map_needs.svg") == "map_needs-draft.svg"
    assert decisions_name("fenn:2017") == "decisions-fenn-2017.csv"
    assert decisions_name("??") == "decisions-plan.csv"
