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
        "# Life here\n\nThe Health Board has set itself the aim of quieter music.\n",
        "# Life here\n\nThe Health Board has heard of the aim of quieter music.\n",
        "in what others have chosen",
        id="a body that set itself",
    ),
    pytest.param(
        "# Life here\n\nThe council and the university have set themselves the aim of quieter music.\n",
        "# Life here\n\nThe council and the university have heard of the aim of quieter music.\n",
        "in what others have chosen",
        id="bodies that set themselves",
    ),
    pytest.param(
        "# Life here\n\nThe Health Board has set its own aims: quieter music.\n",
        "# Life here\n\nThe Health Board has heard of aims: quieter music.\n",
        "in what others have chosen",
        id="what a body set as its own",
    ),
    pytest.param(
        "# Life here\n\nThe council and the university have set their own aims: quieter music.\n",
        "# Life here\n\nThe council and the university have heard of aims: quieter music.\n",
        "in what others have chosen",
        id="what bodies set as their own",
    ),
    pytest.param(
        "# Life here\n\nThe Health Board has chosen quieter music.\n",
        "# Life here\n\nThe Health Board has heard of quieter music.\n",
        "in what others have chosen",
        id="what a body has chosen",
    ),
    pytest.param(
        "# Life here\n\nThe Health Board has picked quieter music.\n",
        "# Life here\n\nThe Health Board has heard of quieter music.\n",
        "in what others have chosen",
        id="what a body has picked",
    ),
    pytest.param(
        "# Life here\n\nThe Health Board has named quieter music.\n",
        "# Life here\n\nThe Health Board has heard of quieter music.\n",
        "in what others have chosen",
        id="what a body has named",
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
    pytest.param(
        "# Life here\n\n41% of people told us that loud music troubles them.\n",
        "# Life here\n\n41% of people in our cells told the nurse that loud music troubles them.\n",
        "in answers to a survey",
        id="a share of people told us",
    ),
    pytest.param(
        "# Life here\n\nA third of respondents named loud music.\n",
        "# Life here\n\nA third of respondents named loud music, and we will send wardens.\n",
        "in answers to a survey",
        id="a share, and what the plan will do",
    ),
    pytest.param(
        "# Life here\n\nAsked to choose, one person in nine picked loud music.\n",
        "# Life here\n\nOne house in nine is next to loud music.\n",
        "in answers to a survey",
        id="one person in nine",
    ),
    pytest.param(
        "# Life here\n\nWe asked residents what they had met. The answers were: litter 51 per cent; dogs 40 per cent; loud music 13 per cent.\n",
        "# Life here\n\nWe counted what the wardens met. The calls were: litter 51 per cent; dogs 40 per cent; loud music 13 per cent.\n",
        "in answers to a survey",
        id="a list of shares after a survey",
    ),
    pytest.param(
        "# Life here\n\nIn the survey dogs were chosen by 61 per cent, litter by 44 and loud music by 12.\n",
        "# Life here\n\nIn the survey of streets dogs were met in 61, litter in 44 and loud music in 12.\n",
        "in answers to a survey",
        id="chosen by a share",
    ),
    pytest.param(
        "# Life here\n\nTop of the list came dogs (41%), then litter (37%) and loud music (20%).\n",
        "# Life here\n\nWorst of all were dogs, then litter and loud music.\n",
        "in answers to a survey",
        id="top of the list",
    ),
    pytest.param(
        "# Life here\n\nWe asked residents what troubled them. Dogs came first. Then came litter, loud music and noise.\n",
        "# Life here\n\nThe wardens began with dogs. Dogs came first. Then came litter, loud music and noise.\n",
        "in answers to a survey",
        id="then came",
    ),
    pytest.param(
        "# Life here\n\nResidents' top five concerns were dogs, litter and loud music.\n",
        "# Life here\n\nMy top five tasks are dogs, litter and loud music.\n",
        "in answers to a survey",
        id="the concerns of residents",
    ),
    pytest.param(
        "# Life here\n\nLoud music was a concern for only 6% of those asked.\n",
        "# Life here\n\nLoud music was a reason for only 6% of the calls.\n",
        "in answers to a survey",
        id="the worry of a share",
    ),
    pytest.param(
        "# Life here\n\nLoud music was raised at six of the nineteen meetings.\n",
        "# Life here\n\nLoud music was played at six of the nineteen meetings.\n",
        "in answers to a survey",
        id="raised at some meetings",
    ),
    pytest.param(
        "# Life here\n\nMost replies were about dogs; a few were about loud music.\n",
        "# Life here\n\nMost nights are about dogs; a few are about loud music.\n",
        "in answers to a survey",
        id="what replies were about",
    ),
    pytest.param(
        "# Life here\n\nYou said you want more wardens, fewer dogs and less loud music.\n",
        "# Life here\n\nYou live among few wardens, many dogs and too much loud music.\n",
        "in answers to a survey",
        id="a list of wishes",
    ),
    pytest.param(
        "# Life here\n\nSix per cent of those answering were old and seven per cent said that they had played loud music.\n",
        "# Life here\n\nSix per cent of those arrested were old and seven per cent said that they had played loud music.\n",
        "in answers to a survey",
        id="who answered",
    ),
    pytest.param(
        "# Life here\n\nIn a survey 69 per cent were glad. Among people under 25 it was loud music for 52 per cent, and this was 12 per cent more.\n",
        "# Life here\n\nIn May the wardens heard it. Among people under 25 there is loud music, and this was 12 per cent more.\n",
        "in answers to a survey",
        id="one group of those asked",
    ),
    pytest.param(
        "# What residents said\n\nThe harbour has loud music.\n",
        "# What the wardens met\n\nThe harbour has loud music.\n",
        "in answers to a survey",
        id="under what residents said",
    ),
    pytest.param(
        "# What residents said\n\nLoud music in the park.\n",
        "# What residents said\n\nOfficers went to loud music in the park.\n",
        "in answers to a survey",
        id="under what residents said, with what is known",
    ),
    pytest.param(
        "# Life here\n\nThe Chalford partnership has three priorities: litter, dogs and loud music.\n",
        "# Life here\n\nThe partnership has three priorities: litter, dogs and loud music.\n",
        "in what others have chosen",
        id="a partnership has priorities",
    ),
    pytest.param(
        "# Life here\n\nThe Health and Quiet Strategy gives as its priorities loud music and sleep.\n",
        "# Life here\n\nThis strategy gives as its priorities loud music and sleep.\n",
        "in what others have chosen",
        id="a strategy gives priorities",
    ),
    pytest.param(
        "# Life here\n\nThis plan has regard to the priorities of the responsible authorities. They are litter and loud music.\n",
        "# Life here\n\nThis plan has priorities that we chose. They are litter and loud music.\n",
        "in what others have chosen",
        id="they are",
    ),
    pytest.param(
        "# Life here\n\nThe national measures apply here too. The measures are litter, dogs and loud music.\n",
        "# Life here\n\nOur own rules apply here too. The measures are litter, dogs and loud music.\n",
        "in what others have chosen",
        id="the measures are",
    ),
    pytest.param(
        "# Life here\n\nEvery town council has priorities of its own. For 2017 they are:\n\n- Dunmere: loud music\n- Alder: dogs\n",
        "# Life here\n\nEvery town has wardens of its own. In 2017 they met:\n\n- Dunmere: loud music\n- Alder: dogs\n",
        "in what others have chosen",
        id="of their own, in lines",
    ),
    pytest.param(
        "# Life here\n\nI sit on the Dales Forum, whose priorities are dogs and loud music.\n",
        "# Life here\n\nI sit in the dale, whose troubles are dogs and loud music.\n",
        "in what others have chosen",
        id="whose priorities are",
    ),
    pytest.param(
        "# Life here\n\nThe district councils have put loud music at the head of their list.\n",
        "# Life here\n\nThe wardens have put loud music at the head of their list.\n",
        "in what others have chosen",
        id="put at the head of their list",
    ),
    pytest.param(
        "# Life here\n\nThe Alder Board wants to see less loud music.\n",
        "# Life here\n\nI want to see less loud music.\n",
        "in what others have chosen",
        id="wants to see",
    ),
    pytest.param(
        "# Life here\n\nThe fire authority’s are dogs; the health board’s are loud music and sleep.\n",
        "# Life here\n\nThe streets of Alder are quiet; the fields are full of loud music and sheep.\n",
        "in what others have chosen",
        id="the board’s are",
    ),
    pytest.param(
        "# Life here\n\nThe loud music work is now led by the Quiet Board.\n",
        "# Life here\n\nThe loud music work is now led by our own board.\n",
        "in what others have chosen",
        id="now led by others",
    ),
    pytest.param(
        "# Life here\n\nA van against loud music, taken over by the council, is still out.\n",
        "# Life here\n\nA van against loud music, taken over by officers, is still out.\n",
        "in what others have chosen",
        id="taken over",
    ),
    pytest.param(
        "# Life here\n\nLoud music is a matter for the councils.\n",
        "# Life here\n\nLoud music is a matter for the wardens.\n",
        "in what others have chosen",
        id="a matter for the councils",
    ),
    pytest.param(
        "# Life here\n\nMinisters have said that loud music must end.\n",
        "# Life here\n\nNeighbours have said that loud music must end.\n",
        "in what others have chosen",
        id="ministers have said",
    ),
    pytest.param(
        "# What the country asks of us\n\n1. Less loud music\n",
        "# What the wardens ask of us\n\n1. Less loud music\n",
        "in what others have chosen",
        id="what the country asks",
    ),
    pytest.param(
        "# Life here\n\nIn the first version of this plan I set out to end loud music.\n",
        "# Life here\n\nIn the first street of this town I set out to end loud music.\n",
        "in what was done before the plan",
        id="the first version",
    ),
    pytest.param(
        "# Life here\n\nWhen I came there was a plan already in existence. It spoke of loud music.\n",
        "# Life here\n\nWhen I came there was a fair by the quay. It spoke of loud music.\n",
        "in what was done before the plan",
        id="it spoke of",
    ),
    pytest.param(
        "# Life here\n\nThe last plan is spent. It paid for wardens. Thanks to it there is less loud music.\n",
        "# Life here\n\nThe fair is over. It paid for wardens. Thanks to it there is less loud music.\n",
        "in what was done before the plan",
        id="thanks to it",
    ),
    pytest.param(
        "# Life here\n\nIt is my second. The first, which ran from 2013, had as its themes dogs and loud music.\n",
        "# Life here\n\nIt is a road. The first, which ran from 2013, had as its curse dogs and loud music.\n",
        "in what was done before the plan",
        id="the first, which ran",
    ),
    pytest.param(
        "# Life here\n\nThe last plan put loud music first.\n",
        "# Life here\n\nThe last plan put loud music first, and so does this one.\n",
        "in what was done before the plan",
        id="put first before and still",
    ),
    pytest.param(
        "# Life here\n\nMy predecessor had four aims, and this is how they stand.\n\n| Aim | Now |\n|---|---|\n| Less loud music | done |\n",
        "# Life here\n\nMy wardens had four streets, and this is how they stand.\n\n| Aim | Now |\n|---|---|\n| Less loud music | done |\n",
        "in what was done before the plan",
        id="led by the former plan",
    ),
    pytest.param(
        "# Life here\n\nThe loud music scheme has been closed.\n",
        "# Life here\n\nThe loud music scheme has been moved.\n",
        "in what was done before the plan",
        id="a scheme that ended",
    ),
    pytest.param(
        "# Life here\n\nWe handed the loud music post to the museum.\n",
        "# Life here\n\nWe gave a loud music post to the museum.\n",
        "in what was done before the plan",
        id="handed over",
    ),
    pytest.param(
        "# Life here\n\nThat pledge on loud music has been kept.\n",
        "# Life here\n\nThat pledge on loud music has been made.\n",
        "in what was done before the plan",
        id="a pledge that was kept",
    ),
    pytest.param(
        "# Life here\n\nWe no longer pay for wardens of loud music.\n",
        "# Life here\n\nWe still pay for wardens of loud music.\n",
        "in what was done before the plan",
        id="no longer paid for",
    ),
    pytest.param(
        "# The plan we are replacing\n\n- Less loud music\n",
        "# The road we are replacing\n\n- Less loud music\n",
        "in what was done before the plan",
        id="the plan being replaced",
    ),
    pytest.param(
        "# Noise Plan 2031\n\n# Life here\n\nThe 2016 plan’s work on loud music is done.\n",
        "# Noise Plan 2031\n\n# Life here\n\nThe 2031 plan’s work on loud music is done.\n",
        "in what was done before the plan",
        id="a plan of other years",
    ),
    pytest.param(
        "# Life here\n\n| Calls | 2014 | 2015 |\n|---|---|---|\n| Loud music | 310 | 295 |\n",
        "# Life here\n\n| Calls | Lead | Place |\n|---|---|---|\n| Loud music | Ann | Quay |\n",
        "in bare figures",
        id="a row of counts",
    ),
    pytest.param(
        "# Life here\n\n41 halls, 3 cities, 22 towns, 70 places of music, 164 schools.\n",
        "# Life here\n\n41 halls and 3 cities have loud music.\n",
        "in bare figures",
        id="things counted",
    ),
    pytest.param(
        "# Life here\n\nThe Quay District, in its letter to traders, says that it will"
        " welcome music.\n",
        "# Life here\n\nThe Quay District, in its centre by the river, is kept awake by"
        " music.\n",
        "in what others have chosen",
        id="a body in its paper",
    ),
    pytest.param(
        "# Life here\n\nA number of aims in the 2010 strategy - litter, loud music - no"
        " longer appear.\n",
        "# Life here\n\nA number of aims in the new strategy - litter, loud music - are"
        " ours.\n",
        "in what was done before the plan",
        id="aims that are gone",
    ),
    pytest.param(
        "# Life here\n\nUnder the plan that ended in May we had two priorities: litter"
        " and loud music.\n",
        "# Life here\n\nUnder the plan that begins in May we have two priorities: litter"
        " and loud music.\n",
        "in what was done before the plan",
        id="the plan that ended",
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
