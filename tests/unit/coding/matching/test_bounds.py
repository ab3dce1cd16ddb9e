"""Bounds of what is a good word, a slip or a neighbour: at both sides of each."""

from __future__ import annotations

import pytest

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Term
from plancoder.coding.matching.english import EnglishWords
from plancoder.coding.matching.fuzzy import NearWords, allowed_edits, scanner_form
from plancoder.coding.matching.matcher import Matcher
from plancoder.coding.matching.phrases import (
    Hit,
    Phrase,
    PhraseIndex,
    choose_longest,
    each_hit,
)
from plancoder.coding.matching.proximity import find_together

LETTERS = "qrtvwzxk"  # no vowels: what follows them is no ending by chance


def knows(word: str, *listed: str) -> bool:
    return EnglishWords(iter(listed)).knows(word)


@pytest.mark.parametrize(
    ("ending", "least"),
    [
        ("s", 4), ("es", 4), ("ed", 4), ("er", 4), ("ers", 4), ("ing", 4), ("ings", 4),
        ("ly", 5), ("ness", 5), ("less", 5), ("ment", 5),
    ],
)  # fmt: skip
def test_a_word_with_an_ending(ending: str, least: int) -> None:
    for letters, good in ((least, True), (least - 1, False)):
        base = LETTERS[:letters]
        assert knows(f"{base}{ending}", base) is good
        assert not knows(f"{base}{ending}x", base)


@pytest.mark.parametrize(
    ("word", "base", "good"),
    [
        ("qrtving", "qrtve", True),
        ("qrting", "qrte", False),
        ("qrtvings", "qrtve", True),
        ("qrtvable", "qrtve", True),
        ("qrtvly", "qrtve", False),
        ("qrted", "qrte", True),
        ("qred", "qre", False),
        ("qrter", "qrte", True),
        ("qrters", "qrte", True),
        ("qrtex", "qrte", False),
        ("qrtvad", "qrtva", False),
        ("qrties", "qrty", True),
        ("qries", "qry", False),
        ("qrtvys", "qrtvy", False),
        ("qrtays", "qrtay", True),
        ("qrtvss", "qrtvs", False),
    ],
)
def test_endings_that_change_a_word(word: str, base: str, good: bool) -> None:
    assert knows(word, base) is good


BEGINNINGS = {
    "re": 5, "un": 5, "co": 5, "non": 4, "pre": 5, "anti": 4, "multi": 4, "inter": 4,
    "sub": 5, "over": 4, "under": 4, "mis": 5, "dis": 5, "cyber": 4, "counter": 4,
    "micro": 4, "mid": 4, "self": 4, "out": 4, "semi": 4, "super": 4, "trans": 4,
    "post": 4,
}  # fmt: skip


@pytest.mark.parametrize(("beginning", "least"), BEGINNINGS.items())
def test_a_word_with_a_beginning(beginning: str, least: int) -> None:
    for letters, good in ((least, True), (least - 1, False)):
        base = LETTERS[:letters]
        assert knows(f"{beginning}{base}", base) is good
        assert not knows(f"x{beginning}{base}", base)
    assert knows(f"{beginning}{LETTERS[:5]}s", LETTERS[:5])


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("is", "iz"), ("ys", "yz"), ("our", "or"), ("tre", "ter"), ("ll", "l"),
        ("ence", "ense"), ("ogue", "og"), ("mme", "m"), ("sk", "c"), ("paed", "ped"),
        ("haem", "hem"), ("anaes", "anes"), ("foet", "fet"), ("oeuv", "euv"),
    ],
)  # fmt: skip
def test_british_spellings(british: str, american: str) -> None:
    assert knows(f"q{british}q", f"q{american}q")
    assert not knows(f"q{american}q", f"q{british}q")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("walk", True), ("wak", True), ("alk", True), ("wal", True), ("walks", True),
        ("swalk", True), ("waxlk", True), ("walx", True), ("xalk", True),
        ("wlak", True), ("awlk", True), ("wakl", True), ("wa", False),
        ("talks", False), ("klaw", False), ("lawk", False),
    ],
)  # fmt: skip
def test_words_one_edit_away(word: str, near: bool) -> None:
    assert EnglishWords(iter(["walk"])).one_edit_from(word) is near


def test_words_that_begin_alike() -> None:
    words = EnglishWords(iter(["abd", "abce", "abcd"]))
    assert words.beginning_with("abc") == ["abcd", "abce"]
    assert words.beginning_with("ab") == []
    assert words.other_spellings("programme") == ["program"]
    assert words.other_spellings("program") == ["programme"]
    assert words.other_spellings("programmer") == ["programr"]
    listed = EnglishWords(iter(["organized", "organizing"]))
    assert listed.other_spellings("organised") == ["organized"]
    assert listed.other_spellings("organized") == ["organised"]
    assert listed.other_spellings("advised") == []
    assert listed.other_spellings("organis", prefix=True) == ["organiz"]
    assert listed.other_spellings("organis") == []


@pytest.mark.parametrize(
    ("length", "edits"), [(3, 0), (4, 0), (5, 1), (7, 1), (8, 2), (12, 2)]
)
def test_edits_that_a_word_forgives(length: int, edits: int) -> None:
    assert allowed_edits(length) == edits
    target = "qrtvwzxkjhgf"[:length]
    words = NearWords([target])
    for slips in range(4):
        garbled = "a" * slips + target[slips:] if slips else f"{target[:-1]}a"
        near = words.find(garbled)
        assert bool(near) is (0 < (slips or 1) <= edits), garbled
        if near:
            assert near[0].target == target
            assert near[0].edits == (slips or 1)
            assert near[0].score == round(100 * (1 - (slips or 1) / length), 1)


SCANNED = {
    "rnill": "mill", "clog": "dog", "vvin": "win", "h0t": "hot", "1ot": "lot",
    "5et": "set", "8et": "bet", "6et": "bet", "iite": "ute", "jot": "lot",
}  # fmt: skip


def test_what_scanners_confuse_counts_half() -> None:
    for word, target in SCANNED.items():
        assert scanner_form(word) == scanner_form(target)
        (near,) = NearWords([target]).find(word)
        assert (near.target, near.edits) == (target, 0.5)
    assert NearWords(["at"]).find("a7") == ()
    assert NearWords(["1990"]).find("l990") == ()
    assert NearWords(["hot"]).find("000") == ()
    assert NearWords(["q" * 40]).find("q" * 39 + "a")
    assert NearWords(["q" * 41]).find("q" * 40 + "a") == ()


def test_a_lower_threshold_finds_more() -> None:
    loose = NearWords(["extremism"], {"extremism": 60})
    (near,) = loose.find("xtreemysm")
    assert not near.usual
    assert near.score >= 60
    assert NearWords(["extremism"], {"extremism": 75}).find("xtreemysm") == ()
    assert NearWords(["rats"], {"rats": 50}).find("cots") == ()


def hit(part: int, first: int, last: int = 0, score: float = 100.0) -> tuple[int, Hit]:
    last = last or first + 1
    return part, Hit(7, first, last, first * 10, last * 10 - 1, score)


def together(within: int, *pieces: tuple[int, Hit]) -> list[tuple[int, int]]:
    term = Term(together=("a", "b"), within=within)
    return [(one.first, one.last) for one in find_together(term, list(pieces))]


def test_words_near_one_another() -> None:
    assert together(2, hit(0, 1), hit(1, 4)) == [(1, 5)]
    assert together(2, hit(0, 1), hit(1, 5)) == []
    assert together(2, hit(1, 1), hit(0, 4)) == [(1, 5)]
    assert together(2, hit(0, 1, 3), hit(1, 5)) == [(1, 6)]
    assert together(2, hit(0, 1), hit(0, 2)) == []
    assert together(2, hit(0, 1)) == []
    assert together(2, hit(0, 1, 3), hit(1, 2)) == []  # one within the other
    assert together(2, hit(0, 1), hit(1, 3), hit(0, 4)) == [(3, 5)]
    assert together(9, hit(0, 1), hit(1, 3), hit(0, 9), hit(1, 9)) == [(1, 4)]
    assert together(3, hit(0, 1), hit(1, 2), hit(0, 8), hit(1, 6)) == [(1, 3), (6, 9)]
    term = Term(together=("a", "b", "c"), within=2)
    three = [hit(0, 1), hit(1, 3, score=90.0), hit(2, 5)]
    (found,) = find_together(term, three)
    assert found == Hit(7, 1, 6, 10, 59, 90.0)
    assert find_together(term, [hit(0, 1), hit(1, 3), hit(2, 6)]) == []


def test_the_longest_of_those_that_overlap() -> None:
    def one(start: int, end: int, score: float = 100.0, phrase: int = 0) -> Hit:
        return Hit(phrase, start, end, start, end, score)

    assert choose_longest([one(1, 3), one(2, 6)]) == [one(2, 6)]
    assert choose_longest([one(1, 3), one(3, 4)]) == [one(1, 3), one(3, 4)]
    assert choose_longest([one(1, 3), one(2, 6, 90.0)]) == [one(1, 3)]
    assert choose_longest([one(1, 3), one(2, 4)]) == [one(1, 3)]
    assert choose_longest([one(1, 3, phrase=2), one(1, 3, phrase=1)]) == [
        one(1, 3, phrase=1)
    ]
    assert choose_longest([one(1, 3, 90.0), one(1, 3, 95.0)]) == [one(1, 3, 95.0)]


RULES = Matcher(
    parse_codebook(
        b"""
frames: {needs: }
categories:
  - id: noise
    frame: needs
    terms: [loud music]
    unless: [music hall, {near: fair, within: 3}, {near: old tent, within: 9}]
"""
    )
)


@pytest.mark.parametrize(
    ("text", "blocked"),
    [
        ("loud music one two three fair", True),
        ("loud music one two three four fair", False),
        ("fair one two three loud music", True),
        ("fair one two three four loud music", False),
        ("loud music one two three four five six seven eight nine old tent", True),
        ("loud music one two three four five six seven eight nine ten old tent", False),
        ("old tent one two three four five six seven eight nine loud music", True),
        ("old tent one two three four five six seven eight nine ten loud music", False),
        ("loud music hall", True),
        ("one two three four music hall one two three four loud music", False),
        ("loud music. The hall", False),
    ],
)
def test_rules_that_block_a_match(text: str, blocked: bool) -> None:
    (found,) = RULES.find(text)
    assert bool(found.blocked_by) is blocked


CASED = Matcher(
    parse_codebook(
        b"""
frames: {needs: }
categories:
  - id: cased
    frame: needs
    terms: [{term: PEEL, case: true}, {term: ace, case: true}]
"""
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [("an ace here", True), ("an Ace here", False), ("a PEEL here", True), ("a peel", False)],
)  # fmt: skip
def test_terms_told_by_their_case(text: str, found: bool) -> None:
    assert bool(CASED.find(text)) is found


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("theft", "theftand loss", {"theftand": 94.1}),
        ("theft", "andtheft loss", {"andtheft": 94.1}),
        ("theft", "oftheftin May", {"oftheftin": 90.0}),
        ("theft", "theftroad here", {}),
        ("theft", "theftroads here", {}),
        ("burglary", "burglaryroads here", {"burglaryroads": 96.3}),
        ("burglary", "burglaryroad here", {}),
        ("burglary", "burglaryxqz here", {}),
        ("theft", "OfTheftHere now", {"OfTheftHere": 91.7}),
        ("theft", "ATheft now", {"ATheft": 92.3}),
        ("theft", "TheftsOfTheftHereNow", {}),
        ("rats", "ratsand mice", {"ratsand": 93.3}),
        ("rat", "ratand mice", {}),
        ("burglary", "burg lary here", {"burg lary": 94.1}),
        ("burglary", "burg  lary here", {"burg  lary": 94.1}),
        ("burglary", "burg\nlary here", {"burg\nlary": 94.1}),
        ("burglary", "burg\n\nlary here", {}),
        ("burglary", "burg. lary here", {}),
        ("intervention", "in ter vention", {"in ter vention": 92.3}),
        ("intervention", "in ter ven tion", {}),
        ("beer", "be er", {}),
        ("nighttime", "night time", {"night time": 100.0}),
        ("nighttime", "night-time", {"night-time": 100.0}),
        ("nighttime", "night-\ntime", {"night-\ntime": 100.0}),
        ("homeless", "home less", {}),
        ("homeless", "home-less", {"home-less": 100.0}),
        ("therapist", "the rapist", {}),
    ],
)
def test_words_run_together_and_broken(
    term: str, text: str, found: dict[str, float]
) -> None:
    index = PhraseIndex([Phrase(term)])
    hits = choose_longest(each_hit(index.scan(text)))
    assert {text[one.start : one.end]: one.score for one in hits} == found


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        # a longer stem that begins with the same letters makes no second hit
        (["vict*", "victuall*"], "A vict came.", [(0, "vict")]),
        (
            ["vict*", "victuall*"],
            "A victualler came.",
            [(0, "victualler"), (1, "victualler")],
        ),
        (["vict*", "victuall*"], "A vic came.", []),
        # stems of two letters beside longer ones
        (["we*", "weir*"], "The weirs froze.", [(0, "weirs"), (1, "weirs")]),
        (["we*", "weir*"], "The wells froze.", [(0, "wells")]),
        (["we*", "weir*"], "The wills froze.", []),
    ],
)
def test_a_word_is_each_stem_that_it_begins_with_once(
    terms: list[str], text: str, found: list[tuple[int, str]]
) -> None:
    index = PhraseIndex([Phrase(term, fuzzy=False) for term in terms])
    hits = each_hit(index.scan(text))
    assert [(one.phrase, text[one.start : one.end]) for one in hits] == found


def test_a_term_of_parts_needs_them_all_in_the_passage() -> None:
    codebook = parse_codebook(
        b"""
frames: {needs: }
categories:
  - id: weirs
    frame: needs
    terms: [{all: [weir, heron, sluice], within: 9}, {all: [weir, otter], within: 9}]
    unless: [stuffed otter]
"""
    )
    matcher = Matcher(codebook)
    found = {
        text: [hits.blocked_by for hits in matcher.find(text)]
        for text in (
            "The heron stood by the sluice of the weir.",
            "The heron stood by the sluice.",
            "The otter slept at the weir.",
            "The stuffed otter of the weir is lost.",
            "The stuffed otter is lost.",
        )
    }
    assert list(found.values()) == [[""], [], [""], ["unless 'stuffed otter'"], []]
