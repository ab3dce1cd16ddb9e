"""Whose words a passage gives: rows of text that speak for others beside twins that
speak for the plan.
"""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.coding.code import code_document
from plancoder.extract.text.markdown import read_markdown

CODEBOOK = """
frames:
  needs:
    label: Needs
    code_in: [body, needs, needs_assessment]
    {option}
categories:
  - id: music
    frame: needs
    label: Music
    definition: The plan speaks of noise from music.
    terms: [music]
    examples: [loud music]
"""

ROWS = [
    pytest.param(
        "# Life here\n\nWe asked what troubles you most.\n\n- Loud music – 29%\n"
        "- Parked cars – 12%\n",
        "# Life here\n\nThe wardens wrote down what they met.\n\n- Loud music – 29%\n"
        "- Parked cars – 12%\n",
        "in answers to a survey",
        id="a share of answers",
    ),
    pytest.param(
        "# What you told us\n\n| Nuisance | Named by |\n|---|---|\n| Loud music | 29% |\n"
        "| Parked cars | 12% |\n",
        "# What you told us\n\n| Nuisance | Where |\n|---|---|\n"
        "| Loud music | Ferry Row |\n| Parked cars | Mill Lane |\n",
        "in answers to a survey",
        id="a table of answers",
    ),
    pytest.param(
        "# What you told us\n\n- Loud music (312)\n- Parked cars (118)\n",
        "# What you told us\n\n- Loud music was heard by 29%\n- Parked cars (118)\n",
        "in answers to a survey",
        id="a count, beside a line that tells",
    ),
    pytest.param(
        "# Our partners and their plans\n\n- Less loud music by the river\n",
        "# Our partners and their people\n\n- Less loud music by the river\n",
        "in what others have chosen",
        id="partners' plans",
    ),
    pytest.param(
        "# Others\n\nThe Alder and Wells Board has chosen litter and loud music.\n",
        "# Others\n\nThe Alder and Wells Board has heard litter and loud music.\n",
        "in what others have chosen",
        id="a board has chosen",
    ),
    pytest.param(
        "# Others\n\nDunmere Town Council: Clean streets; No loud music\n",
        "# Others\n\nDunmere Old Town: Clean streets; No loud music\n",
        "in what others have chosen",
        id="a council and its aims",
    ),
]


def blocks_of(text: str, option: str) -> set[str]:
    codebook = parse_codebook(CODEBOOK.replace("{option}", option).encode())
    coded = code_document(read_markdown(text), codebook, "alder-2020")
    return {one.blocked_by for one in coded.codings}


@pytest.mark.parametrize(("text", "twin", "reason"), ROWS)
def test_whose_words(text: str, twin: str, reason: str) -> None:
    assert blocks_of(text, "own_account: true") == {reason}
    assert blocks_of(twin, "own_account: true") == {""}


@pytest.mark.parametrize("text", [row.values[0] for row in ROWS])
def test_counts_where_the_frame_does_not_ask(text: str) -> None:
    assert blocks_of(str(text), "") == {""}
