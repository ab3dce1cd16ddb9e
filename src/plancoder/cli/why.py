"""`why`, `kwic` and `statements`: look into the plans themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from plancoder.cli import options
from plancoder.cli.console import complain, counted, say, show
from plancoder.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from plancoder.codebook.shape import Codebook
    from plancoder.coding.statements.find import FoundStatements
    from plancoder.review.quotes import PlanText
    from plancoder.study.open import Study


def why(
    plan: options.PlanId,
    category: options.CategoryId,
    study: options.Study = Path(),
    codebook: options.Codebook = None,
) -> None:
    """Say why a cell is ticked or blank.

    Shows what was searched, what counts, what a rule blocked, and what came near.
    """
    from plancoder.coding.code import code_document
    from plancoder.coding.inspect.explain import explain_cell
    from plancoder.coding.inspect.explain_text import explanation_lines
    from plancoder.coding.matching.matcher import Matcher

    opened = _open(study, codebook)
    wanted = _categories(opened.codebook, category)
    document = _texts(opened, [_plan_id(opened, plan)])[plan].document
    matcher = Matcher(opened.codebook)
    corrections = opened.corrections.get(plan, ())
    coded = code_document(
        document, opened.codebook, plan, matcher=matcher, corrections=corrections
    )
    blocks = [
        explanation_lines(
            explain_cell(coded, document, opened.codebook, matcher, found, frame)
        )
        for frame, found in wanted
    ]
    show("\n\n".join("\n".join(lines) for lines in blocks))


def kwic(
    term: options.Term,
    study: options.Study = Path(),
    plan: options.Plan = "",
    width: options.Width = 50,
) -> None:
    """Show every place where a term occurs in the plans.

    Each in its context, with plan and page.
    """
    from plancoder.codebook.terms import phrase_fault
    from plancoder.coding.inspect.kwic import find_kwic

    fault = phrase_fault(term)
    if fault:
        raise typer.BadParameter(fault)
    opened = _open(study, None)
    count = plans = 0
    for plan_id, text in _texts(opened, _wanted(opened, plan)).items():
        found = find_kwic(text.document.text, term, width)
        for line in found:
            page = text.document.page_at(line.match.start)
            place = plan_id + (f" p. {page}" if page is not None else "")
            written = " ".join(line.match.written.split())
            show(f"{place}\t{line.before.rjust(width)}[{written}]{line.after}")
        count += len(found)
        plans += bool(found)
    say(
        f"Places: {count}, in plans: {plans}."
        if count
        else f"'{term}' occurs in none of the plans that can be read."
    )


def statements(
    study: options.Study = Path(),
    plan: options.Plan = "",
    codebook: options.Codebook = None,
    why: options.Rivals = False,
) -> None:
    """List the priorities of each plan as the plan words them.

    With the pages of each, how it was found and how sure it is.
    """
    from plancoder.coding.code import read_document_parts

    opened = _open(study, codebook)
    for plan_id, text in _texts(opened, _wanted(opened, plan)).items():
        corrections = opened.corrections.get(plan_id, ())
        parts = read_document_parts(text.document, opened.codebook, corrections)
        _show_statements(plan_id, parts.found)
        if why:
            _show_rivals(parts.found)


def _show_statements(plan_id: str, found: FoundStatements) -> None:
    number = counted(len(found.statements), "priority statement")
    sure = f" ({found.confidence})" if found.statements else ""
    show(f"{plan_id}: {number}{sure}")
    for one in found.statements:
        pages = sorted({place.page for place in one.places if place.page is not None})
        shown = f" (p. {', '.join(map(str, pages))})" if pages else ""
        kinds = ", ".join(dict.fromkeys(place.found_as for place in one.places))
        label = f"{one.label}: " if one.label else ""
        show(f"  {label}{' '.join(one.text.split())}{shown} [{kinds}]")
    if not found.statements:
        show(
            "  none found: name them in raw/roles.csv (columns plan_id, quote, is;"
            " write 'statement' under 'is')"
        )


_MOST_RIVALS = 4


def _show_rivals(found: FoundStatements) -> None:
    """The best groups, each with its first items and what the cues say of it."""
    for rival in found.choice.rivals[:_MOST_RIVALS]:
        first = [
            " ".join(found.scene.text_of(item).split())[:50]
            for item in rival.group.items[:3]
        ]
        more = " …" if len(rival.group.items) > len(first) else ""
        listed = "; ".join(first) + more
        show(f"  {rival.points:+.1f} points, {rival.group.kind}: {listed}")
        for cue in rival.cues:
            show(f"      {cue.points:+.1f} {cue.reason}")


def _open(study: Path, codebook: Path | None) -> Study:
    from plancoder.study.open import open_study

    return open_study(study, codebook)


def _plan_id(study: Study, plan: str) -> str:
    """The plan_id, if the study has a file for it; StudyError says which is meant
    otherwise.
    """
    from rapidfuzz import process

    known = {one.plan_id: one for one in study.plans}
    if plan not in known:
        meant = process.extractOne(plan, list(known), score_cutoff=60)
        hint = f" Did you mean {meant[0]!r}?" if meant else ""
        missing = (
            "" if known else " There is no plans.csv yet: 'plancoder run' proposes one."
        )
        raise StudyError(f"raw/plans.csv: there is no plan {plan!r}.{hint}{missing}")
    if not known[plan].exists:
        raise StudyError(
            f"raw/plans.csv, plan {plan!r}: has no file, so there is nothing to look"
            " into."
        )
    return plan


def _wanted(study: Study, plan: str) -> list[str]:
    return (
        [_plan_id(study, plan)]
        if plan
        else [one.plan_id for one in study.plans if one.exists]
    )


def _categories(codebook: Codebook, asked: str) -> list[tuple[str, str]]:
    """Frame and id of every category that is meant by "id" or "frame.id"."""
    from rapidfuzz import process

    frame, _, category = asked.rpartition(".")
    found = [
        (one.frame, one.id)
        for one in codebook.categories
        if one.id == category and frame in ("", one.frame)
    ]
    if not found:
        names = [f"{one.frame}.{one.id}" for one in codebook.categories]
        meant = process.extract(asked, names, limit=3, score_cutoff=50)
        hint = (
            f" Did you mean {' or '.join(name for name, *_ in meant)}?" if meant else ""
        )
        raise StudyError(f"codebook.yaml: there is no category {asked!r}.{hint}")
    return found


def _texts(study: Study, plan_ids: Collection[str]) -> Mapping[str, PlanText]:
    """The texts in the order of the plans; a plan that cannot be read is named on
    stderr, a single one refused.
    """
    from plancoder.pipeline.texts import read_plan_texts

    texts = read_plan_texts(study, plan_ids)
    unread = [plan_id for plan_id in plan_ids if plan_id not in texts]
    advice = "cannot be read; 'plancoder run' writes the reason into out/failures.csv"
    if unread and not texts:
        raise StudyError(*(f"plan {plan_id!r}: {advice}." for plan_id in unread))
    for plan_id in unread:
        complain(f"plan {plan_id!r}: {advice}")
    return {plan_id: texts[plan_id] for plan_id in plan_ids if plan_id in texts}
