"""Which role a part of a plan plays, by its headings, its contents page and a person's
word.
"""

from __future__ import annotations

import pytest
from documents import document_of, flat_document_of

from plancoder.codebook.shape import Codebook, RoleRule, Term
from plancoder.coding.sections.corrections import Correction, read_correction
from plancoder.coding.sections.labels import read_label
from plancoder.coding.sections.section_roles import read_roles
from plancoder.coding.sections.sections import locate_sections
from plancoder.models import SectionRole


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("contents", SectionRole.CONTENTS),
        ("foreword by the commissioner", SectionRole.FOREWORD),
        ("annex 3 glossary", SectionRole.GLOSSARY),
        ("financial resources", SectionRole.FINANCE),
        ("the commissioner will", SectionRole.DELIVERY),
        ("how we will deliver our priorities", SectionRole.DELIVERY),
        ("performance and measures", SectionRole.PERFORMANCE),
        ("what you told me", SectionRole.NEEDS_ASSESSMENT),
        ("my priorities", SectionRole.PRIORITY_STATEMENT),
        ("fy mlaenoriaethau my priorities", SectionRole.PRIORITY_STATEMENT),
        ("contact us", SectionRole.BOILERPLATE),
        ("fy mlaenoriaethau", SectionRole.PRIORITY_STATEMENT),
        ("ein hamcanion", SectionRole.PRIORITY_STATEMENT),
        ("how i deliver", None),
        ("quality of policing", None),
        ("gl0ssary", SectionRole.GLOSSARY),
        ("our prlorities", SectionRole.PRIORITY_STATEMENT),
        ("rural crime", None),
        ("willows and wills", None),
        (
            "we have looked long and hard at all of the money that might be found for the aims of this",
            None,
        ),
    ],
)
def test_heading_words_tell_the_role(heading: str, role: SectionRole | None) -> None:
    assert read_roles().of_heading(heading) is role


@pytest.mark.parametrize(
    "source",
    [
        "# Consultation draft of the plan\n\nIt rained on the moor.\n\n## Roads\n\nX.",
        "# Moor plan 2031-2035: consultation\n\nIt rained on the moor.",
        "# The Moor\n\n# Plan 2031 consultation draft\n\nIt rained on the moor.",
    ],
)
def test_the_title_of_a_document_gives_no_role(source: str) -> None:
    assert role_of(source, "It rained") is SectionRole.BODY
    section = source.replace(
        "It rained", "Long ago. " * 20 + "\n\n## Consultation\n\nIt rained"
    )
    assert role_of(section, "It rained") is SectionRole.NEEDS_ASSESSMENT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Fy mlaenoriaeth 1: ffyrdd", "Priority 1"),
        ("Ein hamcan 2 – cartrefi", "Objective 2"),
        ("Mlaen 1: ffyrdd", None),
        ("Objectives 1 – Calm weirs", "Objective 1"),
        ("Prlorities 2: Calm weirs", "Priority 2"),
        ("Objectives 1 to 4 are met", None),
        ("Priorities 2031", None),
        ("Objectives 3 people wrote", None),
        ("Objective 3 people write", "Objective 3"),
        ("Strategic Aim (i): calm weirs", "Aim I"),
        ("Aim (iv) Calm weirs", "Aim IV"),
        ("Aim (2): Calm weirs", "Aim 2"),
        ("Aim (B): Calm weirs", "Aim B"),
        ("Aim (one): Calm weirs", "Aim 1"),
        ("Aim i: Calm weirs", None),
        ("Aim (b): Calm weirs", None),
        ("Aim (i: Calm weirs", None),
        ("Aim (viiii): Calm weirs", None),
    ],
)
def test_labels_are_known_in_the_plural_and_in_welsh_with_another_first_letter(
    text: str, shown: str | None
) -> None:
    label = read_label(text)
    assert (label.shown if label else None) == shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Theme 1 of 3: Calm weirs", "Calm weirs"),
        ("Theme 1 of 12 – Calm weirs", "Calm weirs"),
        ("Theme one of three. Calm weirs", "Calm weirs"),
        ("Theme 1 OF 3: Calm weirs", "OF 3: Calm weirs"),
        ("Theme 1 of weirs", "of weirs"),
        ("Theme 1 in 3: Calm weirs", "in 3: Calm weirs"),
    ],
)
def test_labels_that_say_of_how_many(text: str, left: str) -> None:
    label = read_label(text)
    assert label is not None
    assert text[label.end :] == left


def test_the_codebooks_words_replace_the_built_in_ones_for_that_role_only() -> None:
    rule = RoleRule(SectionRole.GLOSSARY, (Term("wordlist"),))
    roles = read_roles(Codebook("t", "1", (), (), roles=(rule,)))
    assert roles.of_heading("wordlist") is SectionRole.GLOSSARY
    assert roles.of_heading("glossary") is None
    assert roles.of_heading("foreword") is SectionRole.FOREWORD


def role_of(
    source: str, words: str, *corrections: Correction, flat: bool = False
) -> SectionRole:
    document = flat_document_of(source) if flat else document_of(source)
    sections = locate_sections(document, read_roles(), corrections)
    return sections.role_at(document.text.index(words))


PLAN = """# A plan for Lowmere

## Contents

- Foreword 3
- Our area 4
- Priority 1: Safer roads 6
- Priority 2: Kinder courts 8
- Annex 1: Glossary 12

## Foreword

It is a pleasure to write this.

## Our area

Moor and mine.

## Priority 1: Safer roads

Speed kills on the moor.

### The commissioner will:

- Lend cameras to villages

## Priority 2: Kinder courts

Nobody should wait a year.

## Annex 1: Glossary

Bench: those who judge.
"""


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Our area 4", SectionRole.CONTENTS),
        ("It is a pleasure", SectionRole.FOREWORD),
        ("Moor and mine", SectionRole.NEEDS),
        ("Speed kills", SectionRole.BODY),
        ("Lend cameras", SectionRole.DELIVERY),
        ("Nobody should wait", SectionRole.BODY),
        ("Bench: those", SectionRole.GLOSSARY),
    ],
)
def test_roles_follow_headings(words: str, role: SectionRole) -> None:
    assert role_of(PLAN, words) is role


@pytest.mark.parametrize(
    ("entry", "separator"),
    [("Foreword", " ........ "), ("Foreword", "\t"), ("Foreword", " … ")],
)
def test_contents_entries_are_known_by_leaders_and_tabs(
    entry: str, separator: str
) -> None:
    lines = [
        f"{name}{separator}{page}"
        for name, page in (
            (entry, 2),
            ("The coast", 4),
            ("The moor", 9),
            ("The end", 11),
        )
    ]
    source = (
        "# Plan\n\n"
        + "\n\n".join(lines)
        + "\n\n"
        + "The plan begins here, and it goes on for a while. " * 20
    )
    assert role_of(source, "The moor") is SectionRole.CONTENTS
    assert role_of(source, "The plan begins") is SectionRole.BODY


def test_a_list_of_figures_is_no_contents_page() -> None:
    source = (
        "# Plan\n\n"
        + "Prose of the plan. " * 60
        + "\n\n- Burglaries 40\n- Robberies 31\n- Thefts 12\n- Frauds 9"
    )
    assert role_of(source, "Robberies 31") is SectionRole.BODY


def test_page_numbers_that_were_read_apart_still_make_contents() -> None:
    source = "## Contents\n\nForeword\n\nThe coast\n\nThe moor\n\n2\n\n4\n\n9\n\n## Foreword\n\nDear reader, this is it."
    assert role_of(source, "The moor") is SectionRole.CONTENTS
    assert role_of(source, "Dear reader") is SectionRole.FOREWORD


def test_text_without_line_breaks_keeps_contents_and_glossary_apart() -> None:
    source = PLAN.replace("Annex 1: Glossary\n\nBench", "ANNEX 1: GLOSSARY\n\nBench")
    assert role_of(source, "Our area 4", flat=True) is SectionRole.CONTENTS
    assert role_of(source, "Speed kills", flat=True) is SectionRole.BODY
    assert role_of(source, "Bench: those", flat=True) is SectionRole.GLOSSARY


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Priority 1: A firm grip on finance", SectionRole.BODY),
        ("A firm grip on finance", SectionRole.FINANCE),
        ("Priority 1.1: Finance", SectionRole.FINANCE),
        ("Our finances (Priority 1)", SectionRole.FINANCE),
    ],
)
def test_the_words_of_a_numbered_priority_give_it_no_role(
    title: str, role: SectionRole
) -> None:
    source = f"# Plan\n\n## {title}\n\nIt rained on the moor.\n\n## Roads\n\nX."
    assert role_of(source, "It rained") is role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("FINANCE AND RESOURCES", SectionRole.FINANCE),
        ("FINANCIAL RESOURCES", SectionRole.FINANCE),
        ("Finance and resources", SectionRole.BODY),
        ("financial resources", SectionRole.BODY),
    ],
)
def test_capitals_alone_name_a_part_inside_running_text(
    words: str, role: SectionRole
) -> None:
    source = f"{LEAD * 20}We spoke of {words}. It rained on the moor."
    assert role_of(source, "It rained") is role


LEAD = "The moor is wide and wet. "


@pytest.mark.parametrize(
    ("before", "around", "found"),
    [
        (LEAD * 20, "", True),  # most of the document
        (LEAD * 20, LEAD * 100, False),  # a paragraph among others
        (LEAD * 40, LEAD * 67, False),  # 38 % of the document
        (LEAD * 40, LEAD * 59, True),  # 41 %
        (LEAD * 10, "", False),  # 297 letters: a paragraph may be as long
        (LEAD * 11, "", True),
        (LEAD * 94, LEAD * 400, False),  # 2,481 letters
        (LEAD * 95, LEAD * 400, True),  # 2,507: no paragraph is as long
    ],
)
def test_numbered_priorities_are_headings_inside_text_that_lost_its_lines(
    before: str, around: str, found: bool
) -> None:
    priority = "Priority 1: Safer roads. Speed kills."
    source = "\n\n".join(filter(None, (before + priority, around)))
    document = document_of(source)
    sections = locate_sections(document, read_roles())
    path = sections.at(document.text.index("Speed kills")).path
    assert path[-1:] == (("Priority 1: Safer roads.",) if found else ())


def test_a_person_may_say_what_a_section_is() -> None:
    assert (
        role_of(PLAN, "Moor and mine", read_correction("our AREA", "glossary"))
        is SectionRole.GLOSSARY
    )
    assert (
        role_of(PLAN, "Moor and mine", read_correction("Another area", "glossary"))
        is SectionRole.NEEDS
    )


@pytest.mark.parametrize(
    ("quote", "what", "said"),
    [("", "glossary", "quote"), ("Our area", "glosary", "glosary")],
)
def test_a_correction_that_says_nothing_is_refused_with_what_to_write(
    quote: str, what: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        read_correction(quote, what)


@pytest.mark.parametrize(
    ("above", "label", "role"),
    [
        # A bare label under measures repeats the objective; with words it is a part.
        ("How we will deliver", "Objective 1", SectionRole.DELIVERY),
        ("How we will deliver", "Objective 1: Calm weirs", SectionRole.BODY),
        ("What you told me", "Objective 1", SectionRole.BODY),
        ("What you told me", "Objective 1: Calm weirs", SectionRole.BODY),
        ("Performance and measures", "Objective 1", SectionRole.PERFORMANCE),
        (
            "Performance and measures",
            "Objective 1: Calm weirs",
            SectionRole.PERFORMANCE,
        ),
    ],
)
def test_a_label_under_a_heading_with_a_role(
    above: str, label: str, role: SectionRole
) -> None:
    source = f"# Plan\n\nRain.\n\n## {above}\n\nText.\n\n### {label}\n\nIt snowed.\n"
    assert role_of(source, "It snowed") is role
