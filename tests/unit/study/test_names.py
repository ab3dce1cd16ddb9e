"""File names that are made of what people write."""

from __future__ import annotations

import pytest

from plancoder.study.names import free_name, parquet_names


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
