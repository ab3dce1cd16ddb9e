"""Speed and correctness of matching on invented text, against the naive rapidfuzz way,
in one run.

    python benchmarks/matching.py [--passages 8000] [--naive 150]

Speed is CPU time of one core, best of three; "first" includes what is worked out once
per distinct word, "again" is
the next plan with the same words. The naive way is a loop with `partial_ratio` of every
term against every passage, at
least 90; "in C" is the same by `process.extract` with a cut-off, the fastest that
rapidfuzz has. "times" is first
against naive. Recall and false alarms are counted per passage and term against the
terms that stand in the clean text.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from plancoder.codebook.shape import Category, Codebook, Frame, Term
from plancoder.coding.matching.matcher import Matcher


def _words(text: str) -> list[str]:
    return text.split()


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


MODIFIERS = _words("""
    rural domestic violent repeat serious young vulnerable online organised knife hate
    road burglary night-time
    elder persistent youth acquisitive business wildlife farm cyber fraud mental sexual
    honour-based financial drug
    alcohol missing homeless neighbourhood community custody victim witness offender
    family school coastal harbour
    market street doorstep retail stalking harassment modern county trafficking
    anti-social dangerous criminal
    hidden lasting emerging local shared early restorative women's children's migrant
    veteran refugee student tenant
    carer
    """)
HEADS = _words("""
    crime abuse theft violence harm need people families safety support services
    offending behaviour exploitation
    health debt risk disorder damage nuisance slavery addiction recovery housing
    prevention intervention engagement
    confidence justice cohesion resilience wellbeing misuse demand isolation bullying
    grooming neglect intimidation
    reporting care partnerships panels mentoring outreach diversion treatment advocacy
    training patrols watch
    """)
SUBJECTS = _phrases("""
    The commissioner | Each district | Our volunteers | A small team | The finance board
    | Every station | The
    steering group | Residents of the valley | Two councils | The estates review | A new
    contract | The annual
    survey | Officers on the ring road | The harbour office | My deputy | The reading
    group | Parish clerks | The
    control room | An outside auditor | The vehicle fleet
    """)
VERBS = _phrases("""
    will publish | has agreed | considered | cannot yet measure | wrote down | wants to
    simplify | paid for | moved
    forward with | is going to replace | asked about | has finished | will look again at
    | put aside | counted |
    reported on | plans to renew
    """)
OBJECTS = _phrases("""
    the lease of the training centre | a longer timetable | its list of buildings | the
    radio masts on the moor |
    new uniforms | last year's accounts | the ferry timetable | a set of maps | the
    minutes of the spring meeting |
    the price of diesel | four electric vans | an answer to the letter | the roof of the
    garage | its own website |
    the car park behind the library | a booklet in large print | the telephone exchange
    | sixty chairs | the colour
    of the signs | a ten-year lease
    """)
TAILS = _phrases("""
    before the end of March | at no extra cost | with the agreement of the treasurer |
    after a long winter | in both
    languages | because the old one leaked | for the third year running | as the
    inspectors had advised | without
    much ceremony | once the snow has gone | and nobody objected | so that savings can
    be shown | in the smaller
    towns | on a trial basis
    """)
ABOUT = _phrases("""
    This plan speaks of {term} in plain words | We heard a great deal about {term} from
    the towns | Tackling {term}
    comes first | There is more {term} than the figures show | What people call {term}
    has many causes | I shall ask
    about {term} each quarter
    """)
SCANNER = {
    "m": "rn",
    "d": "cl",
    "l": "1",
    "i": "l",
    "o": "0",
    "w": "vv",
    "e": "c",
    "u": "ii",
}
NOISES = (0.0, 0.005, 0.01, 0.02)


class Score(NamedTuple):
    """What a way of matching found of the planted terms, and what else it claimed."""

    recall: float
    alarms: float  # per 1,000 passages


def make_terms(count: int) -> list[str]:
    """Distinct terms of two words, about every fifth with a free ending."""
    rng = random.Random(count)
    pairs = [f"{modifier} {head}" for modifier in MODIFIERS for head in HEADS]
    rng.shuffle(pairs)
    free = [
        index % 4 == 0 and len(pair.split()[-1]) >= 7
        for index, pair in enumerate(pairs[:count])
    ]
    return [
        f"{pair[:-2]}*" if ending else pair
        for pair, ending in zip(pairs, free, strict=False)
    ]


def make_passages(count: int, terms: list[str]) -> list[str]:
    """Sentences of a plan nobody wrote; one in four speaks of a term."""
    rng = random.Random(count)
    pick: Callable[[Iterable[str]], str] = lambda items: rng.choice(list(items))  # noqa: E731
    passages = []
    for _ in range(count):
        filler = f"{pick(SUBJECTS)} {pick(VERBS)} {pick(OBJECTS)} {pick(TAILS)}"
        if rng.random() < 0.25:
            term = re.sub(r"(\w)\*", r"\1", full_word(rng.choice(terms)))
            passages.append(
                f"{pick(ABOUT).format(term=term)}, and {filler[0].lower()}{filler[1:]}."
            )
        else:
            passages.append(
                f"{filler}, and {pick(SUBJECTS).lower()} {pick(VERBS)} {pick(OBJECTS)}."
            )
    return passages


def full_word(term: str) -> str:
    """A term as it stands in a text: the free ending filled in again."""
    if not term.endswith("*"):
        return term
    first, _, stem = term[:-1].rpartition(" ")
    return f"{first} {next(head for head in HEADS if head.startswith(stem))}"


def add_noise(text: str, rate: float, seed: int, *, blanks: bool = False) -> str:
    """Letters changed, lost, added, swapped or misread by a scanner; with `blanks`,
    blanks lost or added instead.
    """
    rng = random.Random(seed)
    out = []
    for index, character in enumerate(text):
        if rng.random() >= rate or (character == "\n"):
            out.append(character)
        elif blanks:
            out.append(
                ""
                if character == " "
                else f"{character} "
                if character.isalpha()
                else character
            )
        elif character.isalpha():
            out.append(_slip(rng, character, text[index + 1 : index + 2]))
        else:
            out.append(character)
    return "".join(out)


def _slip(rng: random.Random, letter: str, following: str) -> str:
    kind = rng.random()
    if kind < 0.5:
        return rng.choice(string.ascii_lowercase.replace(letter.lower(), ""))
    if kind < 0.65:
        return ""
    if kind < 0.8:
        return letter + rng.choice(string.ascii_lowercase)
    if kind < 0.9:
        return following + letter if following.isalpha() else letter * 2
    return SCANNER.get(letter.lower(), rng.choice(string.ascii_lowercase))


def codebook_of(terms: list[str]) -> Codebook:
    """A category for each term, so that each is counted alone."""
    categories = tuple(
        Category(f"c{number}", "f", term, terms=(Term(term),))
        for number, term in enumerate(terms)
    )
    return Codebook("Benchmark", "1", (Frame("f", "Frame"),), categories)


def found_by_us(matcher: Matcher, passages: list[str]) -> set[tuple[int, int]]:
    """Passage and term numbers; all passages as one document, as `code_document` does
    it.
    """
    text = "\n".join(passages)
    reading = matcher.read(text)
    found = set()
    start = 0
    for number, passage in enumerate(passages):
        for hits in reading.find(start, start + len(passage)):
            found.add((number, int(hits.category[1:])))
        start += len(passage) + 1
    return found


def loop_naively(terms: list[str], passages: list[str]) -> set[tuple[int, int]]:
    """`partial_ratio` of every term against every passage, as one writes it."""
    bare = [term.rstrip("*").replace("-", " ") for term in terms]
    found = set()
    for number, passage in enumerate(passages):
        lowered = passage.lower()
        for index, term in enumerate(bare):
            if fuzz.partial_ratio(term, lowered) >= 90:
                found.add((number, index))
    return found


def found_naively(terms: list[str], passages: list[str]) -> set[tuple[int, int]]:
    """The same by rapidfuzz's own loop with a cut-off."""
    bare = [term.rstrip("*").replace("-", " ") for term in terms]
    return {
        (number, index)
        for number, passage in enumerate(passages)
        for _, _, index in process.extract(
            passage.lower(),
            bare,
            scorer=fuzz.partial_ratio,
            score_cutoff=90,
            limit=None,
        )
    }


def truth(terms: list[str], passages: list[str]) -> set[tuple[int, int]]:
    """Terms that stand in the clean passages, by plain regular expressions: an answer
    of its own.
    """
    patterns = [
        re.compile(
            r"\b"
            + re.escape(term.rstrip("*"))
            + (r"\w*" if term.endswith("*") else "")
            + r"\b",
            re.IGNORECASE,
        )
        for term in terms
    ]
    stems = [term.rstrip("*").split()[0].lower() for term in terms]
    return {
        (number, index)
        for number, passage in enumerate(passages)
        for index, pattern in enumerate(patterns)
        if stems[index] in passage and pattern.search(passage)
    }


def score(
    found: set[tuple[int, int]], true: set[tuple[int, int]], passages: int
) -> Score:
    """Recall of the planted terms and false alarms per 1,000 passages."""
    return Score(
        len(found & true) / max(1, len(true)), 1000 * len(found - true) / passages
    )


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of a call."""
    before = time.process_time()
    work()
    return time.process_time() - before


def speed_table(passages_count: int, naive_count: int) -> None:
    """MB/s for 30, 300 and 1,000 terms, clean and with 0.4% noise."""
    print(
        f"{'terms':>6} {'noise':>6} {'first MB/s':>11} {'again MB/s':>11}"
        f" {'naive MB/s':>11} {'times':>6} {'in C MB/s':>10}"
    )
    for count in (30, 300, 1000):
        terms = make_terms(count)
        clean = make_passages(passages_count, terms)
        for rate in (0.0, 0.004):
            passages = (
                [
                    add_noise(passage, rate, number)
                    for number, passage in enumerate(clean)
                ]
                if rate
                else clean
            )
            text = "\n".join(passages)
            megabytes = len(text.encode()) / 1e6
            first, again = 1e9, 1e9
            for _ in range(3):
                matcher = Matcher(codebook_of(terms))
                first = min(first, cpu_seconds(lambda: found_by_us(matcher, passages)))  # noqa: B023 - called at once
                again = min(again, cpu_seconds(lambda: found_by_us(matcher, passages)))  # noqa: B023
            few = passages[:naive_count]
            size = len("\n".join(few).encode()) / 1e6
            naive = size / cpu_seconds(lambda: loop_naively(terms, few))  # noqa: B023
            in_c = size / cpu_seconds(lambda: found_naively(terms, few))  # noqa: B023
            print(
                f"{count:>6} {rate:>6.1%} {megabytes / first:>11.2f}"
                f" {megabytes / again:>11.2f} {naive:>11.3f}"
                f" {megabytes / first / naive:>5.0f}x {in_c:>10.3f}"
            )


def accuracy_table(passages_count: int, naive_count: int) -> None:
    """Recall and false alarms with 300 terms as the letters get worse."""
    terms = make_terms(300)
    clean = make_passages(passages_count, terms)
    true = truth(terms, clean)
    few = {pair for pair in true if pair[0] < naive_count}
    matcher = Matcher(codebook_of(terms))
    print(
        f"\n{'noise':>16} {'our recall':>11} {'alarms/1000':>12} {'naive recall':>13}"
        f" {'alarms/1000':>12}"
    )
    for rate in NOISES:
        noisy = [
            add_noise(passage, rate, number) for number, passage in enumerate(clean)
        ]
        ours = score(found_by_us(matcher, noisy), true, len(noisy))
        theirs = score(found_naively(terms, noisy[:naive_count]), few, naive_count)
        print(
            f"{f'{rate:.1%} of letters':>16} {ours.recall:>11.2%} {ours.alarms:>12.2f} "
            f"{theirs.recall:>13.2%} {theirs.alarms:>12.2f}"
        )
    noisy = [
        add_noise(passage, 0.01, number, blanks=True)
        for number, passage in enumerate(clean)
    ]
    ours = score(found_by_us(matcher, noisy), true, len(noisy))
    theirs = score(found_naively(terms, noisy[:naive_count]), few, naive_count)
    print(
        f"{'1.0% blanks':>16} {ours.recall:>11.2%} {ours.alarms:>12.2f}"
        f" {theirs.recall:>13.2%} {theirs.alarms:>12.2f}"
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--passages", type=int, default=8000, help="passages of invented text (8000)"
    )
    parser.add_argument(
        "--naive", type=int, default=150, help="passages that the naive way gets (150)"
    )
    options = parser.parse_args()
    speed_table(options.passages, options.naive)
    accuracy_table(options.passages, options.naive)


if __name__ == "__main__":
    main()
