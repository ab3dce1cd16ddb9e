"""codebook.yaml: what is taken, and each slip with its line, field and remedy."""

from __future__ import annotations

import hashlib

import pytest

from plancoder.codebook.load import codebook_warnings, parse_codebook
from plancoder.codebook.shape import NotCounted, RoleRule, Term, TickRule, Unless
from plancoder.errors import StudyError
from plancoder.models import SectionRole

WHOLE = b"""title: Test
version: "2.1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body, needs]}
  priorities: {label: Priorities, appendix: B, code_in: [priority_statement]}
roles:
  glossary: {headings: [glossary, abbreviations]}
  priority_statement: {headings: [our priorities], numbered: [priority, objective]}
not_counted:
  - {id: value_for_money, terms: [value for money]}
categories:
  - id: housing
    frame: needs
    label: Housing
    definition: Homes as a need.
    include_when: It is named.
    exclude_when: It is a police house.
    terms:
      - housing
      - homeless*
      - {all: [rough, sleep*], within: 3}
      - {term: HMO, case: true}
      - {term: tenancies, fuzzy: false}
      - {term: accommodation, fuzzy: 85}
    unless:
      - police housing
      - {near: stable, within: 5}
      - {near: budget, within: passage}
    fuzzy: 80
    tick_when: {passages: 2, roles: [needs], exact: true}
    examples: [Housing is short.]
    counterexamples: [The police house is sold.]
  - {id: housing, frame: priorities, terms: [housing]}
"""

MINIMAL = "frames: {f: }\ncategories:\n  - {id: c, frame: f, terms: [housing]%s}\n%s"


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(StudyError) as caught:
        parse_codebook(text.encode())
    return caught.value.problems


def test_reads_every_shape() -> None:
    codebook = parse_codebook(WHOLE)
    housing = codebook.categories[0]
    assert (codebook.title, codebook.version, codebook.digest) == (
        "Test",
        "2.1",
        hashlib.sha256(WHOLE).hexdigest(),
    )
    assert codebook.frame("needs").code_in == (SectionRole.BODY, SectionRole.NEEDS)
    assert codebook.roles[1] == RoleRule(
        SectionRole.PRIORITY_STATEMENT,
        (Term("our priorities", line=8),),
        ("priority", "objective"),
        line=8,
    )
    assert codebook.not_counted == (
        NotCounted(
            "value_for_money",
            "Value for money",
            (Term("value for money", line=10),),
            line=10,
        ),
    )
    assert housing.terms == (
        Term("housing", line=19),
        Term("homeless*", line=20),
        Term(together=("rough", "sleep*"), within=3, line=21),
        Term("HMO", case=True, line=22),
        Term("tenancies", fuzzy=False, line=23),
        Term("accommodation", fuzzy=85, line=24),
    )
    assert housing.unless == (
        Unless(Term("police housing", line=26)),
        Unless(Term("stable", line=27), near=True, within=5),
        Unless(Term("budget", line=28), near=True, within=0),
    )
    assert housing.fuzzy == 80
    assert housing.tick_when == TickRule(2, (SectionRole.NEEDS,), exact=True)
    assert codebook.categories[1].label == "Housing"


SLIPS = [
    (
        "frames: {f: {lable: x}}\ncategories: [{id: c, frame: f, terms: [ab]}]",
        "unknown key 'lable'; did you mean 'label'?",
    ),
    (
        "titel: x\nframes: {f: }\ncategories: [{id: c, frame: f, terms: [ab]}]",
        "did you mean 'title'?",
    ),
    (MINIMAL % (", tick_wen: {}", ""), "did you mean 'tick_when'?"),
    (
        MINIMAL % (", tick_when: {passage: 2}", ""),
        "tick_when: unknown key 'passage'; did you mean 'passages'?",
    ),
    (
        MINIMAL % (", tick_when: {passages: many}", ""),
        "a whole number from 1 to 1000 is needed, not 'many'",
    ),
    (
        MINIMAL % (", tick_when: {roles: [nedds]}", ""),
        "unknown section role 'nedds'; did you mean 'needs'?",
    ),
    (
        MINIMAL % (", fuzzy: 120", ""),
        "true, false or a score from 50 to 100 is needed, not '120'",
    ),
    (
        MINIMAL % (", unless: [{near: x y, within: near}]", ""),
        "or `passage` is needed, not 'near'",
    ),
    (MINIMAL % (", unless: ['']", ""), "the term is blank"),
    (MINIMAL % (", examples: ['']", ""), "is blank"),
    (
        MINIMAL % ("", "  - {id: c, frame: f, terms: [x y]}"),
        "the id 'c' is used twice in frame 'f' (first on line 3)",
    ),
    (
        MINIMAL % ("", "  - {id: 5-12, frame: f, terms: [x y]}"),
        "beginning with a letter",
    ),
    (
        MINIMAL % ("", "  - {id: d, frame: ff, terms: [x y]}"),
        "unknown frame 'ff'; known here: f",
    ),
    (MINIMAL % ("", "  - {id: d, terms: [x y]}"), "the key 'frame' is missing"),
    (MINIMAL % ("", "  - {frame: f, terms: [x y]}"), "the key 'id' is missing"),
    (MINIMAL % ("", "  - {id: d, frame: f}"), "has no terms"),
    (MINIMAL % ("", "  - {id: d, frame: f, terms: []}"), "has no terms"),
    (MINIMAL % ("", "  - just text"), "an entry here has the shape"),
    ("frames: {f: }\ncategories: []", "no category"),
    ("frames: {f: }", "no category"),
    ("categories: [{id: c, frame: f, terms: [ab]}]", "no coding frame"),
    (
        "frames: [f]\ncategories: [{id: c, frame: f, terms: [ab]}]",
        "this needs keys with values, not a list",
    ),
    (
        MINIMAL % ("", "roles: {glosary: {headings: [x y]}}"),
        "unknown section role 'glosary'; did you mean 'glossary'?",
    ),
    (
        MINIMAL % ("", "not_counted: [{id: x, terms: ['*']}]"),
        "holds no word, so it can never match",
    ),
]


@pytest.mark.parametrize(("text", "message"), SLIPS, ids=range(len(SLIPS)))
def test_names_each_slip(text: str, message: str) -> None:
    found = problems_of(text)
    assert any(message in problem for problem in found), found
    assert all(problem.startswith("codebook.yaml, line ") for problem in found)


CONTRADICTIONS = [
    (
        "[rural crime]",
        "[rural crime]",
        "the term 'rural crime' can never count, since the unless 'rural crime'",
    ),
    ("[rural crime]", "[crime]", "can never count, since the unless 'crime' (line 3)"),
    ("[rural crimes]", "[crim*]", "can never count"),
    ("[rural crim*]", "[crime]", ""),
    ("[rural crime]", "[rural crime unit]", ""),
    ("[rural crime]", "[{near: crime, within: passage}]", "can never count"),
    ("[rural crime]", "[{near: national, within: passage}]", ""),
    ("[da]", "[{term: DA, case: true}]", ""),
    ("[{term: DA, case: true}]", "[da]", "can never count"),
]


@pytest.mark.parametrize(
    ("terms", "unless", "message"), CONTRADICTIONS, ids=range(len(CONTRADICTIONS))
)
def test_refuses_terms_that_their_own_unless_blocks(
    terms: str, unless: str, message: str
) -> None:
    text = f"frames: {{f: }}\ncategories:\n  - {{id: c, frame: f, terms: {terms}, unless: {unless}}}\n"
    if message:
        assert message in problems_of(text)[0]
    else:
        assert len(parse_codebook(text.encode()).categories) == 1


def test_refuses_ticks_in_parts_that_are_not_coded() -> None:
    text = "frames: {f: {code_in: [body]}}\ncategories:\n  - {id: c, frame: f, terms: [ab], tick_when: {roles: [%s]}}\n"
    assert (
        "is not coded in glossary, so this can never tick"
        in problems_of(text % "glossary")[0]
    )
    assert (
        parse_codebook((text % "glossary, body").encode())
        .categories[0]
        .tick_when.roles[1]
        == SectionRole.BODY
    )


TERMS = [
    ("''", "the term is blank"),
    ("' '", "the term is blank"),
    ("a", "single letter"),
    ("'7'", "single letter"),
    ("'…'", "holds no word"),
    ("'*'", "holds no word"),
    ("'- *'", "holds no word"),
    ("'v*'", "single letter"),
    ("'victim v*'", "one letter and *"),
    ("'domestic *'", "a * is alone"),
    ("'dom*stic'", "may only be at the end"),
    ("'*abuse'", "may only be at the end of a word|stands alone"),
    ("[a, b]", "not a list"),
    ("{word: abuse}", "a term needs the key 'term' or 'all'"),
    ("{term: DA, cased: true}", "unknown key 'cased'; did you mean 'case'?"),
    ("{term: DA*, case: true}", "`case: true` takes whole words only"),
    ("{term: DA, case: true, fuzzy: true}", "never fuzzy"),
    ("{term: DA, case: perhaps}", "true or false is needed, not 'perhaps'"),
    ("{all: [abuse], within: 3}", "at least two"),
    ("{all: [abuse, Abuse]}", "the same word twice"),
    ("{all: [abuse, partner], within: x}", "a whole number from 0 to 100"),
    ("{all: [abuse, partner], within: '           500'}", "from 0 to 100"),
    ("{all: [abuse, partner], within: \u00b2}", "from 0 to 100"),
    ("{all: [abuse, '']}", "the term is blank"),
    ("{all: [abuse, {a: b}]}", "plain text"),
]


@pytest.mark.parametrize(("term", "message"), TERMS, ids=[term for term, _ in TERMS])
def test_refuses_terms_that_cannot_work(term: str, message: str) -> None:
    text = f"frames: {{f: }}\ncategories:\n  - id: c\n    frame: f\n    terms:\n      - housing\n      - {term}\n"
    found = problems_of(text)
    assert len(found) == 1
    assert any(part in found[0] for part in message.split("|"))
    assert found[0].startswith("codebook.yaml, line 7, categories[1].terms[2]")


@pytest.mark.parametrize(
    "term",
    [
        "DA",
        "anti-social*",
        "value for money",
        "'victims'' code'",
        "101",
        "drugs & alcohol",
    ],
)
def test_takes_terms_that_work(term: str) -> None:
    text = f"frames: {{f: }}\ncategories: [{{id: c, frame: f, terms: [{term}]}}]"
    assert parse_codebook(text.encode()).categories[0].terms[0].phrase == term.strip(
        "'"
    ).replace("''", "'")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *((word, True) for word in ("true", "yes", "on", "True", "ON")),
        *((word, False) for word in ("false", "no", "off", "False", "Off")),
        ("50", 50),
        ("100", 100),
    ],
)
def test_flags_are_said_in_every_word_of_yaml(written: str, meant: bool | int) -> None:
    found = parse_codebook((MINIMAL % (f", fuzzy: {written}", "")).encode())
    assert found.categories[0].fuzzy == meant
    assert isinstance(found.categories[0].fuzzy, bool) is isinstance(meant, bool)


@pytest.mark.parametrize("written", ["49", "101", "of", "y", "'5 0'", "[off]"])
def test_what_is_neither_flag_nor_score_is_refused(written: str) -> None:
    (problem,) = problems_of(MINIMAL % (f", fuzzy: {written}", ""))
    assert "true, false or a score from 50 to 100 is needed" in problem


def test_the_same_term_twice_in_one_category_is_refused() -> None:
    text = "frames: {f: }\ncategories: [{id: c, frame: f, terms: [night-time economy, Night time  economy]}]"
    assert "is already on line" in problems_of(text)[0]


def test_all_slips_come_at_once_in_the_order_of_the_file() -> None:
    text = "titel: x\nframes: {f: {apendix: A}}\ncategories:\n  - {id: c, frame: g, terms: ['']}\n"
    found = problems_of(text)
    assert [problem[len("codebook.yaml, line ")] for problem in found] == [
        "1",
        "2",
        "4",
        "4",
    ]


def test_a_list_instead_of_a_codebook_is_refused() -> None:
    assert "begins with keys" in problems_of("- a\n- b\n")[0]


WARNED = """frames: {f: }
categories:
  - {id: a, frame: f, terms: [shared term], definition: A., examples: [shared term]}
  - {id: b, frame: f, terms: [Shared-term], definition: B., examples: [shared term]}
  - {id: c, frame: f, terms: [own term]}
"""


def test_warns_of_shared_terms_and_missing_words() -> None:
    warnings = codebook_warnings(parse_codebook(WARNED.encode()))
    assert any("is also in category 'a'" in warning for warning in warnings)
    assert any("'c'" in warning and "no definition" in warning for warning in warnings)
    assert any("'c'" in warning and "no example" in warning for warning in warnings)
    assert len(warnings) == 3
