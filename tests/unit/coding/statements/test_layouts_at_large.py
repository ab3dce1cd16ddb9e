"""Priorities in many layouts, each with a twin in which the same list is none; and how
sure the program says it is.
"""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.code import read_document_parts
from plancoder.coding.statements.warnings import statement_notices

THREE = ["Calm lanes", "Warm halls", "Dry cellars"]
LIST = "- Calm lanes\n- Warm halls\n- Dry cellars"
BODY = "\n\n".join(f"## {name}\n\nText of it." for name in THREE)


def found_in(source: str) -> tuple[list[str], str]:
    parts = read_document_parts(document_of(f"# A plan for Larkshire\n\n{source}"))
    texts = [" ".join(one.text.split()) for one in parts.statements]
    return texts, parts.found.confidence.value


@pytest.mark.parametrize(
    "source",
    [
        f"These are the priorities that I have settled on:-\n\n{LIST}",
        f"What I will concentrate on until 2029:\n\n{LIST}",
        f"The things I care about most are:\n\n{LIST}",
        f"Residents were consulted in May, and my aims, which underpin all I do, are:\n\n{LIST}",
        f"Four years ago we had ten aims. The three themes have not been altered:\n\n{LIST}",
        f"The three goals are these:\n\nIt rained while we met, and nobody minded at all.\n\n{LIST}",
        "The aims are: calm lanes; warm halls; and dry cellars.",
        "Calm lanes, warm halls and dry cellars are the three themes of this plan.",
        "We shall work in three areas – calm lanes, warm halls and dry cellars – until 2029.",
        "The Commissioner's priorities are to calm lanes, to warm halls and to dry cellars.",
        "Work falls under these heads: Priority 1 – Calm lanes Priority 2 – Warm halls Priority 3 – Dry cellars",
        "OUR AIMS\n\n1 Calm lanes 2 Warm halls 3 Dry cellars",
        "Contents\n\nForeword 2\n\nTheme 1: Calm lanes 4-5\n\nTheme 2: Warm halls 6-8\n\nTheme 3: Dry cellars 9\n\nMoney 12",
        "Contents\n\n1. Foreword 2\n\n2. My aims 3\n\n2.1 Calm lanes 4\n\n2.2 Warm halls 5\n\n2.3 Dry cellars 7\n\n3. Money 12",
        f"Three priorities shape our work. These are:\n\n{BODY}",
        "## Money first\n\nPublic Priority 1 – Calm lanes\n\nPublic Priority 2 – Warm halls\n\nPublic Priority 3 – Dry cellars",
    ],
)  # fmt: skip
def test_the_priorities_of_many_layouts(source: str) -> None:
    texts, _ = found_in(source)
    plain = [text.lower().removeprefix("to ").rstrip(".") for text in texts]
    assert plain == ["calm lanes", "warm halls", "dry cellars"]


@pytest.mark.parametrize(
    "source",
    [
        f"The actions that we will take are:\n\n{LIST}",
        f"The law says that I must:\n\n{LIST}",
        f"The former plan had these priorities:\n\n{LIST}",
        f"The priorities of the health and wellbeing board are:\n\n{LIST}",
        f"We will know that it works by:\n\n{LIST}",
        "Calm lanes, warm halls and dry cellars are the three best walks of the county.",
        "Contents\n\nForeword 2\n\nOur area 4\n\nMoney 6\n\nGlossary 8",
        "Our members come from:\n\n- Larkshire Council\n- Lark NHS Trust\n- Larkshire Police",
    ],
)
def test_lists_that_are_no_priorities(source: str) -> None:
    assert found_in(source)[0] == []


@pytest.mark.parametrize(
    ("source", "confidence"),
    [
        (f"My three priorities are:\n\n{LIST}", "stated"),
        (f"I want to see:\n\n{LIST}\n\nIn 2030 I also want to see:\n\n- Tea\n- Cake\n- Buns", "guessed"),
        ("It rained.", "none"),
    ],
)  # fmt: skip
def test_how_sure_the_list_is(source: str, confidence: str) -> None:
    assert found_in(source)[1] == confidence


@pytest.mark.parametrize(
    ("source", "reasons"),
    [
        (f"My three priorities are:\n\n{LIST}", []),
        ("It rained.", ["no_priorities_found"]),
        ("## My priorities\n\n- Calm lanes", ["priorities_look_odd"]),
        (
            "## Priority 1: Calm lanes\n\nA.\n\n## Priority 3: Dry cellars\n\nB.",
            ["priority_number_missing", "priorities_guessed"],
        ),
    ],
)
def test_what_is_not_plain_is_a_warning(source: str, reasons: list[str]) -> None:
    parts = read_document_parts(document_of(f"# A plan for Larkshire\n\n{source}"))
    notices = statement_notices(parts.found, "lark:2025")
    assert [notice.reason for notice in notices] == reasons


def test_a_warning_names_the_rival_and_the_line_that_settles_it() -> None:
    source = f"# P\n\nI want to see:\n\n{LIST}\n\nI want to achieve:\n\n- Tea\n- Cake\n- Buns"
    found = read_document_parts(document_of(source)).found
    (notice,) = statement_notices(found, "lark:2025")
    assert "Other candidates begin “Tea …”" in notice.detail
    assert 'lark:2025,"Tea",statement' in notice.advice


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("Larkshire Council", "Corn Hall, Wick", "Plan of the County"), False),
        (("Mend the lanes", "Warm the halls", "Cut the cellars' damp"), True),
    ],
)
def test_a_title_is_no_candidate(lines: tuple[str, ...], named: bool) -> None:
    found = read_document_parts(document_of("\n\n".join((*lines, "It rained.")))).found
    (notice,) = statement_notices(found, "lark:2025")
    assert notice.reason == "no_priorities_found"
    assert (f"“{lines[0]} …”" in notice.detail) is named
    assert (lines[0] in notice.advice) is named


@pytest.mark.parametrize(
    "whose",
    [
        *("that have served us well", "that served me well"),
        *("that served you so well", "which served the county well"),
        *("of the former plan", "of the previous plan", "of the old plan"),
        *("of the outgoing commissioner", "of the first plan", "of the earlier plan"),
        *("of their own", "of the government", "of last year", "of last term"),
        *("that were withdrawn", "of the Home Secretary", "nationally set"),
    ],
)
def test_priorities_of_others_or_of_former_years(whose: str) -> None:
    assert found_in(f"These are the priorities {whose}:\n\n{LIST}")[0] == []
    assert found_in(f"These are the priorities that I have chosen:\n\n{LIST}")[0]


def told(*begins: str) -> list[str]:
    """Statements of paragraphs that begin so and name the three aims."""
    acts = ("calm the lanes", "warm the halls", "dry the cellars")
    pairs = zip(begins * 3 if len(begins) == 1 else begins, acts, strict=True)
    return found_in("\n\n".join(f"{begin} {act}." for begin, act in pairs))[0]


@pytest.mark.parametrize(
    "begin",
    ["I pledge to", "We pledge to", "We promise to", "I commit to", "We commit to"],
)
def test_pledges_said_one_by_one(begin: str) -> None:
    assert len(told(begin)) == 3
    assert told(begin.replace("I ", "They ").replace("We ", "They ")) == []


@pytest.mark.parametrize(
    "begins",
    [
        ("My first", "My second", "My third"),
        ("And my first", "And my second", "And my third"),
        ("My first", "But my second", "But my third"),
        ("First, my", "Secondly, my", "Finally, our"),
        ("My main", "Another", "My final"),
    ],
)
def test_priorities_said_one_by_one(begins: tuple[str, ...]) -> None:
    assert told(*(f"{begin} priority is to" for begin in begins)) == [
        *("calm the lanes", "warm the halls", "dry the cellars"),
    ]


@pytest.mark.parametrize(
    ("title", "confidence"),
    [
        *(("My plan", "likely"), ("Our focus for Larkshire", "likely")),
        *(("Our areas of work", "likely"), ("My commitments", "stated")),
        *(("It rained", "guessed"), ("My lunch", "guessed")),
    ],
)
def test_how_sure_the_title_above_headings_makes(title: str, confidence: str) -> None:
    below = "\n\n".join(f"### {name}\n\nIt rained on the moor." for name in THREE)
    assert found_in(f"## {title}\n\n{below}") == (THREE, confidence)
