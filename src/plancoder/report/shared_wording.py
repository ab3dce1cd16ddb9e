"""Wording that plans share: coded passages that recur nearly word for word in the plans
of several forces, and what became of each between the two plans of one force.

Only coded passages are compared, since they are the evidence; so no plan is read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from plancoder.models import Plan
from plancoder.page_labels import page_cell
from plancoder.report.change import changes
from plancoder.report.data import ReportData
from plancoder.report.wording import (
    CodedPassage,
    ForceWording,
    SharedWording,
    WordingPair,
)
from plancoder.tables.csv_cells import CellValue
from plancoder.tables.csv_writer import write_table

# Shorter passages ("Support victims of crime") coincide by chance.
_LEAST_WORDS = 8
_SHINGLE = 4  # words in a row that two passages must share to be compared at all
# Likeness (rapidfuzz ratio of the words, 0 to 100) of what is the same wording but for
# a name or a year.
_SAME = 85.0
# From here on a passage is the older one reworded; below it, two passages of one
# category are alike by their subject alone.
_REWORDED = 70.0
_MOST_COMPARED = 5  # groups that a passage is compared with: those it shares most with

SHARED_COLUMNS = (
    "group",
    "forces_in_group",
    "forces",
    "force",
    "plan_id",
    "page",
    "categories",
    "likeness",
    "passage",
    "state",
)
CHANGE_COLUMNS = (
    "force",
    "change",
    "likeness",
    "categories",
    "previous_plan_id",
    "previous_page",
    "previous_passage",
    "current_plan_id",
    "current_page",
    "current_passage",
    "word_by_word",
    "state",
)


def shared_wording_table(data: ReportData) -> bytes:
    """The wordings that several forces share, a row for each plan that has one."""
    groups = shared_wording(data) if data.shared is None else data.shared
    return write_table(list(SHARED_COLUMNS), list(_shared_rows(data, groups)))


def wording_change_table(data: ReportData) -> bytes:
    """What became of each wording between the two plans of a force."""
    changed = wording_changes(data) if data.wording is None else data.wording
    return write_table(list(CHANGE_COLUMNS), list(_change_rows(data, changed)))


def shared_wording(data: ReportData) -> tuple[SharedWording, ...]:
    """Passages that recur nearly word for word in the plans of several forces, those of
    most forces first; none for published ticks.
    """
    groups = [group for group in _groups(data, _coded(data)) if len(group.forces) > 1]
    return tuple(sorted(groups, key=lambda group: -len(group.forces)))


def _coded(data: ReportData) -> Mapping[str, Sequence[CodedPassage]]:
    """The coded passages of each plan, in the plan's order, by plan_id."""
    plans = {plan.plan_id: plan for matrix in data.matrices for plan in matrix.plans}
    labels = {(each.frame, each.id): each.label for each in data.codebook.categories}
    found: dict[tuple[str, int, int], CodedPassage] = {}
    for one in data.review.codings:
        coding = one.coding
        if coding.plan_id not in plans or not coding.counts:
            continue
        key = (coding.plan_id, coding.passage.start, coding.passage.end)
        if key not in found:
            plan, page = plans[coding.plan_id], page_cell(coding.passage.page)
            written = coding.before + coding.match + coding.after
            found[key] = CodedPassage(plan, page, " ".join(written.split()), [])
        label = labels.get((coding.frame, coding.category), coding.category)
        if label not in (known := found[key].categories):
            known.append(label)
    by_plan: dict[str, list[CodedPassage]] = defaultdict(list)
    for key in sorted(found):
        by_plan[key[0]].append(found[key])
    return by_plan


def _shared_rows(
    data: ReportData, groups: Sequence[SharedWording]
) -> Iterator[list[CellValue]]:
    for number, group in enumerate(groups, start=1):
        forces = "; ".join(group.forces.values())
        for one, likeness in group.members:
            yield [
                number,
                len(group.forces),
                forces,
                one.plan.shown_force,
                one.plan.plan_id,
                one.page,
                one.told,
                round(likeness),
                one.text,
                data.state,
            ]


def _groups(
    data: ReportData, coded: Mapping[str, Sequence[CodedPassage]]
) -> Sequence[SharedWording]:
    """Each passage joins the first group whose first passage has nearly the same words.

    Only groups that share `_SHINGLE` words in a row are compared, so the time grows
    with the number of passages, not with its square.
    """
    from rapidfuzz import fuzz

    groups: list[SharedWording] = []
    with_words: dict[str, list[int]] = defaultdict(list)  # group numbers by shingle
    passages = [one for plan in data.plans for one in coded.get(plan.plan_id, ())]
    for one in passages:
        words = one.plain.split()
        if len(words) < _LEAST_WORDS:
            continue
        shingles = {
            " ".join(words[at : at + _SHINGLE])
            for at in range(len(words) - _SHINGLE + 1)
        }
        shared = Counter(
            number for shingle in shingles for number in with_words.get(shingle, ())
        )
        for number, _ in shared.most_common(_MOST_COMPARED):
            first = groups[number].members[0][0]
            likeness = fuzz.ratio(first.plain, one.plain, score_cutoff=_SAME)
            if likeness:
                groups[number].members.append((one, likeness))
                break
        else:
            for shingle in shingles:
                with_words[shingle].append(len(groups))
            groups.append(SharedWording([(one, 100.0)]))
    return groups


def wording_changes(data: ReportData) -> tuple[ForceWording, ...]:
    """What became of the coded passages of each force with both plans, in printed
    order; none for published ticks.
    """
    if data.published or not data.matrices:
        return ()
    coded = _coded(data)
    return tuple(
        _force_wording(data, coded, force.previous, force.current)
        for force in changes(data, data.matrices[0])
    )


def _force_wording(
    data: ReportData,
    coded: Mapping[str, Sequence[CodedPassage]],
    old: Plan,
    new: Plan,
) -> ForceWording:
    unread = tuple(
        plan.plan_id
        for plan in (old, new)
        if plan.plan_id not in data.result_of
        or not data.result_of[plan.plan_id].readable
    )
    if unread:
        return ForceWording(old, new, unread=unread)
    before, after = coded.get(old.plan_id, ()), coded.get(new.plan_id, ())
    return ForceWording(old, new, tuple(_paired(before, after)))


def _change_rows(
    data: ReportData, changed: Sequence[ForceWording]
) -> Iterator[list[CellValue]]:
    for force in changed:
        if force.unread:
            told = f"could not be read: {', '.join(force.unread)}"
            unread = WordingPair("n/a", 0.0, None, None)
            yield _change_row(force, unread, told, data.state)
        for pair in force.pairs:
            yield _change_row(force, pair, word_diff(pair), data.state)


def _change_row(
    force: ForceWording, pair: WordingPair, told: str, state: str
) -> list[CellValue]:
    was, now = pair.was, pair.now
    shown = now or was
    return [
        force.current.shown_force,
        pair.change,
        round(pair.likeness) or None,
        shown.told if shown else None,
        force.previous.plan_id,
        was.page if was else None,
        was.text if was else None,
        force.current.plan_id,
        now.page if now else None,
        now.text if now else None,
        told or None,
        state,
    ]


def _paired(
    before: Sequence[CodedPassage], after: Sequence[CodedPassage]
) -> Iterator[WordingPair]:
    """Kept, reworded and dropped passages in the order of the older plan, then the new
    ones; each passage in one pair at most, the most alike first.
    """
    from rapidfuzz import fuzz, process

    scores = process.cdist(
        [one.plain for one in before],
        [one.plain for one in after],
        scorer=fuzz.ratio,
        score_cutoff=_REWORDED,
    )
    olds, news = scores.nonzero()
    met = sorted(
        (-float(scores[old, new]), int(old), int(new))
        for old, new in zip(olds, news, strict=True)
    )
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for negative, old, new in met:
        if old not in partner and new not in taken:
            partner[old] = (new, -negative)
            taken.add(new)
    for at, was in enumerate(before):
        if at in partner:
            new, likeness = partner[at]
            change = "kept" if likeness == 100 else "reworded"
            yield WordingPair(change, likeness, was, after[new])
        else:
            yield WordingPair("dropped", 0.0, was, None)
    for at, now in enumerate(after):
        if at not in taken:
            yield WordingPair("new", 0.0, None, now)


def word_diff(pair: WordingPair) -> str:
    """`help [-all-] {+young+} victims`: words taken out and put in; blank where nothing
    was reworded.
    """
    marks = {"kept": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return " ".join(marks[kind].format(words) for kind, words in pair.pieces)
