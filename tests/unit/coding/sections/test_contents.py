"""Contents pages: what is an entry, and what only ends or begins with a number."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.sections.contents import find_contents

BODY = "\n\nThe plan of the river towns begins here and goes on for a while. " * 30


def entries(source: str) -> list[str]:
    document = document_of(source + BODY)
    return [document.text[start:end] for start, end in find_contents(document).entries]


FOUR = [
    "Greeting",
    "Priority 1: Calm weirs",
    "Priority 2: Dry cellars",
    "What we spend",
]


@pytest.mark.parametrize(
    "lines",
    [
        ["Greeting 3", "{1} 4", "{2} 7", "What we spend 11"],
        ["Greeting ..... 3", "{1} ..... 4", "{2} …… 7", "What we spend\t11"],
        ["3 Greeting", "4 {1}", "7 {2}", "11 What we spend"],
        ["Greeting 3", "{1} 4-6", "{2} 7 – 10", "What we spend 11/12"],
        ["3 Greeting", "4-6 {1}", "7 - 10 {2}", "11 What we spend"],
        ["Greeting Page 3", "{1} Pages 4-6", "{2} Page 7/8", "What we spend p. 11"],
        ["Greeting 3 {1} 4-6 {2} 7-10 What we spend 11"],
        ["3 Greeting 4-6 {1} 7 - 10 {2} 11 What we spend"],
        ["Greeting 3 {2} 7", "{1} 4 What we spend 11"],
        ["2", "Greeting", "4-6", "{1}", "7-10", "{2}", "11", "What we spend"],
    ],
)
def test_entries_stand_before_after_and_between_page_numbers(lines: list[str]) -> None:
    listed = "\n\n".join(lines).format("", FOUR[1], FOUR[2])
    assert sorted(entries(f"# Plan\n\n## Contents\n\n{listed}")) == sorted(FOUR)


def test_a_label_on_a_line_of_its_own_belongs_to_the_wording_below_it() -> None:
    listed = ["2", "GREETING", "4-6", "Priority 1", "CALM WEIRS", "7", "MONEY"]
    found = entries("# Plan\n\n## Contents\n\n" + "\n\n".join(listed))
    assert found == ["GREETING", "Priority 1\nCALM WEIRS", "MONEY"]


def test_numbered_parts_of_one_entry_are_entries() -> None:
    found = entries(
        "# Plan\n\nContents 3 Greeting 5 What comes first 1. Calm weirs 2. Dry cellars"
        " 3. Lit bridges 16 What we spend 18 Who to ring"
    )
    assert found == [
        "Greeting",
        "What comes first",
        "1. Calm weirs",
        "2. Dry cellars",
        "3. Lit bridges",
        "What we spend",
        "Who to ring",
    ]


def test_decimals_years_and_labels_are_no_page_numbers() -> None:
    found = entries(
        "# Plan\n\nContents 1. The years 2021-22 3 1.1 Weirs 4 1.2 Theme 2 and the"
        " mill 6 2. Taking part 36"
    )
    assert found == [
        "1. The years 2021-22",
        "1.1 Weirs",
        "1.2 Theme 2 and the mill",
        "2. Taking part",
    ]


def test_the_word_contents_may_end_the_title_line() -> None:
    document = document_of(
        "# A COUNTY AT REST Contents\n\nGreeting 3\n\nWeirs 4\n\nMoney 9" + BODY
    )
    contents = find_contents(document)
    assert not contents.holds(0)
    assert contents.holds(document.text.index("Weirs"))
    assert not contents.holds(document.text.index("The plan of"))


def test_pages_first_without_a_title_are_contents_but_a_numbered_list_is_not() -> None:
    pages = ["2 Greeting", "4 Weirs", "8 Cellars", "13 Bridges", "17 Money", "20 Words"]
    assert len(entries("# Plan\n\n" + "\n\n".join(pages))) == 6
    steps = [
        f"{n} {name}"
        for n, name in enumerate(("Ask", "Meet", "Plan", "Act", "Tell", "End"), 1)
    ]
    assert entries("# Plan\n\n" + "\n\n".join(steps)) == []


def test_pages_behind_their_entries_are_contents_though_they_count_on() -> None:
    pages = ["Greeting 2", "Weirs 3", "What comes first", "Cellars 4", "Money 5"]
    found = entries("# Plan\n\n" + "\n\n".join(pages))
    assert found == ["Greeting", "Weirs", "What comes first", "Cellars", "Money"]


def test_running_heads_with_page_numbers_are_no_contents() -> None:
    heads = [f"Plan for the river towns {page}\n\nShort." for page in range(2, 8)]
    assert entries("# Plan\n\n" + "\n\n".join(heads)) == []


def test_the_body_that_begins_again_at_a_low_page_ends_the_contents() -> None:
    listed = ["Greeting 3", "Weirs 4", "Cellars 9", "Money 20", "4 River towns"]
    found = entries("# Plan\n\n## Contents\n\n" + "\n\n".join(listed))
    assert found == ["Greeting", "Weirs", "Cellars", "Money"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["- Greeting", "- Weirs", "- Money"], 3),
        (["- Greeting", "- Weirs"], 0),
        (["- Greeting", "- Weirs", "Money"], 0),
        (["Greeting", "Weirs", "Money"], 0),
        # Numbers that were read apart, or headings that come again, make them entries.
        (["Greeting", "Weirs", "Money", "3", "4", "9"], 3),
        (["Greeting", "Weirs", "Money", "3", "4"], 0),
        (["Greeting", "Weirs", "Money", "## Greeting", "## Weirs"], 3),
        (["Greeting", "Weirs", "Money", "## Greeting"], 0),
        (["Greeting", "Weirs:", "Money", "## Greeting", "## Weirs"], 0),
    ],
)
def test_short_lines_under_contents_without_page_numbers(
    lines: list[str], found: int
) -> None:
    listed = "# Plan\n\n## Contents\n\n" + "\n\n".join(lines)
    document = document_of(listed + "\n\n" + BODY.replace("\n\n", " "))
    assert len(find_contents(document).entries) == found
