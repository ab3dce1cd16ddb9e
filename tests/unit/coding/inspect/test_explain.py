"""Why a cell is blank: each answer with its twin that is another answer."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.codebook.load import parse_codebook
from plancoder.coding.code import PreparedPlan
from plancoder.coding.inspect.explain import (
    Explanation,
    explain_cells,
    find_category,
)
from plancoder.coding.inspect.explain_text import explanation_lines, quote_line
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.matching.phrases import PhraseIndex, Spot

CODEBOOK = parse_codebook(
    b"""
title: Test
frames:
  needs: {label: Needs, code_in: [body, needs, priority_statement]}
  priorities: {label: Priorities, code_in: [priority_statement]}
categories:
  - {id: homes, frame: needs, label: Homes, terms: [homeless*, rough sleeper], unless: [homeless shelter dogs]}
  - {id: homes, frame: priorities, label: Homes first, terms: [homeless*]}
  - {id: boats, frame: needs, label: Boats, terms: [stolen boats], tick_when: {passages: 2}}
"""
)
MATCHER = Matcher(CODEBOOK)


def explain(
    body: str, category: str = "homes", frame: str = "needs", more: str = ""
) -> Explanation:
    document = document_of(
        f"# Plan\n\n## Our area\n\n{body}\n\n## My priorities\n\n- Safer roads\n- Quiet nights\n\n{more}"
    )
    plan = PreparedPlan("lowmere:2016", document, MATCHER)
    wanted = find_category(CODEBOOK, category, frame)
    [found] = explain_cells(plan, [wanted])
    for miss in (*found.blocked, *found.elsewhere, *found.near):
        assert document.text[miss.match.start : miss.match.end] == miss.match.written
        assert miss.before + miss.match.written + miss.after in document.text
    return found


def test_all_cells_at_once_say_what_each_says_alone() -> None:
    document = document_of(
        "# Plan\n\n## Our area\n\nMany are homeless. A boat was stolen.\n\n"
        "## My priorities\n\n- Safer roads\n- Fewer home-less people\n"
    )
    plan = PreparedPlan("lowmere:2016", document, MATCHER)
    together = explain_cells(plan)
    alone = [
        explanation
        for one in CODEBOOK.categories
        for explanation in explain_cells(plan, [one])
    ]
    assert list(together) == alone
    assert [miss.match.written for miss in together[2].near] == ["boat was stolen"]


def test_the_text_is_read_once_for_all_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of("# Plan\n\n## Our area\n\nMany are homeless.\n")
    plan = PreparedPlan("lowmere:2016", document, MATCHER)
    scans: list[str] = []
    scan = PhraseIndex.scan

    def counted(index: PhraseIndex, text: str) -> list[Spot]:
        scans.append(text)
        return scan(index, text)

    monkeypatch.setattr(PhraseIndex, "scan", counted)
    explain_cells(plan)
    # Once for the terms, once for what comes near them.
    assert scans == [document.text] * 2


@pytest.mark.parametrize(
    ("body", "category", "frame", "more", "verdict"),
    [
        ("Many are homeless.", "homes", "needs", "", "Ticked: 1 passage counts."),
        (
            "We like homeless shelter dogs.",
            "homes",
            "needs",
            "",
            "Nothing counts: 1 match is blocked by a rule.",
        ),
        (
            "Nothing here.",
            "homes",
            "needs",
            "## Glossary\n\nHomeless: without home.",
            "not where this frame is coded",
        ),
        (
            "Many are homeless.",
            "homes",
            "priorities",
            "",
            "not where this frame is coded",
        ),
        ("Some sleepers lie rough.", "homes", "needs", "", "some words come near"),
        ("Nothing here.", "homes", "needs", "", "nothing comes near"),
        (
            "There are stolen boats.",
            "boats",
            "needs",
            "",
            "1 passage counts, and 2 are needed",
        ),
        (
            "There are stolen boats. Stolen boats sink.",
            "boats",
            "needs",
            "",
            "Ticked: 2 passages count.",
        ),
    ],
)
def test_verdicts(
    body: str, category: str, frame: str, more: str, verdict: str
) -> None:
    assert verdict in explain(body, category, frame, more).verdict


def test_sections_searched_are_counted_and_those_left_out_are_named() -> None:
    found = explain("One. Two. Three.", more="## Glossary\n\nA: b. C: d.")
    counts = {one.role.value: (one.passages, one.coded) for one in found.searched}
    assert counts["needs"] == (4, True)
    assert counts["glossary"] == (3, False)
    assert found.statements is None
    assert explain("One.", frame="priorities").statements == 2


def test_the_rule_that_blocks_is_named_with_its_quote() -> None:
    (miss,) = explain("We like homeless shelter dogs.").blocked
    assert "homeless shelter dogs" in miss.reason
    assert (miss.before, miss.match.written, miss.after) == (
        "We like ",
        "homeless",
        " shelter dogs.",
    )


def test_the_wrong_place_is_named_with_its_section() -> None:
    (miss,) = explain("Many are homeless.", frame="priorities").elsewhere
    assert miss.reason == "not coded in needs"
    assert miss.section[-1] == "Our area"


def test_a_category_is_found_by_id_or_label_in_its_frame() -> None:
    assert find_category(CODEBOOK, "HOMES").frame == "needs"
    assert find_category(CODEBOOK, "homes", "priorities").label == "Homes first"
    assert find_category(CODEBOOK, "Homes first").frame == "priorities"
    with pytest.raises(KeyError):
        find_category(CODEBOOK, "house")


def test_the_answer_in_words() -> None:
    lines = "\n".join(
        explanation_lines(
            explain("Many are homeless.", more="## Glossary\n\nHomeless: without home.")
        )
    )
    assert "lowmere:2016: Homes (needs.homes)" in lines
    assert "Many are [homeless]." in lines
    assert "term: homeless* (exact)" in lines
    assert "Not searched: 2 glossary." in lines
    assert "not coded in glossary; under “Glossary”" in lines


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a ", " b", "a [m] b"),
        ("(", ")", "([m])"),
        ("x" * 90, "", "…" + "x" * 70 + "[m]"),
        ("", "x" * 90, "[m]" + "x" * 70 + "…"),
        (
            "lane " * 18,
            " and" + " over the hill" * 6,
            "… " + "lane " * 13 + "lane [m]"
            " and over the hill over the hill over the hill over the hill over the …",
        ),
        ("one\ntwo ", "", "one two [m]"),
    ],
)
def test_quotes_are_one_line_with_the_match_in_brackets(
    before: str, after: str, shown: str
) -> None:
    assert quote_line(before, "m", after) == shown
