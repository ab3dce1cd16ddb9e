"""What the review page needs of a study: its codings, the text and pictures of its
plans, and why a cell is blank.
"""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from plancoder.codebook.shape import Category
from plancoder.coding.inspect.explain_json import explanation_json
from plancoder.did_you_mean import did_you_mean
from plancoder.errors import NoPages, PlanError, StudyError
from plancoder.export.matrix import tick_cell
from plancoder.extract.options import ExtractOptions
from plancoder.models import Cell, Coding, Plan, ReviewedCoding
from plancoder.page_labels import page_label, split_page
from plancoder.pipeline.decide import utc_now
from plancoder.pipeline.inspect_plans import explain_plan, read_plan_text
from plancoder.pipeline.page_coding import PageCoding, Reading
from plancoder.pipeline.page_pictures import (
    PictureJob,
    cut_shots,
    draw_picture,
    find_words,
    ready_to_draw,
)
from plancoder.pipeline.prepare import PlanJob, plan_job, worker_setup
from plancoder.pipeline.statement_list import StatementDesk, list_statements
from plancoder.pipeline.stored import extract_options
from plancoder.review.quotes import PlanText
from plancoder.review_page.desk import Desk, Sources
from plancoder.review_page.offline import (
    Cutting,
    Shot,
    offline_page,
    plan_entries,
    wanted_cuttings,
)
from plancoder.review_page.page_text import Share, point_at
from plancoder.review_page.queue import State, Wish, choose
from plancoder.study.open import Study, open_study
from plancoder.workers.bugs import JobBug
from plancoder.workers.confined import Setup
from plancoder.workers.limits import Limits
from plancoder.workers.supervisor import Supervisor

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

_MOST_TEXTS = 24  # plans whose text is kept
_MOST_PICTURES = 60  # a megabyte each where a page is a photograph
_RECYCLE = 400  # a library that leaks does not grow for ever
_WIDTH = 1_100  # pixels: sharp in half a wide screen


@contextmanager
def review_desk(root: Path, reviewer: str) -> Iterator[Desk]:
    """The desk of a reviewer on the last coding of a study.

    Raises StudyError where nothing has been coded.
    """
    with _open_desk(root, reviewer) as (desk, reader):
        wish = Wish(state=State.OPEN, reviewer=reviewer)
        first = next(iter(choose(desk.candidates(wish), wish)), None)

        def get_ready() -> None:
            """While the browser opens and the list loads."""
            with suppress(StudyError):  # of a damaged index: the page meets it too
                if first is not None:
                    reader.prepare(first.coding)
                with _kept_for_good():
                    desk.fetch()

        threading.Thread(target=get_ready, daemon=True).start()
        yield desk


@contextmanager
def _open_desk(root: Path, reviewer: str) -> Iterator[tuple[Desk, _PlanReader]]:
    with ExitStack() as open_things:
        # First of all: it starts while the study is read.
        drawer = open_things.enter_context(
            Supervisor(limits=Limits(), setup=Setup(ready_to_draw), recycle=_RECYCLE)
        )
        with _kept_for_good():
            study = open_study(root)
            options = extract_options(study)
            coding = PageCoding(study, options)
            reader = _PlanReader(study, options, drawer)
        open_things.callback(reader.close)
        with _kept_for_good():
            desk = coding.open_desk(reviewer, partial(_sources, study, coding, reader))
        open_things.callback(desk.close)
        yield desk, reader


@contextmanager
def _kept_for_good() -> Iterator[None]:
    """Spare the garbage collector what stays until the end.

    It would look through 50,000 codings again and again: three times the time to load
    them, and pauses under the
    reviewer's keys.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def offline_file(root: Path, plan_id: str, reviewer: str = "") -> bytes:
    """The queue of one plan as one HTML file, for a reviewer, who may change the name.

    Raises StudyError where the study has no such plan, PlanError.
    """
    with _open_desk(root, "") as (desk, reader):
        if plan_id not in desk.sources.readable:
            raise StudyError(_no_such_plan(plan_id, desk))
        text = reader.text_of(plan_id)
        entries = plan_entries(desk, plan_id)
        shots = reader.cut(plan_id, wanted_cuttings(text, entries))
        categories = [
            (category.frame, category.id)
            for category in desk.sources.codebook.categories
        ]
        why = reader.explain_all(plan_id, categories)
        return offline_page(desk, plan_id, text, shots, why, reviewer)


def _no_such_plan(plan_id: str, desk: Desk) -> str:
    if plan_id in desk.plans:
        return f"{plan_id}: this plan was not coded; out/failures.csv says why."
    hint = did_you_mean(
        plan_id, sorted(desk.sources.readable), ". raw/plans.csv has the ids."
    )
    return f"{plan_id!r}: the study has no plan of this id{hint}"


def _sources(
    study: Study,
    coding: PageCoding,
    reader: _PlanReader,
    readings: Mapping[str, Reading],
) -> Sources:
    return Sources(
        name=study.root.resolve().name,
        plans=study.plans,
        readable=frozenset(
            plan_id for plan_id, reading in readings.items() if reading.readable
        ),
        codebook=study.codebook,
        codings=coding.codings,
        review=coding.review,
        log=study.decisions,
        now=utc_now,
        tick=_ticker(study, readings),
        text_of=reader.text_of,
        picture_of=reader.picture_of,
        explain=reader.explain,
        find_words=reader.find_words,
        statements=reader.statements,
        save_statements=reader.save_statements,
        coded_anew=coding.is_old,
    )


def _ticker(
    study: Study, readings: Mapping[str, Reading]
) -> Callable[[tuple[str, str, str], Sequence[ReviewedCoding]], Cell]:
    plans = {plan.plan_id: plan for plan in study.plans}
    categories = {
        (category.frame, category.id): category
        for category in study.codebook.categories
    }

    def tick(key: tuple[str, str, str], reviewed: Sequence[ReviewedCoding]) -> Cell:
        plan_id, frame, category = key
        rule = categories.get((frame, category)) or Category(category, frame, category)
        return tick_cell(
            plans.get(plan_id) or Plan(plan_id), rule, readings.get(plan_id), reviewed
        )

    return tick


def _asked_once(
    most: int, work: Callable[[*Asked], Answer]
) -> Callable[[*Asked], Answer]:
    """`work` with its last answers kept; whoever asks while it is at work on the same
    waits for that answer.
    """
    kept = lru_cache(most)(work)
    locks: dict[tuple[*Asked], threading.Lock] = defaultdict(threading.Lock)

    def answer(*asked: *Asked) -> Answer:
        with locks[asked]:
            return kept(*asked)

    return answer


class _PlanReader:
    """Reads plans for the page in a worker, draws their pages in another (a picture
    waits for no text), and keeps the last texts and pictures.
    """

    def __init__(
        self, study: Study, options: ExtractOptions, drawer: Supervisor
    ) -> None:
        self.options = options
        self._study = study
        self._plans = {plan.plan_id: plan for plan in study.plans}
        self._drawer = drawer
        self._starting = threading.Lock()
        self._started: Supervisor | None = None
        self._closed = False
        self._statements = StatementDesk(
            study, lambda job: self._workers.do(list_statements, job)
        )
        # The text of a plan, and a page of it as PNG; both raise PlanError.
        self.text_of = _asked_once(_MOST_TEXTS, self._text_of)
        self.picture_of = _asked_once(_MOST_PICTURES, self._picture_of)

    @property
    def _workers(self) -> Supervisor:
        """Who reads plans: started when first asked, since to load the codebook takes
        longer than to draw a page, and the first picture shall not wait.
        """
        with self._starting:
            if self._closed:
                raise JobBug("the review page was stopped")
            if self._started is None:
                self._started = Supervisor(
                    limits=Limits(),
                    setup=worker_setup(self._study.codebook, self.options),
                    recycle=_RECYCLE,
                )
            return self._started

    def prepare(self, coding: Coding) -> None:
        """Draw the page of a coding and read its plan while the browser opens and the
        list loads.

        Says nothing of an error: the page meets it too, and shows it.
        """

        def look_up() -> None:
            with suppress(PlanError, JobBug):
                if coding.page is not None:
                    self.picture_of(coding.plan_id, coding.page)
            with suppress(PlanError, JobBug):
                self.text_of(coding.plan_id)

        threading.Thread(target=look_up, daemon=True).start()

    def close(self) -> None:
        """Stop the worker that reads; who gave the one that draws stops it."""
        with self._starting:
            self._closed = True
            if self._started is not None:
                self._started.close()

    def _text_of(self, plan_id: str) -> PlanText:
        return self._workers.do(read_plan_text, self._job(plan_id))

    def _picture_of(self, plan_id: str, page: int) -> bytes:
        path, number = self._place(plan_id, page)
        job = PictureJob(path, number, _WIDTH)
        return self._drawer.do(draw_picture, job)

    def find_words(self, coding: Coding) -> Sequence[Share]:
        """Where on its page a coding's words are; raises PlanError."""
        pointer = point_at(self.text_of(coding.plan_id), coding)
        if pointer is None:
            return ()
        path, number = self._place(coding.plan_id, pointer.page)
        return self._drawer.do(find_words, (path, replace(pointer, page=number)))

    def cut(self, plan_id: str, cuttings: Sequence[Cutting]) -> Mapping[Cutting, Shot]:
        """Parts of the plan's pages as pictures; raises PlanError."""
        by_path: dict[Path, dict[Cutting, Cutting]] = {}
        for cutting in cuttings:
            path, number = self._place(plan_id, cutting.page)
            of_file = replace(cutting, page=number)
            by_path.setdefault(path, {})[of_file] = cutting
        shots: dict[Cutting, Shot] = {}
        for path, asked in by_path.items():
            cut = self._drawer.do(cut_shots, (path, tuple(asked)))
            shots |= {asked[of_file]: shot for of_file, shot in cut.items()}
        return shots

    def explain(self, plan_id: str, frame: str, category: str) -> Mapping[str, Any]:
        """Why a cell is as it is, as plain JSON; raises PlanError."""
        return self.explain_all(plan_id, [(frame, category)])[frame, category]

    def explain_all(
        self, plan_id: str, cells: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[str, str], dict[str, Any]]:
        """Why cells are as they are, by frame and category; raises PlanError."""
        explain = partial(explain_plan, cells=tuple(cells))
        explained = self._workers.do(explain, self._job(plan_id))
        return dict(zip(cells, map(explanation_json, explained), strict=True))

    def statements(self, plan_id: str) -> Mapping[str, Any]:
        """The plan's priorities as plain JSON; raises PlanError."""
        return self._statements.show(self._job(plan_id))

    def save_statements(
        self, plan_id: str, quotes: Sequence[str], version: str
    ) -> Mapping[str, Any]:
        """Save the plan's priorities; see StatementDesk."""
        return self._statements.save(self._job(plan_id), quotes, version)

    def _plan(self, plan_id: str) -> Plan:
        plan = self._plans.get(plan_id)
        if plan is None or not plan.exists:
            raise NoPages(f"{plan_id}: the study has no such plan")
        return plan

    def _place(self, plan_id: str, page: int) -> tuple[Path, int]:
        """The file of the plan that has this page, and which of its pages it is."""
        plan = self._plan(plan_id)
        paths = self._study.paths_of(plan)
        if not plan.parts:
            return paths[0], page
        part, number = split_page(page)
        if not 1 <= part <= len(paths):
            raise NoPages(f"{plan_id}: has no {page_label(page)}")
        return paths[part - 1], number

    def _job(self, plan_id: str) -> PlanJob:
        return plan_job(self._study, self._plan(plan_id))
