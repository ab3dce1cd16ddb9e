"""`discover`: words that the codebook may lack."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import complain, show, show_work, unread_line
from plancoder.page_labels import page_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plancoder.coding.inspect.discover import Finding
    from plancoder.pipeline.discovery import Discovery

_SHOWN = 12


def discover(
    study: options.Study = Path(),
    frame: options.Frame = "priorities",
    against: options.Missed = "",
    category: options.Beside = "",
    codebook: options.Codebook = None,
) -> None:
    """Propose words that the codebook does not look for yet.

    Words that occur in missed cells and not elsewhere, that no term finds in priority
    statements, or that occur beside the matches of a category. Each has its counts and
    a line to judge it by; the codebook is never changed.
    """
    from plancoder.pipeline.discovery import discover_terms

    with show_work("Reading the plans"):
        found = discover_terms(
            study, frame, against=against, category=category, codebook=codebook
        )
    for plan_id, error in found.unread.items():
        complain(unread_line(plan_id, error))
    show("\n".join(_lines(found)))


def _lines(found: Discovery) -> Iterator[str]:
    for one in found.missed:
        yield f"{found.frame}.{one.category}: missed in {', '.join(one.missed)}"
        yield from _findings(
            one.findings,
            "  no word occurs there that does not occur elsewhere",
            elsewhere=True,
        )
        yield ""
    for category, findings in found.collocations.items():
        yield f"{found.frame}.{category}: words beside its matches"
        yield from _findings(findings, "  nothing stands out")
        yield ""
    yield "Words of priority statements that no term of this frame touches"
    yield from _findings(found.leftover, "  none", most=3 * _SHOWN)


def _findings(
    findings: Sequence[Finding],
    nothing: str,
    *,
    elsewhere: bool = False,
    most: int = _SHOWN,
) -> Iterator[str]:
    from plancoder.coding.inspect.explain_text import quote_line

    if not findings:
        yield nothing
    for one in findings[:most]:
        away = f", plans elsewhere {one.elsewhere}" if elsewhere else ""
        page = f" {page_label(one.page, 'p. ')}" if one.page is not None else ""
        yield f"  {one.words}  (plans {one.plans}, places {one.units}{away})"
        yield (
            f"      {one.plan_id}{page}:"
            f" {quote_line(one.before, one.match, one.after, 50)}"
        )
