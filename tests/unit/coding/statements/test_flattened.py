"""Tables copied cell after cell or row after row: which heads tell them, and how many
rows and columns.
"""

from __future__ import annotations

import pytest
from documents import document_of
from sentences import spread

from plancoder.coding.statements.flattened import (
    coded_cells,
    flattened_rows,
    flattened_tables,
)
from plancoder.coding.statements.items import find_items
from plancoder.coding.statements.titled import opening_labels, titles_in_turn

CELLS = ["Calm lanes", "Warm halls", "Dry cellars"]


def cells_of(*lines: str) -> list[str]:
    document = document_of("\n\n".join(lines))
    found = [*flattened_tables(document), *flattened_rows(document)]
    return [document.text[one.start : one.end] for cells, _ in found for one in cells]


@pytest.mark.parametrize(
    "head",
    spread("[|Our|The|Strategic] [Priority|Objective|Theme|Aim] [|area]")
    + spread("[our priority|THE AIM]"),
)
def test_heads_of_the_column(head: str) -> None:
    rows = [line for cell in CELLS for line in (cell, "Ann", "Fewer calls")]
    assert cells_of(head, "Lead", "Measures", *rows) == CELLS
    assert cells_of(f"Old {head}", "Lead", "Measures", *rows) == []


@pytest.mark.parametrize(
    "head",
    spread(
        "[Ref|Reference|No|No.|Number|Owner|Partner|Partners|Sub-group|Subgroups|"
        "Timescale|Timescales|By when|Status|Target|Targets|Outcome|Outcomes|Action|"
        "Actions|Measure|Measures|Indicator|Indicators|Lead agency|Why we chose it|How "
        "we will know|What we do|Who leads|When|Success measures|Measure of it]"
    ),
)
def test_heads_beside_it(head: str) -> None:
    rows = [line for cell in CELLS for line in (cell, "Ann")]
    assert cells_of("Priority", head, *rows) == CELLS
    rows = [line for cell in CELLS for line in ("Ann", cell)]
    assert cells_of(head, "Priority", *rows) == CELLS


def test_what_is_no_table_of_cells() -> None:
    rows = [line for cell in CELLS for line in (cell, "Ann")]
    assert cells_of("Priority", "Lanes", *rows) == []
    assert cells_of("Priority", "Lead", *rows[:4]) == []
    assert cells_of("Priority", *rows) == []
    for ends in ("# Warm halls", "Warm halls are good.", "2 Warm halls", "W" * 121):
        assert (
            cells_of("Priority", "Lead", "Calm lanes", "Ann", "Dry", "Bob", ends) == []
        )
    long = "W" * 120
    found = cells_of("Priority", "Lead", *rows[:4], long, "Cy")
    assert found == [*CELLS[:2], long]


def test_numbers_before_the_rows_have_no_head() -> None:
    for numbers in ("1 2 3", "A B C", "P1 P2 P3"):
        rows = [
            line
            for number, cell in zip(numbers.split(), CELLS, strict=True)
            for line in (number, cell, "Ann")
        ]
        assert cells_of("Priority", "Lead", *rows) == CELLS


def test_how_many_columns_a_table_may_have() -> None:
    heads = ["Owner", "Status", "Target", "Actions", "Outcomes", "Timescale"]
    for others in (1, 5):
        rows = [line for cell in CELLS for line in (cell, *"uvwxyz"[:others])]
        assert cells_of("Priority", *heads[:others], *rows) == CELLS
    rows = [line for cell in CELLS for line in (cell, *"uvwxyz")]
    assert cells_of("Priority", *heads, *rows) == []


@pytest.mark.parametrize(
    "heads",
    [
        *spread("[|No|No.|Ref] [|Our|The|Strategic] [Priority|Objective|Theme|Aim] Lead"),
        *spread(
            "Priority [Lead|Owner|Measure|Measures|Outcome|Outcomes|Target|Targets|"
            "Action|Actions|How we know|What we do|Why it is|Who leads|When it ends|Main "
            "actions|Key measures|Success looks like]"
        ),
        *spread("Priority [area|Area] Lead What success looks like Owner Actions"),
    ],
)  # fmt: skip
def test_heads_on_one_line(heads: str) -> None:
    rows = ["1. Calm lanes Police 12", "2. Warm halls Council", "3. Dry cellars Ann"]
    assert cells_of(heads, *rows) == CELLS
    assert cells_of(heads, *[row[3:] for row in rows]) == CELLS
    assert cells_of(heads, *rows[:2]) == []
    assert cells_of(f"{heads} lanes go", *rows) in ([], CELLS)
    assert cells_of("Priority lanes", *rows) == []


def test_numbered_rows_below_heads_on_lines() -> None:
    rows = [
        "1. Calm lanes Police",
        "Fewer",
        "2. Warm halls Council",
        "3. Dry cellars Ann",
    ]
    assert cells_of("Aim", "Lead", *rows) == CELLS
    far = [*rows[:1], "Fewer", "calls", "of all", *rows[2:]]
    assert cells_of("Aim", "Lead", *far) == []
    near = [*rows[:1], "Fewer", "calls", *rows[2:]]
    assert cells_of("Aim", "Lead", *near) == CELLS


def test_long_and_short_cells() -> None:
    words = "so " * 12
    for many, found in ((14, True), (15, False)):
        cell = " ".join(["Calm", *["lanes"] * (many - 1)])
        rows = [f"1. {cell} Police", "2. Warm halls Council", "3. Dry cellars Ann"]
        assert bool(cells_of("Aim Lead", *rows)) is found
    assert cells_of("Aim Lead", "1. Calm Police", *[words] * 3) == []


def coded(*lines: str) -> list[tuple[list[str], str]]:
    """The cells behind codes and the head that names them."""
    document = document_of("\n\n".join(lines))
    return [
        ([document.text[one.start : one.end] for one in cells], head)
        for cells, _, head in coded_cells(document)
    ]


def rows_with(codes: str, others: int = 1) -> list[str]:
    """Rows of a code, a cell and others: "A", "Calm lanes", "Ann"."""
    pairs = zip(codes.split(), CELLS, strict=False)
    return [cell for code, one in pairs for cell in (code, one, *["Ann"] * others)]


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        *(("A B C", True), ("1 2 3", True), ("SO1 SO2 SO3", True)),
        *(("AAAA1 AAAA2 AAAA3", True), ("AAAAA1 AAAAA2 AAAAA3", False)),
        *(("A B", False), ("A B D", False), ("B C D", False), ("2 3 4", False)),
        *(("SO1 SO2 SP3", False), ("SO1 SO2 SO4", False), ("a b c", False)),
    ],
)
def test_cells_behind_codes(codes: str, found: bool) -> None:
    wanted = [(CELLS, "Strand")] if found else []
    assert coded("Strand", "Title", "Lead", *rows_with(codes)) == wanted


@pytest.mark.parametrize(
    ("head", "named"),
    [
        *((one, one) for one in spread("[Our|The|My|Strategic|Local|Key] aim")),
        *((one, one) for one in spread("[Priority|Objective|Theme|Aim|Goal|Strand] area")),
        *((one, one) for one in spread("[Pillars|Commitment|Pledges|Promise|Missions|Ambition]")),
        *((one, "") for one in spread("[No|No.|Ref|Ref.|Number|Reference|#]")),
        *((one, None) for one in spread("[Lane|Old aim|Aims of it|Numbers|Code|Priorities]")),
    ],
)  # fmt: skip
def test_heads_that_name_codes(head: str, named: str | None) -> None:
    found = coded(head, "Title", "Lead", *rows_with("A B C"))
    assert found == ([] if named is None else [(CELLS, named)])


@pytest.mark.parametrize(("others", "found"), [(0, True), (4, True), (5, False)])
def test_how_many_columns_stand_behind_a_code(others: int, found: bool) -> None:
    heads = ["Strand", "Title", *["Lead"] * others]
    assert bool(coded(*heads, *rows_with("A B C", others))) is found
    assert coded(*rows_with("A B C", others)) == []


def titles_of(*lines: str) -> list[list[str]]:
    document = document_of("\n\n".join(lines))
    runs = [*titles_in_turn(document, find_items(document)), *opening_labels(document)]
    return [[document.text[one.start : one.end] for one in run] for run in runs]


TEXT = "It rained on the moor and the lanes were wet from May to the end of the summer."


def test_labels_that_open_paragraphs() -> None:
    for stop in (".", ":", " –", " —"):
        found = titles_of(*(f"{one}{stop} {TEXT}" for one in CELLS))
        assert found == [CELLS]
    assert titles_of(*(f"{one}. {TEXT}" for one in CELLS[:2])) == []
    assert titles_of(*(f"{one}. “{TEXT}" for one in CELLS)) == [CELLS]
    assert titles_of(*(f"{one}, {TEXT}" for one in CELLS)) == []
    assert titles_of(*(f"- {one}. {TEXT}" for one in CELLS)) == []
    between = [f"{CELLS[0]}. {TEXT}", "- so", *(f"{one}. {TEXT}" for one in CELLS[1:])]
    assert titles_of(*between) == [CELLS]
    broken = [f"{CELLS[0]}. {TEXT}", "# So", *(f"{one}. {TEXT}" for one in CELLS[1:])]
    assert titles_of(*broken) == []
    for many, found in ((60, [CELLS]), (59, [])):
        behind = "W" * many
        assert titles_of(*(f"{one}. {behind}" for one in CELLS)) == found
    for many, told in ((9, True), (10, False)):
        label = " ".join(["Calm", *["lanes"] * (many - 1)])
        rows = [f"{label}. {TEXT}", *(f"{one}. {TEXT}" for one in CELLS[1:])]
        assert bool(titles_of(*rows)) is told


@pytest.mark.parametrize(
    "words",
    spread(
        "[I|We|You|It|They|He|She|This|That|These|Those|There] go by"
    ) + spread(
        "Lanes [who|which|is|are|was|were|be|been|will|shall|can|could|may|might|must|"
        "should|would|has|have|had|do|does|did] calm"
    ),
)  # fmt: skip
def test_a_sentence_is_no_label(words: str) -> None:
    rows = [f"{one}. {TEXT}" for one in (words, *CELLS[1:])]
    assert titles_of(*rows) == []
    rows = [f"{one}. {TEXT}" for one in ("Lanes by day", *CELLS[1:])]
    assert len(titles_of(*rows)) == 1


def test_titles_take_turns_with_their_texts() -> None:
    turns = [line for one in CELLS for line in (one, f"{one} stay as they are.")]
    assert titles_of("I chose these.", *turns) == [CELLS]
    assert titles_of("I chose these.", *turns[:4]) == []
    assert titles_of("I chose these", *turns) == [CELLS]
    assert titles_of("I chose these,", *turns) == []
    for ends in ".,;!?":
        assert titles_of("I chose these.", f"Calm lanes{ends}", *turns[1:]) == []
    for many, found in ((32, 1), (33, 0)):
        title = " ".join(["Calm", *["lanes"] * (many - 1)])
        assert len(titles_of("I chose these.", title, *turns[1:])) == found
    assert titles_of("I chose these.", "calm lanes", *turns[1:]) == []
