"""The guard against formulas, one row a cell, each with its twin that stays as it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plancoder.tables.csv_cells import (
    CELL_LIMIT,
    cap_cell,
    clean_cell,
    guard_cell,
    safe_cell,
    unguard_cell,
)
from plancoder.tables.csv_writer import write_table

NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from("'=+-@\t\r\n\0 \u00a0\u200b\ufeff＝＋－＠a;,\""),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    "dangerous",
    [
        "=1+1",
        "+44 1632 960001",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\nnext line",
        "\0=1",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "\u202e=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM",
        "'quoted",
        "'=1+1",
        "''",
    ],
)
def test_a_dangerous_cell_gets_one_apostrophe(dangerous: str) -> None:
    assert guard_cell(dangerous) == "'" + dangerous
    assert unguard_cell(guard_cell(dangerous)) == dangerous


@pytest.mark.parametrize(
    "plain",
    ["", " ", "rural crime", "a=b", "1-2", "’tis", "a'b", "needs - all", "✓", "n/a"],
)
def test_a_plain_cell_stays(plain: str) -> None:
    assert guard_cell(plain) == plain
    assert unguard_cell(plain) == plain


def test_an_apostrophe_that_a_person_wrote_stays() -> None:
    assert unguard_cell("'tis the season") == "'tis the season"


@given(NASTY)
def test_guarding_is_reversible(text: str) -> None:
    assert unguard_cell(guard_cell(text)) == text


@given(NASTY)
def test_no_written_cell_is_a_formula(text: str) -> None:
    data = write_table(["x"], [[text]])
    cell = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    stripped = (cell[0] if cell else "").lstrip(" \u00a0\u200b\ufeff")
    assert not stripped.startswith(
        ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x7fb", "a␡b"),
        ("a\x85b", "a\nb"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\x80b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\U0001ffffb", "a\ufffdb"),
        ("a\tb\r\nc £ ✓ 🚓", "a\tb\r\nc £ ✓ 🚓"),
    ],
)
def test_what_no_cell_can_hold_is_replaced_by_a_sign(written: str, shown: str) -> None:
    assert clean_cell(written) == shown


@pytest.mark.parametrize("letter", ["a", "é", "🚓"])
def test_a_text_longer_than_a_cell_is_cut_visibly(letter: str) -> None:
    capped = cap_cell(letter * 40_000)
    assert len(capped.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert capped.endswith("[…cut here, 40,000 characters in all]")
    assert capped.startswith(letter * 1000)


def test_a_text_that_just_fits_is_whole() -> None:
    assert cap_cell("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    assert "cut here" in safe_cell("=" + "a" * (CELL_LIMIT - 1))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (-3, "-3"),
        (0.25, "0.25"),
        (float("nan"), ""),
        (True, "1"),
        (False, "0"),
        ("-3", "'-3"),
    ],
)
def test_numbers_stay_numbers(value: str | float | None, cell: str) -> None:
    assert safe_cell(value) == cell
