"""The method statement: what was searched, how, what was left out, who decided what,
and what the tables cannot say. Every figure comes from the study.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plancoder.models import Pile, Plan, Verdict
from plancoder.report.data import ReportData
from plancoder.report.measured import measured_words
from plancoder.report.shares import base_note
from plancoder.version import __version__

Section = tuple[str, Sequence[str]]
_CAVEAT = (
    "A blank cell says that none of the codebook's words was found where the codebook"
    " looks for them. It does not prove that the plan is silent: a plan may say the"
    " same in other words, in a picture, or in a document that was not part of the"
    " study."
)


def method_markdown(data: ReportData) -> str:
    """The method statement, a heading and its paragraphs for each section."""
    parts = [f"# Method: {data.title}", data.state + "."]
    for title, paragraphs in method_sections(data):
        parts += [f"## {title}", *paragraphs]
    return "\n\n".join(parts) + "\n"


def method_sections(data: ReportData) -> tuple[Section, ...]:
    """Titles with their paragraphs, in order."""
    if data.published:
        return (_published(data), ("Percentages", list(_percentages(data))))
    return (
        ("What was searched", list(_searched(data))),
        ("How it was coded", list(_coded(data))),
        ("What was left out", list(_left_out(data))),
        ("Who decided what", list(_decided(data))),
        ("Percentages", list(_percentages(data))),
        ("How accurate the ticks are", list(_accuracy(data))),
        ("What the tables cannot say", list(_limits(data))),
        ("How to cite", list(_citation(data))),
    )


def _published(data: ReportData) -> Section:
    return (
        "Where the ticks come from",
        [
            f"The ticks are those of the review published in {data.published}, as"
            " printed, misprints included. The plans themselves are not part of this"
            " report, so no tick has a quoted passage.",
        ],
    )


def _searched(data: ReportData) -> Iterable[str]:
    plans = data.matrices[0].plans if data.matrices else ()
    existing = [plan for plan in plans if plan.exists]
    forces = {plan.force_key for plan in plans}
    read = [
        data.result_of[plan.plan_id] for plan in existing if _read(data, plan.plan_id)
    ]
    pages = sum(result.pages_read for result in read)
    yield (
        f"{_count(len(existing), 'plan')} of {_count(len(forces), 'force')} were"
        f" listed; {_count(len(read), 'plan')} could be read"
        + (f", {_count(pages, 'page')} in all." if pages else ".")
    )
    yield from _not_searched(data, plans)


def _not_searched(data: ReportData, plans: Iterable[Plan]) -> Iterator[str]:
    unread = [plan for plan in plans if plan.exists and not _read(data, plan.plan_id)]
    if unread:
        yield (
            "Not read, and shown as “n/a” in every table: "
            + "; ".join(f"{plan.shown_force} {plan.shown_dates}" for plan in unread)
            + "."
        )
    without = [plan.shown_force for plan in plans if not plan.exists]
    if without:
        yield f"Without a new plan: {'; '.join(without)}."


def _read(data: ReportData, plan_id: str) -> bool:
    result = data.result_of.get(plan_id)
    return result is not None and result.readable


def _coded(data: ReportData) -> Iterable[str]:
    codebook = data.codebook
    terms = sum(len(category.terms) for category in codebook.categories)
    yield (
        f"Codebook: {codebook.title}, version {codebook.version}, with"
        f" {_count(len(codebook.categories), 'category', 'categories')} and"
        f" {_count(terms, 'term')} (SHA-256 {codebook.digest[:16]}…)."
    )
    yield (
        "Each sentence and bullet of a plan is a passage. A passage is coded with a"
        " category where it holds one of its terms, exactly or with a slip of the pen"
        " or of the scanner (“fuzzy”). Words that stand only in the name of a body, a"
        " post, a law or a document, in lists of partners, addresses and denials, do"
        " not tick."
    )
    found = [result.coded for result in data.results if result.coded]
    statements = [one for coded in found for one in coded.statements]
    if statements:
        sure = Counter(one.confidence for one in statements)
        told = ", ".join(f"{number:,} {name}" for name, number in sure.most_common())
        yield (
            "Priorities are coded in the plan's own stated priorities only:"
            f" {_count(len(statements), 'statement')} were found ({told})."
        )


def _left_out(data: ReportData) -> Iterable[str]:
    blocked = Counter(
        _reason(one.coding.blocked_by)
        for one in data.review.codings
        if one.coding.blocked_by
    )
    if blocked:
        told = "; ".join(
            f"{name} ({number:,})" for name, number in blocked.most_common()
        )
        yield f"Passages that hold a term and do not count, by reason: {told}."
    others = data.left_out
    if others:
        told = "; ".join(
            f"{plan.shown_force} {plan.shown_dates} ({plan.doc_type.value})"
            for plan in others
        )
        yield f"Listed and coded, but in no table: {told}."
    if not blocked and not others:
        yield "Nothing that holds a term was left out."


def _reason(blocked_by: str) -> str:
    """Why a passage does not count, without its details: "section: finance" is in a
    part of the plan that is not coded.
    """
    kind = blocked_by.split(maxsplit=1)[0].rstrip(":")
    return _REASONS.get(kind, blocked_by)


_REASONS = {
    "section": "in a part of the plan that the codebook leaves out",
    "unless": "an “unless” rule of the codebook applies",
    "not": "what all plans share",
}


def _decided(data: ReportData) -> Iterable[str]:
    piles = Counter(one.pile for one in data.review.codings if one.coding.counts)
    counted = sum(piles.values())
    by_reviewer: Counter[tuple[str, Verdict]] = Counter(
        (decision.reviewer, decision.verdict)
        for one in data.review.codings
        for decision in one.decisions
    )
    if not by_reviewer:
        yield (
            f"Nobody has checked the {_count(counted, 'coding')} yet: every tick is the"
            " machine's."
        )
        return
    yield (
        f"Of {_count(counted, 'coding')}, reviewers accepted"
        f" {piles[Pile.ACCEPTED]:,} and rejected {piles[Pile.REJECTED]:,};"
        f" they differ on {piles[Pile.DISPUTED]:,};"
        f" {piles[Pile.PENDING]:,} are not decided. {data.state}."
    )
    for name in dict.fromkeys(reviewer for reviewer, _ in by_reviewer):
        told = ", ".join(
            f"{by_reviewer[name, verdict]:,} {word}"
            for verdict, word in _VERDICTS.items()
            if by_reviewer[name, verdict]
        )
        yield f"{name}: {told}."


_VERDICTS = {
    Verdict.ACCEPT: "accepted",
    Verdict.REJECT: "rejected",
    Verdict.ADD: "added",
    Verdict.UNSURE: "left as unsure",
}


def _percentages(data: ReportData) -> Iterable[str]:
    for matrix in data.matrices:
        if matrix.appendix != "C":
            label = data.codebook.frame(matrix.frame).label
            yield f"{label}: shares are out of {base_note(data, matrix)}."
    if data.carry_forward:
        yield (
            "A force without a new plan counts among the current ones with its old one."
        )


def _limits(data: ReportData) -> Iterable[str]:
    yield _CAVEAT
    warned = {
        failure.plan_id for failure in data.failures if failure.severity == "warning"
    }
    if warned:
        yield (
            f"Read with a warning: {_count(len(warned), 'plan')}. The list of failures"
            " says which and why."
        )


def _accuracy(data: ReportData) -> Iterable[str]:
    labels = {frame.id: frame.label for frame in data.codebook.frames}
    told = list(measured_words(data.measured, labels))
    yield from told
    if not told:
        yield (
            "Nobody has measured it yet. “plancoder assure” measures how many ticks"
            " reviewers uphold, and “plancoder evaluate” compares the tables with"
            " others."
        )


def _citation(data: ReportData) -> Iterable[str]:
    yield (
        f"Coded with plancoder {__version__} and the codebook “{data.codebook.title}”,"
        f" version {data.codebook.version}, SHA-256 {data.codebook.digest}."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
