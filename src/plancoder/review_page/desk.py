"""The reviewer's desk: all codings of the study with their decisions, kept in step with
the log on disk.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plancoder.codebook.shape import Codebook
from plancoder.errors import PlancoderError, PlanError
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
from plancoder.review_page.queue import (
    CellKey,
    Entry,
    Progress,
    is_fragile,
    leader,
    make_entries,
)
from plancoder.study.decision_log import append_if


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
    codings: Sequence[Coding]
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

    def __init__(self, sources: Sources, reviewer: str) -> None:
        self.sources = sources
        self.reviewer = reviewer
        self.lock = threading.RLock()
        self.plans = {plan.plan_id: plan for plan in sources.plans}
        self.categories = {(one.frame, one.id) for one in sources.codebook.categories}
        self.codings: dict[str, list[Coding]] = defaultdict(list)
        for coding in sources.codings:
            self.codings[coding.plan_id].append(coding)
        self._follower = LogFollower(sources.log)
        self._log: dict[str, list[Decision]] = defaultdict(list)  # by plan
        self._load()

    def _load(self) -> None:
        """Settle the whole study.

        The log is read first: what is appended meanwhile is seen twice, never missed.
        """
        self._log.clear()
        for decision in self._follower.news().decisions:
            self._log[decision.plan_id].append(decision)
        self.entries = self._entries_of(self.sources.review())
        self.by_id = {entry.coding.coding_id: entry for entry in self.entries}
        self.by_cell: dict[CellKey, list[Entry]] = defaultdict(list)
        self.progress = Progress()
        self._alias: dict[str, str] = {}
        for entry in self.entries:
            self.by_cell[entry.cell].append(entry)
            self._index(entry)
        self.cells: dict[CellKey, Cell] = {}
        for key in self.by_cell:
            self._tick(key)
        self.changes: list[
            str
        ] = []  # ids of codings in the order in which they changed
        self.loads = getattr(self, "loads", 0) + 1

    def _entries_of(self, review: Review) -> list[Entry]:
        frames = [frame.id for frame in self.sources.codebook.frames]
        return make_entries(review.codings, self.sources.plans, frames)

    def _index(self, entry: Entry) -> None:
        self.progress.count(entry)
        self._index_alias(entry)

    def _tick(self, key: CellKey) -> None:
        group = self.by_cell[key]
        cell = self.cells[key] = self.sources.tick(
            key, [entry.one for entry in group if not entry.gone]
        )
        first = leader(group, cell, self.reviewer)
        for entry in group:
            entry.fragile = is_fragile(entry, cell)
            self.progress.open_cells -= entry.leads
            entry.leads = entry is first
            self.progress.open_cells += entry.leads

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
            news = self._follower.news()
            if news.anew and self._log:
                self._start_anew(news.decisions)
            else:
                self._take(news.decisions)

    def _start_anew(self, decisions: Sequence[Decision]) -> None:
        """The log was edited, not just grown: everything is settled again."""
        log: dict[str, list[Decision]] = defaultdict(list)
        for decision in decisions:
            log[decision.plan_id].append(decision)
        if log != self._log:
            self._load()

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
        review = settle_plan(
            self.codings[plan_id],
            self._log[plan_id],
            text_of=lambda _: text,
            categories=self.categories,
        )
        for made in self._entries_of(review):
            known = self.by_id.get(made.coding.coding_id)
            if known is None:
                insort(self.entries, made, key=lambda entry: entry.place)
                self.by_id[made.coding.coding_id] = made
                self.by_cell[made.cell].append(made)
                self._index(made)
                self._tick(made.cell)
                self.changes.append(made.coding.coding_id)
            elif known.one != made.one:
                self._put(known, made.one)
                self._index_alias(known)

    def _index_alias(self, entry: Entry) -> None:
        for decision in entry.one.decisions:
            self._alias[decision.coding_id] = entry.coding.coding_id

    # ----------------------------------------------------------------------------------
    # asking and deciding

    def leader_of(self, key: CellKey) -> Entry | None:
        """The passage of a cell that is to be decided next; None once it is settled."""
        return next((entry for entry in self.by_cell[key] if entry.leads), None)

    def waiting(self, key: CellKey) -> int:
        """Undecided passages of a cell."""
        return sum(entry.waits for entry in self.by_cell[key])

    def find(self, coding_id: str) -> Entry | None:
        """The entry of a coding, also by an id under which it was decided before a
        rerun.
        """
        return self.by_id.get(coding_id) or self.by_id.get(
            self._alias.get(coding_id, "")
        )

    def entry(self, coding_id: str) -> Entry:
        """The entry of a coding; raises Refused where there is none."""
        found = self.find(coding_id)
        if found is None:
            raise Refused("This coding is no longer in the study. Load the page again.")
        return found

    def decide(
        self, coding_id: str, verdict: Verdict, note: str, version: str
    ) -> Entry:
        """Append a decision; when this returns it is on disk.

        Raises Changed where others decided meanwhile.
        """
        [entry] = self.decide_all([Choice(coding_id, verdict, note, version)])
        return entry

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
