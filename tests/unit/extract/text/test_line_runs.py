"""Which lines of a plain text stand for themselves, at both sides of each bound.

A row gives lines, parted by " / ", and those that are found. "_" is a blank line.
"""

from __future__ import annotations

import pytest

from plancoder.extract.text.laid_out_rows import join_rows
from plancoder.extract.text.line_joining import goes_on, stands_alone
from plancoder.extract.text.line_runs import (
    counted_lines,
    lines_below_lead,
    listed_lines,
    numbered_lines,
    page_first_lines,
)
from plancoder.extract.text.page_marks import Line
from plancoder.extract.text.table_rows import has_piped_rows


def lines_of(source: str) -> list[Line]:
    return [Line("" if one == "_" else one, 1) for one in source.split(" / ")]


def texts_at(lines: list[Line], found: frozenset[int]) -> list[str]:
    """The texts of the lines that were found, but for blank ones behind them."""
    return [line.text for at, line in enumerate(lines) if at in found and line.text]


THREE = "Calm lanes / Warm halls / Dry cellars"
FOUR = f"{THREE} / Good roads"


@pytest.mark.parametrize(
    "source",
    [
        THREE,
        "Lanes / Halls / Cellars",
        "calm lanes; / warm halls; / dry cellars",
        "calm lanes; / warm halls; and / dry cellars.",
        "Calm lanes; / Warm halls; and / Dry cellars in 2024.",
        f"Calm lanes / Warm halls / Dry {'r' * 71}",
    ],
)
def test_lines_between_blank_lines_are_a_list(source: str) -> None:
    lines = lines_of(f"It rained. / _ / {source} / _ / It snowed.")
    assert texts_at(lines, listed_lines(lines)) == source.split(" / ")
    lines = lines_of(source)
    assert texts_at(lines, listed_lines(lines)) == source.split(" / ")


@pytest.mark.parametrize(
    "source",
    [
        "Calm lanes / Warm halls",
        "Calm lanes / _ / Warm halls / _ / Dry cellars",
        "calm lanes / Warm halls / Dry cellars",
        "Calm lanes / Halls / Dry cellars",
        "CALM LANES / Warm halls / Dry cellars",
        "Calm lanes / Warm halls in 2024 / Dry cellars",
        "Calm lanes / ann@vale.example / Dry cellars",
        "Calm lanes / Write to Ann@vale / Dry cellars",
        "Calm lanes / Warm halls and / Dry cellars",
        "Calm lanes / Warm halls of the / Dry cellars",
        "Calm lanes / Warm\thalls / Dry cellars",
        f"Calm lanes / Warm halls / Dry {'r' * 72}",
        "Calm lanes; / Warm halls / Dry cellars;",
        "1 calm lanes; / warm halls; and / dry cellars.",
        *(f"Calm lanes / Warm halls{end} / Dry cellars" for end in ".,:;-–"),
    ],
)
def test_lines_that_are_no_list(source: str) -> None:
    lines = lines_of(source)
    assert listed_lines(lines) == frozenset()


BELOW = [
    (f"Our aims are: / {THREE}", THREE),
    (f"Our aims are: / _ / {THREE}", THREE),
    (f"Our aims are: / _ / {THREE} / _ / It rained.", THREE),
    (f"Partners will focus on / {THREE}", THREE),
    (f"We concentrate on / {THREE}", THREE),
    (f"Our aims for the year are / {THREE}", THREE),
    (f"We chose the following / {THREE}", THREE),
    ("We say: / Calm lanes; / Warm halls; and / Dry cellars.", "Calm lanes; / Warm halls; and / Dry cellars."),
    ("We say: / Calm lanes, / Warm halls, / Dry cellars.", "Calm lanes, / Warm halls, / Dry cellars."),
    (f"We say: / Calm lanes / Warm halls / Dry {'r' * 71}", f"Calm lanes / Warm halls / Dry {'r' * 71}"),
    # twins
    (f"Our aims are / _ / {THREE}", ""),
    (f"Our aims are: / _ / _ / {THREE}", ""),
    (f"Our aims are. / {THREE}", ""),
    (f"We go on / {THREE}", ""),
    ("Our aims are: / Calm lanes / Warm halls", ""),
    ("Our aims are: / Calm lanes / warm halls / Dry cellars", ""),
    ("Our aims are: / Calm lanes / Warm halls / Dry cellars.", ""),
    (f"Our aims are: / {THREE} / and more of it.", ""),
    (f"Our aims are: / {THREE} / It rained.", ""),
    ("Our aims are: / Calm lanes / Warm halls: / Dry cellars", ""),
    (f"We say: / Calm lanes / Warm halls / Dry {'r' * 72}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("source", "found"), BELOW)
def test_lines_below_words_that_lead_to_them(source: str, found: str) -> None:
    lines = lines_of(source)
    wanted = [one for one in found.split(" / ") if one]
    assert texts_at(lines, lines_below_lead(lines)) == wanted


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("2  Welcome / 4  Calm lanes / 4  Warm halls / 9  Money", True),
        ("2\tWelcome / 4\tCalm lanes / 6\t– Warm halls / 9\tMoney", True),
        ("It rained. / 2  Welcome / 4  Lanes / 6  Halls / 99  Money / So.", True),
        ("2  Welcome / 4  Calm lanes / 6  Warm halls", False),
        ("2 Welcome / 4 Calm lanes / 6 Warm halls / 9 Money", False),
        ("2  Welcome / 6  Calm lanes / 4  Warm halls / 9  Money", False),
        ("2  Welcome / 4  Calm lanes / _ / 6  Warm halls / 9  Money", False),
        ("2  Welcome / 4  Calm lanes / 6  12 / 9  Money", False),
        ("2  Welcome / 4  Calm lanes / 6  Warm halls / 1000  Money", False),
    ],
)
def test_entries_with_their_pages_first(source: str, found: bool) -> None:
    lines = lines_of(source)
    entries = [line.text for line in lines if line.text[0].isdigit()] if found else []
    assert texts_at(lines, page_first_lines(lines)) == entries


@pytest.mark.parametrize(
    ("line", "following", "told"),
    [
        ("A", "Calm lanes", False),
        ("AB", "Calm lanes", False),
        ("A", "calm lanes", True),
        ("Calm lanes by night", "(and by day)", True),
        ("Calm lanes by night", "(And by day)", False),
        ("Calm lanes by night", "(2 of them)", False),
        # A number does not show whether it would have fitted on the line above.
        ("It rained on the moor, and of all our lamps we lost", "12 by noon.", True),
        ("It rained on the moor, and of all our lamps we lost", "Nine by noon.", False),
        ("It rained on the moor, and we lost", "12 by noon.", False),
    ],
)
def test_which_line_goes_on(line: str, following: str, told: bool) -> None:
    assert goes_on(line, following, 80) is told


def test_a_letter_alone_ends_where_a_capital_follows() -> None:
    # A full line would go on: only a letter alone in its box does not.
    assert goes_on(
        "They went to the moor by day and by night, all but plan A,", "Nine", 60
    )
    assert not goes_on("A", "Nine", 60)
    assert goes_on("a", "nine", 60)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Strategic Aim (i): Calm lanes", True),
        ("Strategic Aim (iv): Calm lanes", True),
        ("Aim (2) – Calm lanes", True),
        ("Aim (xviii): Calm lanes", False),
        ("Aim (b): Calm lanes", False),
        ("Aim (i) calm lanes", False),
        ("Lane (i): Calm lanes", False),
    ],
)
def test_labels_in_brackets_stand_alone(line: str, told: bool) -> None:
    assert stands_alone("They went on to the", line, ["It rained."], 60) is told


@pytest.mark.parametrize(
    ("before", "line", "after", "told"),
    [
        ("We have three aims, and they are:", "Roads", "What you will see:", True),
        ("We have three aims, and they are:", "roads", "What you will see:", False),
        ("We have three aims, and they are:", "Roads,", "What you will see:", False),
        ("We have three aims, and they are:", "Roads", "and all halls", False),
        ("We have three aims, and they are", "Roads", "What you will see:", False),
    ],
)
def test_a_title_below_a_colon_stands_alone(
    before: str, line: str, after: str, told: bool
) -> None:
    assert stands_alone(before, line, [after], 60) is told


COUNTS = "Job 1 Calm lanes / Job 2 Warm halls / Job 3 Dry cellars"
NUMBERED = "1 – Calm lanes / 2 – Warm halls / 3 – Dry cellars"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"So. / {NUMBERED} / It rained.", [1, 2, 3, 4]),
        (f"So. / {NUMBERED} / by night / It rained.", [1, 2, 3, 4]),
        (f"{NUMBERED.replace(' / 2', ' / by night / 2')} / It rained.", [0, 2, 3, 4]),
        (f"{NUMBERED.replace(' / 3', ' / by night / 3')} / It rained.", [0, 1, 3, 4]),
        ("So. / One: Calm / Two: Warm / Three: Dry / So.", [1, 2, 3, 4]),
        ("So. / 01 Calm / 02 Warm / 03 Dry / So.", [1, 2, 3, 4]),
        # twins
        (NUMBERED.rpartition(" / ")[0], []),
        (NUMBERED.replace("3", "4"), []),
        (NUMBERED.replace("1", "0"), []),
        ("1 Calm / 2 Warm / 3 Dry", []),
    ],
)
def test_lines_numbered_one_below_the_other(source: str, found: list[int]) -> None:
    assert sorted(numbered_lines(lines_of(source))) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (f"So. / {COUNTS} / It rained.", [1, 2, 3, 4]),
        (f"So. / {COUNTS} / by night / It rained.", [1, 2, 3]),
        (f"So. / {COUNTS}", [1, 2, 3]),
        # twins
        (COUNTS.rpartition(" / ")[0], []),
        (COUNTS.replace("Job 2", "Song 2"), []),
        (COUNTS.replace("Job 3", "Job 4"), []),
    ],
)
def test_lines_that_count_on(source: str, found: list[int]) -> None:
    assert sorted(counted_lines(lines_of(source))) == found


LABELS = [
    *("Priority", "Objective", "Theme", "Aim", "Outcome", "Pledge"),
    *("Pillar", "Goal", "Ambition", "Commitment", "Section", "Chapter"),
    *(f"{one} Aim" for one in ("My", "Our", "The", "Strategic", "Key", "Borough")),
]
NUMBERS = ["1", "12", "A", "H", "One", "Two", "Three", "Four", "Five", "Six", "Seven"]


@pytest.mark.parametrize(
    ("label", "told"),
    [
        *((f"{one} 1", True) for one in LABELS),
        *((f"Aim {one}", True) for one in NUMBERS),
        *((one, False) for one in ("Lane 1", "old Aim 1", "Aim J", "Aim 123", "Aim")),
    ],
)
def test_labels_stand_alone(label: str, told: bool) -> None:
    for stop in (":", ".", " –", " —", "-", " |"):
        line = f"{label}{stop} calm lanes"
        assert stands_alone("They went on to the", line, ["It rained."], 60) is told
    assert not stands_alone("They went on to the", f"{label} calm", ["It rained."], 60)


@pytest.mark.parametrize(
    ("label", "line", "told"),
    [
        ("Aim 1: calm lanes by day", "We will know by asking.", True),
        ("Aim 1: calm lanes by day", "and by night.", False),
        ("Aim 1: calm lanes by the", "Wye and the Usk.", False),
        ("Aim 1: Calm Lanes by Our", "Rivers In Flood", True),
        ("Aim 1: Calm lanes by Thorle", "Bridge at night.", False),
        ("The lanes are calm by day", "We will know by asking.", False),
    ],
)
def test_what_begins_below_a_label(label: str, line: str, told: bool) -> None:
    assert stands_alone(label, line, ["It rained."], 60) is told


def rows_of(*lines: str) -> list[str]:
    """The lines of a text, of tables the cells of each row parted by a bar."""
    read = join_rows([Line(line, 1) for line in lines])
    return [" | ".join(line.text.split("\t")) for line in read]


BROKEN = (
    "Calmer      Warmer      Drier",
    "lanes       halls       cellars",
    "by night    in May      at sea",
)


def test_cells_that_are_broken_word_by_word() -> None:
    assert rows_of(*BROKEN) == [
        "Calmer lanes by night | Warmer halls in May | Drier cellars at sea"
    ]
    named = (*BROKEN[:2], BROKEN[2].replace("by", "By"))
    assert len(rows_of(*named)) > 1


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (BROKEN, True),
        ((*BROKEN[:2], "            in May      at sea"), True),
        ((*BROKEN[:2], "by night    in May      At sea"), False),
        ((BROKEN[0], "lanes       Halls       cellars", BROKEN[2]), False),
        (BROKEN[:2], False),
    ],
)
def test_which_lines_are_one_row(lines: tuple[str, ...], joined: bool) -> None:
    read = rows_of(*lines)
    assert (len(read) == 1) is joined
    assert joined or read == list(lines)


@pytest.mark.parametrize(
    ("first", "last", "table"),
    [
        *((one, "Page", True) for one in ("Ref", "REF", "No.", "no", "Number", "#")),
        *((one, "Page", False) for one in ("Lane", "Refs", "Nos.")),
        *((one, "Pages", False) for one in ("Ref", "No.", "#")),
        *((one, "Lead", False) for one in ("Ref", "No.", "#")),
    ],
)
def test_a_column_of_pages_is_named_where_it_is_no_contents_page(
    first: str, last: str, table: bool
) -> None:
    rows = [(first, "Title", last), ("A1", "Calm lanes", "4")]
    rows += [("A2", "Warm halls", "6"), ("A3", "Dry cellars", "8")]
    read = rows_of(*(f"{one:<8}{title:<16}{page}" for one, title, page in rows))
    assert (read[0] == f"{first} | Title | {last}") is table


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("| --- | --- |", True),
        ("|---|:---:|---:|", True),
        ("  | ---- | --- |  ", True),
        ("| -- | -- |", False),
        ("| --- |", False),
        ("--- | ---", False),
        ("| --- | --- | so", False),
        ("| No. | Aim |", False),
    ],
)
def test_the_rule_below_heads_between_pipes(line: str, told: bool) -> None:
    assert has_piped_rows(["It rained.", line, "It snowed."]) is told
