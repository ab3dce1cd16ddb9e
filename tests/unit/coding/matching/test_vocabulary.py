"""Good words stay what they are; garbled ones are bent to the nearest codebook word,
whatever was read before.
"""

from __future__ import annotations

import pytest

from plancoder.coding.matching.english import english_words
from plancoder.coding.matching.fuzzy import NearWords, allowed_edits, scanner_form
from plancoder.coding.matching.tokens import phrase_words
from plancoder.coding.matching.vocabulary import Vocabulary

TERMS = (
    "homeless",
    "public",
    "families",
    "domestic abuse",
    "vulnerab*",
    "theft",
    "drugs",
    "mental health",
    "crime",
    "reoffend*",
)


def vocabulary(*terms: str) -> Vocabulary:
    return Vocabulary([phrase_words(term) for term in terms or TERMS])


def stands_for(word: str, *terms: str) -> set[str]:
    words = vocabulary(*terms)
    names = {number: form for (form, _, _), number in words.lexicon.symbols.items()}
    entry = words[word]
    return {names[reading.symbol] for reading in entry.readings} if entry else set()


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("famllies", "families"),
        ("farnilies", "families"),
        ("vulnerible", "vulnerab"),
        ("vulnerabe", "vulnerab"),
        ("dornestic", "domestic"),
        ("clomestic", "domestic"),
        ("dmoestic", "domestic"),
        ("abvse", "abuse"),
        ("thcft", "theft"),
        ("c1ime", "crime"),
        ("CR1ME", "crime"),
        ("drvgs", "drugs"),
        ("rnental", "mental"),
        ("horneless", "homeless"),
        ("heaIth", "health"),
        ("reofending", "reoffend"),
    ],
)
def test_garbled_words_are_understood(word: str, form: str) -> None:
    assert stands_for(word) == {form}


@pytest.mark.parametrize(
    "word",
    [
        "pubic",
        "familiar",
        "family",
        "chime",
        "crimes",
        "grime",
        "rugs",
        "drags",
        "thefts",
        "abused",
        "healthy",
        "metal",
    ],
)
def test_good_words_are_not_bent(word: str) -> None:
    assert stands_for(word) == set()


@pytest.mark.parametrize(
    "word",
    [
        "publicised",
        "organised",
        "neighbourhood",
        "cybercrime",
        "2014",
        "PCC",
        "Plymouth",
    ],
)
def test_british_words_names_and_numbers_are_not_bent(word: str) -> None:
    assert stands_for(word) == set()


@pytest.mark.parametrize(
    ("word", "term"),
    [("hatc", "hate"), ("hte", "hate"), ("dru", "drug"), ("rape5x", "rape")],
)
def test_short_words_must_be_right(word: str, term: str) -> None:
    assert stands_for(word, term) == set()


@pytest.mark.parametrize(
    ("word", "term", "bent"),
    [
        ("aren’t", "parent*", False),
        ("arent", "parent*", False),
        ("parcnt", "parent*", True),
        ("Postel", "hostel*", False),
        ("postel", "hostel*", True),
        ("Hostol", "hostel*", True),
        ("HOSTOL", "hostel*", True),
    ],
)
def test_contractions_and_names_are_not_bent(word: str, term: str, bent: bool) -> None:
    assert bool(stands_for(word, term)) is bent


def test_a_word_of_the_codebook_is_never_bent_into_another() -> None:
    assert stands_for("pubix", "pubix", "public") == {"pubix"}


def test_nearer_english_word_wins() -> None:
    assert stands_for("fddition", "addiction") == set()
    assert stands_for("addicfion", "addiction") == {"addiction"}


@pytest.mark.parametrize(
    ("length", "edits"), [(1, 0), (4, 0), (5, 1), (7, 1), (8, 2), (15, 2)]
)
def test_cut_off_grows_with_length(length: int, edits: int) -> None:
    assert allowed_edits(length) == edits


@pytest.mark.parametrize(
    ("one", "other"),
    [("rn", "m"), ("cl", "d"), ("vv", "w"), ("1", "l"), ("0", "o"), ("I".lower(), "l")],
)
def test_scanner_confuses(one: str, other: str) -> None:
    assert scanner_form(f"a{one}e") == scanner_form(f"a{other}e")


ONE_EDIT = [
    "xictim",
    "vctim",
    "vicctim",
    "vicitm",
    "ivctim",
    "victmi",
    "victi",
    "vict1m",
    "vixtim",
    "viictim",
]


@pytest.mark.parametrize("word", ONE_EDIT)
def test_every_kind_of_edit_at_every_place_is_found(word: str) -> None:
    assert [near.target for near in NearWords(["victim"]).find(word)] == ["victim"]


@pytest.mark.parametrize(
    "word",
    [
        "xxmestic",
        "domextix",
        "doesti",
        "ddomesticc",
        "omesti",
        "dxmxstic",
        "domextxc",
        "dometsci",
        "domsetc",
    ],
)
def test_two_edits_in_a_long_word_are_found(word: str) -> None:
    assert [near.target for near in NearWords(["domestic"]).find(word)] == ["domestic"]


@pytest.mark.parametrize(
    ("target", "word", "found"),
    [
        ("dog", "d0g", True),
        ("ox", "0x", False),  # too short to be read through a scanner's slips
        ("a" * 20 + "b" * 20, "a" * 20 + "c" + "b" * 19, True),
        ("a" * 20 + "b" * 21, "a" * 20 + "c" + "b" * 20, False),  # too long
        ("12345", "12346", False),
    ],
)
def test_words_too_short_or_too_long_are_not_looked_up(
    target: str, word: str, found: bool
) -> None:
    assert bool(NearWords([target]).find(word)) is found


@pytest.mark.parametrize(
    ("word", "found"),
    [
        *(("homeles", True), ("omeless", True), ("hmeles", True)),
        # two letters are missing at one end: a piece of another word
        *(("homele", False), ("meless", False)),
    ],
)
def test_a_piece_of_a_word_is_no_slip(word: str, found: bool) -> None:
    assert (stands_for(word, "homeless") == {"homeless"}) is found


def test_index_finds_what_trying_every_pair_finds() -> None:
    import random

    from rapidfuzz.distance import OSA

    rng = random.Random(7)
    targets = [
        "abuse",
        "crime",
        "victim",
        "housing",
        "domestic",
        "vulnerable",
        "partnership",
        "rehabilitation",
    ]
    near = NearWords(targets)
    missed = tried = 0
    for _ in range(4000):
        target = rng.choice(targets)
        letters = list(target)
        for _ in range(rng.choice((1, 2))):
            place = rng.randrange(len(letters))
            letters[place] = rng.choice(("", "x", letters[place] + "q"))
        word = "".join(letters)
        edits = OSA.distance(word, target)
        if 0 < edits <= allowed_edits(len(target)) and len(word) >= 4:
            tried += 1
            missed += target not in {found.target for found in near.find(word)}
    assert tried > 1000
    assert missed == 0


def test_memory_changes_nothing() -> None:
    words = vocabulary()
    fresh = {
        word: vocabulary()[word]
        for word in ("famllies", "public", "drugsand", "nothing")
    }
    for word in ("abvse", "zzz", "famllies", "theftand"):
        assert words[word] == vocabulary()[word]
    assert {word: words[word] for word in fresh} == fresh


@pytest.mark.parametrize(
    ("word", "good"),
    [("organised", True), ("programmes", True), ("reoffending", True), ("familys", False), ("victimss", False),
     ("waries", True), ("coies", False),
     ("domaestic", False), ("teatment", False), ("abuse", True), ("abvse", False)],
)  # fmt: skip
def test_knows_british_and_derived_words(word: str, good: bool) -> None:
    assert english_words().knows(word) is good
