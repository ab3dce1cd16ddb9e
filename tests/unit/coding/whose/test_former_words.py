"""Each word by which an earlier plan, or work that has ended, is told, in a sentence of
its own.
"""

from __future__ import annotations

import pytest
from sentences import rows_of
from whose_kit import FORMER, wrongly_told

TITLES = """
+ # [Looking back|What went before|Where we have come from|Where we came from|Where we come from] ¶ - Less loud music
+ # The [last|previous|old|outgoing|former|earlier] [plan|version|term|strategy|police and crime plan|policing plan] ¶ - Less loud music
+ # [The|My|Our|His|Her] first [plan|version|term|strategy] ¶ - Less loud music
+ # My predecessor [and I|’s work] ¶ - Less loud music
- # The [next|new] plan ¶ - Less loud music
- # The old [hall|town] ¶ - Less loud music
+ # The plan [that this|which this|this|this one|that this one] [replaces|succeeds|follows|replaced|is replacing|has replaced] ¶ - Less loud music
+ # The plan [we are|I am|we have|this one has|this is|this has] [replaced|replacing|succeeding|following] ¶ - Less loud music
+ # The plan [we|I] [replace|succeed|follow|replaced] ¶ - Less loud music
- # The plan we [print|show] ¶ - Less loud music
+ # Noise in 2031 ¶ It is calm. ¶ # The [plan|policing plan] [of|for|from] 2016 ¶ - Less loud music
- # Noise in 2031 ¶ It is calm. ¶ # The plan of 2031 ¶ - Less loud music
- # Noise in Alder ¶ It is calm. ¶ # The plan of 2016 ¶ - Less loud music
"""
DONE = """
+ Under the plan [that|which] this [|one] [replaces|succeeds] loud music grew.
+ [In|Under|With|Through|By|As part of] [the|my|our|his|her|their] [last|previous|first|earlier|old|outgoing|former|original|interim|preceding|inherited] [|police and crime|police crime|police, fire and crime|policing|community safety] [plan|strategy] we had loud music.
+ Under the first version of [this|the|my|our] plan we had loud music.
+ Under [his|her] [plan|strategy], last May, [I|we|there|it|he|she|they|the town] [was|had|set] calm and free of loud music.
+ Under the old strategy [I|we|there|it|he|she|they|the warden] had loud music.
- Under the [next|new] strategy we had loud music.
- Below the [old strategy] we meet loud music.
+ The last [plan|strategy|commissioner|policing plan|community safety plan] [was|had|set|put|gave|spoke|paid|named|took|made|brought|ran|led|saw|kept|held|built|began|bought|said|chose|ended|firmly ended] much of loud music.
+ The wardens of the last plan [for|of] the quay met loud music and the last plan for Alder had halls.
+ The [last|previous|first|earlier|old|outgoing|former|original|interim|preceding|inherited] plan named loud music.
- The next plan named loud music.
- The last plan may name loud music.
+ My predecessor[|’s plan|’s strategy|’s first strategy|’s priorities] named loud music.
+ The plan [we|I] inherited named loud music.
+ My predecessor’s priorities were against loud music.
- The last plan was [written|published|made|agreed|adopted|drawn up|launched|set] amid loud music.
- My predecessor’s priorities were written amid loud music.
+ [Under his plan|Under her plan|Under that plan|That plan’s priorities|That plan’s aims|That plan’s work] there is less loud music.
- Under this plan there is less loud music.
+ The [plan|strategy|authority] [that ends in March|which went before us|of old] had [seven|adopted five|set three good|chosen four] [priorities|objectives|aims|themes|pledges|goals|headings|pillars] (halls, loud music).
- The plan that ends in March has seven priorities (halls, loud music).
- The plan had seven [pages|towns] (halls, loud music).
- The plan, as we had no themes, is on loud music.
"""
NAMED = """
+ We read the [last|previous|first|earlier|old|outgoing|former|original|interim|preceding|inherited] [version|edition|draft] of [this|the|my|our] paper. Thanks to it there is less loud music.
+ We read [the|my|our|his|her|their|an] old [plan|strategy|policing plan|police and crime plan|community safety plan]. Thanks to it there is less loud music.
+ We read a former plan. Thanks to it there is less loud music.
- We read [the new|this] plan. Thanks to it there is less loud music.
+ We met [my|our] predecessor. Thanks to them there is less loud music.
+ We read [his|her] [plan|strategy|policing plan]. Thanks to it there is less loud music.
+ We read the plan [that I|which I|I|we] [inherited|took over]. Thanks to it there is less loud music.
+ We read the plan [that this replaces|we succeed]. Thanks to it there is less loud music.
+ It is [my|our] [second|third|fourth|fifth|second plan]. The first was against loud music.
+ We read a plan [already in existence|already in place|already in force|that went before]. Thanks to it there is less loud music.
+ We met the [last|previous|outgoing|former] commissioner. Thanks to them there is less loud music.
- We met the commissioner. Thanks to them there is less loud music.
"""
OF_IT = """
+ We met my predecessor. [The first|The last|The previous|The old|The earlier|The other|The first one|The first, which ran for years,|The first, that ran for years,|It|That plan|That strategy|They|Among much else, it] [had|paid|ended] much on loud music.
+ We met my predecessor. [Thanks to|Under|With|Through] [it|them|that plan] there is less loud music.
+ We met my predecessor. [Its|Their] [work|priorities|aims|objectives|themes|goals|pledges|first aims] end loud music.
- We met my predecessor. [They|It] may end loud music.
- We met my predecessor. Its [cars|songs] end loud music.
- We met my wardens. [It|That plan] had much on loud music.
+ My predecessor is gone. [Under|Through|Among|Of|For|With|Besides|After|Behind|Below|Thanks to] [it|its aims|them|that|these|those|this] halls began. Thanks to it there is less loud music.
+ My predecessor is gone. Besides much else, it had halls. Thanks to it there is less loud music.
+ My predecessor is gone. [It|Its aims|They|Their aims|These|Those|This|That|He|She|His aims|Her aims|Among much else, it] built halls. Thanks to it there is less loud music.
+ My predecessor is gone. [For|In] the wet months [these|they|those] built halls. Thanks to it there is less loud music.
+ My predecessor is gone. The [priorities|measures|aims|objectives|themes|threats|outcomes|others|rest|answers|results|figure|figures|lowest|highest|next|last|largest|smallest|first|previous|old|earlier|other] built halls. Thanks to it there is less loud music.
+ My predecessor is gone. [Then|Next|Second|Third|Fourth|Fifth|Last|Lastly|Further down|Lower down|Lower|Also|Others|Other people|Fewer|A few|Some|Many|Only|Just] built halls. Thanks to it there is less loud music.
+ My predecessor is gone. [Among|For|Of] [people|men|women|residents|respondents] of Alder halls grew. Thanks to it there is less loud music.
+ My predecessor is gone. Much good came [of|from|by|in|under|through|to] [it|them|that plan]. Thanks to it there is less loud music.
- My predecessor is gone. [Wardens|Once the town] built halls. Thanks to it there is less loud music.
+ My predecessor wrote. It built halls. It paid. It ended. Thanks to it there is less loud music.
- My predecessor wrote. It built halls. It paid. It ended. It grew. Thanks to it there is less loud music.
"""
PARAGRAPHS = """
+ My predecessor is gone. ¶ Thanks to it there is less loud music.
+ We sang. ¶ My predecessor is gone. It built halls. ¶ Thanks to it there is less loud music.
- My predecessor is gone. ¶ It built halls. ¶ Thanks to it there is less loud music.
- # Life here ¶ - My predecessor is gone. ¶ Thanks to it there is less loud music.
+ # Life here ¶ My predecessor is gone. ¶ - Thanks to it there is less loud music. It is so.
- # Life here ¶ My predecessor is gone. ¶ ## Streets ¶ Thanks to it there is less loud music.
+ # Life here ¶ My predecessor had aims: ¶ - Calm lanes ¶ - Less loud music
+ # Life here ¶ My predecessor had aims: ¶ Calm lanes ¶ Less loud music
- # Life here ¶ My predecessor had aims: ¶ Lanes are calm here. ¶ - Less loud music
- # Life here ¶ My predecessor had aims: ¶ ## Streets ¶ - Less loud music
- # Life here ¶ My wardens had aims. We sang. ¶ - Less loud music
+ # Life here ¶ My predecessor is gone. It had aims. ¶ - Less loud music
- # Life here ¶ My wardens came. It had aims. ¶ - Less loud music
"""
HELD_ON_TO = """
- The last plan ended much loud music, and it [still does|remains so|remain so|does so again|does keep on|keeps on|does carry on|carries on|goes on|may go on|may continue|continues|will do so|does so today].
- The last plan [still] ended much loud music, and it still does.
+ The last plan ended much loud music, and it did so well.
"""
DATED = """
+ # Noise in 2031 ¶ # Life here ¶ [The|Our|My] 2016 [plan|strategy|policing plan] [had|named|ended] loud music.
+ # Noise in 2031 ¶ # Life here ¶ The [2016–2019|2016-2019|2016/19|2016 to 2019|2016 – 19] plan had loud music.
+ # Noise in 2031 ¶ # Life here ¶ The 2016 plan’s [work|own work|aim|aims|priority|priorities|objective|objectives|projects|pledges|pledge|target|targets] may end loud music.
- # Noise in 2031 ¶ # Life here ¶ The 2016 plan may end loud music.
- # Noise in 2031 ¶ # Life here ¶ The 2016 fair had loud music.
+ # Noise in 2031 ¶ # Life here ¶ The plan [for|of] [2016|2016–2019|2016-2019|2016/19|2016 to 2019] had loud music.
- # Noise in 2031 ¶ # Life here ¶ The plan for 2031 had loud music.
"""
ENDED = """
+ We [finished|wound up|closed down|ended] [the|our|its|his|her] loud music fair.
+ We saw the end of the loud music fair.
+ We handed [|over|back] [the|our|its|the town’s] loud music fair to Alder.
- We saw the loud music fair.
- We [enjoyed|praised] the loud music fair.
+ The loud music [scheme|project|pilot|course|contract|unit|programme|post|grant] [has been|have been|had been|was|has|has now|has been now|has been since] [closed|ended|stopped|withdrawn|scrapped|axed|dropped|discontinued|disbanded].
+ The loud music scheme and posts were [closed|dropped].
- The loud music scheme was [painted|moved].
- The loud music fair was dropped.
+ The loud music fair[, that|, which| that| which|] [was|has been|had been|was then|was since|was now] wound up.
+ The loud music fairs [were|have been] wound up.
+ The loud music fair [has now|has since|shops have now] [closed|ended].
+ The loud music fair [has come|came|has since come|comes and has come] to an end.
- The loud music fair comes in May.
+ The [pledge|promise|objective|priority|aim|commitment|target|theme|aims] [on|about|for|to end|of] loud music [has been|have been|was|were|has now been|has since been|has been now|has been since|has] [kept|met|dropped|achieved|reached|fulfilled|abandoned|left out|removed|taken out].
- The [street|car] of loud music was kept.
- The pledge on loud music was [printed|made].
+ [Gone|Missing|Left out|Dropped|Removed] [from|of] [this|the] plan is loud music.
- Gone from this town is loud music.
+ We no longer [fund|pay for|run|support|provide|offer] loud music.
+ The town no longer [funds|pays for|runs|supports|provides|offers] loud music.
- We no longer hear loud music.
"""
TABLES = (TITLES, DONE, NAMED, OF_IT, PARAGRAPHS, HELD_ON_TO, DATED, ENDED)


@pytest.mark.parametrize(
    ("told", "line"), [row for table in TABLES for row in rows_of(table)]
)
def test_words_of_an_earlier_plan(told: bool, line: str) -> None:
    wrong = wrongly_told(line, FORMER if told else "")
    assert not wrong, wrong


@pytest.mark.parametrize(("lines", "told"), [(58, True), (59, False)])
def test_how_far_a_paragraph_leads(lines: int, told: bool) -> None:
    above = " ¶ ".join(["My predecessor had aims:", *["- Calm lanes"] * lines])
    wrong = wrongly_told(f"{above} ¶ - Less loud music", FORMER if told else "")
    assert not wrong


@pytest.mark.parametrize(("words", "told"), [(16, True), (17, False)])
def test_how_long_a_line_of_a_list_is(words: int, told: bool) -> None:
    line = " ".join(["Less", "loud", "music", *["by"] * (words - 3)])
    wrong = wrongly_told(f"My predecessor had aims: ¶ {line}", FORMER if told else "")
    assert not wrong
