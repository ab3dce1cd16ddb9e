"""Abbreviations that a plan defines count as the term; capitals among capitals do not
tell a term from a word.
"""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.coding.matching.matcher import Matcher

CODEBOOK = """
title: Needs
version: "1"
frames:
  needs: {label: Needs, appendix: A}
categories:
  - id: abuse
    frame: needs
    terms: [domestic abuse]
  - id: inspection
    frame: needs
    terms: [{term: PEEL, case: true}, {term: NTE, case: true}]
"""
MATCHER = Matcher(parse_codebook(CODEBOOK.encode()))


def written(text: str) -> list[str]:
    return [match.written for hits in MATCHER.find(text) for match in hits.matches]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Domestic abuse (DA) is rising. DA hides.", ["Domestic abuse", "DA"]),
        ("DA hides. Domestic abuse (DA) is rising.", ["Domestic abuse"]),
        ("Domestic abuse (see DA) is rising. DA hides.", ["Domestic abuse"]),
        ("Domestic abuse (DVA) is rising. DVA hides.", ["Domestic abuse"]),
        ("Domestic abuse (DA) is rising. DAs and DATA do not.", ["Domestic abuse"]),
        ("The PEEL report was fair.", ["PEEL"]),
        ("SIR ROBERT PEEL BEGAN IT", []),
        ("THEN CAME SIR ROBERT PEEL", []),
        ("PEEL BEGAN IT ALL HERE", []),
        ("A title.\nPEEL\nIT ALL BEGAN HERE", ["PEEL"]),
        ("THE NTE OF OUR TOWNS", ["NTE"]),
        ("PEEL", ["PEEL"]),
        ("We peel apples.", []),
    ],
)
def test_abbreviations_and_capitals(text: str, found: list[str]) -> None:
    assert written(text) == found
