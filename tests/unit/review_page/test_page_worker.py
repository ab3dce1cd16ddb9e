"""The page's worker: it may die of a plan, and the next question finds it well."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from deadly_jobs import run
from review_kit import CODEBOOK

from plancoder.errors import (
    BadPageRange,
    Crashed,
    DamagedFile,
    Encrypted,
    MemoryLimit,
    PlanBug,
    StudyError,
)
from plancoder.extract.options import ExtractOptions
from plancoder.pipeline.page_pictures import (
    PictureJob,
    cut_shots,
    draw_picture,
    find_words,
)
from plancoder.pipeline.prepare import worker_setup
from plancoder.review_page.offline import Cutting
from plancoder.review_page.page_text import Pointer
from plancoder.review_page.serve import _listen
from plancoder.workers.bugs import JobBug, bugs_kept
from plancoder.workers.limits import Limits
from plancoder.workers.supervisor import Supervisor

SAMPLE = Path(__file__).resolve().parents[3] / "raw" / "plans" / "saltmarch-2017.pdf"


@pytest.fixture(scope="module")
def worker() -> Iterator[Supervisor]:
    setup = worker_setup(CODEBOOK, ExtractOptions())
    limits = Limits(memory_bytes=500 << 20)
    with Supervisor(limits=limits, setup=setup) as made:
        yield made


@pytest.mark.parametrize(
    ("job", "error"),
    [
        ("encrypted", Encrypted),
        ("bug", JobBug),
        ("abort", Crashed),
        ("eat_slowly", MemoryLimit),
    ],
)
def test_whatever_a_plan_does_the_next_question_is_answered(
    worker: Supervisor, job: str, error: type[Exception]
) -> None:
    if job == "abort" and sys.platform == "win32":
        pytest.skip("Windows shows a dialogue for abort()")
    with pytest.raises(error):
        worker.do(run, job)
    assert worker.do(run, "well") == "well"


def test_a_bug_of_one_plan_is_kept_for_the_end(worker: Supervisor) -> None:
    with bugs_kept() as bugs, pytest.raises(PlanBug, match="KeyError"):
        worker.do(run, "bug")
    assert ["KeyError" in str(bug) for bug in bugs] == [True]


def test_it_is_another_process_and_stays_the_same(worker: Supervisor) -> None:
    first, second = worker.do(run, "pid"), worker.do(run, "pid")
    assert first == second != os.getpid()


def test_a_page_is_drawn_as_wide_as_asked(worker: Supervisor) -> None:
    png = worker.do(draw_picture, PictureJob(SAMPLE, 1, 400))
    assert png.startswith(b"\x89PNG")
    assert abs(int.from_bytes(png[16:20], "big") - 400) <= 1


@pytest.mark.parametrize("page", [0, 999])
def test_a_page_that_is_not_there_is_named(worker: Supervisor, page: int) -> None:
    with pytest.raises(BadPageRange, match=str(page)):
        worker.do(draw_picture, PictureJob(SAMPLE, page, 400))


def test_a_damaged_file_is_named(worker: Supervisor, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(DamagedFile, match="cannot open it"):
        worker.do(draw_picture, PictureJob(broken, 1, 400))


def test_a_cutting_holds_its_box(worker: Supervisor) -> None:
    cutting = Cutting(2, (0.1, 0.2, 0.4, 0.1))
    shots = worker.do(cut_shots, (SAMPLE, (cutting,)))
    left, top, width, height = shots[cutting].box
    assert 0 < left < left + width < 1
    assert 0 < top < top + height < 1
    assert shots[cutting].png.startswith(b"\x89PNG")


WHOLE = ((0.0, 0.0, 1.0, 1.0),)


def test_words_are_found_on_the_picture_over_a_line_break(worker: Supervisor) -> None:
    first = worker.do(
        find_words, (SAMPLE, Pointer(5, "community safety partnerships", 0, WHOLE))
    )
    assert len(first) == 2  # two lines
    for left, top, width, height in first:
        assert 0 < left < left + width < 1
        assert 0 < top < top + height < 1
        assert height < 0.03


@pytest.mark.parametrize(
    ("pointer", "found"),
    [
        (Pointer(5, "the", 3, WHOLE), True),
        (Pointer(5, "the", 400, WHOLE), False),
        (Pointer(5, "no such words anywhere", 0, WHOLE), False),
        (
            Pointer(5, "community safety partnerships", 0, ((0.0, 0.0, 0.05, 0.05),)),
            False,
        ),
        (Pointer(99, "the", 0, WHOLE), False),
    ],
)
def test_words_that_are_not_there_are_not_marked(
    worker: Supervisor, pointer: Pointer, found: bool
) -> None:
    assert bool(worker.do(find_words, (SAMPLE, pointer))) is found


def test_a_port_that_is_taken_is_told() -> None:
    with _listen(0) as listener:
        host, port = listener.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(StudyError, match=f"port {port}"):
            _listen(port)
