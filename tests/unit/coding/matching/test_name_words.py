"""Each word by which a name is told from a need, in a sentence of its own.

The match is in brackets; a line begins with the reason why it does not count, "counts"
where it does.
"""

from __future__ import annotations

import pytest
from sentences import marked, rows_of, spread

from plancoder.coding.matching.names import name_reason
from plancoder.coding.matching.negation import is_negated

REASONS = {
    "name": "in a name",
    "partners": "in a list of partners",
    "thanks": "in an acknowledgement",
    "address": "in a web or e-mail address",
    "counts": "",
}
ROWS = """
address: Read lark.[com|cymru|gov|info|net|nhs|org|police|uk|wales]/[housing] now.
address: Read [http:|https:]//lark/[housing] now.
counts: Read lark.[con|and]/[housing] now.
thanks: [I thank you|I thank all|I thank everybody|I thank my friends|I thank our friends|I thank the many|I thank those|I thank Lark Link|My thanks|Our thanks|Special thanks|Many thanks|Sincere thanks|Heartfelt thanks|Warm thanks|Thanks to all|Thanks also to all|Thanks to everybody|Thanks to my|Thanks to our|Thanks to the many|Thanks to those|I am grateful to|In gratitude to|I am indebted to] for [housing] here.
counts: [Thanks to rain|No thanks|I am true to] the [housing] here.
partners: [Thanks to|Our partners|Views from|Comments from|Replies from|Letters from|Evidence from|Responses from|Submissions from|Views of all from|We heard from|We consulted|We work with|We worked with|We are working with|We met with|We spoke with|The members|It was attended by|Those representing|Among them] Lark Care, Lark [Housing] Aid, Mere Link and Moor Care.
counts: [Rain from|We sang with|Views on] Lark Care, Lark [Housing] Aid, Mere Link and Moor Care.
partners: Shelter, Lark Care, Lark [Housing] Aid, prisons, courts.
name: the [council’s|council's|councils’|government’s|home office’s|nhs’s|partnership’s|board’s|district’s|authority’s|authorities’|ministry’s|university’s|universities’|probation’s] [housing] plan
name: the [council|government|home office|nhs|partnership|board|district|authority|ministry|university|probation] [housing] [strategy|strategies|policy|policies|plan|plans|register|department|team]
name: the council has [its|their|its own new|their very own] [housing] plan
counts: the council’s old, [housing] plan
counts: the [town’s|farmer’s] [housing] plan
counts: the council’s [housing] [need|street]
name: the council’s [housing] and [rent|rent register] plan
name: Lark [Housing] Care [runs|offers|provides|delivers|employs|operates|opens|was set up|was founded|was formed|was opened|is run|are run|was run|were run|has been run|have been run|is now run|is funded|is paid|is commissioned|is hosted|is based|is staffed|is provided|is delivered|has an office|has offices|has volunteers|has helped|has trained|has a helpline|received|receives|will run|will receive|sent|host|hosts|hosted|sits|attend|attends|attended|joined|took part|responded|commented|signed] it.
name: Lark [Housing] Care [now|also|still|which|who|who also] runs it.
counts: Lark [Housing] Care [is good|sings|has a dog] here.
name: Lark [Housing] Care, [a|an|the|our] [charity|scheme|project|programme|service|body|group|partner|organisation|company|old and good charity], came.
counts: Lark [Housing] Care, a [town|need], came.
counts: [Housing] runs it.
counts: Only lark [Housing] and the runs it.
name: We read Ddeddf [Housing] [a|ac|i|o|y|yr|] Rhenti 2014 here.
name: We read Deddf [Housing] 2014 here, and Fesur [Housing] 2010.
name: We read Fesur Iechyd [Housing] 2010 here.
counts: We read Cyfraith [Housing] 2010 here.
name: We read the Rents [and|against|of|for|to|the|in|, and|(Lark)] [Housing] Act 1999.
name: the Ministry [of|for] [|the] Rents, [Housing] and Farms
name: the Ministry of Rents [and|&] [Housing] here
counts: the Street of [|the] Rents, [Housing] and Farms
partners: I met Moving On, [a|an|the] [scheme|charity|project|programme|group|body] for [housing] now
partners: I met Moving On, a good old town scheme for [housing] now
counts: I met Moving On, a [song|street] for [housing] now
counts: [I|We|My friends|Our friends] [fund|pay for|paid|buy|bought|commission|support|back|set up|launch|grant|run|now fund|can now fund] Moving On, a scheme for [housing] now
partners: You fund Moving On, a scheme for [housing] now
partners: Health, [housing][,| and| &] education and courts, all of them.
partners: [Housing], courts, education and rain.
counts: Health, new [housing], education and debts are far.
counts: Health, debts, drink, [housing] and rain, courts, schools are far.
counts: Health and [housing], courts, education and rain.
name: Lark [Housing and Care] [runs|offers|hosted] it.
name: Lark [Housing of the Vale] [runs|offers|hosted] it.
counts: Lark [Housing by Care] [runs|offers|hosted] it.
counts: Lark [housing and Care] [runs|offers|hosted] it.
name: the [housing] [strategies|strategy|policy|policies|plan|plans|rent plans] of [the|all|our|its|the six] [councils|boards|districts]
counts: the [housing] [strategies|plans] of [the town|all of us]
name: the [housing] [charity|charities|self-advocacy group|network|campaign] Lark Voices
counts: the [housing] [charity|network] here
counts: the [housing] [street|need] Lark Voices
name: Supporting People ([Housing])
name: the Valuing People ([Housing]) [plan|here]
counts: We saw supporting people ([Housing])
counts: We saw Supporting People ([housing])
counts: We saw Supporting People ([Housing] and rents)
name: the Crisis [Concordat|Charter|Strategy|Protocol] [for|on] [housing] here
counts: the Crisis [Street|Hall] [for|on] [housing] here
counts: the Crisis Charter near [housing] here
name: We met the Lark [Housing] [Fund|Shop|Code of Practice|Pledge|Intentions].
name: with [help from the rain, Lark Housing] Team
name: with [Lark Team and the town’s halls and housing] here
counts: with [help from the rain and housing] here
partners: We are joined by Link [of|for|on|and|over|the|yn|y|yr|i|] Lark [(for|(a roof for|(an aid for|(the aid for] [housing] here).
counts: We are joined by Link [near|by|the old] Lark (for [housing] here).
partners: It was [joined by|attended by|also attended by:|shown to|sent to] Lark Link (for [housing] here).
partners: [The members are|Observer|Observers|We consult|We consulted|We are consulting|Among others|They also attend] Lark Link (for [housing] here).
counts: [It was built by|It was sold to|The songs are|We insult|Among us|They attend] Lark Link (for [housing] here).
"""


@pytest.mark.parametrize("line", ROWS.strip().splitlines())
def test_names_and_needs(line: str) -> None:
    reason, _, words = line.partition(": ")
    wrong = []
    for one in spread(words):
        text, start, end = marked(one)
        given = name_reason(text, start, end, 0, len(text)).value
        if given != REASONS[reason]:
            wrong.append((text, given))
    assert not wrong, wrong


DENIALS = """
+ It [does not|will never|may no longer|did not, nor|can neither|cannot|doesn't|doesn’t] [deal with|cover|include|address|concern|apply to|extend to|mention|in depth cover] [housing].
+ It is not [dealing with|covering|including|addressing|concerned with|responsible for|about|part of] [housing].
+ It has not [dealt with|covered|included|addressed|concerned|mentioned] [housing].
+ It [never deals with|never covers|never includes|never addresses] [housing].
- It does not [|only|just|simply] [heal|deal only in] [housing].
- It does not [only|just|simply] cover [housing].
+ It has nothing to [do with|say about|say on] [housing].
+ Nothing [is|will be] [said|done] [|here|in this plan] [of|about|on] [housing].
- Nothing is [built|won] about [housing].
+ It has no [duty|remit|power|powers|responsibility|say] [for|in|over|on] [housing].
- It has no [joy|end] in [housing].
+ Here [housing] [is|are|was|were] not [dealt with|covered|included|addressed|part of it|within it|a matter for this|a matter for us|a matter for me|a task for us].
+ Here [housing] [is|are|was|were] no [concern|business|part] of ours.
+ Here [housing] [is|are|was|were|falls|fall|lies|lie] outside [the|this|my|our] plan.
- Here [housing] [stands|is] outside a plan.
+ Here [housing] [is|are] [not|no longer] [|a|an|a big] [problem|issue|concern] [here|in the county|in our area|in this city|in my town|in the villages|in the village|for us].
- Here [housing] is not a [joke here|problem for them|problem in a land].
- Here [housing] has not a problem here.
- It does not cover parks, [but|although|though|however|yet|except] it sees [housing].
- Here [housing] grows, [but|although|though|however|yet|except] it is not covered.
+ There is no [housing] to speak of.
"""


@pytest.mark.parametrize(("told", "line"), list(rows_of(DENIALS)))
def test_denials(told: bool, line: str) -> None:
    wrong = []
    for one in spread(line):
        text, start, end = marked(one)
        if is_negated(text, start, end, 0, len(text)) != told:
            wrong.append(text)
    assert not wrong, wrong


def test_an_address_ends_at_the_nearest_blank() -> None:
    for text in (
        "See housing or www.lark.example\nnow",
        "www.lark.example\tnow housing",
    ):
        start = text.index("housing")
        assert name_reason(text, start, start + 7, 0, len(text)).value == ""
