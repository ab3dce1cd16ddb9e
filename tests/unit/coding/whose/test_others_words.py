"""Each word by which the choices and the work of others are told, in a sentence of its
own.
"""

from __future__ import annotations

import pytest
from sentences import rows_of
from whose_kit import OTHERS, wrongly_told

CHOICES = """
+ The Alder [Board|Council|Councils|Partnership|Partnerships|Trust|Authority|Authorities|Service|Services|University|Panel|Government|Home Office|Ministry|Association|College|Company|Forum|Alliance|NHS] has chosen less loud music.
- The Alder [Warden|Farmers] has chosen less loud music.
+ The Alder Board [has|have|also|has also] chosen less loud music.
+ The Alder Board [chose|has picked|has named|have named|has agreed on|have agreed on|set itself|set themselves|set its own|set their own] less loud music.
- The Alder Board has [heard|met] loud music.
- [For 2031,|In 2031,|At Easter,|And|But|For 2031, and|In spring] the partnership has chosen less loud music.
+ The Alder partnership [has|have|had] three aims: less loud music.
+ The Alder partnership has [set|agreed|adopted|published] three aims: less loud music.
+ The Alder partnership has [its|their|the|as|these|6|two|three|four|five|six|seven|eight|two new|three very new] aims: less loud music.
+ The Alder partnership has [an aim|a goal|the aim|the priority|as its objective|the theme|the mission|the measure|the outcome|the threat|the ambition|its priorities|its aims|its outcomes]: less loud music.
- The Alder partnership has three [cars|halls]: no loud music.
+ The Alder partnership [sets|set|sets out|lists|names|gives|agrees|agree|agreed|shares] good aims: less loud music.
- The Alder partnership [reads|hears] good aims: less loud music.
+ The Alder Quiet [Strategy|Plan|Framework|Programme|Mission|Agreement] [has|sets out|lists|names|gives|puts|speaks of|covers|promises|aims at|seeks|says|wants|commits to|deals with|is about] less loud music.
+ The Alder Quiet Strategies and Plan have less loud music.
- The Alder Quiet Strategy [met|is read with] loud music.
- The Alder Quiet [Street|Choir] covers loud music.
+ The Alder Board [wants|hopes|intends|plans|seeks|also wants] to end loud music.
+ The Alder Councils [want|aim] to end loud music.
- The Alder Board [went|met|cares] to end loud music.
+ [The Alder district|The Alder college, for one,] aims to end loud music.
- The Alder warden aims to end loud music.
+ The health [board’s|board's|councils’|councils'|board’s own] [are|is|were] less loud music.
+ The streets are calm; the health board’s are dogs and loud music.
+ The streets are calm, the health board’s are dogs and loud music.
- The health warden’s are dogs and loud music.
+ The Alder Board’s [aim|own aim|chief aim] [is|are|was|were|includes|included|covers|sets|gives|lists|names] less loud music.
+ The Alder Board’s [strategy|plan|priorities|objectives|themes] for the year is less loud music.
+ The Alder [district’s|districts’] aim is less loud music.
- The Alder [street’s|farm’s] aim is less loud music.
- The Alder Board’s [car|hall] is full of loud music.
+ The aims [of|for|set by|chosen by|agreed by|shared by] the Alder Board are less loud music.
- The aims [left by|sent to] the Alder Board are less loud music.
+ I sit on the Dales Forum, whose [aim|first aim] [is|are|was|were|include] less loud music.
- I sit on the Dales Forum, whose aim has to do with loud music.
+ We have [had regard to|taken account of] the [plans|priorities|objectives|aims|strategy|strategies|goals] of the Alder Board (loud music).
- We have [heard of|read] the plans of the Alder Board (loud music).
- We have had regard to the [cars|halls] of the Alder Board (loud music).
+ The four [commissioners|forces|ministers|inspectors|inspectorate|districts|partners] have three aims: less loud music.
+ All four Chief Constables have three aims: less loud music.
+ The commissioners [have|agree|agreed|share|shared|set|chose] three aims: less loud music.
- The commissioners [read|heard] three aims: less loud music.
- The four [wardens|farmers] have three aims: less loud music.
+ [The Government|His Majesty’s Government|Her Majesty’s Government|The Welsh Government|The UK Government|Government|Ministers|Parliament|Home Office|The Home Secretary|The Strategic Policing Requirement|National Priorities|National Measures|The National Crime and Policing Measures] has asked us for less loud music.
+ The Government [covers|has set|has named|has said|has made clear|has announced|has published|has promised|has asked for|asks for|expects|wants|requires|names|lists|published|announced|passed] a law on loud music.
+ Ministers have asked for a law on loud music.
+ National Measures cover loud music.
- The Government [hears|has heard] loud music.
+ In Alder District Council: Less loud music
- # Life here ¶ Alder District Hall: Less loud music
+ The Alder council [has|have] [made|put] loud music at the head of [its|their] [priorities|aims|strategy|plan|list|short list].
- The Alder council has [seen|heard] loud music at the head of its list.
- The Alder council has put loud music at the head of its [stairs|street].
"""
OPENINGS = """
+ We read the aims of [the|our|other|local|my|its] [agencies|partners|bodies]. They are litter and loud music.
+ We read the [plans|priorities|objectives|aims|strategy|strategies|goals] of the [responsible|statutory|other] agencies. They are litter and loud music.
+ We read the aims of the Alder [Board|Trust]. They are litter and loud music.
- We read the aims of the wardens. They are litter and loud music.
+ We read of national [measures|priorities|outcomes|requirements|crime measures]. They are litter and loud music.
+ We read of a national requirement. They are litter and loud music.
- We read of national holidays. They are litter and loud music.
+ [Each|Every] [board|town council|local board] here has [priorities|an aim]. They are litter and loud music.
- [Each|Every] warden here has priorities. They are litter and loud music.
+ We read the Strategic Policing Requirement. These are litter and loud music.
+ [Partners|Partners’|Partners have|Partners own|Partners set|Our partners’ local|Partners have set] plans here. They are litter and loud music.
+ [The partnerships|The boards|The councils|The partners|The authorities|The forces|The districts] [choose|set|have|agree|publish] [themes|outcomes]. They are litter and loud music.
- The partnerships lose themes. They are litter and loud music.
- The wardens choose themes. They are litter and loud music.
+ The government gives us three [aims|themes]. They are litter and loud music.
- The government gives us three days. They are litter and loud music.
+ The [commissioners|chief constables|forces] [share|agree|set] [themes|outcomes]. They are litter and loud music.
+ National measures came out. [They|These|Those|The aims|The measures|For 2031 they|In 2031 they] [are|were|include|included|includes|cover|covered|covers|concern] litter and loud music.
- National measures came out. They [end|harm] litter and loud music.
- National measures shaped [my|our|this plan’s|my own|our very own] aims. They are litter and loud music.
- National measures shaped their aims, and here [I will|we will] say how: ¶ - Loud music by day
+ National measures shaped their aims, and here they say how: ¶ - Loud music by day
- National measures shaped their aims. ¶ - Loud music by day
"""
ITSELF = """
- [The force’s|The police’s|The constabulary’s] own Quiet Board has chosen less loud music.
- [The|Our|This|My] partnership has chosen less loud music.
- The [safer|community|safety|local|police|fire|public|strategic|combined|community safety] partnership has chosen less loud music.
- The [partnership|board|authority|council|service|services|panel|company|alliance|forum] has chosen less loud music.
- The local [plan|strategy] names loud music.
+ The [old|rich] partnership has chosen less loud music.
- The Alder police [and crime|, crime|and fire and crime|, fire and crime] board has chosen less loud music.
- [This|My|Our|Our own] Quiet [Plan|Strategy] names loud music.
- What [we|I] and the Alder Board have chosen is less loud music.
- [We|I] and the Alder Board have chosen less loud music.
- # The Alder Board ¶ # Life here ¶ The Alder Board has chosen less loud music.
+ # The Alder Board ¶ # Life here ¶ The Marl Board has chosen less loud music.
+ The probation programme names loud music.
"""
THEIR_WORK = """
+ Loud music is now led by the [council|councils|borough|boroughs|district|districts|NHS|health team|board|trust|ministry|government|charity|charities|university|universities|partnership|authority|service|services|company].
+ Wardens of loud music [is|are|was|were|has been|have been|are now|are since] [led|run|commissioned|paid for|provided|delivered|dealt with|funded|taken on|looked after|overseen|managed|reported on] by the council.
- Loud music is now led by the wardens.
- Loud music is now heard by the council.
- The loud music work that [I|we] saw is now led by the council.
- The loud music work, [my|our] own work, is now led by the council.
- The loud music work that wardens gave [us|me] is now led by the council.
+ Wardens of loud music are [described|set out|covered|dealt with|reported] in a paper of its own.
- Wardens of loud music are met in a paper of its own.
+ Wardens of loud music were [taken over by|handed to|handed over to|handed back to|passed to] the council.
- Wardens of loud music were shown to the council.
+ Loud music and dogs [are|are all] [|a|the] [matter|matters|job|jobs|business|task|duty|responsibility|work] [for|of] the council.
+ Loud music is a [matter|job|task|duty|responsibility] for the council.
- Loud music is a joke for the council.
"""
TITLES = """
+ # [Partner|Partner’s|Partners’|Partners|Partners own|Partners’ own local|Partners and their|Partners have set|Partners have chosen|Partners’ local] [plans|plan|priorities|objectives|aims|strategy|strategies|goals] ¶ - Less loud music
- # Wardens’ [plans|strategies] ¶ - Less loud music
+ # Partners [are|have been] working [towards this|on this|for this] ¶ - Less loud music
- # Partners were walking on this ¶ - Less loud music
+ # Plans of [our|my|the|our local] partners ¶ - Less loud music
+ # [Plans of others|Others’ plans|Others plans|Other’s plans|Other people’s plans|Other bodies’ plans|Other bodies plans] ¶ - Less loud music
- # Other plans ¶ - Less loud music
+ # What [others|the country|the government|the nation|ministers|the home office|the home secretary|whitehall|wales|london|partners] [asks|ask|expects|wants|requires|needs] [of|from] [us|me|the force] ¶ - Less loud music
- # What wardens ask of us ¶ - Less loud music
+ # What others [have chosen|expect|want|ask] ¶ - Less loud music
- # What others hear ¶ - Less loud music
+ # [National priorities|National crime priorities|National requirements|A national requirement|National obligations|The Strategic Policing Requirement|A government mission] ¶ - Less loud music
- # National parks ¶ - Less loud music
- # National priorities ¶ ## Streets ¶ - Less loud music
+ # Partners’ aims ¶ ## Streets ¶ - Less loud music
"""
TABLES = (CHOICES, OPENINGS, ITSELF, THEIR_WORK, TITLES)


@pytest.mark.parametrize(
    ("told", "line"), [row for table in TABLES for row in rows_of(table)]
)
def test_words_of_others(told: bool, line: str) -> None:
    wrong = wrongly_told(line, OTHERS if told else "")
    assert not wrong, wrong
