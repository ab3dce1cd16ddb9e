"""An explanation of a cell in words, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plancoder.coding.inspect.explain import Explanation, Miss
from plancoder.models import Coding
from plancoder.page_labels import page_label

_CONTEXT = 70
_SHOWN = 8


def explanation_lines(explanation: Explanation) -> list[str]:
    """The lines that answer "why is this cell as it is?"."""
    category = explanation.category
    lines = [
        f"{explanation.plan_id}: {category.label} ({category.frame}.{category.id})",
        f"  {explanation.verdict}",
        f"  {_searched(explanation)}",
    ]
    if explanation.counted:
        lines += ["", "  What counts:", *_codings(explanation.counted)]
    for title, misses, in_all in (
        (
            "Blocked by a rule, or only part of a name",
            explanation.blocked,
            len(explanation.blocked),
        ),
        (
            "The right words in the wrong place",
            explanation.elsewhere,
            explanation.elsewhere_in_all,
        ),
        ("Near misses, never counted", explanation.near, len(explanation.near)),
    ):
        if misses:
            lines += ["", f"  {title}:", *_misses(misses, in_all)]
    return lines


def quote_line(before: str, match: str, after: str, width: int = _CONTEXT) -> str:
    """The match in brackets with up to `width` characters of its passage on each side,
    on one line.
    """
    left, right = " ".join(before.split()), " ".join(after.split())
    # Cut between words, so that no half of a word is shown.
    if len(left) > width:
        half, blank, rest = left[-width:].partition(" ")
        left = f"… {rest}" if blank else f"…{half}"
    if len(right) > width:
        rest, blank, half = right[:width].rpartition(" ")
        right = f"{rest} …" if blank else f"{half}…"
    gap_before = " " if before[-1:].isspace() else ""
    gap_after = " " if after[:1].isspace() else ""
    return f"{left}{gap_before}[{' '.join(match.split())}]{gap_after}{right}"


def _searched(explanation: Explanation) -> str:
    if explanation.statements is not None:
        some = explanation.statements
        if not some:
            return (
                "Searched: nothing, for no priority statements were found (see"
                " 'plancoder statements')."
            )
        return f"Searched: the plan's {some} priority statements."
    inside = [
        f"{one.passages} {_name(one.role.value)}"
        for one in explanation.searched
        if one.coded
    ]
    outside = [
        f"{one.passages} {_name(one.role.value)}"
        for one in explanation.searched
        if not one.coded
    ]
    left_out = f" Not searched: {', '.join(outside)}." if outside else ""
    return f"Searched passages: {', '.join(inside) or 'none'}.{left_out}"


def _codings(codings: Sequence[Coding]) -> Iterator[str]:
    for coding in codings[:_SHOWN]:
        terms = ", ".join(dict.fromkeys(match.term for match in coding.matches))
        yield (
            f"    {_page(coding.page)}"
            + quote_line(coding.before, coding.match, coding.after)
        )
        yield f"      term: {terms} ({coding.kind.value}); id {coding.coding_id}"
    if len(codings) > _SHOWN:
        yield f"    … and {len(codings) - _SHOWN} more in passages.csv"


def _misses(misses: Sequence[Miss], in_all: int) -> Iterator[str]:
    for miss in misses[:_SHOWN]:
        yield (
            f"    {_page(miss.page)}"
            + quote_line(miss.before, miss.match.written, miss.after)
        )
        under = f"; under “{miss.section[-1]}”" if miss.section else ""
        yield f"      {miss.reason}{under}"
    if in_all > _SHOWN:
        yield f"    … and {in_all - min(len(misses), _SHOWN)} more"


def _name(role: str) -> str:
    return role.replace("_", " ")


def _page(page: int | None) -> str:
    return f"{page_label(page, 'p. ')}: " if page is not None else ""
