"""What matches and what must not: rows with their twins."""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Category, Codebook, Frame, Term
from plancoder.coding.matching.matcher import CategoryHits, Matcher
from plancoder.models import MatchKind

CODEBOOK = """frames: {needs: , priorities: }
not_counted:
  - {id: spr, label: Strategic Policing Requirement, terms: [strategic policing requirement, {term: SPR, case: true}]}
categories:
  - {id: rural, frame: needs, terms: [rural crime]}
  - id: domestic
    frame: needs
    terms: [domestic abuse, domestic violen*, {all: [abuse, partner], within: 6}, {term: DA, case: true}]
    unless: [domestic abuse champion*, {near: budget line, within: 3}, {near: national list, within: passage},
             {all: [abuse, statistics], within: 2}]
  - {id: night, frame: needs, terms: [night-time economy]}
  - {id: mental, frame: needs, terms: [mental health]}
  - {id: drugs, frame: needs, terms: [drugs and alcohol, drug misuse]}
  - {id: antisocial, frame: needs, terms: [antisocial]}
  - {id: victims, frame: priorities, terms: [victim*, "victims' code"]}
  - {id: vulnerable, frame: priorities, terms: [vulnerable]}
  - {id: theft, frame: priorities, terms: [theft, homeless*]}
  - {id: exact, frame: priorities, terms: [burglary], fuzzy: false}
  - {id: strict, frame: priorities, terms: [{term: trafficking, fuzzy: 95}]}
  - {id: lax, frame: priorities, terms: [{term: extremism, fuzzy: 60}]}
  - {id: spelling, frame: priorities, terms: [organised crime, radicaliz*, behaviour change]}
  - {id: listed, frame: priorities, terms: ["fraud, scams"]}
"""
MATCHER = Matcher(parse_codebook(CODEBOOK.encode()))


def find(text: str) -> dict[str, CategoryHits]:
    return {hits.category: hits for hits in MATCHER.find(text)}


def written(text: str, category: str) -> list[str]:
    hits = find(text).get(category)
    return (
        [match.written for match in hits.matches]
        if hits and not hits.blocked_by
        else []
    )


ROWS = [
    # exact: capitals, blanks, hyphens, dashes, line breaks, quotes, ligatures, soft
    # hyphens make no difference
    ("rural", "We tackle rural  crime.", ["rural  crime"]),
    ("rural", "plural crimes", []),
    ("rural", "RURAL\nCRIME", ["RURAL\nCRIME"]),
    ("rural", "“Rural” crime", ["Rural” crime"]),
    ("rural", "rural-crime", ["rural-crime"]),
    ("rural", "rural, crime", []),
    ("rural", "It is rural. Crime fell.", []),
    ("rural", "rural\n\ncrime", []),
    ("rural", "rural • crime", []),
    ("rural", "crime, rural", []),
    ("rural", "rural road crime", []),
    ("rural", "r ural crime", ["r ural crime"]),
    ("night", "the night-time economy", ["night-time economy"]),
    ("night", "the night time economy", ["night time economy"]),
    ("night", "the nighttime economy", ["nighttime economy"]),
    ("night", "the night–time\u00a0economy", ["night–time\u00a0economy"]),
    ("night", "the night-\ntime economy", ["night-\ntime economy"]),
    ("night", "the night shift economy", []),
    ("mental", "mentalhealth", ["mentalhealth"]),
    ("mental", "mental and physical health", []),
    (
        "antisocial",
        "anti-social, anti social and antisocial",
        ["anti-social", "anti social", "antisocial"],
    ),
    ("antisocial", "social antics", []),
    # two good spellings of one word
    ("spelling", "organized crime", ["organized crime"]),
    ("spelling", "radicalised, radicalization", ["radicalised", "radicalization"]),
    ("spelling", "behavior change", ["behavior change"]),
    ("spelling", "agonised crime", []),
    # possessives and wildcards
    (
        "victims",
        "victim's victims’ VICTIM victimisation",
        ["victim's", "victims", "VICTIM", "victimisation"],
    ),
    ("victims", "the Victims’ Code", ["Victims’ Code"]),
    ("victims", "convict", []),
    ("domestic", "domestic violence", ["domestic violence"]),
    ("domestic", "domestic viola", []),
    ("drugs", "drugs & alcohol", ["drugs & alcohol"]),
    ("drugs", "drugs, and alcohol", ["drugs, and alcohol"]),
    ("drugs", "drugs, alcohol", []),
    ("listed", "fraud, scams", ["fraud, scams"]),
    ("listed", "fraud scams", ["fraud scams"]),
    # abbreviations: exact case, whole word
    ("domestic", "support for DA and DA's cost", ["DA", "DA's"]),
    ("domestic", "da DAs Da", []),
    # words near each other in any order
    (
        "domestic",
        "abuse by a former or current partner",
        ["abuse by a former or current partner"],
    ),
    ("domestic", "a partner may well abuse", ["partner may well abuse"]),
    (
        "domestic",
        "abuse one two three four five six partner",
        ["abuse one two three four five six partner"],
    ),
    ("domestic", "abuse one two three four five six seven partner", []),
    # slips and scanners
    ("domestic", "dornestic abuse", ["dornestic abuse"]),
    ("domestic", "domest1c abvse", ["domest1c abvse"]),
    ("domestic", "domestic use", []),
    ("domestic", "domestic refuse", []),
    ("vulnerable", "vuinerable", ["vuinerable"]),
    ("vulnerable", "venerable", []),
    ("vulnerable", "invulnerable", []),
    # broken and run-together words
    ("vulnerable", "vulner able people", ["vulner able"]),
    ("vulnerable", "vulner-\nable people", ["vulner-\nable"]),
    ("vulnerable", "v ulnerable", ["v ulnerable"]),
    ("mental", "men tal health", ["men tal health"]),
    ("mental", "men tall health", []),
    ("drugs", "drugsand alcohol", ["drugsand alcohol"]),
    ("theft", "theftand loss", ["theftand"]),
    ("theft", "ReportsOfTheft", ["ReportsOfTheft"]),
    # five letters are too few to be taken apart, six are not
    ("drugs", "adrug misuse", []),
    ("drugs", "indrug misuse", ["indrug misuse"]),
    ("theft", "the ft", []),
    ("theft", "home less often", []),
    ("theft", "home lessons", []),
    ("theft", "home-less", ["home-less"]),
    # fuzzy off, tighter, looser
    ("exact", "burglary", ["burglary"]),
    ("exact", "burglery", []),
    ("strict", "traffickimg", []),
    ("lax", "extremisms", []),
    ("lax", "xtreemysm", ["xtreemysm"]),
]


@pytest.mark.parametrize(
    ("category", "text", "expected"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS]
)
def test_rows(category: str, text: str, expected: list[str]) -> None:
    assert written(text, category) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("our domestic abuse champions", "unless 'domestic abuse champion*'"),
        (
            "the budget line for new domestic abuse",
            "unless near 'budget line' (within 3 words)",
        ),
        ("the budget line for all the new domestic abuse", ""),
        (
            "domestic abuse stands first of many things on the national list",
            "unless near 'national list' (in the passage)",
        ),
        (
            "domestic abuse and its statistics",
            "unless 'abuse + statistics (within 2 words)'",
        ),
        ("domestic abuse champions help against domestic abuse", ""),
    ],
)
def test_blocks_with_the_reason(text: str, reason: str) -> None:
    hits = find(text)["domestic"]
    assert hits.blocked_by == reason
    assert all(match.written == text[match.start : match.end] for match in hits.matches)


def test_blocked_matches_are_kept_beside_those_that_count() -> None:
    hits = find("domestic abuse champions help against domestic abuse")["domestic"]
    assert [match.start for match in hits.matches] == [38]
    assert [(each.match.start, each.rule) for each in hits.blocked] == [
        (0, "unless 'domestic abuse champion*'")
    ]


def test_longest_match_first() -> None:
    hits = find("the victims' code")["victims"]
    assert [(match.term, match.written) for match in hits.matches] == [
        ("victims' code", "victims' code")
    ]


def test_exact_goes_before_fuzzy() -> None:
    matcher = Matcher(codebook("drugs and alcohol", "alcohol"))
    matches = matcher.find("drvgs and alcohol")[0].matches
    assert [(match.written, match.kind) for match in matches] == [
        ("alcohol", MatchKind.EXACT)
    ]


def test_fuzzy_match_keeps_text_term_and_score() -> None:
    match = find("of dornestic abuse")["domestic"].matches[0]
    assert (match.term, match.written, match.kind) == (
        "domestic abuse",
        "dornestic abuse",
        MatchKind.FUZZY,
    )
    assert 80 <= match.score < 100


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "Of rural crime. Of rural crime."
    hits = MATCHER.find(text, 16, len(text))[0]
    assert [(match.start, match.end) for match in hits.matches] == [(19, 30)]


def test_a_match_must_lie_inside_the_span() -> None:
    text = "rural crime"
    assert MATCHER.find(text, 0, 5) == []
    assert MATCHER.find(text, 6, 11) == []


def test_reading_answers_as_find_does() -> None:
    text = "Victims of rural crime.\nDomestic abuse champions and drugsand alcohol."
    reading = MATCHER.read(text)
    for start, end in ((0, 23), (24, len(text)), (0, len(text))):
        assert reading.find(start, end) == MATCHER.find(text, start, end)


def test_frames_limit_the_search() -> None:
    text = "Victims of rural crime."
    assert [hits.category for hits in MATCHER.find(text, frames=["priorities"])] == [
        "victims"
    ]
    assert [hits.category for hits in MATCHER.find(text)] == ["rural", "victims"]


def test_not_counted() -> None:
    text = "We meet the Strategic Policing Requirement. We meet the spr."
    reading = MATCHER.read(text)
    assert [hits.category for hits in reading.not_counted(0, 43)] == ["spr"]
    assert reading.not_counted(44, len(text)) == []


@pytest.mark.parametrize(
    ("text", "category", "near"),
    [
        ("health, both mental and physical", "mental", "health, both mental"),
        ("domestic, abuse", "domestic", "domestic, abuse"),
        ("crimes in rural places", "rural", "crimes in rural"),
        ("of da", "domestic", "da"),
        ("vulnerability", "vulnerable", "vulnerability"),
        ("burglery", "exact", "burglery"),
        ("public house", "vulnerable", ""),
        ("rural crime", "rural", ""),
    ],
)
def test_near_misses(text: str, category: str, near: str) -> None:
    near_misses = MATCHER.near_misses(MATCHER.read(text))
    misses = [
        miss
        for (_, found_by), found in near_misses.items()
        if found_by == category
        for miss in found
    ]
    assert [miss.written for miss in misses][:1] == ([near] if near else [])
    assert all(miss.score < 100 for miss in misses)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        # a term of six letters beside a word of five, on either side of it
        ("asylumhotel", True),
        ("hotelasylum", True),
        ("asylumhome", False),
        ("homeasylum", False),
        ("knifehouses", False),
        ("asylumxqzzk", False),  # no word
        # beside a word of the grammar a term may be shorter
        ("knifeand", True),
        ("intoknife", True),
    ],
)
def test_a_word_run_together_with_another_is_a_term_where_both_are_long(
    word: str, found: bool
) -> None:
    hits = Matcher(codebook("asylum", "knife")).find(f"They met {word} here.")
    assert [match.written for hit in hits for match in hit.matches] == [word] * found


def codebook(*terms: str) -> Codebook:
    category = Category("c", "f", "C", terms=tuple(Term(term) for term in terms))
    return Codebook("T", "1", (Frame("f", "F"),), (category,))


def test_text_longer_than_one_chunk() -> None:
    text = (
        "nothing of note here and " * 30_000
        + "rural crime "
        + "x" * 300_000
        + " rural crime"
    )
    assert [match.start for match in find(text)["rural"].matches] == [
        750_000,
        750_000 + 12 + 300_000 + 1,
    ]


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "-", "—rural", "rural-", "’s", "& &", "\u00ad", "rural\u00ad"],
)
def test_odd_texts(text: str) -> None:
    assert find(text) == {}
