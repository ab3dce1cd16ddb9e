"""Whatever stands in codebook.yaml: it is read, or every slip is one line that begins
with the file's name.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.qdc import codebook_qdc
from plancoder.codebook.shape import Codebook
from plancoder.codebook.show import codebook_markdown
from plancoder.errors import StudyError

TEXT = b"""title: Trial
version: "2.1"
frames:
  needs: {label: Needs, appendix: A, code_in: [body, needs]}
roles:
  priority_statement: {headings: [our priorities], numbered: [priority]}
not_counted:
  - {id: value_for_money, terms: [value for money]}
categories:
  - id: housing
    frame: needs
    terms: [housing, homeless*, {all: [rough, sleep*], within: 3}, {term: HMO, case: true}, {term: tenants, fuzzy: 85}]
    unless: [police housing, {near: stable, within: 5}, {near: budget, within: passage}]
    fuzzy: 80
    tick_when: {passages: 2, roles: [needs], exact: true}
    examples: [Housing is short.]
"""
SCRAPS = st.sampled_from(
    [
        *(
            b"",
            b" ",
            b"\n",
            b":",
            b"- ",
            b"*",
            b"&a ",
            b"*a",
            b"{",
            b"}",
            b"[",
            b"]",
            b"'",
            b'"',
            b"!!int ",
            b"<<: ",
        ),
        *(
            b"~",
            b"\t",
            b"#",
            b"|",
            b">",
            b"%",
            b"\xff",
            b"\x00",
            b"0",
            b"true",
            b"null",
            b"\xe2\x80\xa8",
            b"? ",
        ),
        *(b"---\n", b"a: ", b"[]", b"{}"),
    ]
)
EDITS = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), SCRAPS),
    min_size=1,
    max_size=4,
)


def read(data: bytes) -> Codebook | None:
    try:
        return parse_codebook(data)
    except StudyError as error:
        assert error.problems
        assert all(problem.startswith("codebook.yaml") for problem in error.problems)
        assert all(problem.isprintable() for problem in error.problems)
        return None


@given(EDITS)
@example([(61, 8, b"\xe2\x80\xa8")])
@settings(max_examples=600, deadline=None)
def test_edited_codebooks_are_read_or_refused_in_plain_lines(
    edits: list[tuple[int, int, bytes]],
) -> None:
    data = TEXT
    for place, cut, scrap in edits:
        data = data[:place] + scrap + data[place + cut :]
    codebook = read(data)
    if codebook is not None:
        assert codebook.categories
        assert codebook_markdown(codebook).startswith("# ")
        assert codebook_qdc(codebook).startswith(b"<?xml")


@given(st.binary(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_refused_in_plain_lines(data: bytes) -> None:
    assert read(data) is None


def test_the_shipped_codebook_is_in_order() -> None:
    shipped = (Path(__file__).resolve().parents[2] / "codebook.yaml").read_bytes()
    codebook = read(shipped)
    assert codebook is not None
    assert len(
        {(category.frame, category.id) for category in codebook.categories}
    ) == len(codebook.categories)
