"""The choice: which group states the plan's priorities, how sure that is, and which
rivals it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.sections import Sections
from plancoder.coding.statements.cue_kinds.leads import last_words
from plancoder.coding.statements.cue_kinds.places import ALL_CHAPTERS
from plancoder.coding.statements.cue_kinds.scene import Cue, Scene
from plancoder.coding.statements.cues import HOPELESS, weigh
from plancoder.coding.statements.fuller import are_shorter, say_more
from plancoder.coding.statements.group import ANNOUNCES, CODED, MOST_ITEMS, Group
from plancoder.coding.statements.items import Form, Item, contents_runs
from plancoder.coding.statements.worded_again import shared_words
from plancoder.coding.statements.wordings import is_common, numbers_said
from plancoder.models import BlockKind, Document


class Confidence(StrEnum):
    """How sure it is that the statements are the plan's own priorities, all of them."""

    STATED = "stated"
    LIKELY = "likely"
    GUESSED = "guessed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rival:
    """A group with what speaks for and against it."""

    group: Group
    cues: tuple[Cue, ...]
    points: float
    wordings: frozenset[str] = frozenset()  # the plain wordings of its items


@dataclass(frozen=True, slots=True)
class Choice:
    """All rivals, best first; the first is chosen where `confidence` is not none."""

    rivals: tuple[Rival, ...]
    confidence: Confidence


# Points of the best group, and its lead over the best that says something else, at
# which each level begins: measured on labelled documents by benchmarks/statements.py.
_STATED, _STATED_LEAD = 7.0, 2.0
_LIKELY, _LIKELY_LEAD = 6.0, 0.75
_GUESSED = HOPELESS
_DOUBT = -3.0  # points of one cue against a group that make it no more than likely
_SAME = 86.0  # two wordings this alike, in percent, are one


def choose(rivals: Sequence[Rival]) -> Choice:
    """Choose among groups of one document."""
    ranked = tuple(sorted(rivals, key=lambda one: (-one.points, _is_unbounded(one))))
    ranked = _whole_list_first(ranked)
    if not ranked or ranked[0].points < _GUESSED:
        return Choice(ranked, Confidence.NONE)
    return Choice(ranked, Confidence.STATED)


def _is_unbounded(rival: Rival) -> bool:
    """Whether a group goes behind those with as many points: of chapters, those that
    are built alike are bounded; "C1", "C2" number the parts of any chapter.
    """
    label = rival.group.items[0].label
    coded = rival.group.kind == "labels" and label is not None and len(label.word) == 1
    return coded or rival.group.kind == "chapters"


def _whole_list_first(ranked: tuple[Rival, ...]) -> tuple[Rival, ...]:
    """Prefer the whole of an announced list to those of its items that are numbered,
    and the whole of announced lines to all but the last.
    """
    if not ranked:
        return ranked
    best = {item.lead for item in ranked[0].group.items}
    for at, rival in enumerate(ranked[1:], start=1):
        leads = {item.lead for item in rival.group.items}
        if best < leads and _is_whole_of(rival, ranked[0]):
            return (rival, *ranked[:at], *ranked[at + 1 :])
    return ranked


def _is_whole_of(rival: Rival, best: Rival) -> bool:
    """Whether a group that has all the items of the best one, and more, is the whole of
    the same list.
    """
    kind = rival.group.kind
    led_apart = (
        ANNOUNCES.search(best.group.lead)
        and rival.group.lead != best.group.lead
        and rival.points < best.points
    )
    if _is_better_part(best, rival):
        return False
    # "Aim 1" to "Aim 4" among what else a meeting was told.
    labelled = (best.group.kind, kind) == ("labels", "list")
    if led_apart or (labelled and not _speaks(rival, "announced_plainly")):
        return False
    if kind in ("lines", "headings") and rival.points >= best.points:
        return True
    # "A1 Our towns" to "F3 Staff" number every part of the plan.
    numbers_all = kind == CODED and rival.points < best.points - _BEHIND
    few = len(rival.group.items) <= _MOST_WHOLE
    parts = (kind, best.group.kind) == ("contents", "chapters")
    whole = few and (parts or kind in ("list", CODED))
    return whole and rival.points >= _GUESSED and not numbers_all


def _is_better_part(best: Rival, rival: Rival) -> bool:
    """Whether what speaks for a part does not speak for the whole: it comes again as
    chapters, or is "7a" to "7d" below "My aims", among the parts of other chapters.
    """
    coded = rival.group.kind == CODED
    return _speaks_alone(best, rival, "come_as_chapters") or (
        coded and _speaks_alone(best, rival, "announced_plainly")
    )


_BEHIND = 3.0  # points that what is coded may have less than its best part
_MOST_WHOLE = 14  # items of a list that is preferred to its parts


def settle(choice: Choice, scene: Scene) -> Choice:
    """The choice with its confidence, by its points and its lead over what says
    something else.
    """
    if choice.confidence is Confidence.NONE:
        return choice
    points = choice.rivals[0].points
    best, choice = _announced_first(choice, scene)
    other = next(
        (one for one in choice.rivals[1:] if not says_the_same(one, best, scene)), None
    )
    lead = points - other.points if other else points
    doubtful = any(cue.points <= _DOUBT for cue in best.cues)
    doubtful = doubtful or any(
        _may_go_on(best, one, scene) for one in choice.rivals[1:]
    )
    if points >= _STATED and lead >= _STATED_LEAD and not doubtful:
        level = Confidence.STATED
    elif points >= _LIKELY and lead >= _LIKELY_LEAD:
        level = Confidence.LIKELY
    else:
        level = Confidence.GUESSED
    return Choice(choice.rivals, level)


def _announced_first(choice: Choice, scene: Scene) -> tuple[Rival, Choice]:
    """Prefer what words announce to chapters and contents entries which say the same;
    else the chapters that are built alike to a longer run of chapters.
    """
    best, *others = choice.rivals
    rival = next(_preferred(best, others, scene), None)
    if rival is None:
        return best, choice
    if rival.group.kind == "alike":
        # It may give way to lines that announce the same, item by item.
        lines = (one for one in others if one.group.kind == "lines")
        stated = (one for one in lines if _is_listed(one))
        rival = next((one for one in stated if _says_each(one, rival, scene)), rival)
    rest = tuple(one for one in choice.rivals if one is not rival)
    return rival, Choice((rival, *rest), choice.confidence)


def _is_listed(rival: Rival) -> bool:
    """Whether a group is a list, or lines that words with a colon lead to or that come
    again as chapters.
    """
    kind, lead = rival.group.kind, rival.group.lead
    led = bool(ANNOUNCES.search(lead)) or _speaks(rival, "come_as_chapters")
    return kind == "list" or (kind == "lines" and led)


def _preferred(best: Rival, others: Sequence[Rival], scene: Scene) -> Iterator[Rival]:
    """The rivals that go before the best one by points, the first of them first."""
    yield from (one for one in others if _says_more(one, best, scene))
    if best.group.kind == "alike":
        yield from _fuller_chapters(best, others, scene)
    if best.group.kind in _CHAPTERS:
        yield from _said_outright(others)
        yield from (one for one in others if _states_plainly(one, best, scene))
        yield from (one for one in others if _is_part(one, best, scene))
        yield from (one for one in others if _goes_further(one, best, scene))
        yield from (one for one in others if _in_contents(one, best))


def _fuller_chapters(
    best: Rival, others: Sequence[Rival], scene: Scene
) -> Iterator[Rival]:
    """The rivals that have all of the chapters built alike, and one or two more."""
    yield from (one for one in others if _fills_gap(one, best))
    yield from (one for one in others if _bounds(one, best, scene))


def _fills_gap(rival: Rival, best: Rival) -> bool:
    """Whether chapters built alike are all of the best ones and others among these,
    which lack one of the subtitles.
    """
    if rival.group.kind != "alike":
        return False
    own = [item.start for item in best.group.items]
    mine = {item.start for item in rival.group.items}
    return set(own) < mine and own[0] == min(mine) and own[-1] == max(mine)


def _bounds(rival: Rival, best: Rival, scene: Scene) -> bool:
    """Whether sub-entries of a contents page, which their marks or decimals bound, or
    lines of a cover that are all chapters, say what chapters built alike do, and one or
    two more; any number below an entry that names priorities.
    """
    few, many = len(best.group.items), len(rival.group.items)
    parts = rival.group.kind == "contents" and bool(rival.group.lead)
    named = parts and _speaks(rival, "announced_plainly")
    bounded = named or _are_chapters(rival) or (parts and _speaks(rival, "recurs"))
    most = many if named else few + 2
    if not (bounded and few < many <= most) or rival.points < _ANNOUNCED:
        return False
    own = [scene.plain_of(item) for item in best.group.items]
    return all(_is_worded(words, rival.wordings) for words in own)


def _goes_further(rival: Rival, best: Rival, scene: Scene) -> bool:
    """Whether chapters built alike begin with all of a run of chapters and go on with
    one or two more, whose titles could be those of any plan: "Good money, good people".
    """
    few, many = len(best.group.items), len(rival.group.items)
    further = rival.group.kind == "alike" and few < many <= few + 2
    if not further or _speaks(best, "announced_plainly"):
        return False
    alike = [scene.plain_of(item) for item in rival.group.items]
    return alike[:few] == [scene.plain_of(item) for item in best.group.items]


def _in_contents(rival: Rival, best: Rival) -> bool:
    """Whether lines that are all in the contents are a part of a run of chapters not
    all of which are: the aims on a cover, above its motto.
    """
    mine = {item.start for item in rival.group.items}
    return _are_chapters(rival) and mine < {item.start for item in best.group.items}


def _are_chapters(rival: Rival) -> bool:
    """Whether a group is lines all of which are chapters of the plan."""
    return rival.group.kind == "lines" and any(
        cue.name == "recurs" and cue.points >= ALL_CHAPTERS for cue in rival.cues
    )


def _said_outright(others: Sequence[Rival]) -> list[Rival]:
    """The one list of which somebody says "my priorities are:", whatever the chapters
    are called.
    """
    lists = {
        one.wordings: one
        for one in others
        if one.group.kind == "list" and _speaks(one, "said_outright")
    }
    few = [one for one in lists.values() if len(one.group.items) >= _FEWEST_LABELLED]
    return few if len(few) == 1 and few[0].points >= _STATED else []


_CHAPTERS = ("chapters", "contents", "alike", "numbered apart")


def _is_part(rival: Rival, best: Rival, scene: Scene) -> bool:
    return _is_core(rival, best, scene) or _is_labelled_part(rival, best)


def _says_more(rival: Rival, best: Rival, scene: Scene) -> bool:
    """Whether an announced list says each title of a word or two more fully."""
    kinds = ("list", "lines", "cells", "headings", "chapters", "labels")
    if rival.group.kind not in kinds or rival.points < _ANNOUNCED:
        return False
    titles = [scene.text_of(item) for item in best.group.items]
    wordings = [scene.text_of(item) for item in rival.group.items]
    if say_more(titles, wordings):
        return True
    # "Promise one: The visit" is the chapter on the first of five promises listed.
    counted = all(_speaks(one, "as_many_as_said") for one in (rival, best))
    listed = rival.group.kind == "list" and _speaks(rival, "announced_plainly")
    return counted and listed and are_shorter(titles, wordings)


def _speaks_alone(one: Rival, other: Rival, cue: str) -> bool:
    """Whether a cue speaks for one rival and not for the other."""
    return _speaks(one, cue) and not _speaks(other, cue)


def _speaks(rival: Rival, cue: str) -> bool:
    return any(one.name == cue and one.points > 0 for one in rival.cues)


def _states_plainly(rival: Rival, best: Rival, scene: Scene) -> bool:
    if _is_listed(rival) and _says_each(rival, best, scene):
        return True
    # Chapters are worded as the table that announces them; it tells where they end.
    size = len(rival.group.items) - len(best.group.items)
    if rival.group.kind == "cells" and size >= 0:
        return False
    if (rival.group.kind, best.group.kind) == ("lines", "alike") and size < 0:
        return False
    announced = rival.group.kind == "labels" or any(
        cue.name.startswith("announced") and cue.points > 0 for cue in rival.cues
    )
    return (
        announced
        and rival.group.kind in ("list", "lines", "labels", "sentence", "cells")
        and rival.points >= _ANNOUNCED
        and says_the_same(rival, best, scene)
    )


def _is_core(rival: Rival, best: Rival, scene: Scene) -> bool:
    """Whether chapters built alike are an unbroken part of a run of chapters whose
    ends nothing but their titles tells.
    """
    # "Our priorities" before a run tells what it is, "What comes next" only where it
    # begins.
    bounded = any(cue.name == "announced_plainly" for cue in best.cues)
    if rival.group.kind != "alike" or best.group.kind == "alike" or bounded:
        return False
    alike = [scene.plain_of(item) for item in rival.group.items]
    run = [scene.plain_of(item) for item in best.group.items]
    return any(run[at : at + len(alike)] == alike for at in range(len(run)))


def _may_go_on(best: Rival, rival: Rival, scene: Scene) -> bool:
    """Whether the chapter right behind chapters built alike may be one of them: in the
    run of chapters that they are a part of it follows at once, and no plan has it.
    """
    if best.group.kind != "alike" or not _is_core(best, rival, scene):
        return False
    last = scene.plain_of(best.group.items[-1])
    run = [scene.plain_of(item) for item in rival.group.items]
    behind = rival.group.items[run.index(last) + 1 :][:1]
    return bool(behind) and not is_common(scene.document, behind[0])


def _is_labelled_part(rival: Rival, best: Rival) -> bool:
    """Whether "Priority – Calm lanes", "Priority – Warm halls" and their like stand
    among other chapters: "Our towns" is none of them.
    """
    labelled = rival.group.kind in ("labels", "bare labels")
    mine = {item.start for item in rival.group.items}
    theirs = {item.start for item in best.group.items}
    return labelled and len(mine) >= _FEWEST_LABELLED and mine < theirs


_FEWEST_LABELLED = 3
_ANNOUNCED = 5.0  # points of a group that is announced at all, and looks like one


def says_the_same(one: Rival, other: Rival, scene: Scene) -> bool:
    """Whether most of the items of the smaller group are worded in the other too."""
    fewer = len(one.group.items) <= len(other.group.items)
    few, many = (one, other) if fewer else (other, one)
    wanted = 0.5 * len(few.group.items)
    alike, left = 0, len(few.group.items)
    for item in few.group.items:
        alike += _is_worded(scene.plain_of(item), many.wordings)
        left -= 1
        # The items that are left change nothing.
        if alike >= wanted or alike + left < wanted:
            break
    return alike >= wanted


def _is_worded(words: str, wordings: frozenset[str]) -> bool:
    if words and words in wordings:
        return True
    # Wordings of very unlike lengths that do not begin alike are not the same.
    size, begins = len(words), words[:_LONG_ENOUGH]
    least, most = _UNLIKE * size, size / _UNLIKE
    near = [
        one
        for one in wordings
        if least <= len(one) <= most + 1 or one.startswith(begins)
    ]
    return any(same_wording(words, one) for one in near)


def _says_each(one: Rival, other: Rival, scene: Scene) -> bool:
    """Whether two groups say the same item by item: "Change young lives" and "Keep
    lanes quiet" beside "Changing Young Lives" and "Quiet Lanes".
    """
    less = len(one.group.items) - len(other.group.items)
    led = less == 1 and bool(ANNOUNCES.search(one.group.lead))
    if less and not led:
        return False
    alike = 0
    for mine, theirs in zip(one.group.items, other.group.items, strict=False):
        alike += shared_words(scene.text_of(mine), scene.text_of(theirs)) > 0
    return alike >= _MOST_ALIKE * len(other.group.items)


_MOST_ALIKE = 0.8  # share of pairs; one title may be in other words


def same_wording(one: str, other: str) -> bool:
    """Whether two plain wordings state one priority: alike, or one begins the other."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) > _LONG_ENOUGH and long.startswith(short):
        return True
    # Wordings of very unlike lengths are never that alike.
    if len(short) <= _UNLIKE * len(long):
        return False
    return bool(
        fuzz.ratio(one, other, score_cutoff=_SAME)
        or fuzz.token_sort_ratio(one, other, score_cutoff=_SAME)
    )


_LONG_ENOUGH = 12  # characters that two wordings do not begin with by chance
_UNLIKE = 0.7  # share of the longer wording from which a shorter one is unlike it


def rank_groups(
    document: Document,
    sections: Sections,
    items: Sequence[Item],
    groups: Sequence[Group],
) -> tuple[Choice, Scene]:
    """Weigh all groups and choose."""
    entries = {at for run in contents_runs(list(items)) for at in run}
    heading = [
        item
        for at, item in enumerate(items)
        if at not in entries and _heads(document, item)
    ]
    scene = Scene(
        document,
        sections,
        Counter(plain(document.text[item.start : item.end]) for item in heading),
        Counter(
            plain(document.text[items[at].start : items[at].end]) for at in entries
        ),
        Counter(last_words(group) for group in groups if group.kind == "list"),
        numbers_said(document.text),
        frozenset(item.start for item in heading),
        [
            document.text[items[at].start : items[at].end]
            for at in sorted(entries)[:MOST_ITEMS]
        ],
    )
    rivals = []
    for group in groups:
        cues = weigh(group, scene)
        points = sum(cue.points for cue in cues)
        wordings = frozenset(map(scene.plain_of, group.items))
        rivals.append(Rival(group, cues, points, wordings))
    return settle(choose(rivals), scene), scene


def _heads(document: Document, item: Item) -> bool:
    """Whether an item could be a heading: marked as one, or a short line before "
    "text.
    """
    titled = item.label is not None and item.start >= document.blocks[item.block].end
    if item.form is Form.HEADING or titled:
        return True
    following = document.blocks[item.block + 1 : item.block + 2]
    return (
        item.form is Form.LINE
        and item.end - item.start < 110
        and bool(following)
        and following[0].kind is BlockKind.PARAGRAPH
        and following[0].end - following[0].start > 110
    )
