"""Items: what could be one priority each, cut out of every form of text."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.statements.items import Form, find_items


def items_of(source: str) -> list[tuple[str, str, str]]:
    """Form, number or label, and wording of each item."""
    document = document_of(source)
    return [
        (
            item.form.value,
            item.label.shown if item.label else item.number,
            " ".join(document.text[item.start : item.end].split()),
        )
        for item in find_items(document)
    ]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "Priority 1 Calm lanes Priority 2 Warm halls Priority 3 Dry cellars",
            [
                ("inline", "Priority 1", "Calm lanes"),
                ("inline", "Priority 2", "Warm halls"),
                ("inline", "Priority 3", "Dry cellars"),
            ],
        ),
        (
            "1. Calm lanes 2. Warm halls 3. Dry cellars. Then it rained.",
            [
                ("numbered", "1", "Calm lanes"),
                ("numbered", "2", "Warm halls"),
                ("numbered", "3", "Dry cellars."),
            ],
        ),
        (
            "They chose: (1) calm lanes; (2) warm halls; and (3) dry cellars.",
            [
                ("line", "", "They chose:"),
                ("numbered", "1", "calm lanes"),
                ("numbered", "2", "warm halls"),
                ("numbered", "3", "dry cellars."),
            ],
        ),
        (
            "• Calm lanes; • Warm halls; and • Dry cellars.",
            [
                ("bullet", "", "Calm lanes"),
                ("bullet", "", "Warm halls"),
                ("bullet", "", "Dry cellars."),
            ],
        ),
        (
            "Foreword 3 Calm lanes 4-6 Warm halls 7 Dry cellars 9 Money 11",
            [
                ("contents", "", "Foreword"),
                ("contents", "", "Calm lanes"),
                ("contents", "", "Warm halls"),
                ("contents", "", "Dry cellars"),
                ("contents", "", "Money"),
            ],
        ),
        # Four page numbers make a contents page, three do not.
        (
            "Foreword 3 Calm lanes 4 Warm halls 7 Money 11",
            [
                ("contents", "", "Foreword"),
                ("contents", "", "Calm lanes"),
                ("contents", "", "Warm halls"),
                ("contents", "", "Money"),
            ],
        ),
        (
            "Foreword 3 Calm lanes 4 Warm halls 7",
            [("line", "", "Foreword 3 Calm lanes 4 Warm halls 7")],
        ),
        # A reference is no label; a year or a count no number of a list.
        ("Priority 1 rests on the lamps.", [("line", "Priority 1", "rests on the lamps.")]),
        ("In 2016 we had 3 lamps and 4 keys.", [("line", "", "In 2016 we had 3 lamps and 4 keys.")]),
    ],
)  # fmt: skip
def test_items_run_together_are_cut_apart(
    source: str, found: list[tuple[str, str, str]]
) -> None:
    assert items_of(source) == found


@pytest.mark.parametrize(
    "opener",
    [
        *("A", "An", "All", "Each", "I", "In", "It", "The", "There", "These", "They"),
        *("This", "We"),
    ],
)
def test_a_sentence_that_ran_into_the_last_item_is_cut_off(opener: str) -> None:
    run = "1. Calm lanes 2. Warm halls 3. Dry cellars to live in"
    [*_, last] = items_of(f"{run} {opener} lamp was lit by those who came")
    assert last == ("numbered", "3", "Dry cellars to live in")
    # A name behind "in" begins no sentence.
    [*_, last] = items_of(f"{run} Larkshire was lit by those who came")
    assert last[2].endswith("in Larkshire was lit by those who came")


def test_a_label_alone_on_its_line_takes_the_wording_below_it() -> None:
    source = "4-6\n\nPriority 1\n\nCALM LANES\n\n7-9\n\nPriority 2\n\nWARM HALLS AND\n\nDRY CELLARS"
    found = [row for row in items_of(source) if row[1].startswith("Priority")]
    assert [(label, words) for _, label, words in found] == [
        ("Priority 1", "CALM LANES"),
        ("Priority 2", "WARM HALLS AND DRY CELLARS"),
    ]


@pytest.mark.parametrize(
    ("entry", "words", "page"),
    [
        ("Calm lanes ........ 6", "Calm lanes", 6),
        ("Calm lanes 6-7", "Calm lanes", 6),
        ("Calm lanes Pages 8 - 10", "Calm lanes", 8),
        ("Calm lanes Page 3/4", "Calm lanes", 3),
        ("6 - 8 Calm lanes", "Calm lanes", 6),
    ],
)
def test_a_page_reference_is_no_part_of_the_wording(
    entry: str, words: str, page: int
) -> None:
    source = f"Foreword 2\n\n{entry}\n\nMoney 11\n\nGlossary 14"
    document = document_of(source)
    item = find_items(document)[1]
    assert document.text[item.start : item.end] == words
    assert (item.form, item.page) == (Form.CONTENTS, page)


def test_a_number_that_ends_a_line_outside_a_contents_page_stays() -> None:
    assert items_of("Answer every call in 15")[0][2] == "Answer every call in 15"
