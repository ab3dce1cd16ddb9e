"""File names that are made of what people write."""

from __future__ import annotations

import pytest

from plancoder.study.names import free_name


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
