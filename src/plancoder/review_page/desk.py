"""The reviewer's desk: all codings of the study with their decisions, kept in step with
the log on disk.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plancoder.codebook.shape import Codebook
from plancoder.errors import PlancoderError, PlanError, StudyError
from plancoder.models import (
    Cell,
    Coding,
    Decision,
    Plan,
    Review,
    ReviewedCoding,
    Verdict,
)
from plancoder.review.quotes import PlanText
from plancoder.review.settle import settle_plan
from plancoder.review.sheets.attribution import decision_on
from plancoder.review.verdicts import newest_of_each, pile_of, reviewer_key
from plancoder.review_page.log_follower import LogFollower
from plancoder.review_page.page_index import Kept, LogMark, PageIndex
from plancoder.review_page.queue import (
    CellKey,
    Entry,
    EntryMaker,
    Progress,
    State,
    Wish,
    mark_group,
)
from plancoder.review_page.shelf import ClosedShelf, OpenShelf, Shelf
from plancoder.study.decision_log import append_if, read_log

# More decisions since the index was made, and the study is settled anew.
_MOST_NEWS = 2_000


class Refused(PlancoderError):  # noqa: N818 - the house's words
    """What was wanted cannot be done; the message says why and what to do.

    Nothing was saved.
    """

    exit_code = 2


class Changed(PlancoderError):  # noqa: N818 - the house's words
    """The coding was decided elsewhere since the reviewer saw it.

    Nothing was saved; `coding_id` is what to show.
    """

    def __init__(self, message: str, coding_id: str) -> None:
        super().__init__(message)
        self.coding_id = coding_id


@dataclass(frozen=True, slots=True)
class Sources:
    """What the page needs from the rooms above it.

    The functions that look into plans raise PlanError.
    """

    name: str
    plans: Sequence[Plan]
    readable: Collection[str]  # plan_ids
    codebook: Codebook
    codings: Callable[[str], Sequence[Coding]]  # of a plan
    review: Callable[[], Review]
    log: Path
    now: Callable[[], str]
    tick: Callable[[CellKey, Sequence[ReviewedCoding]], Cell]
    text_of: Callable[[str], PlanText]
    picture_of: Callable[[str, int], bytes]
    explain: Callable[[str, str, str], Mapping[str, Any]]
    find_words: Callable[[Coding], Sequence[tuple[float, float, float, float]]]
    statements: Callable[[str], Mapping[str, Any]]
    save_statements: Callable[[str, Sequence[str], str], Mapping[str, Any]]
    coded_anew: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reviewer says of one coding; `version` is the state in which they saw
    it.
    """

    coding_id: str
    verdict: Verdict
    note: str = ""
    version: str = ""


class Desk:
    """Every coding with its decisions.

    Safe to use from several threads.
    """

    def __init__(
        self, sources: Sources, reviewer: str, index: PageIndex | None = None
    ) -> None:
        """Settle the study, or take what `index` keeps of it and what was written to
        the log since. Raises StudyError where that cannot be done.
        """
        self.sources = sources
        self.reviewer = reviewer
        self.lock = threading.RLock()
        self.plans = {plan.plan_id: plan for plan in sources.plans}
        self.categories = {(one.frame, one.id) for one in sources.codebook.categories}
        frames = [frame.id for frame in sources.codebook.frames]
        self._maker = EntryMaker(sources.plans, frames)
        self._follower = LogFollower(sources.log)
        self._log: dict[str, list[Decision]] = defaultdict(list)  # by plan
        self._log_is_whole = True  # else it lacks what the index was made of
        self._index = index
        self._changed_entries: dict[str, Entry] = {}  # since the index
        self._changed_cells: dict[CellKey, None] = {}
        self._must_load = False
        self.loads = 0
        self._shelf: Shelf
        if index is None:
            self._load()
        else:
            self._take_kept(index)

    def _load(self, decisions: Sequence[Decision] = ()) -> None:
        """Settle the whole study.

        The log is read first: what is appended meanwhile is seen twice, never missed.
        `decisions` are what was read of it before.
        """
        # Should this fail, nothing is shown until it was done.
        self._must_load = True
        self._log.clear()
        self._log_is_whole = True
        for decision in (*decisions, *self._follower.news().decisions):
            self._log[decision.plan_id].append(decision)
        self._shelf = shelf = OpenShelf(self._entries_of(self.sources.review()))
        self._index = None  # it keeps another state
        self.progress = Progress()
        self._alias: dict[str, str] = {}
        for entry in shelf:
            self._count(entry)
        self.cells: dict[CellKey, Cell] = {}
        for key in shelf.by_cell:
            self._tick(key)
        self.changes: list[
            str
        ] = []  # ids of codings in the order in which they changed
        self.loads += 1
        self._must_load = False

    def _take_kept(self, index: PageIndex) -> None:
        """Begin with what an index keeps."""
        kept = index.read(self.sources.plans)
        if not self._follower.go_on(kept.log.size, kept.log.digest):
            raise StudyError("the log of decisions was changed since")
        self._log_is_whole = not kept.log.size
        self._shelf = ClosedShelf(index)
        self.progress = kept.progress
        self._alias = dict(kept.alias)
        self.cells = dict(kept.cells)
        self.changes = []
        # Who was unsure leads to another coding for another reviewer.
        for key in index.cells_of_unsure():
            self._tick(key)
        news = self._follower.news()
        known = all(self.find(each.coding_id) for each in news.decisions)
        if len(news.decisions) > _MOST_NEWS or not known:
            raise StudyError("much was decided since")
        self._take(news.decisions)
        self.changes = []
        self.loads += 1

    def kept(self) -> Kept | None:
        """What an index is to keep beside the entries; None where the log has moved
        on.
        """
        mark = self._follower.mark()
        if mark is None:
            return None
        alias = {old: new for old, new in self._alias.items() if old != new}
        return Kept(self.cells, self.progress, alias, LogMark(*mark))

    def close(self) -> None:
        """Bring the index up to what was decided since it was made, and close it."""
        with self.lock:
            if self._index is None:
                return
            kept = self.kept() if self._changed_entries else None
            with suppress(StudyError):  # then the next start takes more from the log
                if kept is not None:
                    self._index.update(
                        kept,
                        len(self._shelf),
                        self._changed_entries.values(),
                        self._changed_cells,
                    )
            self._index.close()

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, in the order of the plans."""
        return self._shelf.all()

    def fetch(self) -> None:
        """Read from the index what nobody has asked for yet."""
        self._shelf.fetch()

    def entries_of(self, plan_id: str) -> Sequence[Entry]:
        """The entries of a plan."""
        return self._shelf.of_plan(plan_id)

    def group(self, key: CellKey) -> Sequence[Entry]:
        """The entries of a cell."""
        return self._shelf.of_cell(key)

    def candidates(self, wish: Wish) -> Sequence[Entry]:
        """Entries among which all are that a reviewer wishes to see, in the order of
        the plans.
        """
        if wish.state is State.OPEN:
            return self._shelf.leading()
        return self._shelf.of_plan(wish.plan) if wish.plan else self._shelf.all()

    def find_rows(self, words: str) -> Collection[int]:
        """Rows of the index whose passage has these words."""
        return self._index.rows_with(words) if self._index else ()

    def _entries_of(self, review: Review) -> list[Entry]:
        return self._maker.entries(review.codings)

    def _count(self, entry: Entry) -> None:
        self.progress.count(entry)
        self._index_alias(entry)

    def _tick(self, key: CellKey) -> None:
        group = self._shelf.of_cell(key)
        cell = self.cells[key] = self.sources.tick(
            key, [entry.one for entry in group if not entry.gone]
        )
        self._changed_cells[key] = None
        before = [(entry.fragile, entry.leads) for entry in group]
        mark_group(group, cell, self.reviewer)
        for entry, (fragile, led) in zip(group, before, strict=True):
            self.progress.open_cells += entry.leads - led
            if (entry.fragile, entry.leads) != (fragile, led):
                self._changed_entries[entry.coding_id] = entry

    # ----------------------------------------------------------------------------------
    # keeping in step

    @contextmanager
    def in_step(self) -> Iterator[None]:
        """Hold the desk, with all that others wrote until now."""
        with self.lock:
            self.keep_up()
            yield

    def keep_up(self) -> None:
        """Take in what others wrote to the log since the last look."""
        with self.lock:
            if self._must_load:
                self._load([one for group in self._log.values() for one in group])
            news = self._follower.news()
            if news.anew and (self._log or not self._log_is_whole):
                self._start_anew(news.decisions)
            else:
                self._take(news.decisions)

    def _start_anew(self, decisions: Sequence[Decision]) -> None:
        """The log was edited, not just grown: everything is settled again."""
        log: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            log[decision.plan_id].append(decision)
        if not self._log_is_whole or log != self._log:
            self._load(decisions)

    def _take(self, decisions: Sequence[Decision]) -> None:
        unknown: set[str] = set()
        for decision in decisions:
            self._log[decision.plan_id].append(decision)
            entry = self.find(decision.coding_id)
            if entry is None:
                unknown.add(decision.plan_id)
                continue
            newest = newest_of_each((*entry.one.decisions, decision))
            self._alias[decision.coding_id] = entry.coding.coding_id
            self._put(entry, replace(entry.one, pile=pile_of(newest), decisions=newest))
        for plan_id in unknown:
            self._settle_again(plan_id)

    def _put(self, entry: Entry, one: ReviewedCoding) -> None:
        self.progress.count(entry, -1)
        entry.one = one
        self.progress.count(entry)
        self._changed_entries[entry.coding_id] = entry
        self._tick(entry.cell)
        self.changes.append(one.coding.coding_id)

    def _settle_again(self, plan_id: str) -> None:
        """Settle one plan from its text: somebody added a passage."""
        if plan_id not in self.plans:
            return
        try:
            text = self.sources.text_of(plan_id)
        except PlanError:
            return
        self._complete_log()
        review = settle_plan(
            self.sources.codings(plan_id),
            self._log[plan_id],
            text_of=lambda _: text,
            categories=self.categories,
        )
        for made in self._entries_of(review):
            known = self._shelf.find(made.coding.coding_id)
            if known is None:
                self._shelf.add(made)
                self._count(made)
                self._changed_entries[made.coding_id] = made
                self._tick(made.cell)
                self.changes.append(made.coding.coding_id)
            elif known.one != made.one:
                self._put(known, made.one)
                self._index_alias(known)

    def _complete_log(self) -> None:
        """Read what the index was made of. What was appended meanwhile is seen twice,
        never missed.
        """
        if not self._log_is_whole:
            self._log.clear()
            for decision in read_log(self.sources.log).decisions:
                self._log[decision.plan_id].append(decision)
            self._log_is_whole = True

    def _index_alias(self, entry: Entry) -> None:
        for decision in entry.one.decisions:
            self._alias[decision.coding_id] = entry.coding.coding_id

    # ----------------------------------------------------------------------------------
    # asking and deciding

    def leader_of(self, key: CellKey) -> Entry | None:
        """The passage of a cell that is to be decided next; None once it is settled."""
        return next((entry for entry in self.group(key) if entry.leads), None)

    def waiting(self, key: CellKey) -> int:
        """Undecided passages of a cell."""
        return sum(entry.waits for entry in self.group(key))

    def find(self, coding_id: str) -> Entry | None:
        """The entry of a coding, also by an id under which it was decided before a
        rerun.
        """
        return self._shelf.find(coding_id) or self._shelf.find(
            self._alias.get(coding_id, "")
        )

    def entry(self, coding_id: str) -> Entry:
        """The entry of a coding; raises Refused where there is none."""
        found = self.find(coding_id)
        if found is None:
            raise Refused("This coding is no longer in the study. Load the page again.")
        return found

    def decide_all(self, choices: Sequence[Choice]) -> list[Entry]:
        """Append all decisions or none; when this returns they are on disk.

        Raises Changed, with nothing saved, where others decided one of them meanwhile.
        """
        with self.lock:
            new = [each for each in choices if not self._says_so(each)]
            at = self.sources.now()
            decisions = [
                decision_on(
                    self.entry(each.coding_id).coding,
                    each.verdict,
                    self.reviewer,
                    at,
                    each.note,
                )
                for each in new
            ]
            changed = ""

            def unchanged() -> bool:
                nonlocal changed
                self.keep_up()
                changed = next(filter(None, map(self._changed, new)), "")
                return not changed

            if new and not append_if(self.sources.log, decisions, unchanged):
                raise Changed(
                    "Decided elsewhere meanwhile. Nothing of yours was saved.", changed
                )
            self.keep_up()  # what the page says is what was read back from disk
            return [self.entry(each.coding_id) for each in choices]

    def way_back(self, coding_ids: Sequence[str]) -> list[Choice]:
        """What this reviewer says of these codings now: the choices that undo the
        next ones.
        """
        with self.lock:
            return [self._standing(coding_id) for coding_id in coding_ids]

    def _standing(self, coding_id: str) -> Choice:
        mine = self._mine(self.entry(coding_id))
        if mine is None:
            return Choice(coding_id, Verdict.WITHDRAW)
        # To add a passage is to accept its coding.
        verdict = Verdict.ACCEPT if mine.verdict is Verdict.ADD else mine.verdict
        return Choice(coding_id, verdict, mine.note)

    def _says_so(self, choice: Choice) -> bool:
        entry = self.entry(choice.coding_id)
        return entry.version == choice.version and _says_the_same(
            self._mine(entry), choice.verdict, choice.note
        )

    def _changed(self, choice: Choice) -> str:
        """The id of the coding where it is no longer as the reviewer saw it."""
        now = self.entry(choice.coding_id).version
        return "" if now == choice.version else choice.coding_id

    def take_added(self, decision: Decision) -> Entry:
        """Append the decision that adds a passage; when this returns it is on disk."""
        with self.lock:
            append_if(self.sources.log, [decision], lambda: True)
            self.keep_up()
            return self.entry(decision.coding_id)

    def _mine(self, entry: Entry) -> Decision | None:
        who = reviewer_key(self.reviewer)
        return next(
            (
                each
                for each in entry.one.decisions
                if reviewer_key(each.reviewer) == who
            ),
            None,
        )


def _says_the_same(mine: Decision | None, verdict: Verdict, note: str) -> bool:
    if mine is None:
        return verdict is Verdict.WITHDRAW
    return mine.verdict is verdict and mine.note == note
