"""Where sentences end, and what becomes one passage."""

from __future__ import annotations

from itertools import pairwise

import pytest
from documents import document_of, flat_document_of

from plancoder.coding.code import read_document_parts
from plancoder.coding.sections.sentences import cut_long, split_sentences
from plancoder.models import SectionRole


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Burglary fell. Robbery rose.", ["Burglary fell.", "Robbery rose."]),
        (
            "We help those at risk, e.g. Older people. They know it.",
            ["We help those at risk, e.g. Older people.", "They know it."],
        ),
        (
            "See No. 10 of the list. It is short.",
            ["See No. 10 of the list.", "It is short."],
        ),
        ("The answer is no. We will not.", ["The answer is no.", "We will not."]),
        (
            "Officers serve St. Mawgan daily. They walk.",
            ["Officers serve St. Mawgan daily.", "They walk."],
        ),
        ("Crime fell by 3.5 per cent. Good.", ["Crime fell by 3.5 per cent.", "Good."]),
        (
            "Written by J. B. Carrow in May. Read it.",
            ["Written by J. B. Carrow in May.", "Read it."],
        ),
        ("3. Support victims", ["3. Support victims"]),
        ("1.2.3 Support", ["1.2.3 Support"]),
        ("2031. Support victims", ["2031. Support victims"]),
        ("20311. Support victims", ["20311.", "Support victims"]),
        ("It is 3. Support victims", ["It is 3.", "Support victims"]),
        ("Item A. Then it rained.", ["Item A. Then it rained."]),
        ("Item a. Then it rained.", ["Item a.", "Then it rained."]),
        ("We met at 5 p.m. Then it rained.", ["We met at 5 p.m.", "Then it rained."]),
        ("We met at 5 p.m. in May.", ["We met at 5 p.m. in May."]),
        ("Why? because it rained.", ["Why? because it rained."]),
        ("Well... Then it rained.", ["Well...", "Then it rained."]),
        ("It was Mr... Then it rained.", ["It was Mr...", "Then it rained."]),
        ("See p. Then turn it.", ["See p.", "Then turn it."]),
        (
            "Is it enough? No! “It is not.” More is due.",
            ["Is it enough?", "No!", "“It is not.”", "More is due."],
        ),
        (
            "Cars, boats etc. Are counted. cars etc. are not",
            ["Cars, boats etc.", "Are counted. cars etc. are not"],
        ),
        (
            "The force (see p. 14) acts. Ltd. companies do not.",
            ["The force (see p. 14) acts.", "Ltd. companies do not."],
        ),
        ("One line\nanother line", ["One line", "another line"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(
    text: str, sentences: list[str]
) -> None:
    assert [
        text[start:end] for start, end in split_sentences(text, 0, len(text))
    ] == sentences


def test_long_lists_are_cut_at_semicolons_and_short_ones_are_not() -> None:
    short = "We will patrol; listen; and act."
    long = "We will " + "; ".join(
        f"patrol the {n} wards of the northern and the southern coast every night"
        for n in range(6)
    )
    assert [short[a:b] for a, b in cut_long(short, (0, len(short)))] == [short]
    parts = [long[a:b] for a, b in cut_long(long, (0, len(long)))]
    assert len(parts) == 6
    assert all(part.endswith(";") for part in parts[:-1])


@pytest.mark.parametrize(
    ("letters", "semicolons", "parts"),
    [(320, 2, 1), (321, 2, 3), (1200, 1, 1), (1201, 1, 2), (1201, 2, 3)],
)
def test_only_what_is_longer_than_people_write_is_cut(
    letters: int, semicolons: int, parts: int
) -> None:
    text = "a; " * semicolons + "word " * 300
    text = text[: letters - 1] + "x"
    assert len(text) == letters
    assert len(list(cut_long(text, (0, letters)))) == parts
    # Where it stands in the document makes no difference.
    moved = "x" * 50 + text + "x" * 50
    spans = list(cut_long(moved, (50, 50 + letters)))
    assert (len(spans), spans[0][0], spans[-1][1]) == (parts, 50, 50 + letters)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("a" * 600 + " " + "b" * 700, 600),  # at a space in the second half
        ("a" * 599 + " " + "b" * 700, 1200),
        ("a" * 1300, 1200),
    ],
)
def test_where_a_text_without_end_is_cut(text: str, cut: int) -> None:
    (first, *_) = cut_long(text, (0, len(text)))
    assert first == (0, cut)


def test_text_without_full_stops_is_cut_where_a_person_can_still_read_it() -> None:
    text = "word " * 1000
    parts = list(cut_long(text, (0, len(text))))
    assert max(end - start for start, end in parts) <= 1200
    assert "".join(text[start:end] for start, end in parts).count("word") == 1000


PLAN = """# Plan for Lowmere

## Our area

Two towns and a moor. Cars are stolen from both.

- Farms lose quad bikes. They are seldom found.

> Cars are stolen from both.

> Nobody said this elsewhere.

## Glossary

NTE is the night-time economy.
"""


def test_every_passage_has_its_words_headings_and_role() -> None:
    document = document_of(PLAN)
    passages = read_document_parts(document).passages
    shown = [
        (document.text[p.start : p.end], p.section[-1] if p.section else "", p.role)
        for p in passages
    ]
    assert ("Cars are stolen from both.", "Our area", SectionRole.NEEDS) in shown
    assert (
        "Farms lose quad bikes. They are seldom found.",
        "Our area",
        SectionRole.NEEDS,
    ) in shown
    assert ("NTE is the night-time economy.", "Glossary", SectionRole.GLOSSARY) in shown
    assert ("## Our area", "Our area", SectionRole.NEEDS) not in shown


def test_a_pull_quote_is_evidence_only_where_it_repeats_nothing() -> None:
    document = document_of(PLAN)
    texts = [
        document.text[p.start : p.end] for p in read_document_parts(document).passages
    ]
    assert texts.count("Cars are stolen from both.") == 1
    assert texts.count("Nobody said this elsewhere.") == 1


def test_passages_never_overlap_and_stand_in_order() -> None:
    for document in (document_of(PLAN), flat_document_of(PLAN)):
        passages = read_document_parts(document).passages
        assert all(one.end <= other.start for one, other in pairwise(passages))
        assert all(
            document.text[p.start : p.end].strip() == document.text[p.start : p.end]
            for p in passages
        )
