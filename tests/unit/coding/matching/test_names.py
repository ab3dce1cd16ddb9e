"""Words inside names of bodies, lists of partners, addresses and denials are no needs;
their twins are.
"""

from __future__ import annotations

import pytest
from sentences import marked

from plancoder.codebook.load import parse_codebook
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.matching.names import name_reason
from plancoder.coding.matching.negation import NEGATED, is_negated

CODEBOOK = """
title: Needs
version: "1"
frames:
  needs: {label: Needs, appendix: A}
  priorities: {label: Priorities, appendix: B, code_in: [priority_statement]}
categories:
  - id: housing
    frame: needs
    terms: [housing, homeless*]
  - id: mental_health
    frame: needs
    terms: [mental health]
    count_names: true
  - id: panel
    frame: needs
    terms: [police and crime panel]
  - id: homes
    frame: priorities
    terms: [housing]
"""
MATCHER = Matcher(parse_codebook(CODEBOOK.encode()))


def reason(text: str, frame: str = "needs", category: str = "housing") -> str | None:
    """Why the category does not count in the text; blank: it counts, None: no match."""
    found = [
        hits for hits in MATCHER.find(text, frames={frame}) if hits.category == category
    ]
    return found[0].blocked_by if found else None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We met the Lark Housing Trust in May.", "in a name"),
        ("The Housing and Planning Forum has seen it.", "in a name"),
        ("I wrote to the Cabinet Member for Housing.", "in a name"),
        ("See the Homelessness Reduction Act of that year.", "in a name"),
        ("They read Larkmere Homelessness and Housing Strategy 2020-2025.", "in a name"),
        ("The Housing Options Team came too.", "in a name"),
        ("Thanks to Lark Vale Housing, Farm Watch, Mere Youth Care and Vale Link.", "in a list of partners"),
        ("Write to help@housing.lark.example for a copy.", "in a web or e-mail address"),
        ("Look at www.lark.example/housing for more.", "in a web or e-mail address"),
        ("I sat on the Supported Housing steering group.", "in a name"),
        ("Lark joined the Better Housing programme in May.", "in a name"),
        ("See the Violence against Women, Housing and Rents (Lark) Act 2015.", "in a name"),
        ("Health, housing, education and youth work are devolved.", "in a list of partners"),
        ("This plan does not deal with homelessness.", NEGATED),
        ("It has nothing to say about housing.", NEGATED),
        # The twins: the same words where they say what people need.
        ("I sat with people in supported housing by the mill.", ""),
        ("Lark has Better Housing than it had in May.", ""),
        ("Debt, housing, schools that expel and drink bring them back.", ""),
        ("We met people who need housing in May.", ""),
        ("Homelessness has doubled in Larkmere.", ""),
        ("Housing, debt and drink bring people back to court.", ""),
        ("Without a Housing plan nobody is safe.", ""),
        ("The council does not know how many are homeless.", ""),
        ("Better Housing For Young And Old", ""),
        ("HOUSING AND HEALTH", ""),
    ],
)  # fmt: skip
def test_what_is_no_mention_of_a_need(text: str, why: str) -> None:
    assert reason(text) == why


def test_a_mention_beside_a_name_counts() -> None:
    assert reason("The Lark Housing Trust helps people who are homeless.") == ""


def test_a_category_may_count_names() -> None:
    text = "We met the Lark Mental Health Trust in May."
    assert reason(text, category="mental_health") == ""


def test_priority_statements_count_names() -> None:
    assert reason("Work with the Lark Housing Trust", "priorities", "homes") == ""


def test_a_long_run_of_names_takes_no_longer_than_its_length() -> None:
    text = "Lark Housing " * 500
    assert len(MATCHER.find(text, frames={"needs"})) == 1


def test_a_term_that_is_itself_the_name_counts() -> None:
    assert reason("The Police and Crime Panel read the draft.", category="panel") == ""


def name_in(line: str) -> str:
    """Why the words in brackets are only part of a name."""
    text, start, end = marked(line)
    return name_reason(text, start, end, 0, len(text)).value


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        # bodies, teams and buildings
        ("I met the Alder [Mental Health] Trust in May.", "in a name"),
        ("The [Housing] Options Team of Alder took part.", "in a name"),
        ("The [Domestic Abuse] Strategy Group meets in June.", "in a name"),
        ("We met the [Housing] & Planning Trust in May.", "in a name"),
        ("We met about [Housing] & Planning in May.", ""),
        ("Write to help@lark.example, or about [housing] to me.", ""),
        ("We share the hall with the [Youth] Offending Team.", "in a name"),
        ("He sits on the Family [Drug] and Alcohol Court steering group.", "in a name"),
        ("The Oak Lane [Mental Health] Hub opened in spring.", "in a name"),
        ("Alder [Learning\nDisability] Forum", "in a name"),
        # posts
        ("She is Cabinet Member for [Housing] at the borough.", "in a name"),
        ("the Cabinet Member for Planning, [Housing] and Regeneration", "in a name"),
        ("Our [Domestic Abuse] Co-ordinator wrote to the council.", "in a name"),
        ("The Secretary of State for [Housing] cut the ribbon.", "in a name"),
        ("The state of [Housing] was raised.", ""),
        ("the Minister of State for Towns, [Housing] and Growth", "in a name"),
        ("We are helped by the [Supporting Families] co-ordinator.", "in a name"),
        ("We are helped by [Supporting Families] in need.", ""),
        ("A grant went to the Wold [Learning Disability] Theatre.", "in a name"),
        ("The Hallow [Housing] Advice Van has a new tyre.", "in a name"),
        # laws and documents
        ("Under the [Homelessness] Reduction Act 2017 councils must act.", "in a name"),
        (
            "See the county's [Substance Misuse] Strategy 2016-2020 for more.",
            "in a name",
        ),
        ("DRUGS AND [ALCOHOL] STRATEGY GROUP", "in a name"),
        ("The [Domestic Violence], Crime and Victims Act 2004 binds us.", "in a name"),
        ("Held by the [Mental Health] (Wales) Measure 2010 to do so.", "in a name"),
        ("fel y dywed Mesur [Iechyd Meddwl] (Cymru) 2010 wrth bawb", "in a name"),
        ("[Mental Health] and Policing in Alder: Joint Protocol", "in a name"),
        # what somebody is in charge of
        ("Our lead member for [domestic abuse] sent apologies.", "in a name"),
        ("The head of [housing] at the council wrote to me.", "in a name"),
        # lists of bodies, some of whose names have no telling noun
        (
            "We work with six councils, the health board, North Alder [Housing],"
            " the fire authority and the coastguard.",
            "in a list of partners",
        ),
        (
            "Courts, probation, prisons, the [mental health] trust, solicitors.",
            "in a list of partners",
        ),
        (
            "Grants went to 77 bodies, among them Victim Care, Alder Aid, Lark MIND,"
            " [Homeless] Action, the Street Friends and 42 clubs.",
            "in a list of partners",
        ),
        (
            "Grants this year: Youth Service 310; Lark Boxing Club 5; Lark"
            " [Learning Disability] Players 2; Crimewatch 25; Farm Watch 12.",
            "in a list of partners",
        ),
        (
            "Views came from Shelter, Rethink [Mental Illness], Lark Aid and Mencap.",
            "in a list of partners",
        ),
        ("Turning Lark ([drug] and alcohol service)", "in a list of partners"),
        (
            "Lark [Housing] Association Probation Board Youth Team Lark Forum Fire"
            " Service",
            "in a list of partners",
        ),
        (
            "I met Moving On, a scheme run by the Lark club for [care leavers].",
            "in a list of partners",
        ),
        # names that do what bodies do
        ("[Leaving Care] Plus runs a helpline.", "in a name"),
        ("Safe Lark [Drugs] Outreach received a van.", "in a name"),
        ("We had a stall at the [Learning Disability] Fair.", "in a name"),
        # papers and teams of others, without capitals
        ("The council's [homelessness] strategy is due in May.", "in a name"),
        ("The Government published its ten-year [drugs] strategy.", "in a name"),
        # thanks and addresses
        ("My thanks to the [drug] workers who wrote in.", "in an acknowledgement"),
        (
            "We thank Lark Link and [Learning Disability] Voices for comments.",
            "in an acknowledgement",
        ),
        ("We thank [Homeless] Link and the Mere Trust.", "in an acknowledgement"),
        ("We thank [homeless] people and the Mere Trust.", ""),
        (
            "We thank those who live with [learning disabilities] here.",
            "in an acknowledgement",
        ),
        ("[Learning Disability] Fellowship; Lark Link; Farm Watch", "in a name"),
        ("Lark Society for People with [Learning Disabilities] 18,500.", "in a name"),
        # a heading in capitals that runs into its text
        ("[DOMESTIC ABUSE] Officers were called to nine homes.", ""),
        ("[Domestic Abuse] Officers were called to nine homes.", "in a name"),
        ("[DOMESTIC ABUSE] OFFICERS WERE CALLED to nine homes.", "in a name"),
        ("Read www.alder.example/[housing]-policy.", "in a web or e-mail address"),
        ("Write to [housing]@alder.example today.", "in a web or e-mail address"),
        ("See https://alder.example/[youth].html now.", "in a web or e-mail address"),
        # lists of terms
        (
            "CSP Community Safety Panel LRF Lark Rescue Forum NTE [Night-time economy]",
            "in a list of terms",
        ),
        (
            "LRF - Lark Rescue Forum. LD - [learning disability]. SFO: soft fruit order.",
            "in a list of terms",
        ),
        ("We say LD for [learning disability] in this plan.", ""),
        ("Lark has NTE: [night-time economy] trouble has doubled.", ""),
        # those who were given money
        ("Small grants went to: Lark Foodbank; [Drugline]; a hall.", "in a name"),
        ("Grants include: Lark Aid, £18; [Street Pastors], £4.", "in a name"),
        ("Small grants went to: a hall; a [drug] clinic; a choir.", ""),
        ("Grants include: Lark Aid; [Domestic Abuse]; Road Safety.", ""),
        # those who came, with a gloss
        (
            "I consulted Lark College, Pobl yn Gyntaf (for people with [learning disabilities]) and Mo.",
            "in a list of partners",
        ),
        (
            "We are joined by Lark College, Open Mind (a [mental health] charity) and Mo.",
            "in a list of partners",
        ),
        ("Also seen: the Lark Hall (a place for [mental health] care).", ""),
        (
            "This plan was shown to Lark [Learning Disability] Voices, Families"
            " Together, the Lark Board and the Quay Forum, none of whom minded.",
            "in a list of partners",
        ),
        # titles
        ("The Alarms in Social [Housing] report came out.", "in a name"),
        ("They sent [Housing] for Everyone (2013) and a map.", "in a name"),
        ("I read the evaluation of the [Safe Families] Programme.", "in a name"),
        ("More [Domestic Abuse] reports came in.", ""),
        ("Help for people with poor [Housing] rose (2013).", ""),
        ("An evaluation of the help for [Safe Families] is due.", ""),
        ("I spoke with [Families First], a charity in Lark.", "in a name"),
        ("We help [Families First], a task for all.", ""),
        # measures
        (
            "We will monitor: calls; the share of people in [housing]; bills.",
            "in a list of measures",
        ),
        ("Tracker: calls; people in [housing]; bills.", "in a list of measures"),
        ("We will monitor: people who lost their [housing]; calls.", ""),
        ("We will pay for: calls; a share of the cost of [housing]; bills.", ""),
        # twins that count
        ("Grants this year: 310 for [homeless] people; 5 for boxing; 2 for play.", ""),
        ("We pay for Moving On, a scheme run by us for [care leavers].", ""),
        ("We run a van ([drug] and alcohol service) each night.", ""),
        ("[Domestic Abuse] runs in cycles.", ""),
        ("Those leaving care run a helpline on [housing].", ""),
        ("Our [homelessness] plan is due in May.", ""),
        ("The council agrees that [homelessness] needs a plan.", ""),
        ("I met people whose [mental health] is poor.", ""),
        ("[Housing] teams met the homeless each night.", ""),
        ("[Domestic abuse] was the council's main concern.", ""),
        ("Tackling [Domestic Abuse]", ""),
        ("[Mental Health] Services", ""),
        ("[Mental Health]: Our Work in Alder", ""),
        ("A lead role in helping people with [housing] is ours.", ""),
        ("Since the Act of 2004 [domestic violence] has risen.", ""),
        ("The Council says that [Housing] is short.", ""),
        ("Violence, drink, [drugs], debt and boredom fill our cells.", ""),
        ("Victims of burglary, [domestic abuse], robbery and theft.", ""),
        ("Thanks to [drug] treatment burglary fell.", ""),
        ("The police, the council and people in poor [housing] agree.", ""),
        ("Prisons are full. [Housing] is short. Courts are slow.", ""),
        ("Drugs, [Alcohol] and Crime", ""),
        ("My aims are Rural Crime, [Mental Health], Road Safety and Burglary.", ""),
        (
            "The Council will tackle Rural Crime, [Mental Health] and Road Safety.",
            "",
        ),
        ("DOMESTIC ABUSE AND [HOUSING]", ""),
        ("Support for people with [Learning Disabilities] is patchy.", ""),
    ],
)
def test_names_are_told_from_needs(line: str, wanted: str) -> None:
    assert name_in(line) == wanted


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("Alder Council\nNorth Alder [Housing]\nAlder Health Board\nProbation Service", "in a list of partners"),
        ("Foreword\nOur [Housing]\nOur Streets\nOur Council", ""),
        ("Alder Council\npoor [housing]\nAlder Health Board\nProbation Service", ""),
    ],
)  # fmt: skip
def test_lines_of_bodies(lines: str, wanted: str) -> None:
    text, start, end = marked(lines)
    low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    assert name_reason(text, start, end, low, high).value == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("The scheme does not deal with [homelessness].", True),
        ("This plan doesn't cover poor [housing] or transport.", True),
        ("The fund has nothing to do with [housing].", True),
        ("The commissioner has no powers over [housing].", True),
        ("What becomes of [housing] there is no concern of ours.", True),
        ("Questions of [housing] lie outside this plan.", True),
        ("Nothing is said here of [homelessness].", True),
        ("[Homelessness] is not a problem here.", True),
        ("Poor [housing] is the subject of a separate plan.", True),
        ("Poor [housing] is not considered here.", True),
        ("Poor [housing] is the subject of our second chapter.", False),
        ("The dale has no [nightlife] to speak of.", True),
        ("[Homelessness] is not a problem for the police alone.", False),
        ("[Homelessness] is not an issue in isolation.", False),
        ("Nothing is done to help people without [housing] in May.", False),
        ("Few dare to speak of [homelessness].", False),
        ("The scheme does not only deal with [homelessness].", False),
        ("The scheme does not deal with theft but with [homelessness].", False),
        ("We will not rest; we deal with [homelessness].", False),
        ("Not every officer is trained in [mental health].", False),
        ("We cannot solve [homelessness] alone.", False),
        ("People without [housing] are not helped.", False),
    ],
)
def test_what_a_sentence_says_it_is_not_about(line: str, wanted: bool) -> None:
    assert negated(line) is wanted


def negated(source: str) -> bool:
    """Whether the sentence says that it is not about the words in brackets."""
    text, start, end = marked(source)
    return is_negated(text, start, end, 0, len(text))


@pytest.mark.parametrize(
    "words",
    [
        *("does not deal with", "no longer deals with", "never dealt with"),
        *("is not dealing with", "cannot cover", "has not covered", "nor covers"),
        *("is not covering", "does not include", "has not included", "never includes"),
        *("is not including", "doesn't address", "has not addressed", "nor addresses"),
        *("is not addressing", "doesn’t concern", "is not concerned with"),
        *("does not apply to", "does not extend to", "does not mention"),
        *("has not mentioned", "is not responsible for", "is not about"),
        *("is not part of", "neither covers", "has nothing to do with"),
        *("has nothing to say about", "has nothing to say on", "has no duty for"),
        *("has no remit in", "has no power over", "has no powers on"),
        *("has no responsibility for", "has no say in", "does not in depth cover"),
    ],
)
def test_a_denial_before_the_words(words: str) -> None:
    assert negated(f"This plan {words} [housing] at all.")
    assert not negated(f"This plan {words} that. It deals with [housing].")
    assert not negated(f"This plan {words} that; it deals with [housing].")
    assert not negated(f"This plan {words} that, but it names [housing].")


@pytest.mark.parametrize(
    "words",
    [
        *("does deal with", "does not only deal with", "does not just cover"),
        *("does not simply include", "does not in any depth cover", "has no end of"),
        *("has nothing like", "is not afraid of", "has a duty for"),
    ],
)
def test_what_sounds_like_a_denial(words: str) -> None:
    assert not negated(f"This plan {words} [housing] at all.")


@pytest.mark.parametrize(
    "words",
    [
        *("is not dealt with", "are not covered", "was not included"),
        *("were not addressed", "is not part of this", "is not within it"),
        *(
            "is not a matter for us",
            "is not a matter for me",
            "is not a matter for this",
        ),
        *("is not a task for us", "is no concern of ours", "is no business of ours"),
        *("is no part of it", "is outside the plan", "falls outside this plan"),
        *("lies outside my powers", "fall outside our reach", "lie outside the plan"),
        *("are outside the plan", "was outside the plan", "were outside the plan"),
    ],
)
def test_a_denial_behind_the_words(words: str) -> None:
    assert negated(f"And [housing] for all {words}.")
    assert not negated(f"And [housing] for all. That {words}.")
    assert not negated(f"And [housing] for all, but that {words}.")


@pytest.mark.parametrize(
    "word", ["but", "although", "though", "however", "yet", "except"]
)
def test_a_turn_of_the_sentence_ends_a_denial(word: str) -> None:
    assert not negated(f"It does not cover parks, {word} it covers [housing].")
    assert not negated(f"We see to [housing], {word} parks are not covered.")


@pytest.mark.parametrize(("letters", "found"), [(144, True), (145, False)])
def test_a_denial_stands_near(letters: int, found: bool) -> None:
    # "not often cover " is 16 letters long, before the words with these between.
    between = "x" * (letters - 1) + " "
    assert negated(f"It does not often cover {between}[housing].") is found


@pytest.mark.parametrize(
    "post",
    [
        *("lead for", "leads on", "lead member for", "lead officer for"),
        *("portfolio holder for", "head of", "director of", "minister for"),
        *("spokesperson on", "spokesman for", "spokeswoman for", "member for"),
        *("manager for the", "coordinator of its", "co-ordinator for our"),
        "secretary of",
    ],
)
def test_what_somebody_is_in_charge_of_is_a_name(post: str) -> None:
    assert name_in(f"I spoke to the {post} [housing] about rents.") == "in a name"
    assert name_in(f"I spoke to the {post} [housing] yesterday.") == "in a name"


@pytest.mark.parametrize(
    "words", ["friend of", "heads for", "director and", "case for"]
)
def test_what_is_beside_other_words_is_no_name(words: str) -> None:
    assert name_in(f"I spoke to the {words} [housing] about rents.") == ""


@pytest.mark.parametrize(
    "law",
    [
        *(
            "[Housing] Act 1996",
            "[Housing] Bill 2031",
            "[Housing] (Wales) Measure 2010",
        ),
        *("[Housing] Order 1999", "[Housing] and Rents Regulations 2004"),
        *(
            "[Housing] Code 2002",
            "[Housing] Directive of 2009",
            "Rents, [Housing] Act 1996",
        ),
    ],
)
def test_the_name_of_a_law_is_a_name(law: str) -> None:
    assert name_in(f"We work under the {law} each day.") == "in a name"
    without = law.rpartition(" ")[0]
    assert name_in(f"We work {without.lower()} each day.") == ""


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("Courts, probation, Lark [Housing].", True),
        ("Courts, Lark [Housing].", False),  # two are no list
        # One item of four may be no body, one of three may not.
        ("Courts, probation, Lark [Housing], prisons, and cleaner streets.", True),
        ("Courts, probation, Lark [Housing], and cleaner streets.", False),
    ],
)
def test_nearly_all_items_of_a_list_of_partners_are_bodies(
    line: str, listed: bool
) -> None:
    assert name_in(line) == ("in a list of partners" if listed else "")


@pytest.mark.parametrize(
    "noun",
    ["Act", "Bill", "Measure", "Order", "Regulations", "Code", "Directive"],
)
def test_a_law_and_its_year_are_a_name(noun: str) -> None:
    law = f"It rests on the Rents and [Housing] (Lark) {noun}"
    assert name_in(f"{law} 1988 today.") == "in a name"
    assert name_in(f"{law} of 2015 today.") == "in a name"
    assert name_in(f"It rests on [housing] and the Rents {noun} 1988.") == ""


@pytest.mark.parametrize("only", ["only", "just", "simply"])
def test_not_only_is_no_denial(only: str) -> None:
    text = f"The paper does not {only} deal with housing."
    start = text.index("housing")
    assert not is_negated(text, start, start + 7, 0, len(text))


@pytest.mark.parametrize(("between", "negated"), [(140, True), (170, False)])
def test_a_denial_stands_near_the_words(between: int, negated: bool) -> None:
    text = f"It does not cover {'x' * between} housing."
    start = text.index("housing")
    assert is_negated(text, start, start + 7, 0, len(text)) is negated
