"""The plan's own priorities, each once, as worded, from plans of many shapes; and what
is no priority.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents import document_of, flat_document_of

from plancoder.coding.code import read_document_parts
from plancoder.coding.sections.corrections import Correction, read_correction
from plancoder.coding.sections.labels import read_label
from plancoder.models import Document, PriorityStatement

SHAPES = Path(__file__).resolve().parents[3] / "data" / "shapes"


def statements_of(
    document: Document, *corrections: Correction
) -> tuple[PriorityStatement, ...]:
    statements = read_document_parts(document, corrections=corrections).statements
    for statement in statements:
        assert (
            statement.text
            == document.text[statement.places[0].start : statement.places[0].end]
        )
    return statements


def texts_of(source: str, *corrections: Correction) -> list[str]:
    return [
        statement.text for statement in statements_of(document_of(source), *corrections)
    ]


@pytest.mark.parametrize(
    ("text", "shown", "rest"),
    [
        ("Priority 1: Safer roads", "Priority 1", "Safer roads"),
        ("Objective Two – Safer roads", "Objective 2", "Safer roads"),
        ("STRATEGIC THEME C. Safer roads", "Theme C", "Safer roads"),
        ("Our Pledge 4 Safer roads", "Pledge 4", "Safer roads"),
        ("Blaenoriaeth 1 / Priority 1: Ffyrdd / Roads", "Priority 1", "Ffyrdd / Roads"),
        ("Prlority 2: Safer r0ads", "Priority 2", "Safer r0ads"),
        ("Amcan 2: Ffyrdd", "Objective 2", "Ffyrdd"),
        ("Aim III", "Aim III", ""),
        ("PRIORITY ONE SAFER ROADS", "Priority 1", "SAFER ROADS"),
        ("Priority one would expect", None, ""),
        ("Priorities 1", None, ""),
        ("A priority 1", None, ""),
        ("Theme parks 1", None, ""),
        ("Outcome 12b", None, ""),
    ],
)
def test_labels(text: str, shown: str | None, rest: str) -> None:
    label = read_label(text)
    assert (label.shown if label else None) == shown
    if label:
        assert text[label.end :] == rest


def test_sub_numbers_are_parts_of_a_priority() -> None:
    label = read_label("Objective 1.2: Lend cameras")
    assert label is not None
    assert label.sub


NUMBERED = """# Plan

## Contents

- Priority 1: Safer roads 4
- Priority 2: Kinder courts 6
- Priority 3: Fewer fires 8

## Priority 1: Safer roads

Speed kills.

### How we will do it

- Lend cameras
- Paint lines

## Priority 2: Kinder courts

Nobody waits.

Priority 3: Fewer fires. Heath and barn burn each spring.

## Performance

Priority 1: Safer roads

Fewer deaths.
"""


def test_numbered_headings_are_merged_with_contents_and_a_lost_heading_is_found() -> (
    None
):
    found = statements_of(document_of(NUMBERED))
    assert [(one.label, one.text) for one in found] == [
        ("Priority 1", "Safer roads"),
        ("Priority 2", "Kinder courts"),
        ("Priority 3", "Fewer fires."),
    ]
    assert [place.found_as for place in found[0].places] == [
        "heading",
        "sentence",
        "contents",
    ]
    assert [place.found_as for place in found[2].places] == ["sentence", "contents"]


def test_numbered_priorities_survive_the_loss_of_all_line_breaks() -> None:
    found = statements_of(flat_document_of(NUMBERED))
    assert [one.label for one in found] == ["Priority 1", "Priority 2", "Priority 3"]
    assert all(
        one.text.startswith(words)
        for one, words in zip(
            found, ("Safer roads", "Kinder courts", "Fewer fires"), strict=True
        )
    )


@pytest.mark.parametrize(
    "name",
    [
        "numbered_objectives",
        "themes_in_boxes",
        "contents_only",
        "prose_i_will",
        "bilingual_headings",
    ],
)
def test_five_shapes(name: str) -> None:
    """Plans of five kinds, each with what a careful reader finds in it."""
    wanted = json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8"))
    source = (SHAPES / f"{name}.md").read_text(encoding="utf-8")
    found = statements_of(document_of(_as_blocks(source)))
    assert [one.label for one in found] == [
        one["label"] for one in wanted["statements"]
    ]
    for one, other in zip(found, wanted["statements"], strict=True):
        assert (
            other["text"] in one.text
            if wanted.get("text_match") == "contains"
            else one.text == other["text"]
        )
        assert one.places[0].page == other["page"]


def _as_blocks(source: str) -> str:
    """Contents lines are lines of their own to a reader; here they are made paragraphs."""
    return "\n".join(
        line + "\n" if line[:1].isalnum() and line[-1:].isdigit() else line
        for line in source.split("\n")
    )


def test_every_bullet_below_our_priorities_is_a_statement_in_full() -> None:
    long = (
        "Work with farmers; with their wives; and with whoever else gets up at four, "
        * 6
        + "so that no quad bike is stolen"
    )
    source = f"# Plan\n\nThis is the plan.\n\n## Our priorities\n\n- Safer roads.\n- {long}\n- Kinder courts"
    assert texts_of(source) == ["Safer roads.", long, "Kinder courts"]


def test_one_bullet_is_enough_below_a_heading() -> None:
    assert texts_of("# Plan\n\n## Our priorities\n\n- Safer roads; kinder courts.") == [
        "Safer roads; kinder courts."
    ]


THREE = "- Safer roads\n- Kinder courts\n- Fewer fires"


@pytest.mark.parametrize(
    "lead",
    [
        "My priorities for the next four years are:",
        "The objectives of this plan are as follows:",
        "I will judge my own work by six pledges. They are these:",
        "Police and Crime Plan priorities:",
    ],
)
def test_lists_after_a_sentence_that_announces_priorities(lead: str) -> None:
    source = f"# Plan\n\n## Introduction\n\nIt rained.\n\n{lead}\n\n{THREE}\n\nThen it stopped."
    assert texts_of(source) == ["Safer roads", "Kinder courts", "Fewer fires"]


@pytest.mark.parametrize(
    "lead",
    [
        "The Commissioner will:",
        "To deliver these priorities we will:",
        "The Strategic Policing Requirement sets national priorities, which are:",
        "In addition to these six priorities, I remain committed to:",
        "The community safety partnership's priorities are:",
        "We asked residents about their priorities:",
        "My previous priorities were:",
        "The priorities in the last plan were:",
        "The partnerships have set priorities of their own, which are:",
        "The force's control strategy has these priorities:",
        "The national policing vision sets out five priorities for the service:",
        "The priorities that people voted for are:",
    ],
)
def test_other_lists_are_no_statements(lead: str) -> None:
    source = f"# Plan\n\n## Introduction\n\nIt rained.\n\n{lead}\n\n{THREE}\n\nThen it stopped."
    assert texts_of(source) == []


def test_sub_bullets_are_no_statements_unless_they_end_the_sentence() -> None:
    source = "# P\n\n## Our priorities\n\n- Safer roads\n  - Lend cameras\n- Tackle:\n  - fires\n  - floods\n- Kinder courts"
    assert texts_of(source) == ["Safer roads", "fires", "floods", "Kinder courts"]


def test_sub_headings_below_our_priorities() -> None:
    source = (
        "# P\n\n## Our priorities\n\nThere are two.\n\n### Safer roads\n\nSpeed kills.\n\n- Lend cameras\n\n"
        "### Kinder courts\n\nNobody waits.\n\n### How we will measure success\n\nDeaths.\n\n## Money\n\nNone."
    )
    assert texts_of(source) == ["Safer roads", "Kinder courts"]


@pytest.mark.parametrize(
    "table",
    [
        "| Safer roads | Kinder courts | Fewer fires |\n| Lend cameras | Hire clerks | Cut bracken |",
        "| Priority | What we do | Measure |\n| Safer roads | Lend cameras | Deaths |\n"
        "| Kinder courts | Hire clerks | Weeks |\n| Fewer fires | Cut bracken | Acres |",
    ],
)
def test_a_plan_on_a_page(table: str) -> None:
    assert texts_of(f"# P\n\n## Plan on a page\n\n{table}\n\n## Money\n\nNone.") == [
        "Safer roads",
        "Kinder courts",
        "Fewer fires",
    ]


def test_priorities_in_one_sentence() -> None:
    source = "# P\n\n## Foreword\n\nMy priorities are: making roads safer; making courts kinder; and fewer fires. I mean it."
    assert texts_of(source) == [
        "making roads safer",
        "making courts kinder",
        "fewer fires.",
    ]


def test_first_and_second_priority_in_prose() -> None:
    source = "# P\n\nMy first priority is to make roads safer. Speed kills.\n\nMy second priority is kinder courts."
    assert texts_of(source) == [
        "make roads safer",
        "kinder courts",
    ]


WILLS = (
    "I will mend roads. Some are old. I will warm the courts. I will count the fires."
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"# P\n\n## What I will do\n\n{WILLS}\n\n## Why\n\nSo.", 3),
        (f"# P\n\n## How I see it\n\n{WILLS}\n\n## Why\n\nSo.", 0),
        (
            f"# P\n\n## Roads\n\n### What I will do\n\n{WILLS}\n\n## Rail\n\n### What I will do\n\n{WILLS}",
            0,
        ),
        (
            "# P\n\n## What I will do\n\nI will mend roads. Some are old. I will warm the courts.",
            0,
        ),
    ],
)
def test_what_i_will_do_told_once_is_taken_for_the_priorities(
    source: str, expected: int
) -> None:
    found = [text for text in texts_of(source) if text.startswith("I will")]
    assert len(found) == expected


def test_headings_of_the_middle_part_where_nothing_else_speaks() -> None:
    middle = "\n\n".join(
        f"## {name}\n\nText."
        for name in ("Safer roads", "Kinder courts", "Fewer fires")
    )
    source = f"# P\n\n## Foreword\n\nDear all.\n\n{middle}\n\n## Finance\n\nNone.\n\n## Glossary\n\nP: plan."
    assert texts_of(source) == ["Safer roads", "Kinder courts", "Fewer fires"]


def test_measures_that_are_numbered_outcomes_do_not_replace_the_priorities() -> None:
    source = (
        NUMBERED
        + "\n## Measures\n\n### Outcome 1: Fewer deaths\n\nTen.\n\n### Outcome 2: Fewer weeks\n\nTwo."
    )
    assert [label.text for label in statements_of(document_of(source))] == [
        "Safer roads",
        "Kinder courts",
        "Fewer fires.",
    ]


def test_priorities_numbered_anew_under_each_theme_are_all_kept() -> None:
    source = (
        "# P\n\n## Prevent\n\n### Priority 1: Safer roads\n\nA.\n\n### Priority 2: Fewer fires\n\nB.\n\n"
        "## Protect\n\n### Priority 1: Kinder courts\n\nC.\n\n### Priority 2: Older people heard\n\nD."
    )
    assert texts_of(source) == [
        "Safer roads",
        "Fewer fires",
        "Kinder courts",
        "Older people heard",
    ]


def test_welsh_and_english_headings_apart_are_one_statement_each() -> None:
    source = (
        "# P\n\n## Blaenoriaeth 1: Ffyrdd diogel\n\nA.\n\n## Priority 1: Safer roads\n\nB.\n\n"
        "## Blaenoriaeth 2: Llysoedd\n\nC.\n\n## Priority 2: Kinder courts\n\nD."
    )
    found = statements_of(document_of(source))
    assert [(one.label, one.text, len(one.places)) for one in found] == [
        ("Priority 1", "Safer roads", 2),
        ("Priority 2", "Kinder courts", 2),
    ]


def test_a_person_may_add_and_strike_out_statements() -> None:
    source = "# P\n\n## Our priorities\n\n- Safer roads\n- See the annex\n\n## Body\n\nWe also want fewer fires."
    struck, added = (
        read_correction("See the annex", "not a statement"),
        read_correction("fewer fires", "statement"),
    )
    assert texts_of(source) == ["Safer roads", "See the annex"]
    assert texts_of(source, struck, added) == ["Safer roads", "fewer fires"]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        (["Kinder courts", "Safer roads"], ["Kinder courts", "Safer roads"]),
        (["Kinder courts"], ["Safer roads", "Kinder courts"]),
    ],
)
def test_the_order_of_the_corrections_counts_where_they_name_all(
    named: list[str], found: list[str]
) -> None:
    source = "# P\n\n## Our priorities\n\n- Safer roads\n- Kinder courts\n"
    corrections = [read_correction(quote, "statement") for quote in named]
    assert texts_of(source, *corrections) == found


def test_nothing_states_a_priority() -> None:
    assert texts_of("Just a paragraph about the weather.") == []
    assert statements_of(Document("", ())) == ()


SUB_LISTS = """## Safer roads

A.

### Objectives

- Lend cameras
- Paint lines

## Kinder courts

B.

### Objectives

- Hire clerks
- Heat rooms

## Fewer fires

C.

### Objectives

- Cut bracken
- Dig ponds
"""
PROMISES = """## My promises

### Roads

I will make roads safer. By May.

### Courts

I will warm the courts.

## My promises (continued)

### Fires

I will cut the bracken.

### What is not here

The moon.
"""
BOARD = "## Plan on a page\n\n| Priority 1 | Priority 2 |\n| Safer roads | Kinder courts |\n| Lend cameras | Hire clerks |"
TWO = "## Priority 1: Safer roads\n\nA.\n\n## Priority 2: Kinder courts\n\nB."
GLANCE = """## Lowmere at a glance

41,000

people live here

## Objective 1: Safer roads

A.

## Objective 2: Kinder courts

B.
"""


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        (
            "## Our themes\n\n### Safer roads\n\nA.\n\n### Kinder courts\n\nB.",
            ["Safer roads", "Kinder courts"],
        ),
        (SUB_LISTS, ["Safer roads", "Kinder courts", "Fewer fires"]),
        (
            "## Priority: Safer roads\n\nA.\n\n## Priority: Kinder courts\n\nB.",
            ["Safer roads", "Kinder courts"],
        ),
        (BOARD, ["Safer roads", "Kinder courts"]),
        (
            "## Foreword\n\nI have three priorities: making roads safer, supporting victims and preventing fires. So.",
            ["making roads safer", "supporting victims", "preventing fires."],
        ),
        (
            PROMISES,
            [
                "I will make roads safer.",
                "I will warm the courts.",
                "I will cut the bracken.",
            ],
        ),
        (GLANCE, ["Safer roads", "Kinder courts"]),
        (
            "## Foreword\n\nDear all.\n\nOur priorities\n\n- Safer roads\n- Kinder courts",
            ["Safer roads", "Kinder courts"],
        ),
        (
            "## My priorities\n\n- Safer roads\n\n> Speed kills, said one.\n\n- Kinder courts",
            ["Safer roads", "Kinder courts"],
        ),
        (
            "## My two aims\n\nI aim.\n\n## Safer roads\n\nA.\n\n## Kinder courts\n\nB.\n\n## Sheep\n\nC.",
            ["Safer roads", "Kinder courts"],
        ),
        (
            "## Our priorities\n\n### Right resources\n\nA.\n\n### Safer roads\n\nB.",
            ["Right resources", "Safer roads"],
        ),
        (
            f"{TWO}\n\n## Priority 1: how we will measure it\n\nC.\n\n## Priority 2: how we will measure it\n\nD.",
            ["Safer roads", "Kinder courts"],
        ),
        (
            "## Our priorities\n\n- Safer roads\n- Kinder courts, which means:\n\nPlain prose.",
            ["Safer roads", "Kinder courts, which means:"],
        ),
        (
            "## Our priorities\n\n- “Safer” roads\n- 101 answered at once\n- ‘Kind’ courts\n- (Fewer fires)",
            ["“Safer” roads", "101 answered at once", "‘Kind’ courts", "(Fewer fires)"],
        ),
        (
            "## Our priorities\n\n- Priority 1: Safer roads\n- Priority 2: Kinder courts\n- Fewer fires",
            ["Safer roads", "Kinder courts", "Fewer fires"],
        ),
        (
            "## National policing priorities\n\n- Terrorism\n- Cyber crime\n\n## Money\n\nNone.",
            [],
        ),
        ("## Our priorities\n\n1,200\n\n3,400\n\n## Money\n\nNone.", []),
    ],
)
def test_further_layouts(source: str, statements: list[str]) -> None:
    assert texts_of("# Plan\n\n" + source) == statements


def test_a_heading_without_number_among_numbered_ones_is_none() -> None:
    assert texts_of(
        f"# Plan\n\n## My priorities\n\n### What a priority means\n\nMuch.\n\n{TWO.replace('##', '###')}"
    ) == [
        "Safer roads",
        "Kinder courts",
    ]


OTHERS = "## {}\n\nThere are three priorities:\n\n- Gangs\n- Alcohol\n- Families\n\n## Money\n\nNone."
BODY = "\n\n## Our aims\n\n- Safer roads\n- Kinder courts"


@pytest.mark.parametrize(
    ("heading", "others"),
    [
        ("Looking back", True),
        ("Appendix 1: The previous plan", True),
        ("Working with others", True),
        ("Policing Vision 2025", True),
        ("The road ahead", False),
    ],
)
def test_lists_in_parts_about_other_people_give_way(heading: str, others: bool) -> None:
    found = texts_of("# Plan\n\n" + OTHERS.format(heading) + BODY)
    assert (found == ["Safer roads", "Kinder courts"]) is others


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        # A list whose items all come back as headings, whatever announces it; a list
        # that does not.
        (f"It rests on these:\n\n{THREE}\n\n## Safer roads\n\nA.\n\n## Kinder courts\n\nB.\n\n## Fewer fires\n\nC.", 3),
        (f"It rests on these:\n\n{THREE}\n\n## Roads\n\nA.", 0),
        # Numbered paragraphs below a sentence that ends in a full stop.
        ("My aims are these.\n\n(i) Safer roads\n\n(ii) Kinder courts\n\n(iii) Fewer fires\n\nEach has a date.", 3),
        ("We met in May and June.\n\n(i) Safer roads\n\n(ii) Kinder courts\n\n(iii) Fewer fires", 0),
        # One sentence without a colon; and one about others.
        ("## My priorities\n\nMy priorities are to make roads safer, to warm the courts and to put out fires. So.", 3),
        ("The priorities of the council are to make roads safer, to warm the courts and to put out fires.", 0),
        # The announcement stands in the sentence before.
        ("I have three priorities and no more. They are: safer roads; kinder courts; and fewer fires. So.", 3),
        ("I have three dogs and no more. They are: Bob; Tess; and Fly. So.", 0),
        # The label behind the title.
        ("## Safer roads (Priority 1)\n\nA.\n\n## Kinder courts (Priority 2)\n\nB.", 2),
        ("## Safer roads (page 1)\n\nA.", 0),
        # A line with a label and no number below headings that are no priorities.
        ("## People\n\nObjective: Safer roads\n\n## Places\n\nObjective: Kinder courts", 2),
        ("## People\n\nExample: Safer roads\n\n## Places\n\nExample: Kinder courts", 0),
        # Objectives of themes are priorities beside the themes; parts of a priority are
        # not.
        ("## Theme 1: Roads\n\nObjective 1.1: Safer\n\n## Theme 2: Courts\n\nObjective 2.1: Kinder", 4),
        ("## Priority 1: Roads\n\nPriority 1.1: Safer\n\n## Priority 2: Courts\n\nPriority 2.1: Kinder", 2),
        # Missions, and priority areas.
        ("## Mission 1: Roads\n\nA.\n\n## Mission 2: Courts\n\nB.", 2),
        ("## Priority Area 1: Roads\n\nA.\n\n## Priority Area 2: Courts\n\nB.", 2),
        ("## Our vision and mission\n\n- Roads\n- Courts", 0),
        # One list of promises; many lists are what will be done.
        (f"By 2017 I will have delivered:\n\n{THREE}\n\nSo.", 3),
        (f"I will deliver:\n\n{THREE}\n\nI will deliver:\n\n{THREE}\n\nI will deliver:\n\n{THREE}\n\nSo.", 0),
        # Two paragraphs that happen to open so.
        ("We will share a garage.\n\nWe will also take note of the weather.", 0),
    ],
)  # fmt: skip
def test_layouts_of_other_forces(source: str, statements: int) -> None:
    assert len(texts_of("# Plan\n\n" + source)) == statements


TABLE = "| Objective | Lead |\n| Safer roads | Ann |\n| Kinder courts | Ben |"
FIGURES = "| Measure | Aim |\n| Burglary | down |\n| Theft | down |"


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        (f"## Delivering it\n\n{TABLE}", ["Safer roads", "Kinder courts"]),
        (f"## Delivering it\n\n{FIGURES}", []),
        (
            "My three priorities – safer roads, kinder courts and fewer fires – have not changed.",
            ["safer roads", "kinder courts", "fewer fires"],
        ),
        (
            "## My aims\n\n### 1 Safer roads\n\nA.\n\n### 2 Kinder courts\n\nB.",
            ["Safer roads", "Kinder courts"],
        ),
        (
            "## My aims\n\n### 20 Safe roads\n\nA.\n\n### 9 Warm courts\n\nB.",
            ["20 Safe roads", "9 Warm courts"],
        ),
        ("My three dogs – Bob, Tess and Fly – have not changed.", []),
        (
            "I pledge to paint the roads. By May.\n\nI pledge to warm the courts. By June.\n\nWe will meet.",
            2,
        ),
        ("In setting my priorities I took account of:\n\n- roads\n- courts", []),
    ],
)
def test_tables_and_lists_where_nothing_plainer_speaks(
    source: str, statements: list[str] | int
) -> None:
    found = texts_of("# Plan\n\n" + source)
    assert (len(found) if isinstance(statements, int) else found) == statements


LOST = "# P\n\n## Area\n\nSo. Priority 1: Safer roads\n\n## Priority 2: Courts\n\nB.\n\n## Priority 3: Fires\n\nC."


def test_a_number_that_is_missing_is_looked_for_behind_full_stops() -> None:
    assert [one.label for one in statements_of(document_of(LOST))] == [
        "Priority 1",
        "Priority 2",
        "Priority 3",
    ]
    assert [
        one.label
        for one in statements_of(document_of(LOST.replace(" Priority 1:", " A first:")))
    ] == [
        "Priority 2",
        "Priority 3",
    ]
