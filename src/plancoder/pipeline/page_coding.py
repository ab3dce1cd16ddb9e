"""The last coding of a study as the review page needs it: all of it, or an index of it
and the rest when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.extract.options import ExtractOptions
from plancoder.models import Coding, Decision, PlanResult, Review
from plancoder.pipeline.inspect_plans import read_plan_texts
from plancoder.pipeline.review import categories_of, review_study
from plancoder.pipeline.stored import SHOWN, open_results, stored_results
from plancoder.review.anchor import by_plan
from plancoder.review.quotes import TextOf
from plancoder.review.settle import settle_plan
from plancoder.review_page.desk import Desk, Sources
from plancoder.review_page.log_follower import LogFollower
from plancoder.review_page.page_index import LogMark, PageIndex, new_index
from plancoder.review_page.queue import EntryMaker
from plancoder.review_page.settle_index import IndexFiller
from plancoder.study.input_file import input_errors
from plancoder.study.names import CODINGS, PAGE_INDEX
from plancoder.study.open import Study
from plancoder.study.store import (
    ResultStore,
    ResultSummary,
    codings_as_written,
    read_result,
)
from plancoder.version import code_digest

# Fewer codings than this are settled in a second or two.
WORTH_AN_INDEX = 20_000


@dataclass(frozen=True, slots=True)
class Reading:
    """How much of a plan was read: what its blank cells say."""

    readable: bool
    pages_read: int
    pages_in_all: int


class PageCoding:
    """The last coding. What is read of it later is of the same coding, or refused."""

    def __init__(self, study: Study, options: ExtractOptions) -> None:
        self._study = study
        self._options = options
        self._path = study.out / CODINGS
        self._stamp = _stamp(self._path)

    def is_old(self) -> bool:
        """Whether the study was coded anew since."""
        return _stamp(self._path) != self._stamp

    def readings(self) -> dict[str, Reading]:
        """How each plan was read, by plan_id."""
        return {result.plan.plan_id: _reading(result) for result in self._results}

    @cached_property
    def _results(self) -> Sequence[PlanResult]:
        results = stored_results(self._study)
        self._refuse_other()
        return results

    def codings(self, plan_id: str) -> Sequence[Coding]:
        """The codings of a plan. Raises StudyError where it was coded anew."""
        if "_results" in self.__dict__:
            found = (one for one in self._results if one.plan.plan_id == plan_id)
            result = next(found, None)
        else:
            result = self._read(plan_id)
            self._refuse_other()
        return result.coded.codings if result and result.coded else ()

    def _read(self, plan_id: str) -> PlanResult | None:
        # Only lines that may be the plan's are parsed.
        sought = json.dumps(plan_id, ensure_ascii=False).encode("utf-8", "replace")
        try:
            with input_errors(self._path, SHOWN), self._path.open("rb") as lines:
                next(lines, b"")
                for line in lines:
                    if sought in line:
                        result = read_result(line, SHOWN)
                        if result.plan.plan_id == plan_id:
                            return result
        except FileNotFoundError:
            self._refuse_other()
        return None

    def _refuse_other(self) -> None:
        if self.is_old():
            raise StudyError(
                "The study was coded anew. Stop the page and start it again; your"
                " decisions are in decisions.csv."
            )

    def review(self) -> Review:
        """All codings with their decisions."""
        return review_study(self._study, self._results, self._options)

    # ----------------------------------------------------------------------------------
    # the index

    def open_desk(
        self,
        reviewer: str,
        make_sources: Callable[[Mapping[str, Reading]], Sources],
    ) -> Desk:
        """The desk from the index, which is made first where there is none; of a small
        study from the codings.
        """
        path, key = self._study.out / PAGE_INDEX, self._key()
        with suppress(StudyError):
            return _desk_of_index(PageIndex(path, key), reviewer, make_sources)
        with suppress(StudyError):
            self._make_index(path, key, reviewer, make_sources)
            return _desk_of_index(PageIndex(path, key), reviewer, make_sources)
        return Desk(make_sources(self.readings()), reviewer)

    def _make_index(
        self,
        path: Path,
        key: str,
        reviewer: str,
        make_sources: Callable[[Mapping[str, Reading]], Sources],
    ) -> None:
        """Settle the study into an index, one plan after the other.

        Raises StudyError where that would not save time, or is not sure to be right.
        """
        study = self._study
        with open_results(study) as store:
            self._refuse_other()
            if sum(one.codings for one in store.summaries) < WORTH_AN_INDEX:
                raise StudyError("there are few codings")
            readings = {one.plan.plan_id: _reading(one) for one in store.summaries}
            sources = make_sources(readings)
            log = LogFollower(sources.log)
            decided = by_plan(log.news().decisions)
            mark = log.mark()
            if mark is None:
                raise StudyError("the log of decisions is not in plancoder's own form")
            with new_index(path) as index:
                frames = [frame.id for frame in study.codebook.frames]
                maker = EntryMaker(study.plans, frames)
                filler = IndexFiller(index, maker, sources.tick, reviewer)
                for plan_id, review in self._reviews(store, decided):
                    filler.add(
                        review.codings, codings_as_written(store.line_of(plan_id))
                    )
                note = {plan_id: astuple(one) for plan_id, one in readings.items()}
                index.finish(key, filler.progress, filler.alias, LogMark(*mark), note)

    def _reviews(
        self, store: ResultStore, decided: Mapping[str, Sequence[Decision]]
    ) -> Iterator[tuple[str, Review]]:
        """The reviews of the plans. Those with decisions that meet no coding come
        last, since their texts are read first, all of them at once.
        """
        wanted: list[str] = []
        coded = (one.plan.plan_id for one in store.summaries)
        categories = categories_of(self._study)
        for plan_id in dict.fromkeys((*coded, *decided)):
            asked: list[str] = []
            review = _settle(store, plan_id, decided, asked.append, categories)
            if asked:
                wanted.append(plan_id)
            else:
                yield plan_id, review
        texts = read_plan_texts(self._study, wanted, self._options) if wanted else {}
        here = {plan.plan_id for plan in self._study.plans}
        for plan_id in wanted:
            review = _settle(store, plan_id, decided, texts.get, categories)
            if plan_id in here and not all(each.nearest for each in review.orphans):
                # It may be readable the next time.
                raise StudyError("the text of a plan could not be read just now")
            yield plan_id, review

    def _key(self) -> str:
        """Digest of all that the page keeps but the decisions depends on."""
        study = self._study
        files = [
            _stamp(path)
            for plan in study.plans
            if plan.exists
            for path in study.paths_of(plan)
        ]
        told = (
            code_digest(),
            self._stamp,
            study.codebook.digest,
            study.plans,
            sorted(study.corrections.items()),
            self._options,
            files,
        )
        return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()


def _settle(
    store: ResultStore,
    plan_id: str,
    decided: Mapping[str, Sequence[Decision]],
    text_of: TextOf,
    categories: Collection[tuple[str, str]],
) -> Review:
    result = store.result_of(plan_id)
    return settle_plan(
        result.coded.codings if result and result.coded else (),
        decided.get(plan_id, ()),
        text_of=text_of,
        categories=categories,
    )


def _reading(result: PlanResult | ResultSummary) -> Reading:
    return Reading(result.readable, result.pages_read, result.pages_in_all)


def _desk_of_index(
    index: PageIndex,
    reviewer: str,
    make_sources: Callable[[Mapping[str, Reading]], Sources],
) -> Desk:
    try:
        readings = {
            plan_id: Reading(*values) for plan_id, values in index.note().items()
        }
        return Desk(make_sources(readings), reviewer, index)
    except BaseException:
        index.close()
        raise


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
