"""What each cue says of a group: its points, by the words before the group or by the
words of its items.

A row gives the points, the words before the group, and what the items are where that
matters: "-4 Each of us: ¶ The panel must meet ¶ Calm lanes". " / " ends a line of the
words before.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from sentences import spread
from statements_kit import item_at, scene_of

from plancoder.coding.sections.labels import Label
from plancoder.coding.statements import cues
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import Group
from plancoder.coding.statements.items import Form
from plancoder.coding.statements.wordings import numbers_said

ITEMS = ("Calm lanes", "Warm halls", "Dry cellars")
STRONG = """
5.5 Our [priorities|priority|priorites] here:
5.0 Our [priorties|objectives|objective|themes|theme|aims|goals|goal|missions|promises|pledges|pledge|pillars|pillar|ambitions|blaenoriaethau|flaenoriaethau|mlaenoriaethau|amcanion|nodau|addewidion|themau]:
5.0 [The plan on a page|The plan at a glance|I promise that|I pledge that|We promise that|We pledge to|We pledge]:
0 [Our lanes|We promise it|We hope that|The plan on foot]:
0 These are [not|hopes rather than] aims:
5.0 We have aims that count for all of the town, and they are[:|: -|: –|, namely|: —]
5.5 In this long paper of ours we set out the following [|two|two key] priorities [|as they are|as they are.]
5.0 In this long paper of ours we set out the following [objectives|aims|goals|themes|pledges|promises|pillars]
3.0 In this long paper of ours we set out all of the aims
5.0 The aims of the town for the year
3.0 The aims of the old town for the year
3.0 These are our aims.
0 Theme 3: Calm lanes
0 Under [this|that|each|every|the first|the second|the third|the fourth|the fifth] priority:
"""
NEARBY = """
4.0 Five goals were agreed. Those count[:|-]
2.0 Five goals were agreed. Those count most
4.0 She has set four goals. [These|They|Which] include:
0 She has set four goals. Some include:
0 Five goals were agreed. We will:
0 Five lanes were built. Those count:
5.0 Five goals were agreed. They are:
0 This stands [instead of|rather than|in place of|and replaces] five goals. Those count:
0 Having [considered|weighed|looked at|had regard to|taken in|heard] goals, [the Authority|I|we|she|he|members] [have|had] met. Those count:
0 Having heard their goals, [the Authority|she|he] has met. Those count:
4.0 Having heard the goals of us all, they met. Those count:
0 Five goals are these. The aims are:
4.0 Five goals have new names. [They|These] are [called|named]
0 It was given priority. In May they found these:
0 Five goals are these. We will focus on
"""
WEAK = """
3.0 [Our areas|Our area of work|We focus|We are focused|We concentrate|My subjects|These give first place|These have pride of place|These take first place|They have first place|Our main jobs|Our key jobs|Our big jobs|Our top jobs|Our main tasks|Matters most|Matter most|Count most|Most important|They come first|At the top of it|What you care about|The foundations|The cornerstones|The building blocks|Our attention|The things I do|The things we do|The things you do|The tasks we do|The jobs we do|The things that matter|The things above all|Two questions|Three tasks|Four tests|Five tests|Six tests|Seven tests|Eight tests|Nine tests|Ten tests|Eleven tests|Twelve tests|These are the questions|The main things|The key things|The big things|The top things|The headings|The commitments|The outcomes|We have chosen four|We have picked four|We have settled on four|We have singled out four|We have set out to do four|The strands|Our aim]:
3.0 [We will work|They will steer|What I want|What we want|Our energy|Our effort|Days we devote|We are held to account|Help me to|Help us to|With the town we go to|Together we go to|Alongside them we go to|It commits us to|It commits me to|It commits himself to|It commits herself to|It commits the force to|It commits the police to|It commits the office to|These were delivered|We are committed to|We want to see|We achieve|They are joining with]:
0 [The lanes|It commits them to|With the town we go|Thirty tests|We have met four]:
4.5 They will [focus|concentrate] [on|our work on|its work on|my work on] [the following|these]:
3.0 They will focus on a few of these:
1.5 We focus here. Read on at once:
3.0 We focus here. [The|This|That|Its|Their|These] [strategy|plan|document|policy|programme|report|old plan] reads:
3.0 We focus here. [It is|They read|These are|These include]:
0 Read on at once:
3.0 [It is put first|It comes ahead of all|They stand above all|You may hold me to|The big five|We strive for|We are working towards|Vale stands for|The day is devoted to|It puts its weight behind|Most of my time|We are judged by|The first call on us|It is at its heart|It is built round three]:
4.0 [What comes first|What Vale will tackle first|Where most are]:
4.0 [This plan exists to|The plan sets out to|His plan would|Our strategy is at bottom about|Ours is a plan to|It is the purpose of this plan to|The Mayor vowed to|She pledged to|I am determined to|They have undertaken to|We have set our sights on|My job until 2028 is to|Over the life of this plan I will|Between now and 2029 we will|By the time this plan ends, it is to|What did we settle on|It will be tested against these|The draft says that we should|They together make up the strategy|He put to the top|How I want it to look|It has been promised|My promise to Wexshire|Each strand of the plan|In its place I put|Success will mean that it shows|Our decision stands, and it is this]:
0 [This plan exists|The town vowed|Ours is a town to|It is the purpose of this town to|My job until 2028 is|Between now and 2029 they will|It is tested against the lanes|They make up the town|In its place it reads|Our decision falls]:
4.0 [|Here is |These are ]what we as a board will work hardest to achieve.
4.0 [What|The things|The areas|The matters] the plan [stands for|will bring about|works for|will focus on]
0 [What I stand here for|The area in the north|The first lanes]:
4.0 The draft asks the force to [focus|concentrate] on
4.5 They [settled|agreed|decided] [on|upon] the following:
0 They agreed on the following halls:
3.0 [Through this plan|Under the plan|By the end of this term|Between now and the next election], we go to:
"""
TITLES_BELOW = """
4.0 [What|Where] [matters|counts|comes] [most|first] [|to me|to us]
4.0 [My|Our] [plan|focus|commitment|commitments|areas of focus|areas of work] [|for Alder]
4.0 [Where|What] [I|we] [will|shall] [put|focus|concentrate] our days
0 [My lane|What is here|Their plan]
"""
OUTRIGHT = """
2.0 [My|Our] [priorities|objectives|aims|goals|themes|pledges|promises|pillars] for the year [are|will be]:
0 Their aims for the year are:
0 My aims for the year were:
"""
FORMER = """
-6.0 The Authority [which|that] [went before us|ended in May] had adopted three aims:
-6.0 The Commissioner whose office was [wound up|abolished] had these aims:
-6.0 She left [a|us a|behind a] plan of three aims:
-6.0 [From|Between] 2011 [to|and|until] 2014 we [had|worked to|were set] three aims:
-6.0 The [last|old|previous|final] plan [had|set|named|listed|contained] three aims:
0 The Authority which wrote to us has adopted three aims:
0 From 2024 to 2027 we have three aims:
"""
GRADES = """
-8.0 [Calls by grade|How calls are graded|Recommendations by priority|Response types|Incident categories]
0 [Calls by telephone|Our aims]
"""
OWN = """
1.0 [My|Our|His|Her|This plan has|The plan has|Commissioner’s|Commissioner's|Police and crime plan|Strategic|Key|Main|Chosen|Agreed|Settled on|These] aims:
0 [Good|Their] aims:
"""
OTHERS = """
-6.0 [The national aims|Aims nationally set|The home secretary|The strategic policing requirement|The government's aims]:
-6.0 The [partners|partner|partnership|partnerships|council|councils|board|boards] [have|has|share|set|own|priorities|objectives|aims|goals|themes|plans] this:
-6.0 [The partner’s|The partners’] aims:
-6.0 Aims of [their|her|his|its] own:
-6.0 We met [their priorities|their own priorities|aims of the board|priorities of a council|objectives of the town board|aims of the government|aims of government|aims of partners|aims of partnerships]:
0 We took these as their priorities:
-6.0 They [voted on|met in addition to|set itself|set themselves|set its own|set their own|pay regard here to|meet the act 1998|meet the act 2011]:
-6.0 [In setting our aims|They took account|They take account|It was taken into account|They took priorities|They took my aims|They took our aims]:
-6.0 [Working with others|Looking back|A previous aim|A former aim|Last year|Last plan|Last term|Last strategy|Last report|The victims’ commissioner|The victims' commissioner|It takes the place of|They take the place of|It was arranged around|It was built around|It was organised around|What was achieved|What we achieved|What I achieved|What has been achieved|Achievements|Withdrawn]:
-6.0 It served [us|me|you|the town|us very] well:
-6.0 The [board|authority|force|commissioner|team] had [two|good|] aims:
-6.0 They told [us|me] that [its|their] own were:
-6.0 The club, which has a plan of its own, has these:
0 Each with a [plan|colour] of its own:
-6.0 There were [two|two good|] [priorities|objectives|aims|goals|themes|pledges|promises|pillars]:
-6.0 [It|Which|And|We|That|Plan|Strategy] had [two|two good|] [priorities|aims]:
-6.0 [His|Her|Their] plan for us had these:
-6.0 [An old plan|A plan for 2016–19 had|A plan of 2016 to 2019 had|An outgoing one|Subsidiary aims|Secondary priorities|Secondary objectives|Secondary aims|A predecessor|My predecessor’s aims|The first plan|An earlier plan|The control strategy|Health and wellbeing aims]:
-6.0 The [force|operational|organisational|internal] [priorities|aims]:
-6.0 The [force|constabulary] [has|sets] [good|very good|some very good|] aims:
-6.0 [Her|His|Its|Their] [|own|annual|delivery|business|force|own annual] plan [has|sets|contains|lists] these:
-6.0 The chief constable [has|have|own|set|view|aims|priorities]:
-6.0 The chief constable’s own:
-6.0 [How I’ll work|How I will work|How we’ll work|How we will work|Corporate aims|The policing vision|Cross-cutting|Cross cutting|It cuts across|They cut across|Cutting across]:
-6.0 [Principles|Values|Beliefs|Enablers|Behaviours|Standards|Ethics]:
-6.0 [Its|Their] own priorities are
-6.0 It replaces the plan of 2017, in which there were four aims:
-6.0 It follows a strategy which [had|contained|listed|named] four aims:
-6.0 Its plan for 2011 to 2014 [contained|included|held|set out] these:
-6.0 Three aims of this year [would be dropped|are to be retired|will be closed|have been abandoned]:
-6.0 What [has come off|has been taken off|has gone from] the list:
-6.0 We [used to concentrate on|used to have] these:
-6.0 [Aims that no longer apply|Aims we are retiring|It ran out|They expired|It was abolished]:
-6.0 [Priorities of other bodies|What Whitehall wants|Home Office aims|The government wants these|The government asks for these]:
-6.0 [The old set of aims|The old priorities|Different priorities|Goals we do not set|Aims different from ours]:
-6.0 The first plan had these:
0 In [my|his|her|our] first plan we name these aims:
0 The [principles|values|beliefs] and aims:
-6.0 The enablers and aims:
0 [The lanes of Alder|We met them]:
-6.0 National aims / They are:
-6.0 What [it|this] [replaces|replaced] / They are:
0 A long line of many words which is no heading and says previous / They are:
-6.0 A long line of twelve words which is the heading of previous / They are:
-6.0 The national aims: / In Alder
0 Our aims / The board has set these:
-6.0 Our lanes / The board has set these:
-6.0 Aims / The board has set these:
0 Our aims / Our [partnership|board|old board] has these:
0 [Our|This] [partnership|board] has these:
-5.0 The [government|home office|home secretary|ministry|minister] published it. [The strategy has|This plan has|That policy has|Its report has|It has] three aims:
0 The town published it. It has three aims:
0 The government published it. Alder has three aims:
"""
PARTS = """
-2.0 [Further|Other|Additional|Remaining|Some|A variety of|A range of|A number of] [aims|good aims|priorities]:
-1.0 We have aims including
0 [The aims|Further lanes]:
0 We are including aims
-6.0 What is done [under|in|within|of|against|towards] [this|that] [section|chapter|heading|theme|priority|objective|aim|goal|pledge|outcome|strand] is:
0 What is done in [each|the] section is:
"""
ACTIONS = """
-4.0 [I|we|police|constable|commissioner|PCC|force|partners] will [|also|now]:
-4.0 [Action|Actions|Measures|Measured by|We will know|Indicators|An indicator|It is judged by|Success is|Progress is|Look at|Activities|Projects|It includes|Including|Such as|For example|Example|Examples]:
0 It is to be judged by:
-4.0 To [achieve|deliver|meet|reach] [this|these|the|our|my]:
-4.0 Help [me|us] [|to] [get|do|make|achieve|deliver|reach] all of it:
-4.0 We [do|achieve] [this|these|so|it] [by|to|that|is|are|when|through|]:
-4.0 [What it looks like|What they look like|Signs that]:
0 [The lanes|They go|Help me to paint all of it]:
-4.0 For these aims [I|we|police|commissioner|PCC|force] will:
0 Our aims by success:
0 We have aims. These include:
-4.0 We have lanes. These include:
"""
ASKED = """
-3.0 [You said|You told|Residents said|People said|The public said|They said|Respondents said|People told us|Residents asked|People wanted|We asked some folk about|We asked for|Told me|Told us|Raised by them|The concerns|Worried by|The findings|A finding|We heard|The responses|A response|The feedback|A survey|Named most|Mentioned by|Picked most|Mentioned most]:
0 [The lanes|We met|They sing]:
0 Our survey says:
"""
ANSWERS = """
-6.0 We [asked|answered|have a survey on|have a questionnaire on|have a poll on|have answers on|have respondents on|have responses on|responded with] it: ¶ Dogs (12%) ¶ Cars (9%) ¶ Calm lanes
-6.0 [They told us|They told me|You said so]: ¶ Dogs (12%) ¶ Cars (9%) ¶ Calm lanes
0 They counted: ¶ Dogs (12%) ¶ Cars (9%) ¶ Calm lanes
0 They told us: ¶ Dogs (12%) ¶ Cars (9%) ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
-6.0 They told us: ¶ Dogs (12%) ¶ Cars (9%) ¶ Rats (9%) ¶ Calm lanes ¶ Warm halls ¶ Dry cellars ¶ Wet fields
-6.0 They told us: ¶ Dogs (12%) ¶ Cars (9%) ¶ Rats (3%) ¶ Calm lanes ¶ Warm halls
"""
DUTIES = """
-3.0 [The duty|Duties|They must|It is required|They require|Statutory|The responsibilities|The law|The act 2011|The powers|A role|A member|Members|Thanks|Thank you|Contact|Download|Link|Links|Cover|We are grateful]:
0 [The lanes|The act]:
0 Aims required:
-4.0 Here: ¶ [The PCC|The commissioner|A panel|Each panel|The chief constable|The authority|The police and crime panel|The police and crime commissioner|Section 7|Members|Panel] [must|of Alder must|requires|require|states|outlines] it ¶ Members must sit ¶ Calm lanes
0 Here: ¶ We must cut burglary ¶ You must not sing ¶ Calm lanes
0 Here: ¶ Members must sit ¶ Members must meet ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
"""
THE_ACT = """
-8.0 Here: ¶ [The policing of the area|The policing of that police area|The policing of his force area|The policing of her area|The policing of your area|The resources which are to provide it|The policing which he is to provide|Grants that are to make it|Means by which he goes|Crime and disorder reduction grants|A crime and disorder reduction grant|A report to the PCC|A report to the commissioner|Performance in policing|Performance on providing policing|Financial and other resources|The PCC’s objectives|PCC objectives|The commissioner’s objectives|National or international functions|National and international functions] ¶ Means by which he is met ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
0 Here: ¶ Means by which he is met ¶ Calm lanes ¶ Warm halls
0 Here: ¶ [The policing of lanes|Means of grace] ¶ Means by which he is met ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
"""
GLOSSED = """
3.0 [Our aims|What we focus on]:
0 Our lanes:
"""
PARENTS = """
2.0 [Our aims|The police and crime plan|What comes next|What we will do|What I will do|The next years|The coming years|The next four years|Our promises]
0 [Our lanes|What they do|The last years]
"""
VIEWERS = """
-6.0 Here: ¶ Calm lanes ¶ [Transcript|Transcript of it|Transcription|Page 2: Lanes|Page created by Ann|Upload|Uploaded|4 downloads|4 views|1 view|Download|Embed|Embed size|Citation preview|Continue reading|Documents|Document|Share|Leave a reply]
0 Here: ¶ Calm lanes ¶ [Transcripts for all|Page two: Lanes|Four views|Share it|Documents for all]
"""
MEASURES = """
-8.0 Here: ¶ Calm lanes ¶ Lead: Ann ¶ [Target|Targets|Measure|Measures|Success measures|Key measure|Performance measures|Success indicators|Key indicator|Indicator|Indicators|Baseline|Lead|Lead member|Lead officer|Lead agency|Owner|Timescale|Milestone|Milestones|Status|RAG] [:|–|—|-] Ann
0 Here: ¶ Calm lanes ¶ Lead: Ann ¶ [Song|Lead lines]: Ann
0 Here: ¶ Calm lanes ¶ Lead: Ann ¶ Warm halls ¶ Lead: Bob ¶ Dry cellars
-8.0 Here: ¶ Calm lanes ¶ Lead: Ann ¶ Lead: Cy ¶ Lead: Bob ¶ Dry cellars
"""
NAMES = """
-5.0 Here: ¶ Alder [Council|Trust|Board|Partnership|Police|Service|Authority|Group|Committee|Association|Forum|Charity|University|Ltd|NHS] ¶ Marl Trust ¶ Calm lanes
-5.0 Here: ¶ Brown, [Ms|Mr|Mrs|Cllr|Councillor] ¶ Marl Trust ¶ Calm lanes
0 Here: ¶ Alder [Lane|Trusts] ¶ Marl Trust ¶ Calm lanes
0 Here: ¶ Alder Council ¶ Marl Trust ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
"""
FACTS = """
-3.0 Here: ¶ [£5 for lanes|5% more lanes|In 2016|Are lanes calm?|Question 4|Q 4 on lanes|Calm? Lanes here] ¶ Warm halls ¶ Dry cellars
0 Here: ¶ [5 lanes|Calm lanes|Question them] ¶ Warm halls ¶ Dry cellars
-1.0 Here: ¶ Cut 12 lanes ¶ Keep halls ¶ Dry cellars
0 Our questions: ¶ Are lanes calm? ¶ Warm halls ¶ Dry cellars
-3.0 Our lanes: ¶ Are lanes calm? ¶ Warm halls ¶ Dry cellars
-6.0 Here: ¶ – 4 – ¶ Warm halls ¶ Dry cellars
0 Here: ¶ In 2016 ¶ Warm halls ¶ Dry cellars ¶ Calm lanes
"""
AIMS = """
1.5 Here: ¶ [Cut theft|Cutting theft|To cut theft|To cut] ¶ Keep halls ¶ Calm lanes ¶ Warm halls ¶ Warming halls
0 Here: ¶ [Theft|To 4 lanes|To] ¶ Keep halls ¶ Calm lanes ¶ Warm halls ¶ Warming halls
"""
REPEATED = """
-5.0 Here: ¶ Calm lanes ¶ Calm lanes ¶ Dry cellars
0 Here: ¶ Calm lanes ¶ Calm lanes ¶ Dry cellars ¶ Warm halls ¶ Good roads
0 Here: ¶ Calm lanes ¶ Warm halls ¶ Dry cellars
"""
SIZES = """
-1.0 Here: ¶ One a
-0.5 Here: ¶ One a ¶ Two b
1.0 Here: ¶ One a ¶ Two b ¶ Three c
1.0 Here: ¶ A a ¶ B b ¶ C c ¶ D d ¶ E e ¶ F f ¶ G g ¶ H h ¶ I i ¶ J j
0 Here: ¶ A a ¶ B b ¶ C c ¶ D d ¶ E e ¶ F f ¶ G g ¶ H h ¶ I i ¶ J j ¶ K k
0 Here: ¶ A a ¶ B b ¶ C c ¶ D d ¶ E e ¶ F f ¶ G g ¶ H h ¶ I i ¶ J j ¶ K k ¶ L l ¶ M m ¶ N n
-4.0 Here: ¶ A a ¶ B b ¶ C c ¶ D d ¶ E e ¶ F f ¶ G g ¶ H h ¶ I i ¶ J j ¶ K k ¶ L l ¶ M m ¶ N n ¶ O o
"""
COLUMN_HEADS = """
-6.0 Here: ¶ Calm lanes ¶ [Outcomes Enablers|Priorities, values|Objectives: measures|Aims, foundations|Enablers / outcomes|Foundations, values|Values, outcomes|Themes, measures|Goals, outcomes|Case study: Ann|Case studies] ¶ Dry cellars
-3.0 Here: ¶ [Priority|Objective|Aims] ¶ Calm lanes ¶ Dry cellars
-6.0 Here: ¶ [Ref|Reference|No.|Number|Outcome|Outcomes|Lead|Lead officer|Owner|Sub-group|Subgroup|Measure|Measures|Action|Actions|Timescale|Timescales|Status|Target|Who|What|When|How] ¶ Lead ¶ Dry cellars
-6.0 Here: ¶ Lead ¶ [Priority|Objective|Theme|Aim] ¶ Dry cellars
0 Here: ¶ Lead ¶ Calm lanes ¶ Dry cellars
"""
TASKS_OF = """
-2.0 The wardens have three tasks:
0 [The police have three tasks:|The wardens go on three fronts (|The wardens have three aims:]
"""
RESOLVED = """
-6.0 [Recommendations|Recommendation|2.1 Recommendations] / That the town:
-6.0 The board [is asked to|is invited to|is recommended to|is requested to]:
-6.0 It was [resolved that|recommended that]
0 [Our aims are recommended:|The board is pleased to:]
"""
ISSUES = """
-8.0 In this [issue|edition|bulletin|newsletter|month]
-8.0 Inside this [month’s issue|week]
0 [In this plan|In this issue we say]
"""
ANY_NUMBER = """
2.0 [Three verbs sit at its centre.|We live by three rules.|Three new streams of it:]
0 [Four verbs sit at its centre.|Three years ago:|It took three meetings:|Three recommendations follow:|Three aims:]
"""
UNANNOUNCED = """
-0.5 [What Vale will tackle first|The strands|The big five|Outcomes]
-2.0 [|The lanes|The lanes go on|We sing on]
0 [Our aims|These are:|We focus on|I am sure of|We are|We have|It is our wish that is|We shall|We want|We will]
-2.0 [They will|We will.|We go]
"""
PROMISED = """
4.25 [What|How] [I|we] [will|shall|want to|plan to|intend to|mean to] do it
4.25 My [promises|promise|plan|plans|offer]
2.0 [Our aims are these and more|The commitments|Our undertakings]
-3.0 The lanes
"""
# Cue, kind of the group, rows.
BY_WORDS = (
    ("announced_plainly", "list", STRONG),
    ("announced_nearby", "list", NEARBY),
    ("announced_weakly", "list", WEAK),
    ("announced_weakly", "headings", TITLES_BELOW),
    ("said_outright", "list", OUTRIGHT),
    ("said_outright", "sentence", OUTRIGHT),
    ("called_own", "list", OWN),
    ("of_others", "list", OTHERS),
    ("of_a_former_plan", "list", FORMER),
    ("grades", "labels", GRADES),
    ("of_a_part", "list", PARTS),
    ("actions", "list", ACTIONS),
    ("asked", "list", ASKED),
    ("answers", "list", ANSWERS),
    ("duties", "list", DUTIES),
    ("of_the_act", "list", THE_ACT),
    ("glossed_titles", "titles with text", GLOSSED),
    ("below_parent", "contents", PARENTS),
    ("below_parent", "chapters", PARENTS),
    ("of_a_viewer", "lines", VIEWERS),
    ("of_measures", "lines", MEASURES),
    ("names", "lines", NAMES),
    ("worded_like_facts", "lines", FACTS),
    ("worded_like_aims", "lines", AIMS),
    ("repeats_itself", "lines", REPEATED),
    ("size", "lines", SIZES),
    ("header_among_them", "cells", COLUMN_HEADS),
    ("of_a_meeting", "list", RESOLVED),
    ("of_an_issue", "list", ISSUES),
    ("as_many_of_any", "list", ANY_NUMBER),
    ("runs_of_anything", "sentence", TASKS_OF),
    ("runs_of_anything", "lines", UNANNOUNCED),
    ("runs_of_anything", "headings", UNANNOUNCED),
    ("runs_of_anything", "cells", UNANNOUNCED),
    ("said_in_prose", "prose will", PROMISED),
)
ROWS = [
    (name, kind, *row.split(" ", 1))
    for name, kind, table in BY_WORDS
    for row in table.strip().splitlines()
]


def group_in(
    kind: str, lead: str, items: tuple[str, ...], above: str = ""
) -> tuple[Group, Scene]:
    """A group of a small document, below `above` and its own lead."""
    scene = scene_of("\n\n".join([above, *lead.split("\n"), *items]))
    last = len(scene.document.blocks)
    found = [item_at(scene.document, block) for block in range(last - len(items), last)]
    return Group(kind, tuple(found), lead), scene


@pytest.mark.parametrize(("name", "kind", "points", "line"), ROWS)
def test_points_of_a_cue(name: str, kind: str, points: str, line: str) -> None:
    wrong = []
    for one in spread(line):
        lead, *items = one.replace(" / ", "\n").split("\n\n")
        group, scene = group_in(kind, lead, tuple(items) or ITEMS)
        said = getattr(cues, name)(group, scene)
        if (said[0] if said else 0.0) != float(points):
            wrong.append((one, said))
    assert not wrong, wrong


THREE = "# Plan\n\nOurs:\n\nCalm lanes\n\nWarm halls\n\nDry cellars"


def points_of(name: str, group: Group, scene: Scene) -> float:
    said = getattr(cues, name)(group, scene)
    return float(said[0]) if said else 0.0


def group_of(kind: str, scene: Scene, *words: str, lead: str = "") -> Group:
    """A group of the blocks that begin with these words, one after another."""
    text, blocks = scene.document.text, scene.document.blocks
    found, at = [], 0
    for one in words:
        at = next(
            index
            for index in range(at, len(blocks))
            if text.startswith(one, blocks[index].start)
        )
        found.append(item_at(scene.document, at))
        at += 1
    return Group(kind, tuple(found), lead)


@pytest.mark.parametrize(
    ("points", "kind", "behind"),
    [
        (3.0, "list", "[These|Those|The|My|Our|All] [aims|two aims|new aims|two very new aims] say it."),
        (3.0, "lines", "These [priorities|objectives|goals|themes|pledges|promises|pillars] say it."),
        (3.0, "cells", "Our aims say it."),
        (0.0, "list", "[Their|Some] aims say it."),
        (0.0, "list", "Our [lanes|national aims|three good old new aims] say it."),
        (0.0, "labels", "Our aims say it."),
        (0.0, "list", ""),
    ],
)  # fmt: skip
def test_announced_behind(points: float, kind: str, behind: str) -> None:
    for one in spread(behind):
        scene = scene_of(f"{THREE}\n\n{one}".rstrip())
        group = group_of(kind, scene, *ITEMS)
        assert points_of("announced_behind", group, scene) == points, one


@pytest.mark.parametrize(
    ("points", "above", "lead"),
    [
        (-3.0, "# National aims", "These:"),
        (-3.0, "# National aims\n\n## Alder", "These:"),
        (0.0, "# National aims\n\n## Alder\n\n### Marl", "These:"),
        (0.0, "# Alder", "These:"),
        (-6.0, "# Alder", "The Authority has national aims:"),
        (0.0, "Vale Authority", "The Authority has set three aims of its own:"),
        (0.0, "Vale Police Authority", "The Authority has now set three aims of its own:"),
        (-6.0, "The Authority", "The Authority has set three aims of its own:"),
        (-6.0, "Alder\n\n" + "a" * 401 + " Vale Authority", "The Authority has set three aims of its own:"),
        (-6.0, "Vale Authority", "The Authority has met three aims of its own:"),
        (0.0, "Alder Board Plan", "The board has set:"),
        (0.0, "# The board’s new strategy", "The board has set:"),
        (0.0, "Alder Council Plan", "The council has set:"),
        (0.0, "The Constabulary Plan", "The constabulary has aims:"),
        (0.0, "The Force Plan", "The force has aims:"),
        (-6.0, "Alder Board Song", "The board has set:"),
        (0.0, "Community safety plan", "The partnership has set:"),
        (0.0, "Community safety partnership strategy", "The board has set:"),
        (0.0, "Community safety strategic paper", "The board has set:"),
        (0.0, "Safer Alder Partnership 2031", "The partnership has set:"),
        (0.0, "Safety in Alder Partnership 2031", "The partnership has set:"),
        (-6.0, "Community safety plan", "The council has set:"),
    ],
)  # fmt: skip
def test_whose_aims(points: float, above: str, lead: str) -> None:
    group, scene = group_in("list", lead, ITEMS, above=above)
    assert points_of("of_others", group, scene) == points


@pytest.mark.parametrize("verb", ["set", "agreed", "adopted", "chosen", "settled on", "selected"])  # fmt: skip
@pytest.mark.parametrize("body", ["Authority", "Partnership", "Board", "Council", "Commissioner", "Mayor"])  # fmt: skip
def test_the_author_has_set_aims_of_its_own(body: str, verb: str) -> None:
    lead = f"The {body} has {verb} aims of its own:"
    group, scene = group_in("list", lead, ITEMS, above=f"Vale {body}")
    assert points_of("of_others", group, scene) == 0.0
    group, scene = group_in("list", lead, ITEMS, above="Vale Fair")
    assert points_of("of_others", group, scene) == -6.0


@pytest.mark.parametrize(
    ("points", "row"),
    [
        (-6.0, "| Alder Council | Calm lanes; Warm halls |"),
        (-6.0, "| Song | Place |\n| --- | --- |\n| Alder Council | Calm lanes; Warm |"),
        (0.0, "| Alder Council | Place |\n| --- | --- |\n| Song | Calm lanes; Warm |"),
        (0.0, "| Alder Lane | Calm lanes; Warm halls |"),
        (0.0, "| Calm lanes; Warm halls Council |"),
        (0.0, "| Calm lanes; Warm halls | Alder Council |"),
        (
            0.0,
            "| Song | Alder Council |\n| --- | --- |\n| Calm lanes | Alder Council |",
        ),
        (0.0, "Alder Council\n\nCalm lanes; Warm halls"),
    ],
)
def test_cells_beside_a_body(points: float, row: str) -> None:
    scene = scene_of(f"# Plan\n\n{row}")
    assert points_of("of_others", group_of("cells", scene, "Calm"), scene) == points


def test_cells_of_several_blocks_stand_beside_no_body() -> None:
    scene = scene_of("# Plan\n\n| Alder Council | Calm lanes | Warm halls |")
    group = group_of("cells", scene, "Calm", "Warm")
    assert points_of("of_others", group, scene) == 0.0


@pytest.mark.parametrize(
    ("points", "lead"),
    [
        (-6.0, "Here are the national aims:\nIn Alder"),
        (0.0, "Here are the national aims that all of the many towns know\nIn Alder"),
        (0.0, "Here are the national aims that all of the many towns know:\nIn Alder."),
    ],
)
def test_a_caption_parts_a_table_from_its_sentence(points: float, lead: str) -> None:
    group, scene = group_in("list", "Aims", ITEMS)
    above = "A long line of many words that leads nowhere and says nothing of it\n"
    group = replace(group, lead=above + lead)
    assert points_of("of_others", group, scene) == points


LABELS = {
    "priority": 7.0, "objective": 5.0, "theme": 5.0, "pledge": 4.5, "promise": 4.5,
    "aim": 5.0, "goal": 5.0, "mission": 4.5, "ambition": 4.5, "pillar": 5.0,
    "commitment": 3.5, "outcome": 3.0, "strand": 3.5, "number": 2.0, "street": 0.0,
}  # fmt: skip


@pytest.mark.parametrize(("word", "points"), LABELS.items())
def test_labels(word: str, points: float) -> None:
    group, scene = group_in("labels", "", ITEMS)
    items = [
        one._replace(label=Label(word, str(at), one.start, one.start))
        for at, one in enumerate(group.items, 1)
    ]
    labelled = replace(group, items=tuple(items))
    assert points_of("labelled", labelled, scene) == points
    assert points_of("labelled", replace(labelled, kind="list"), scene) == 0.0
    one_without = replace(labelled, items=(*items[:2], group.items[2]))
    assert points_of("labelled", one_without, scene) == 0.0
    bare = replace(group, kind="bare labels", items=(items[0]._replace(bare=word),))
    assert points_of("bare_label", bare, scene) == (points or 1.0)
    assert points_of("bare_label", replace(bare, kind="list"), scene) == 0.0
    assert points_of("counted", labelled, scene) == 2.0
    gone = replace(labelled, items=(items[0], items[2]))
    assert points_of("counted", gone, scene) == -1.0
    four = items[2]._replace(label=Label(word, "4", 0, 0))
    assert points_of("counted", replace(labelled, items=(items[0], four)), scene) == -2


def test_parts_are_numbered_by_other_words() -> None:
    group, scene = group_in("labels", "", ITEMS)
    items = [one._replace(label=Label("chapter", "1", 0, 0)) for one in group.items]
    parts = replace(group, items=tuple(items), lead="")
    assert points_of("labelled", parts, scene) == -3.0
    assert points_of("labelled", replace(parts, lead="Our aims:"), scene) == 0.0


@pytest.mark.parametrize(
    ("name", "kind", "points"),
    [
        ("counted", "counted off", 2.0),
        ("counted", "coded", 3.0),
        ("counted", "list", 0.0),
        ("said_in_prose", "prose mine", 5.0),
        ("said_in_prose", "prose pledge", 4.5),
        ("said_in_prose", "prose want", 0.0),
        ("said_in_prose", "list", 0.0),
        ("own_chapters", "chapters", 3.0),
        ("own_chapters", "numbered apart", 4.0),
        ("own_chapters", "headings", 0.0),
        ("built_alike", "alike", 6.5),
        ("built_alike", "chapters", 0.0),
        ("glossed_titles", "headings", 0.0),
        ("below_parent", "headings", 0.0),
        ("announced_weakly", "headings", 4.0),
    ],
)
def test_points_by_kind(name: str, kind: str, points: float) -> None:
    group, scene = group_in(kind, "What matters most", ITEMS)
    assert points_of(name, group, scene) == points


def test_early_is_in_the_first_third() -> None:
    for before, points in ((338, 0.5), (339, 0.0)):  # 340 of 1000 characters are not
        scene = scene_of("x" * before + "\n\nCalm lanes\n\n" + "y" * 649)
        assert points_of("early", group_of("lines", scene, "Calm"), scene) == points


def test_two_promises_are_too_few() -> None:
    for lead, items, points in (
        ("What I will do", ITEMS[:2], -3.0),
        ("Our aims", ITEMS[:2], -3.0),
        ("Our aims", ITEMS, 2.0),
    ):
        group, scene = group_in("prose will", lead, items)
        assert points_of("said_in_prose", group, scene) == points
    for lead, points in (("Three aims:", 3.0), ("Aims:", 0.0), ("Ten aims:", 0.0)):
        group, scene = group_in("prose want", lead, ITEMS)
        said = points_of("said_in_prose", group, scene)
        assert said == points


@pytest.mark.parametrize("number", [2, 3, 10, 11])
def test_so_many_chapters(number: int) -> None:
    group, scene = group_in("chapters", "", tuple(f"Lane {at}" for at in range(number)))
    fits = 3 <= number <= 10
    assert points_of("own_chapters", group, scene) == (3.0 if fits else 0.0)
    entries = [one._replace(form=Form.CONTENTS) for one in group.items]
    listed = replace(group, items=tuple(entries))
    assert points_of("own_chapters", listed, scene) == (2.0 if fits else 0.0)
    titled = group.items[0]._replace(label=Label("aim", "1", 0, 0))
    labelled = replace(group, items=(titled, *group.items[1:]))
    assert points_of("own_chapters", labelled, scene) == 0.0


@pytest.mark.parametrize(
    "title",
    spread("[Annual report|End of year|End of term|Year in review|Progress report|Minutes of a meeting|Minutes of the board meeting]"),
)  # fmt: skip
def test_chapters_of_a_report(title: str) -> None:
    for far, points in (("", -3.0), ("x" * 400, 3.0)):
        group, scene = group_in("chapters", "", ITEMS, above=f"{far} {title}".strip())
        assert points_of("own_chapters", group, scene) == points


NONE_SET = """
[I|We|This plan] [have|has|do|does] not [set|list|name|rank] [|any|out] [priorities|objectives|aims|goals|themes|pledges|promises|pillars].
I have not set any this time.
It [has|have|sets|set|names|name|lists|list] no [aims|goals|priorities].
[There are|There is|You will find] no [|list of|order of] aims.
[Readers|Reader|You] will not find [one|a list|any] [here|in it].
[It|It also] does not [set|list|name|rank] [|any|out] [aims|goals].
I am not [going|about] to [announce|set|name|list] any aims.
I will not [announce|set|name|list] any aims.
"""
SOME_SET = """
[I|We|This plan] do not [sing|read] aims.
They [had|met] no aims.
There are no [lanes|halls].
I am not going to sing any aims.
You will not find [it|them] here.
"""


@pytest.mark.parametrize("line", NONE_SET.strip().splitlines())
@pytest.mark.parametrize("kind", ["chapters", "headings", "contents", "alike", "lines"])
def test_a_plan_that_sets_none(kind: str, line: str) -> None:
    for one in spread(line):
        group, scene = group_in(kind, "", ITEMS, above=f"In this paper {one}")
        assert points_of("denied", group, scene) == -8.0, one
        unnamed = replace(group, kind="list")
        assert points_of("denied", unnamed, scene) == -8.0, one
        assert points_of("denied", replace(unnamed, lead="Our aims:"), scene) == 0.0


@pytest.mark.parametrize("line", SOME_SET.strip().splitlines())
def test_a_plan_that_sets_some(line: str) -> None:
    for one in spread(line):
        group, scene = group_in("chapters", "", ITEMS, above=f"In this paper {one}")
        assert points_of("denied", group, scene) == 0.0, one


@pytest.mark.parametrize(
    ("kind", "times", "points"),
    [
        ("chapters", 3, -4.0),
        ("headings", 3, -4.0),
        ("lines", 3, -4.0),
        ("lines", 2, 0.0),
        ("list", 3, 0.0),
    ],
)
def test_subtitles(kind: str, times: int, points: float) -> None:
    group, scene = group_in(kind, "", ITEMS)
    seen = replace(scene, headings={"calm lanes": times})
    assert points_of("subtitles", group, seen) == points
    first = group.items[0]._replace(label=Label("aim", "1", 0, 0))
    labelled = replace(group, items=(first, *group.items[1:]))
    assert points_of("subtitles", labelled, seen) == 0.0
    more, scene = group_in(kind, "", (*ITEMS, "Good roads"))
    seen = replace(scene, headings={"calm lanes": times})
    assert points_of("subtitles", more, seen) == 0.0


NUMBERS_SAID = [
    # words before, words of the whole plan, items, kind, points
    ("My three aims are:", "", 3, "list", 3.0),
    ("My four aims are:", "", 3, "list", -1.5),
    ("My four aims are two. These:", "", 3, "list", 0.0),
    ("These:", "We have three aims.", 3, "list", 3.0),
    ("These:", "We have three aims. " + "x " * 500, 3, "list", 0.0),
    ("These:", "We have three aims. " + "x " * 500, 3, "chapters", 1.0),
    ("These:", "We have three aims. " + "x " * 500, 3, "contents", 1.0),
    ("These:", "We have three aims. " + "x " * 500, 3, "alike", 1.0),
    ("These:", "We have four aims. " + "x " * 500, 3, "alike", 0.0),
    ("The three national aims are:", "", 3, "list", 0.0),
    ("Three further aims are:", "", 3, "list", 0.0),
    ("Some aims, of three aims:", "", 3, "list", 0.0),
    ("You told us three aims:", "", 3, "list", 0.0),
]


@pytest.mark.parametrize(("lead", "above", "many", "kind", "points"), NUMBERS_SAID)
def test_as_many_as_said(
    lead: str, above: str, many: int, kind: str, points: float
) -> None:
    group, scene = group_in(kind, lead, ITEMS[:many], above=above)
    seen = replace(scene, numbers=numbers_said(scene.document.text))
    assert points_of("as_many_as_said", group, seen) == points


@pytest.mark.parametrize(
    ("kind", "headings", "entries", "points"),
    [
        ("list", 3, 0, 6.0),
        ("list", 2, 0, 4.0),
        ("list", 1, 0, 0.0),
        ("list", 0, 3, 1.5),
        ("lines", 0, 3, 4.0),
        ("lines", 0, 2, 1.5),
        ("lines", 0, 1, 0.0),
    ],
)
def test_items_that_come_again(
    kind: str, headings: int, entries: int, points: float
) -> None:
    group, scene = group_in(kind, "", ITEMS)
    words = [one.casefold() for one in ITEMS]
    seen = replace(
        scene,
        headings=dict.fromkeys(words[:headings], 1),
        entries=dict.fromkeys(words[:entries], 1),
    )
    assert points_of("recurs", group, seen) == points
    own = replace(seen, heading_starts=frozenset(one.start for one in group.items))
    listed = entries and points_of("recurs", group, seen)
    assert points_of("recurs", group, own) == (listed or 0.0)
    in_contents = [one._replace(form=Form.CONTENTS) for one in group.items]
    once = points_of("recurs", replace(group, items=tuple(in_contents)), seen)
    assert once == (points if headings else 0.0)


def test_two_that_are_headings_are_not_all_of_them() -> None:
    group, scene = group_in("list", "", ITEMS[:2])
    words = {one.casefold(): 1 for one in ITEMS[:2]}
    assert points_of("recurs", group, replace(scene, headings=words)) == 4.0
    group, scene = group_in("lines", "", ITEMS[:2])
    assert points_of("recurs", group, replace(scene, entries=words)) == 1.5


def test_titles_with_a_gloss_come_again_without_it() -> None:
    items = ("Calm lanes – at any hour", "Warm halls: in each village", "Dry cellars")
    group, scene = group_in("list", "", items)
    words = {one.casefold(): 1 for one in ITEMS}
    assert points_of("recurs", group, replace(scene, headings=words)) == 6.0
    assert points_of("recurs", group, scene) == 0.0


def test_a_numbered_list_that_comes_again_in_the_text() -> None:
    again = "\n\n".join(f"So {one} it is." for one in ITEMS)
    for source, form, points in (
        (f"{THREE}\n\n{again}", Form.NUMBERED, 3.0),
        (f"{THREE}\n\n{again}", Form.BULLET, 0.0),
        (f"{THREE}\n\n{again}".replace("So Warm", "So warm"), Form.NUMBERED, 0.0),
        ("x" * 20_001 + f"\n\n{THREE}\n\n{again}", Form.NUMBERED, 0.0),
    ):
        scene = scene_of(source)
        group = group_of("list", scene, *ITEMS)
        items = tuple(one._replace(form=form) for one in group.items)
        assert points_of("said_again", replace(group, items=items), scene) == points
        two = replace(group, items=items[:2])
        assert points_of("said_again", two, scene) == 0.0


@pytest.mark.parametrize(
    ("kind", "lead", "items", "points"),
    [
        ("lines", "", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("lines", "", ("Foreword", "Warm halls", "Calm lanes"), -2.0),
        ("lines", "", ("Foreword by one who leads this board", "Warm halls"), 0.0),
        ("lines", "", ("Foreword by one who leads boards", "Warm halls"), -3.0),
        ("lines", "", ("Cut the budget", "Cutting the budget", "Warm halls"), 0.0),
        ("lines", "Our aims:", ("Foreword", "Budget", "Calm lanes"), 0.0),
        ("lines", "These:", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("list", "These:", ("Foreword", "Budget", "Calm lanes"), 0.0),
        ("list", "These", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("labels", "", ("Foreword", "Budget", "Calm lanes"), 0.0),
        ("chapters", "Our aims:", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("numbered apart", "Our aims:", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("contents", "Our lanes", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("contents", "Our aims", ("Foreword", "Budget", "Calm lanes"), 0.0),
        ("headings", "", ("Foreword", "Budget", "Calm lanes"), -4.0),
        ("cells", "", ("Foreword", "Budget", "Calm lanes"), -4.0),
    ],
)
def test_common_chapters(
    kind: str, lead: str, items: tuple[str, ...], points: float
) -> None:
    group, scene = group_in(kind, lead, items)
    assert points_of("common_chapters", group, scene) == points


@pytest.mark.parametrize(
    ("title", "points"),
    [
        ("Delivery plan", -2.0),
        ("Measuring performance", -3.0),
        ("Budget", -3.0),
        ("Glossary", -4.0),
        ("Contact us", -3.0),
        ("Needs assessment", -1.5),
        ("Priorities", 1.5),
        ("Our lanes", 0.0),
    ],
)
def test_where_a_group_stands(title: str, points: float) -> None:
    source = f"# Alder\n\n# {title}\n\nCalm lanes\n\nWarm halls\n\nDry cellars"
    scene = scene_of(source)
    group = group_of("lines", scene, *ITEMS)
    assert points_of("stands_in", group, scene) == points
    assert points_of("stands_in", replace(group, kind="prose will"), scene) == 0.0
    assert points_of("stands_in", replace(group, kind="alike"), scene) == 0.0
    told = replace(group, lead="What we will focus on")
    assert points_of("stands_in", told, scene) == max(0.0, points)
    entries = tuple(one._replace(form=Form.CONTENTS) for one in group.items)
    listed = replace(group, items=entries)
    assert points_of("stands_in", listed, scene) == max(0.0, points)
    headed = replace(group, kind="headings", lead="My plan")
    assert points_of("stands_in", headed, scene) == max(0.0, points)


@pytest.mark.parametrize(
    ("points", "lead"),
    [
        (0.0, "[What|Where] [I|we|she|he|they] [will|shall|are going to|want to] [focus|concentrate] [|on|our efforts|our energy]"),
        (-3.0, "What we will [build|read]"),
    ],
)  # fmt: skip
def test_words_on_a_focus_outweigh_where_they_stand(points: float, lead: str) -> None:
    scene = scene_of("# Alder\n\n# Budget\n\nCalm lanes\n\nWarm halls")
    for one in spread(lead):
        group = group_of("lines", scene, "Calm", "Warm", lead=one)
        assert points_of("stands_in", group, scene) == points, one


def test_a_heading_is_judged_by_the_part_it_stands_in() -> None:
    scene = scene_of("# Alder\n\n# Priorities\n\n# Budget\n\nCalm lanes")
    group = group_of("headings", scene, "Budget")
    assert points_of("stands_in", group, scene) == -3.0
    heading = replace(group, items=(group.items[0]._replace(form=Form.HEADING),))
    assert points_of("stands_in", heading, scene) == 1.5


def test_what_a_group_is_beside_its_words() -> None:
    group, scene = group_in("list", "Our aims:", ITEMS)
    whole = " ".join(ITEMS).casefold()
    assert points_of("far", group, scene) == 0.0
    assert points_of("far", replace(group, distance=2), scene) == -2.0
    assert points_of("one_title", group, scene) == 0.0
    for seen in (
        replace(scene, headings={whole: 1}),
        replace(scene, entries={whole: 1}),
    ):
        assert points_of("one_title", group, seen) == -12.0
    for times, kind, points in ((3, "list", -4.0), (2, "list", 0.0), (3, "lines", 0.0)):
        seen = replace(scene, leads={"our aims": times})
        one = replace(group, kind=kind)
        assert points_of("announced_again_and_again", one, seen) == points


def test_long_sentences_are_facts() -> None:
    for many, points in ((30, 0.0), (31, -3.0)):
        group, scene = group_in("lines", "", ("so " * many, "so " * many, "Calm lanes"))
        assert points_of("worded_like_facts", group, scene) == points


def test_two_headings_below_a_title_are_too_few() -> None:
    for kind, lead, items, points in (
        ("headings", "My plan", ITEMS[:2], 0.0),
        ("list", "My plan", ITEMS, 0.0),
        ("headings", "My lane", ITEMS, 0.0),
    ):
        group, scene = group_in(kind, lead, items)
        assert points_of("announced_weakly", group, scene) == points


def test_shares_of_subtitles_and_of_headings() -> None:
    many = tuple(f"Lane {at}" for at in "abcdefghij")
    group, scene = group_in("lines", "", many)
    for subtitles, points in ((3, -4.0), (2, 0.0)):
        headings = {one.casefold(): 3 for one in many[:subtitles]}
        seen = replace(scene, headings=headings)
        assert points_of("subtitles", group, seen) == points
    group, scene = group_in("list", "", many[:5])
    for again, points in ((3, 4.0), (2, 0.0)):
        headings = {one.casefold(): 1 for one in many[:again]}
        assert points_of("recurs", group, replace(scene, headings=headings)) == points
        listed = points_of("recurs", group, replace(scene, entries=headings))
        assert listed == (1.5 if points else 0.0)


@pytest.mark.parametrize(("many", "asked"), [(3, True), (2, False)])
def test_what_speaks_against_is_asked_where_there_is_hope(
    many: int, asked: bool
) -> None:
    items = ("Foreword", "Calm lanes", "Warm halls")[:many]
    group, scene = group_in("chapters", "", items, above="x" * 200)
    told = {one.name: one.points for one in cues.weigh(group, scene)}
    assert ("common_chapters" in told) is asked
    assert not asked or sum(points for points in told.values() if points > 0) == 4.0


def test_a_number_said_within_reach() -> None:
    group, scene = group_in("list", "These:", ITEMS, above="x" * 1000)
    first = group.items[0].lead
    for before, points in ((899, 3.0), (900, 0.0)):
        seen = replace(scene, numbers=((first - before, 3),))
        assert points_of("as_many_as_said", group, seen) == points
    later = replace(scene, numbers=((first - 9, 3), (first + 9, 4)))
    assert points_of("as_many_as_said", group, later) == 3.0
    nearest = replace(scene, numbers=((first - 99, 3), (first - 9, 4)))
    assert points_of("as_many_as_said", group, nearest) == 0.0
