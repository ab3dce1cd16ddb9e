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
        "# What the wardens met\n\n| Nuisance | Where |\n|---|---|\n"
        "| Loud music | Ferry Row |\n| Parked cars | Mill Lane |\n",
        "in answers to a survey",
        id="a table of answers",
    ),
    pytest.param(
        "# What you told us\n\n- Loud music (312)\n- Parked cars (118)\n",
        "# What the wardens met\n\n- Loud music was heard by 29%\n- Parked cars (118)\n",
        "in answers to a survey",
        id="a count, beside a line that tells",
    ),
    pytest.param(
        "# Life here\n\nOf those who replied 44 per cent chose parked cars and 7 per cent"
        " loud music at night.\n",
        "# Life here\n\nOf the calls at night 44 per cent are to parked cars and 7 per"
        " cent to loud music.\n",
        "in answers to a survey",
        id="shares of those who chose",
    ),
    pytest.param(
        "# Life here\n\nLoud music was mentioned by 13 per cent of you.\n",
        "# Life here\n\nLoud music was turned off by 13 per cent of you.\n",
        "in answers to a survey",
        id="mentioned by a share",
    ),
    pytest.param(
        "# Life here\n\nAsked what troubles them, people put cars (46%), then dogs (41%),"
        " then loud music (12%).\n",
        "# Life here\n\nThe wardens met cars (46%), then dogs (41%), then loud music"
        " (12%).\n",
        "in answers to a survey",
        id="figures in brackets",
    ),
    pytest.param(
        "# Life here\n\nUnder his plan a warden against loud music was paid for.\n",
        "# Life here\n\nUnder this plan a warden against loud music is paid for.\n",
        "in what was done before the plan",
        id="under his plan",
    ),
    pytest.param(
        "# Looking back at 2012–2016\n\nThe wardens dealt with loud music by the quay.\n",
        "# Looking out to 2026\n\nThe wardens deal with loud music by the quay.\n",
        "in what was done before the plan",
        id="looking back",
    ),
    pytest.param(
        "# Where we start\n\nThe wardens against loud music whom the last plan had paid"
        " for were sent home.\n",
        "# Where we start\n\nThe wardens against loud music whom this plan pays for will"
        " stay.\n",
        "in what was done before the plan",
        id="the last plan had paid for",
    ),
    pytest.param(
        "# Partners’ aims\n\n- Quay board: loud music; litter\n",
        "# Partners’ halls\n\n- Quay hall: loud music; litter\n",
        "in what others have chosen",
        id="partners’ aims",
    ),
    pytest.param(
        "# National priorities\n\nThey are about loud music, litter and noise.\n",
        "# National parks\n\nThey are free of loud music, litter and noise.\n",
        "in what others have chosen",
        id="national measures",
    ),
    pytest.param(
        "# Others\n\nThe Government has set forces three tasks: litter, dogs and loud"
        " music.\n",
        "# Others\n\nThe wardens have three tasks: litter, dogs and loud music.\n",
        "in what others have chosen",
        id="the government has set",
    ),
    pytest.param(
        "# Others\n\nI have had regard to the priorities of the Alder Safety Board"
        " (litter; loud music).\n",
        "# Others\n\nI have spoken of it to the Alder Safety Board (litter; loud"
        " music).\n",
        "in what others have chosen",
        id="regard to the priorities of a board",
    ),
    pytest.param(
        "# Others\n\nThe Health Board’s own strategy sets out to quieten loud music.\n",
        "# Others\n\nThe health of many suffers from loud music.\n",
        "in what others have chosen",
        id="a board’s own strategy",
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
