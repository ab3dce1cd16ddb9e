"""The log gives back what was written, whatever people write, and survives a cut at any
byte.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from review_kit import CODINGS, make_decision

from plancoder.models import Decision, Verdict
from plancoder.review.log import HEADER, decision_line, parse_log

LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"]),
    max_size=30,
)
NAME = LINE.map(str.strip).filter(bool)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    return replace(
        make_decision(
            draw(st.sampled_from(CODINGS)), draw(st.sampled_from(list(Verdict)))
        ),
        quote=draw(LINE),
        before=draw(LINE),
        after=draw(LINE),
        reviewer=draw(NAME),
        note=draw(LINE).strip(),
        page=draw(st.none() | st.integers(1, 9999)),
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(decisions(), max_size=6))
def test_what_is_written_is_read(written: list[Decision]) -> None:
    log = parse_log(HEADER + b"".join(map(decision_line, written)), "decisions.csv")
    assert log.decisions == tuple(written)
    assert not log.torn


@settings(max_examples=200, deadline=None)
@given(st.lists(decisions(), min_size=1, max_size=4), st.data())
def test_cut_at_any_byte_every_whole_line_is_read(
    written: list[Decision], data: st.DataObject
) -> None:
    lines = [decision_line(each) for each in written]
    body = b"".join(lines)
    cut = data.draw(st.integers(0, len(body)))
    whole = body[:cut].count(b"\n")
    read = parse_log(HEADER + body[:cut], "decisions.csv").decisions
    assert [each.coding_id for each in read[:whole]] == [
        each.coding_id for each in written[:whole]
    ]
    # A line that lacks nothing but its line end counts as whole.
    assert len(read) <= whole + 1
