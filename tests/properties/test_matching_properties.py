"""What must hold for any text: spans are true, nothing depends on what was matched
before, variants are equal.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from plancoder.codebook.shape import Category, Codebook, Frame, Term, Unless
from plancoder.coding.matching.matcher import CategoryHits, Matcher
from plancoder.coding.matching.tokens import split_pieces, split_words

TERMS = (
    Term("domestic abuse"),
    Term("victim*"),
    Term("night-time economy"),
    Term("DA", case=True),
    Term(together=("abuse", "partner"), within=3),
    Term("vulnerable"),
)
OTHERS = (
    Term("zoological gardens"),
    Term("quartz*"),
    Term("ZQX", case=True),
    Term(together=("jukebox", "waltz")),
)


def matcher(*terms: Term) -> Matcher:
    categories = tuple(
        Category(
            f"c{number}",
            "f",
            str(number),
            terms=(term,),
            unless=(Unless(Term("abuse hotline")),),
        )
        for number, term in enumerate(terms)
    )
    return Matcher(Codebook("T", "1", (Frame("f", "F"),), categories))


MATCHER = matcher(*TERMS)
WIDER = matcher(*TERMS, *OTHERS)
VOCABULARY = """domestic abuse abuses dornestic abvse victims victim's vic tims partner DA da night time nighttime
    economy the of and vulner able vulnerable hotline men drugsand crime, Plymouth Über ﬁne – - . • ' ’ & a 12"""
WORDS = st.sampled_from([*VOCABULARY.split(), "\u00ad", "\u200b", "\n", "\t"])
GAPS = st.sampled_from([" ", " ", " ", "-", "\n", "", "\u00a0", ". ", ", ", "\u00ad"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=25).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
ANY_TEXT = st.one_of(TEXTS, st.text(max_size=80))


def spans(
    found: list[CategoryHits],
) -> list[tuple[str, str, tuple[tuple[int, int], ...]]]:
    return [
        (
            hits.category,
            hits.blocked_by,
            tuple((match.start, match.end) for match in hits.matches),
        )
        for hits in found
    ]


@given(ANY_TEXT)
@settings(max_examples=400)
def test_every_match_quotes_the_text(text: str) -> None:
    for hits in MATCHER.find(text):
        assert hits.matches
        for match in (*hits.matches, *(blocked.match for blocked in hits.blocked)):
            assert match.written == text[match.start : match.end]
            assert match.written.strip()
            assert 0 < match.score <= 100
            assert (match.score == 100) == (match.kind == "exact")


@given(ANY_TEXT)
@settings(max_examples=300)
def test_matches_of_a_category_never_overlap(text: str) -> None:
    for hits in MATCHER.find(text):
        ends = [0]
        for match in hits.matches:
            assert match.start >= ends[-1]
            ends.append(match.end)


@given(st.lists(TEXTS, max_size=4), TEXTS)
@settings(max_examples=60, deadline=None)
def test_nothing_depends_on_what_was_matched_before(
    before: list[str], text: str
) -> None:
    fresh = matcher(*TERMS)
    used = matcher(*TERMS)
    for other in before:
        used.find(other)
    assert used.find(text) == fresh.find(text)


@given(TEXTS)
@settings(max_examples=200)
def test_unrelated_terms_change_nothing(text: str) -> None:
    wider = [hits for hits in WIDER.find(text) if int(hits.category[1:]) < len(TERMS)]
    assert wider == MATCHER.find(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "domestic",
                "abuse",
                "night",
                "time",
                "economy",
                "we",
                "help",
                "vulnerable",
            ]
        ),
        max_size=8,
    )
)
@settings(max_examples=150)
def test_capitals_hyphens_and_blanks_make_no_difference(words: list[str]) -> None:
    plain = " ".join(words)
    expected = spans(MATCHER.find(plain))
    for variant in (
        plain.upper(),
        plain.replace(" ", "-"),
        plain.replace(" ", "\n"),
        plain.replace(" ", "\u00a0"),
    ):
        assert spans(MATCHER.find(variant)) == expected


@given(ANY_TEXT, st.data())
@settings(max_examples=150)
def test_reading_once_answers_as_reading_each_span(
    text: str, data: st.DataObject
) -> None:
    starts = [word.start for word in split_words(text)] or [0]
    ends = [word.end for word in split_words(text)] or [0]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([end for end in ends if end >= start]))
    assert MATCHER.read(text).find(start, end) == MATCHER.find(text, start, end)


@given(st.text(max_size=120))
@settings(max_examples=300)
def test_words_lose_nothing(text: str) -> None:
    pieces = split_pieces(text)
    assert "".join(pieces) == text
    assert [text[word.start : word.end] for word in split_words(text)] == pieces[1::2]
    assert all(word.form for word in split_words(text))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_near_misses_are_true_and_new(text: str) -> None:
    found = {
        (match.start, match.end)
        for hits in MATCHER.find(text)
        if hits.category == "c0"
        for match in hits.matches
    }
    near_misses = MATCHER.near_misses(MATCHER.read(text))
    for miss in next((m for (_, c), m in near_misses.items() if c == "c0"), []):
        assert miss.written == text[miss.start : miss.end]
        assert (miss.start, miss.end) not in found
        assert miss.score < 100
