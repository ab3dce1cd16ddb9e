"""The last coding of a study as the review page needs it: all of it, or an index of it
and the rest when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.extract.options import ExtractOptions
from plancoder.models import Coding, PlanResult, Review
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import SHOWN, stored_results
from plancoder.review_page.desk import Desk, Sources
from plancoder.review_page.page_index import PageIndex, write_index
from plancoder.study.input_file import input_errors
from plancoder.study.names import CODINGS, PAGE_INDEX
from plancoder.study.open import Study
from plancoder.study.store import read_result
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
        self._orphans_without_text = False

    def is_old(self) -> bool:
        """Whether the study was coded anew since."""
        return _stamp(self._path) != self._stamp

    def readings(self) -> dict[str, Reading]:
        """How each plan was read, by plan_id."""
        return {
            result.plan.plan_id: Reading(
                result.readable, result.pages_read, result.pages_in_all
            )
            for result in self._results
        }

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
        review = review_study(self._study, self._results, self._options)
        here = {plan.plan_id for plan in self._study.plans}
        self._orphans_without_text = any(
            not each.nearest and each.decision.plan_id in here
            for each in review.orphans
        )
        return review

    # ----------------------------------------------------------------------------------
    # the index

    def open_desk(
        self,
        reviewer: str,
        make_sources: Callable[[Mapping[str, Reading]], Sources],
    ) -> Desk:
        """The desk from the index, or from the codings: then the index is made."""
        path, key = self._study.out / PAGE_INDEX, self._key()
        with suppress(StudyError):
            return _desk_of_index(PageIndex(path, key), reviewer, make_sources)
        readings = self.readings()
        desk = Desk(make_sources(readings), reviewer)
        self._make_index(path, key, desk, readings)
        return desk

    def _make_index(
        self, path: Path, key: str, desk: Desk, readings: Mapping[str, Reading]
    ) -> None:
        """An index, where it saves time and is sure to be right: a plan whose text
        could not be read just now may be readable the next time.
        """
        kept = desk.kept()
        if (
            kept is not None
            and len(desk.entries) >= WORTH_AN_INDEX
            and not self._orphans_without_text
            and key == self._key()
        ):
            note = {
                plan_id: [one.readable, one.pages_read, one.pages_in_all]
                for plan_id, one in readings.items()
            }
            write_index(path, key, kept, desk.entries, note)

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
