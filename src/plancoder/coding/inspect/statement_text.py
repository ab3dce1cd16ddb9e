"""A plan's priority statements in plain lines for the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from plancoder.page_labels import page_cell, page_label, split_page

if TYPE_CHECKING:
    from plancoder.coding.statements.find import FoundStatements

_NONE_FOUND = (
    "  none found: name them in raw/roles.csv (columns plan_id, quote, is; write"
    " 'statement' under 'is')"
)


def list_statements(plan_id: str, found: FoundStatements) -> Iterator[str]:
    """How many there are and how sure that is, then a line each with its pages."""
    number = len(found.statements)
    noun = "priority statement" if number == 1 else "priority statements"
    sure = f" ({found.confidence})" if number else ""
    yield f"{plan_id}: {number:,} {noun}{sure}"
    for one in found.statements:
        pages = sorted({place.page for place in one.places if place.page is not None})
        shown = f" ({_list_pages(pages)})" if pages else ""
        kinds = ", ".join(dict.fromkeys(place.found_as for place in one.places))
        label = f"{one.label}: " if one.label else ""
        yield f"  {label}{' '.join(one.text.split())}{shown} [{kinds}]"
    if not number:
        yield _NONE_FOUND


def _list_pages(pages: Sequence[int]) -> str:
    """`p. 3, 7`; `part 1, p. 3; part 2, p. 7` of a plan in several files."""
    if split_page(pages[-1])[0]:
        return "; ".join(page_label(page, "p. ") for page in pages)
    return f"p. {', '.join(map(str, pages))}"


def list_rivals(found: FoundStatements, most: int) -> Iterator[str]:
    """The best groups, each with its first items and what the cues say of it."""
    for rival in found.choice.rivals[:most]:
        first = [
            " ".join(found.scene.text_of(item).split())[:50]
            for item in rival.group.items[:3]
        ]
        more = " …" if len(rival.group.items) > len(first) else ""
        listed = "; ".join(first) + more
        yield f"  {rival.points:+.1f} points, {rival.group.kind}: {listed}"
        for cue in rival.cues:
            yield f"      {cue.points:+.1f} {cue.reason}"


def statements_json(
    plan_id: str, found: FoundStatements, most_rivals: int
) -> dict[str, Any]:
    """The statements of a plan and how sure they are, with the best rival groups."""
    return {
        "plan_id": plan_id,
        "confidence": str(found.confidence),
        "statements": [
            {
                "label": one.label,
                "statement": " ".join(one.text.split()),
                "places": [
                    {
                        "page": page_cell(place.page),
                        "found_as": str(place.found_as),
                    }
                    for place in one.places
                ],
            }
            for one in found.statements
        ],
        "rivals": [
            {
                "points": round(rival.points, 1),
                "kind": str(rival.group.kind),
                "items": [
                    " ".join(found.scene.text_of(item).split())
                    for item in rival.group.items
                ],
                "cues": [
                    {"points": cue.points, "reason": cue.reason} for cue in rival.cues
                ],
            }
            for rival in found.choice.rivals[:most_rivals]
        ],
    }
