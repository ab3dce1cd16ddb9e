"""Each word by which answers to a survey are told, in a sentence of its own."""

from __future__ import annotations

import pytest
from sentences import rows_of
from whose_kit import ANSWERS, CODEBOOK, wrongly_told

from plancoder.coding.code import code_document
from plancoder.extract.text.markdown import read_markdown

SHARES = """
+ [One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|9] in 12 people named loud music.
+ Two [people|residents|of you|person] [in|out of] every ten named loud music.
+ [12%|12.5%|12 %|12 per cent|12 percent|Twelve per cent] of those in the hills were sad, and of you 12% named loud music.
+ [Half|A third|One quarter|Two fifths|Three tenths|A majority|The majority|Most] of people thought of loud music.
+ [Half|A third|One third|Two thirds|Three tenths|A majority|The majority|Most|A quarter|A fifth|A tenth] of [people|all people|our people|the people] feel that loud music is worse.
+ Some 12% [of|who are] old folk picked loud music.
+ At the quay 12% [chose|mentioned|raised|named|ticked|picked|put|asked for|listed|voted for|said|selected|ranked|rated|cited] loud music.
+ [Two thirds|Half|Most|A third|A quarter] of Dunmere put dogs first, and 12% loud music.
- Many of Dunmere put dogs first, and 12% of it is loud music.
+ Some [described themselves as|ticked the box] afraid of loud music.
- Some walked by themselves, afraid of loud music.
- At the quay 12% are fond of loud music.
"""
ASKED = """
+ [Those|People|Residents|Adults|Households|The 312|312] who replied had loud music next door.
- The wardens who replied had loud music next door.
+ Those [we|I|who were|that] asked had loud music next door.
+ Those [asked|surveyed|polled|questioned|consulted|replying|answering|responding|taking part] had loud music next door.
+ Those who [replied|answered|responded|took part|wrote in|filled it in|filled in|returned it|returned them|sent it back|sent them back] had loud music next door.
+ Those who answered [our survey|the survey|a survey|my survey|it|to it|in ink] had loud music next door.
+ Those who answered [also|most often] had loud music next door.
+ Those who answered [had|were near] loud music.
- Those who answered met my wardens, heard loud music and went.
+ [Respondents|Those who answered] [said|also told us] that loud music is worse.
"""
SAID = """
+ [Respondents|Replies|One reply|Returns|Answers|Local people|People|Residents|You|One of us|Those|The public|Households|Adults|Women|Men|Parents|Businesses|Villagers|Participants|Citizens|Tenants|Young people|Pupils|Students|Most of them] gave loud music nine points.
- Wardens gave loud music nine points.
+ People [rated|ranked|scored|gave|put] loud music high.
- People [put up with|put off by|put out by|put in for|put on|put at risk by] loud music are many.
+ A third of women [said|say|told us|told me|name|named|chose|choose|felt|feel|thought|think|wanted|want|worry|worried|are worried|were worried|are most worried|are more worried|are very worried|were concerned|are afraid|are bothered|were troubled|put|listed|mentioned|raised|picked|ticked|voted|asked|agree|agreed|believe|believed|wrote|had seen|had met|had noticed|rated|ranked|selected|cited|complained|describe|describes|described|identified] that loud music is worse.
+ A third of women also [put|ranked|rated] loud music high.
+ A third of [young people|local people|the public|our people|pupils] thought that loud music is worse.
+ A third of women [who also|who then|also|then|now] rated loud music.
- A third of women heard that loud music is worse.
- A third of women said that it is calm, [but|although|while|however|yet|and I find|and we find] loud music is worse.
+ Of 312 women a third [felt|feel|thought|think|wanted|want|worried|worry|voted] loud music was worse.
+ We sent out cards, and a third of these chose loud music.
- Most wanted loud music gone.
+ [Asked|Invited] to say what they fear, women then named some things, and people [said|named] loud music.
+ Asked [what they fear|which noise they fear|how they live|to name a fear|to choose one|to say one|to pick one|to rank them], people named loud music.
- Asked by wardens, people named loud music.
"""
NAMED_BY = """
+ Loud music [was|and dogs were] [mentioned|raised|named|ticked|picked|put|asked for|listed|voted|said|selected|ranked|rated|cited|chosen] by [13|13%|half] of the town.
- Loud music was played by 13 of the town.
+ Loud music was a [worry|concern|choice|fear|priority|issue|problem] [of|for|to|among] [|only|just|about|some|nearly|over] a third of you.
+ Loud music and dogs were [worries|priorities|concerns] of half of the residents.
- Loud music was a joy of half of the residents.
+ Loud music was [raised|mentioned|named|spoken of|brought up] at six events.
+ Loud music came up [at|in] six groups.
+ Loud music was spoken of [at|in|by] [|only|just] six groups.
+ Loud music came up at [most|many|few|a few|some|several|half] [|of] [the|our|my|] meetings.
+ Loud music came up in six [meetings|events|replies|letters|responses|groups|surgeries|long letters].
+ Loud music came up in one [reply|letter|meeting|event|response|group].
+ Loud music was spoken of by six [people|of you|respondents|residents].
- Loud music came up in six streets.
+ Most [replies|letters|comments|emails|e-mails|answers|responses|messages|postcards|questions] were about loud music.
+ Most letters [gave things such as|were like a play with|include|included|concerned|spoke of|mentioned|called for an end to|asked for an end to|were on|were about] loud music.
- Most letters came with loud music.
+ The [residents’|people’s|public’s|respondents’|communities’|villagers’] [fears|concerns|worries] [were|are|include|included] dogs and loud music.
+ [Your|Their|Your own] fears are dogs and loud music.
- The wardens’ fears are dogs and loud music.
+ At my meetings dogs and loud music [were|were also|were often] [mentioned|raised|named|brought up].
+ At my meetings loud music [was|was often] raised.
- At my desk loud music was raised.
- At my meetings loud music was played and named.
"""
MEETINGS = """
+ [At my meetings|At one meeting|At my surgery|At my surgeries|From listening to all|Since we listened|In my postbag|At my roadshows|At focus groups|Of all raised with me|Of all raised with us|Of what folk raise with me|Where folk wrote to me|Where folk wrote to us|Of all written to me|Of all written to us|Of all put to me] loud music was mentioned.
+ [In the survey|In the surveys|In the town that we surveyed|In a questionnaire|In a poll|In the town that we polled|In the consultation|In the response|In the responses|Since the town responded|Of all respondents|When the town had answered|In a reply|In the replies|When the town replied|When we asked|When I asked|When wardens came and asked|When the town was also asked] loud music was mentioned.
+ When the wardens asked [you|them|people|residents|what it was|which it was|how it was] loud music was named.
+ When the town asked [you|them|people|residents|what it was|which it was|how it was|to choose] loud music was named.
- When the wardens asked for tea loud music was named.
+ Where the town [told us|told me|will tell us|will tell me|is telling us|is telling me] of it loud music was named.
+ [As you said|As you think|It matters to you and|It matters most to you and|It may worry you and|It worries you and|It worries you most and|In your views|In your concerns|In your worries|On what you fear|On what should the police do|On what should we do|On what should I do] loud music was named.
+ As [people|residents|communities|businesses|the public|people have] [said|say|told it|named it|chose|think|want] loud music was named.
- As [wardens|horses] said loud music was named.
- As the public may hear loud music was named.
"""
RANKS = """
+ At my meetings the [top|main|biggest|greatest|chief|leading|most common|most frequent|commonest|highest|largest] [concern|worry|issue|answer|fear|choice] was loud music.
+ At my meetings the top [concerns|worries|issues|answers|complaints|fears|choices|three fears|local fears|three local fears] were dogs and loud music.
- At my meetings the only fear was loud music.
- At the quay the top fear was loud music.
+ At my meetings loud music was at the [top|head|bottom|foot|end] of [the|your|their|people’s|residents’] list.
- At my meetings loud music was at the side of the list.
+ At my meetings loud music [came|has come|was|ranked|rated|scored|placed|came out] [second|top|first|third|fourth|fifth|highest|next|last|lowest|bottom|equal].
+ At my meetings dogs and loud music were last.
- At my meetings loud music was late.
+ [Then|Next|First|Second|Third|After dogs|Behind dogs|Lower down|Further down] [came|come|were] loud music and quarrels put at my meetings.
- Mostly came loud music and quarrels put at my meetings.
+ At my meetings the noise [most|more|less|least] often named is loud music.
+ At my meetings the noise named [most|least] often is loud music.
+ The top fear here is loud music (12%).
- The top fear here is loud music (12).
- The top fear here grew by 12% with loud music.
+ We asked residents what they fear. [Then|Next|Second|Further down] came litter, loud music and noise.
+ [The town asked for|The town answered with|The answers were|A survey has|The scores are|The score is|The town named|The town put down|The town chose|The town ranked|The town said|On the list are|In the letters are|The town wanted|The concerns are|Of concern are|The worry is of|The worries are|Folk worried over|The postbag had|The emails had|The e-mails had|The replies had|The responses had] cars (46), dogs (41) and loud music (12).
- The wardens met cars (46), dogs (41) and loud music (12).
- The town named cars (46) and loud music (12).
- The wardens met loud music (46), said (41) and (40).
"""
GROUPS = """
+ In a survey they were glad. [Among|For|Of] people [aged 25|over 25|under 25|from Alder|in Alder] [it|that|the figure|the share|this] [was|is|fell to|rose to] 12 per cent with loud music.
- In a valley they were glad. Among people aged 25 it was 12 per cent with loud music.
- In a survey they were glad. Among people with dogs it was 12 per cent with loud music.
+ The survey shows dogs at 30%, cars at 20% and loud music at 10%.
+ We asked you about it. We found dogs at 30%, cars at 20% and loud music at 10%.
- We asked you about it. It was May. We found dogs at 30%, cars at 20% and loud music at 10%.
- The survey shows cars at 20% and loud music at 10%.
- The survey of [offenders|incidents|calls|offences|crimes|cases|reports|victims|prisoners|detainees|those arrested|custody|cells|prison] shows dogs at 30%, cars at 20% and loud music at 10%.
- At the quay 12% of [offenders|victims|prisoners|detainees|those arrested|men in custody|men in cells|men in prison] named loud music.
+ In our survey 12% of [offenders|victims] named loud music.
"""
WISHES = """
+ [You|Residents|People|Respondents|The public|Communities|Villagers|Businesses|Parents|Readers|Everyone|Everybody|Many|Others|Some] spoke of dogs, litter and loud music.
+ People [here|also|often|who wrote|of the hills|in the hills|from the hills] spoke of dogs, litter and loud music.
+ People [told us of|told me of|said|named|raised|mentioned|spoke of|wrote about|wrote to me about|asked for|asked us for|asked me to end|complained of|complained about|listed|want|wanted|worry about|worried about|are worried by|were worried by|are most worried by|are more worried by|are very worried by|are concerned by|are troubled by|are bothered by] dogs, litter and loud music.
- People met dogs, litter and loud music.
- People spoke of dogs and loud music.
+ People spoke of dogs and litter and loud music.
- People behind [calls|crimes|offences] listed dogs, litter and loud music, and many who made calls said litter, dogs and loud music.
- Wardens spoke of dogs, litter and loud music.
- People spoke of dogs, litter and hares, but loud music is worse.
"""
TITLES = """
+ # What [you|residents|people|the public|communities|local communities|our communities|the survey|the consultation|they|everyone] [told us|tells us|tell us|said|says|say|think|thought|want|wanted|asked for|showed|found] ¶ Loud music in the park.
+ # What they [have|has] said ¶ Loud music in the park.
+ # [You said, we did|You told us|Survey results|Results of the survey|Results of our survey|Results of my survey|Results of the consultation|Results of the poll|Your views|Your concerns|Your worries|Your answers|What matters to you|What worries you] ¶ Loud music in the park.
- # What wardens [said|think] ¶ Loud music in the park.
- # What they [heard|did] ¶ Loud music in the park.
- # What residents said ¶ [I agree|We agree|I also agree|I know|I met it|I share the wish|I have seen it|I have met it|I have made a rule|I have set a rule|I have put up signs|I believe|I think|I do fear|I am sorry|We are sorry] that loud music is heard.
- # What residents said ¶ [You|They|People|Residents] are right about loud music.
- # What residents said ¶ [Officers hear|This plan ends|That is why there is|My park has] loud music.
- # What residents said ¶ Because of loud music the hall shut.
- # What residents said ¶ The [incident|call|offence|crime|case|report|offender|victim|prisoner|detainee|man arrested|man in custody|man in the cell|man in the prison] at the quay had loud music.
- # What residents said ¶ Loud music on [1,204|312] nights.
+ # What residents said ¶ Loud music on 31 nights.
+ # What residents said ¶ For 312 [people|of you|votes] there is loud music.
- # What residents said ¶ Loud music is a pain, as sailors [told me|tell me|said|say|asked|spoke|described it|explained].
+ # What residents said ¶ To [parents|12%] loud music is a pain, as sailors told me.
- # What residents said ¶ It is calm, [but|yet|however|although|though] loud music is heard.
"""
LINES = """
+ # The survey ¶ - Loud music 29%
+ # The survey ¶ - Loud music 29 per cent
+ # The survey ¶ - Loud music (1,204)
+ # The survey ¶ - 29% loud music
- # The survey ¶ - Loud music
- # The cells ¶ - Loud music 29%
- # The survey ¶ - Loud music [is|are|was|were|has|have|had|reported|involved|suffer|suffers|suffered|need|needs|needed] 29%
+ # The survey ¶ - Loud music is (29%)
+ # The survey ¶ ## By place ¶ - Loud music 29%
- # The survey ¶ ## Places ¶ ### By street ¶ - Loud music 29%
+ # Life here ¶ We asked you about it. ¶ - Dogs 31% ¶ - Loud music 29%
- # Life here ¶ We asked you about it. ¶ It was May. ¶ - Loud music 29%
+ # Life here ¶ We asked you about it. ¶ Dogs 31% ¶ - Loud music 29%
- # Life here ¶ We asked you about it. ¶ # Streets ¶ - Loud music 29%
+ # The survey ¶ - The din of the loud music in the park by the quay of the town 29%
- # The survey ¶ - The din of the loud music in the park by the quay of this old town 29%
"""
TABLES = (SHARES, ASKED, SAID, NAMED_BY, MEETINGS, RANKS, GROUPS, WISHES, TITLES, LINES)


@pytest.mark.parametrize(
    ("told", "line"), [row for table in TABLES for row in rows_of(table)]
)
def test_answers_to_a_survey(told: bool, line: str) -> None:
    wrong = wrongly_told(line, ANSWERS if told else "")
    assert not wrong, wrong


def test_a_row_of_a_table_has_a_share_in_any_of_its_cells() -> None:
    head = "# The survey\n\n| Nuisance | Share | Where |\n| --- | --- | --- |\n"
    for row, reason in (
        ("| Loud music | 29% | Quay |", ANSWERS),
        ("| Loud music | Quay | 29 |", ANSWERS),
        ("| Loud music | Mill | Quay |", ""),
    ):
        codings = code_document(read_markdown(head + row), CODEBOOK, "alder").codings
        assert [one.blocked_by for one in codings] == [reason], row


@pytest.mark.parametrize(("lines", "told"), [(39, True), (40, False)])
def test_how_far_a_survey_leads(lines: int, told: bool) -> None:
    others = "".join(f"- Dogs {at}%\n" for at in range(10, 10 + lines))
    text = f"# Life here\n\nWe asked you about it.\n\n{others}- Loud music 29%\n"
    (coding,) = code_document(read_markdown(text), CODEBOOK, "alder").codings
    assert coding.blocked_by == (ANSWERS if told else "")


@pytest.mark.parametrize(("letters", "told"), [(960, True), (990, False)])
def test_how_far_the_words_of_a_title_reach(letters: int, told: bool) -> None:
    before = "The fair ran on. " * (letters // 17)
    text = f"# What residents said\n\n{before}\n\nLoud music in the park.\n"
    (coding,) = code_document(read_markdown(text), CODEBOOK, "alder").codings
    near = text.index("Loud") - text.index("What") <= 1000
    assert near is told
    assert coding.blocked_by == (ANSWERS if told else "")
