"""Each word by which running text leads up to priorities, in a sentence of its own.

A line that begins with "+" gives calm lanes, warm halls and dry cellars, with or
without "to"; one that begins with "-" gives no group of several.
"""

from __future__ import annotations

import re

import pytest
from documents import document_of
from sentences import rows_of, spread

from plancoder.coding.statements.group import Group
from plancoder.coding.statements.prose import (
    ordinal_groups,
    prose_groups,
    run_together_groups,
    sentence_groups,
)
from plancoder.coding.statements.wordings import number_said

THINGS = ("calm lanes", "warm halls", "dry cellars")
DOINGS = ("calm the lanes", "warm the halls", "dry the cellars")
_DIGIT = re.compile(r"\d")
KINDS = "priorities|priority|objectives|objective|aims|aim|goals|goal|themes|theme|pledges|promises|missions|mission|ambitions|commitments|pillars|outcomes|areas|headings|strands"
COLONS = f"""
+ Our [{KINDS}|areas of focus|areas of work]: calm lanes, warm halls and dry cellars.
+ [Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve] [things|matters|subjects] count: calm lanes, warm halls and dry cellars.
+ Our aims [are|were|will be|would be|should be|shall be|remain|is|include] to calm the lanes; to warm the halls; to dry the cellars.
- Our [lanes|wishes]: calm lanes, warm halls and dry cellars.
- Thirty things count: calm lanes, warm halls and dry cellars.
+ We have three aims. [They|These] are: calm lanes; warm halls; dry cellars.
+ We have three aims. [They|These] are to calm the lanes; to warm the halls; to dry the cellars.
+ [I will|We will|I shall|We want to|We mean to|I intend to|The plan will|The strategy shall|The partnership is to|The commissioner will|The board will] [focus|concentrate] on calm lanes, warm halls and dry cellars.
- We may focus on calm lanes, warm halls and dry cellars.
- We will focus on calm lanes, warm halls, dry cellars.
"""
PLAIN = f"""
+ [The|These|My|Our|His|Her|Its|Key|Main] [aims|three aims|two very new aims] for the year [are|were|will be|remain|include|included] calm lanes, warm halls and dry cellars.
+ The [{KINDS}] were calm lanes, warm halls and dry cellars.
- Some aims for the year are calm lanes, warm halls and dry cellars.
- The aims for the year met calm lanes, warm halls and dry cellars.
- Some aims that are calm, warm and dry.
- The aims are clear, calm and dry.
+ We work by [{KINDS}] – calm lanes, warm halls and dry cellars – all year.
+ We work by aims [of|in|for] [the|my|our|his|her|this] county – calm lanes, warm halls and dry cellars – all year.
+ We work by areas of [focus|work] – calm lanes, warm halls and dry cellars – all year.
+ We work by aims [–|-|—] calm lanes, warm halls and dry cellars.
- We work by lanes – calm lanes, warm halls and dry cellars – all year.
- We work by aims with all folk – calm lanes, warm halls and dry cellars – all year.
+ It has three [{KINDS}], [including|namely|being|which are|these being] calm lanes, warm halls and dry cellars.
- It has three lanes, including calm lanes, warm halls and dry cellars.
- It has three aims, beside calm lanes, warm halls and dry cellars.
+ It has three aims, to calm the lanes, warm the halls and dry the cellars.
+ It has [two|three|four|five|six|seven|eight|nine|ten|eleven|twelve] [aims|key aims] of Calm lanes, Warm halls and Dry cellars.
- It has some aims of Calm lanes, Warm halls and Dry cellars.
+ Calm lanes, warm halls and dry cellars [are|were|will be] [the|my|our|his|her|its|the three key|key|main|top] [{KINDS}].
+ [That is why|This is why|That’s why|That's why] calm lanes, warm halls and dry cellars are our aims.
+ Calm lanes, warm halls and dry cellars[ –|:] [those|these|they] are our aims.
- Calm lanes, warm halls and dry cellars are some aims.
- Calm lanes, warm halls and dry cellars are our lanes.
"""
REPEATED = """
+ There are three aims. We must [concentrate|focus|work|act|lean|insist|be judged|spend our days|put more weight|turn all eyes] on calm lanes, on warm halls and, as ever, on dry cellars.
+ There are three aims. We must work upon calm lanes, upon warm halls and on dry cellars.
- There are three aims. We must sit on calm lanes, on warm halls and on dry cellars.
- There are three aims. We must work on calm lanes and on warm halls.
- There are three lanes. We must work on calm lanes, on warm halls and on dry cellars.
+ There are three aims. [I|We|She|He|It] [mean|intend|want|aim|plan|propose|will|shall] to calm the lanes; warm the halls; dry the cellars.
+ There are three aims. She [means|intends|wants] [the force|my wardens|our wardens|police here] to calm the lanes; warm the halls; dry the cellars.
- There are three aims. They mean to calm the lanes; warm the halls; dry the cellars.
- There are three lanes. We mean to calm the lanes; warm the halls; dry the cellars.
+ [My|Our|The commissioner’s|The commissioner's] [priorities|objectives|aims|goals|pledges|themes|very own aims] are few. We mean to calm the lanes; warm the halls; dry the cellars.
- There are three [chapters|sections|questions] in it. We mean to calm the lanes; warm the halls; dry the cellars.
- There are three [chapters|sections|questions] in it. We must work on calm lanes, on warm halls and on dry cellars.
- [Their aims|My lanes] are few. We mean to calm the lanes; warm the halls; dry the cellars.
- Our aims are few. We mean to calm the lanes; warm the halls and dry the cellars.
"""
PARTED = """
+ Our aims are: calm lanes; warm halls; and dry cellars, [and|but] [each|all|both|they|these|those|it|I|we|he|she|none] [will|shall|is|are|was|were|has|have|had|must|may|can] be read again.
+ Our aims are: calm lanes; warm halls; and dry cellars, and none of them will be lost.
+ Our aims are: calm lanes; warm halls; and, [running|cutting|reaching|underlying|underpinning] through it all, dry cellars.
+ Our aims are: calm lanes; warm halls; [finally|lastly|and finally|and, finally|and lastly], dry cellars.
+ Our aims are: calm lanes; warm halls; and dry cellars.
+ Our aims are: calm lanes, warm halls, and dry cellars, and that none be lost.
+ Our aims are: calm lanes, warm halls, and dry cellars.
+ Our aims are: to calm the lanes; to warm the halls and to dry the cellars.
+ Our aims are to calm the lanes, to warm the halls and to dry the cellars.
- The [priority|objective|aim|goal|mission|pledge|promise|ambition] for us is to see that calm lanes, warm halls and dry cellars stay.
+ The aim for us is to calm the lanes, to warm the halls and to dry the cellars.
"""
BLOCKS = """
+ Our aims are: ¶ Calm lanes; warm halls; and dry cellars
+ Our aims ¶ Calm lanes | Warm halls | Dry cellars
- Our lanes ¶ Calm lanes | Warm halls | Dry cellars
- Our lanes are these ¶ Calm lanes; warm halls; and dry cellars
- Our aims are: ¶ Calm lanes; and warm halls
- Priority 2: Our aims: calm lanes, warm halls and dry cellars.
+ I stood on a leaflet: to calm the lanes; to warm the halls; to dry the cellars.
+ I stood on a leaflet: to calm the lanes, and to warm the halls, and to dry the cellars.
- They stood on a leaflet: to calm the lanes; to warm the halls; to dry the cellars.
- I will stand on a leaflet: to calm the lanes; to warm the halls; to dry the cellars.
"""
COUNTED = """
+ We have three aims. [First|The first|My first|Our first|And first|But first|In first place|First and foremost|First of them|First of these|First of the aims|Firstly], calm lanes. Second, warm halls. [Third|Finally|Lastly|The final|The last|Third and last|Third and final], dry cellars.
+ We have three aims. First, calm lanes. Second, warm halls. The third [is|comes|will be|must be|remains] dry cellars.
+ We have three aims. The first: calm lanes. The second, and the one that counts most, is warm halls. The third is dry cellars.
+ We have three aims. Number one is calm lanes. Priority number two is warm halls. The last one number three is dry cellars.
+ My first aim is calm lanes[;|,|:| and|; and] my second is warm halls, [this|that|which] is why my third is dry cellars.
+ My first aim is calm lanes; [my|the|our] second is warm halls; [my|the|our] [third|final|last] is dry cellars.
+ We have three aims. First, [I want|we want|I want to see] calm lanes. Second, I want warm halls. Third, I want dry cellars.
+ We have three aims. First, calm lanes, [which|who|where|whether|because|since|as|so|so that|for|and I|and we|and that|and this] so it is. Second, warm halls. Third, dry cellars.
+ We have three aims. First, calm lanes[; so| – so| - so|—so|: so|,” so] it is. Second, warm halls. Third, dry cellars.
+ There are three [tasks|jobs|things|matters|subjects|aims]. First, calm lanes. Second, warm halls. Third, dry cellars.
+ We [focus|focused|concentrate|are concentrating] here. First, calm lanes. Second, warm halls. Third, dry cellars.
- We sing here. First, calm lanes. Second, warm halls. Third, dry cellars.
- We have three aims. Once, calm lanes. Twice, warm halls. Thrice, dry cellars.
+ I must set aims. There are duties. First, to calm the lanes. Second, to warm the halls. Third, to dry the cellars.
- There are duties. First, to calm the lanes. Second, to warm the halls. Third, to dry the cellars.
"""
TABLES = (COLONS, PLAIN, REPEATED, PARTED, BLOCKS, COUNTED)


def groups_of(source: str) -> list[tuple[Group, tuple[str, ...]]]:
    """All groups of running text, each with the words of its items in small letters."""
    document = document_of(source)
    makers = (sentence_groups, prose_groups, run_together_groups, ordinal_groups)
    return [
        (group, tuple(document.text[a.start : a.end].casefold() for a in group.items))
        for maker in makers
        for group in maker(document)
    ]


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        one.removeprefix("to ").removeprefix("see ").rstrip(".") for one in words
    )


@pytest.mark.parametrize(
    ("told", "line"), [row for table in TABLES for row in rows_of(table)]
)
def test_words_that_lead_to_priorities(told: bool, line: str) -> None:
    wrong = []
    for one in spread(line):
        found = [
            bare(words)
            for group, words in groups_of(one)
            if len(words) > 1 and not group.kind.startswith("prose")
        ]
        fits = THINGS in found or DOINGS in found
        if told != fits or (found and not told):
            wrong.append((one, found))
    assert not wrong, wrong


SAID = """
prose mine: [My|Our|The|Another] [priority|pledge|promise|objective|aim|goal|commitment] [is|will be|remains] calm lanes.
prose mine: My [first|second|third|fourth|fifth|sixth|seventh|eighth|next|final|last|other|main|top|overriding|number one] priority is calm lanes.
prose mine: [First|Secondly,|Thirdly|Fourth|Fifthly|Sixth|Seventh|Eighth|Next|Finally,|Lastly|And first,|But|And] my aim is to calm lanes.
prose pledge: [I|We|So we|And I] [pledge|promise|commit] calm lanes.
prose want: [I|We] want calm lanes.
prose will: [I|We|So we|And I] [will|shall|am determined to] calm lanes.
prose will: I want to [know|hear|thank] more.
prose will: [First|Secondly,|Thirdly|Fourth|Fifthly|Sixth|Seventh|Eighth|Next|Finally,|Lastly] I will calm lanes.
none: [They|You] will calm lanes.
none: My [lane|song] is calm lanes.
none: My aim was calm lanes.
none: I will:
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_kinds_of_sentences(line: str) -> None:
    kind, _, rows = line.partition(": ")
    for one in spread(rows):
        found = [group.kind for group, _ in groups_of(f"Alder.\n\n{one}")]
        found = [name for name in found if name.startswith("prose")]
        assert found == ([] if kind == "none" else [kind]), one


@pytest.mark.parametrize(
    "line",
    [
        "My [Priorities|Objectives|Aims|Goals|Pledges|Themes|Commitments|Promises] Cut theft in towns Help victims Calming the lanes Finance",
    ],
)  # fmt: skip
def test_titles_run_together(line: str) -> None:
    for one in spread(line):
        found = [words for _, words in groups_of(one)]
        assert found == [("cut theft in towns", "help victims", "calming the lanes")]
    for one in (line.replace("My [", "My [Lanes|").split("|")[0].replace("[", ""), "My Aims Cut theft in towns Help victims Finance"):  # fmt: skip
        assert groups_of(one) == []


def test_long_counts() -> None:
    ordinals = "[First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth]"
    numbers = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    for counted in (spread(ordinals), spread(f"Number [{numbers}]")):
        things = [f"calm lanes of town {at}" for at, _ in enumerate(counted)]
        said = [f"{a}, {b}." for a, b in zip(counted, things, strict=True)]
        found = [
            words for _, words in groups_of(" ".join(["We have such aims.", *said]))
        ]
        assert tuple(things) in found


NUMBERS = """
2 two aims
3 three [aims|priorities|objectives|themes|goals|missions|promises|pledges|pillars|ambitions|commitments|blaenoriaethau|amcanion|addewidion]
3 three [areas|outcomes|strands|key issues|main issues|local issues|headings|subjects|things|tasks|jobs|questions|chapters|sections|words|lines printed here|lines on it|lines written here]
4 [four|4] [aims|good aims|very good new aims|good and old local aims|“aims]
5 five aims
6 [six|half a dozen] aims
7 seven aims
8 eight aims
9 nine aims
10 ten aims
11 eleven aims
12 [twelve|12] aims
3 our [aims|priorities] are three[.|:|;]
5 two aims and five goals
0 three [lanes|lines|issues|good but not so good aims]
0 thirty aims
0 our lanes are three.
0 our aims are three of many
0 4 Aims
"""


@pytest.mark.parametrize("row", NUMBERS.strip().splitlines())
def test_how_many_a_text_says_there_are(row: str) -> None:
    number, words = row.split(" ", 1)
    for one in spread(words):
        assert number_said(one) == int(number), one
        assert number_said(one.title()) == (0 if _DIGIT.search(one) else int(number)), (
            one
        )


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("cutting theft, helping victims and witnesses and calming roads", ("cutting theft", "helping victims and witnesses", "calming roads")),
        ("Safe homes; Safe and clean roads and Calm parks; Halls", ("safe homes", "safe and clean roads and calm parks", "halls")),
        ("Safe homes, Safe and clean and good roads and Calm parks", ("safe homes", "safe and clean and good roads", "calm parks")),
        ("calm lanes, warm halls and all that is in them", ("calm lanes", "warm halls", "all that is in them")),
        ("calm lanes; by day and night, warm halls, dry cellars, old inns and songs", ("calm lanes; by day and night", "warm halls", "dry cellars", "old inns", "songs")),
        ("calm lanes; by day, warm halls, dry cellars", ("calm lanes", "by day, warm halls, dry cellars")),
    ],
)  # fmt: skip
def test_where_the_last_part_begins(said: str, parts: tuple[str, ...]) -> None:
    found = [words for _, words in groups_of(f"Our aims are: {said}.")]
    assert tuple(one.rstrip(".") for one in found[0]) == parts
