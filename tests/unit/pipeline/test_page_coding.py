"""The page's copy of the codings: the same page with it and without it, and a copy that
does not belong to the study is made again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

import pytest
from page_kit import make_browser
from small_study import OLD_PLAN, PLAN, add_plan, make_study, plancoder

from plancoder.errors import StudyError
from plancoder.models import Review, Verdict
from plancoder.pipeline import page_coding, review_page
from plancoder.pipeline.page_coding import PageCoding
from plancoder.pipeline.page_pictures import ready_to_draw
from plancoder.pipeline.prepare import worker_setup
from plancoder.pipeline.review_page import review_desk
from plancoder.pipeline.stored import codings_of, extract_options, stored_results
from plancoder.review.sheets.attribution import decision_on
from plancoder.review_page import page_index
from plancoder.review_page.add_passage import Pointed, add_passage
from plancoder.review_page.desk import Choice, Desk
from plancoder.review_page.queue import Order, State, Wish
from plancoder.study.decision_log import append_if
from plancoder.study.names import PAGE_INDEX
from plancoder.study.open import open_study
from plancoder.workers.confined import Setup
from plancoder.workers.limits import Limits
from plancoder.workers.supervisor import Supervisor

LATER = "2099-01-01T00:00:00.000Z"


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with decisions of every kind, and a passage that a person added."""
    root = make_study(tmp_path_factory.mktemp("coded") / "study")
    add_plan(root, "zeal", "zeal.md", PLAN.replace("Fennmarket", "Zeal").encode())
    add_plan(root, "long", "long.md", (OLD_PLAN + PLAN * 3).encode())
    assert plancoder("run", root, "-q").returncode == 0
    codings = codings_of(stored_results(open_study(root)))
    said = (
        ("Ben", Verdict.ACCEPT),
        ("Ann", Verdict.UNSURE),
        ("Ben", Verdict.UNSURE),
        ("Ben", Verdict.REJECT),
    )
    decisions = [
        decision_on(coding, verdict, who, f"2026-01-01T00:00:{at:02}.000Z", "why")
        for at, (coding, (who, verdict)) in enumerate(zip(codings, said, strict=False))
    ]
    dispute = decision_on(codings[0], Verdict.REJECT, "Cy", "2026-02-01T00:00:00.000Z")
    append_if(root / "decisions.csv", [*decisions, dispute], lambda: True)
    with review_desk(root, "Ben") as desk:
        add_passage(desk, pointed("sleep in the old corn exchange"))
    return root


class Shared:
    """A supervisor whose end is not the end of its worker."""

    def __init__(self, worker: Supervisor) -> None:
        self.do = worker.do

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        pass


@pytest.fixture(scope="module", autouse=True)
def shared_worker(coded: Path) -> Iterator[None]:
    """One process reads plans for all desks of these tests: to start two for each takes
    longer than the tests.
    """
    study = open_study(coded)
    reading = worker_setup(study.codebook, extract_options(study))
    with Supervisor(limits=Limits(), setup=reading) as worker:

        def share(*, setup: Setup, **more: object) -> Shared:
            assert setup in (reading, Setup(ready_to_draw))
            return Shared(worker)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(review_page, "Supervisor", share)
            yield


@pytest.fixture
def study(coded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(coded, tmp_path / "study"))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows each time the whole study is settled: 1 into an index, 2 in memory; every
    study is worth an index.
    """
    monkeypatch.setattr(page_coding, "WORTH_AN_INDEX", 1)
    times: list[int] = []
    review, make_index = PageCoding.review, PageCoding._make_index

    def reviewed(self: PageCoding) -> Review:
        times.append(2)
        return review(self)

    def indexed(self: PageCoding, *given: Any) -> None:
        make_index(self, *given)
        times.append(1)

    monkeypatch.setattr(PageCoding, "review", reviewed)
    monkeypatch.setattr(PageCoding, "_make_index", indexed)
    return times


@contextmanager
def desk_in_memory(root: Path, reviewer: str) -> Iterator[Desk]:
    """The desk of a study that is not worth an index."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page_coding, "WORTH_AN_INDEX", 10**9)
        with review_desk(root, reviewer) as desk:
            yield desk


def pointed(quote: str) -> Pointed:
    return Pointed("zeal", "needs", "housing", quote, None, None, "")


def without_index(study: Path, target: Path) -> Path:
    copied = Path(shutil.copytree(study, target))
    (copied / "out" / PAGE_INDEX).unlink(missing_ok=True)
    return copied


def answers(desk: Desk) -> list[Any]:
    """What the page is told: all queues, and all of every coding and plan."""
    browser = make_browser(desk)

    def get(path: str, **asked: str | int) -> Any:
        told = browser.get(f"/api/{path}", params=asked).json()
        for changing in ("view", "changed", "revision", "study"):
            told.pop(changing, None)
        return told

    told = [get("start")]
    for state in State:
        told += [get("view", state=state.value, order=order.value) for order in Order]
    for filters in (
        {"text": "corn EXCHANGE"},
        {"text": "nobody wrote this"},
        {"force": "zeal"},
        {"plan": "long"},
        {"kind": "added"},
        {"kind": "blocked"},
        {"frame": "priorities"},
        {"category": "housing"},
    ):
        told.append(get("view", state="all", **filters))
    told += [get("coding", id=entry.coding_id) for entry in desk.entries]
    for plan_id in desk.plans:
        told += [get("cells", plan=plan_id), get("text", plan=plan_id, number=1)]
    return told


def decide_some(
    study: Path,
    reviewer: str,
    opened: Callable[[Path, str], AbstractContextManager[Desk]] = review_desk,
) -> list[Any]:
    """What the page says after decisions here and elsewhere."""
    with opened(study, reviewer) as desk:
        ids = [entry.coding_id for entry in desk.entries]
        for coding_id, verdict in (
            (ids[0], Verdict.ACCEPT),
            (ids[1], Verdict.REJECT),
            (ids[2], Verdict.UNSURE),
            (ids[-1], Verdict.WITHDRAW),
        ):
            version = desk.entry(coding_id).version
            desk.decide_all([Choice(coding_id, verdict, "", version)])
        elsewhere = desk.entry(ids[-1]).coding
        append_if(
            study / "decisions.csv",
            [decision_on(elsewhere, Verdict.REJECT, "Cy", LATER)],
            lambda: True,
        )
        add_passage(desk, pointed("some of them sleep"))
        told: list[Any] = timeless(answers(desk))
        return told


def timeless(told: Any) -> Any:
    """Without the times of decisions, and the versions made of them."""
    if isinstance(told, dict):
        return {
            key: timeless(value)
            for key, value in told.items()
            if key not in ("at", "version")
        }
    return [timeless(each) for each in told] if isinstance(told, list) else told


@pytest.mark.parametrize("reviewer", ["Ann", "ben ", "Dee"])
def test_the_page_is_the_same_with_an_index(
    study: Path, tmp_path: Path, settled: list[int], reviewer: str
) -> None:
    with review_desk(study, "Ann") as desk:
        assert (study / "out" / PAGE_INDEX).exists()
        at_first = answers(desk)
    assert settled == [1]
    with desk_in_memory(without_index(study, tmp_path / "first"), "Ann") as desk:
        assert answers(desk) == at_first
    plain = without_index(study, tmp_path / "plain")
    settled.clear()
    with review_desk(study, reviewer) as desk:
        with_index = answers(desk)
    assert not settled
    with desk_in_memory(plain, reviewer) as desk:
        assert answers(desk) == with_index
    assert settled == [2]


def test_decisions_are_kept_in_step_with_an_index(
    study: Path, tmp_path: Path, settled: list[int]
) -> None:
    with review_desk(study, "Ann"):
        pass
    plain = without_index(study, tmp_path / "plain")
    settled.clear()
    with_index = decide_some(study, "Ann")
    assert not settled
    assert decide_some(plain, "Ann", desk_in_memory) == with_index
    # What was decided is in the index of the next start, for another reviewer too.
    again = without_index(study, tmp_path / "again")
    settled.clear()
    with review_desk(study, "Ben") as desk:
        after = answers(desk)
    assert not settled
    with desk_in_memory(again, "Ben") as desk:
        assert answers(desk) == after


def test_what_was_decided_before_all_was_read_is_seen_in_every_queue(
    study: Path, tmp_path: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with review_desk(study, "Ann"):
        pass
    plain = without_index(study, tmp_path / "plain")
    monkeypatch.setattr(Desk, "fetch", lambda desk: None)
    told = []
    for root, opened, settles in (
        (study, review_desk, 0),
        (plain, desk_in_memory, 1),
    ):
        settled.clear()
        with opened(root, "Ann") as desk:
            first = desk.candidates(Wish(state=State.OPEN))[0]
            choice = Choice(first.coding_id, Verdict.REJECT, "", first.version)
            desk.decide_all([choice])
            added, _ = add_passage(desk, pointed("some of them sleep"))
            queues = [
                [entry.coding_id for entry in queue]
                for queue in (
                    desk.candidates(Wish(state=State.OPEN)),
                    desk.entries_of("zeal"),
                    desk.group(first.cell),
                    desk.group(added.cell),
                )
            ]
            assert added.coding_id in queues[1]
            assert desk.entry(first.coding_id) is first
            told.append((queues, timeless(answers(desk))))
            assert sum(entry is first for entry in desk.entries) == 1
        assert len(settled) == settles
    assert told[0] == told[1]


def test_what_was_decided_without_the_page_is_taken_in(
    study: Path, tmp_path: Path, settled: list[int]
) -> None:
    with review_desk(study, "Ann") as desk:
        coding = desk.entries[0].coding
    append_if(
        study / "decisions.csv",
        [decision_on(coding, Verdict.ACCEPT, "Cy", LATER)],
        lambda: True,
    )
    plain = without_index(study, tmp_path / "plain")
    settled.clear()
    with review_desk(study, "Ann") as desk:
        told = answers(desk)
    assert not settled
    with desk_in_memory(plain, "Ann") as desk:
        assert answers(desk) == told


def overwrite(data: bytes) -> Callable[[Path], None]:
    def damage(study: Path) -> None:
        (study / "out" / PAGE_INDEX).write_bytes(data)

    return damage


def cut(study: Path) -> None:
    path = study / "out" / PAGE_INDEX
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def sql(command: str) -> Callable[[Path], None]:
    def damage(study: Path) -> None:
        base = sqlite3.connect(study / "out" / PAGE_INDEX)
        with base:
            base.execute(command)
        base.close()

    return damage


def touch(name: str) -> Callable[[Path], None]:
    return lambda study: os.utime(study / name, (1, 1))


def edit_log(study: Path) -> None:
    log = study / "decisions.csv"
    log.write_bytes(log.read_bytes().replace(b'"why"', b'"yes"', 1))


def edit_plans(study: Path) -> None:
    path = study / "raw" / "plans.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")


STALE: dict[str, Callable[[Path], None]] = {
    "empty": overwrite(b""),
    "no database": overwrite(b"rain" * 9_000),
    "cut in half": cut,
    "another state": sql("UPDATE meta SET value = 'x' WHERE name = 'key'"),
    "without codings": sql("DELETE FROM entry WHERE row = 1"),
    "without a table": sql("DROP TABLE facts"),
    "no JSON": sql("UPDATE cell SET value = '[['"),
    "unknown word": sql("UPDATE facts SET value = replace(value, 'exact', 'exakt')"),
    "coded anew": touch("out/codings.jsonl"),
    "another plan file": touch("raw/long.md"),
    "plans edited": edit_plans,
    "log edited": edit_log,
    "log gone": lambda study: (study / "decisions.csv").unlink(),
}


@pytest.mark.parametrize("made_so", STALE.values(), ids=STALE)
def test_a_stale_or_damaged_index_is_made_again(
    study: Path, tmp_path: Path, settled: list[int], made_so: Callable[[Path], None]
) -> None:
    with review_desk(study, "Ann"):
        pass
    made_so(study)
    plain = without_index(study, tmp_path / "plain")
    shutil.copystat(study / "out" / "codings.jsonl", plain / "out" / "codings.jsonl")
    settled.clear()
    with review_desk(study, "Ann") as desk:
        told = answers(desk)
    assert len(settled) == 1
    with desk_in_memory(plain, "Ann") as desk:
        assert answers(desk) == told
    settled.clear()
    with review_desk(study, "Ann") as desk:
        assert answers(desk) == told
    assert not settled


def test_a_copy_found_damaged_in_use_is_thrown_away(
    study: Path, settled: list[int]
) -> None:
    with review_desk(study, "Ann"):
        pass
    sql("UPDATE body SET coding = '[[' WHERE row = (SELECT max(row) FROM body)")(study)
    with review_desk(study, "Dee") as desk:
        entry = max(desk.entries, key=lambda one: one.row)
        with pytest.raises(StudyError, match="No decision is lost"):
            _ = entry.coding
    assert not (study / "out" / PAGE_INDEX).exists()


def test_a_page_stopped_while_all_is_read_keeps_its_copy(
    study: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "fetch", lambda desk: None)
    with review_desk(study, "Ann") as desk:
        pass
    with pytest.raises(StudyError, match="was stopped"):
        list(desk.entries)
    settled.clear()
    with review_desk(study, "Ann") as desk:
        assert desk.entries
    assert not settled


def test_nobody_asks_a_copy_while_it_may_be_closed(
    study: Path, settled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "fetch", lambda desk: None)
    with review_desk(study, "Ann") as desk:
        index: Any = desk._index
        asked: list[bool] = []

        def ask(*given: Any) -> Any:
            asked.append(index._lock.locked())
            return base.execute(*given)

        base = index._base
        index._base = SimpleNamespace(execute=ask)
        [first, *_] = index.all_entries()
        index.read_one(first.row)
        index._base = base
    assert asked == [True, True]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(page_index, "sync_file", refuse)
    yield


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_leaves_no_part_of_it(study: Path, settled: list[int]) -> None:
    before = sorted((study / "out").iterdir())
    with review_desk(study, "Ann") as desk:
        assert desk.entries
    assert settled == [2]
    assert sorted((study / "out").iterdir()) == before


def test_parts_of_a_killed_process_are_swept(study: Path, settled: list[int]) -> None:
    part = study / "out" / f"{PAGE_INDEX}.1.part"
    part.write_bytes(b"half")
    with review_desk(study, "Ann"):
        assert not part.exists()


def test_a_small_study_has_none(study: Path) -> None:
    with review_desk(study, "Ann"):
        assert not (study / "out" / PAGE_INDEX).exists()


def test_codings_of_another_run_are_refused(study: Path, settled: list[int]) -> None:
    with review_desk(study, "Ann"):
        pass
    with review_desk(study, "Ann") as desk:
        assert not desk.sources.coded_anew()
        assert desk.sources.codings("long")
        touch("out/codings.jsonl")(study)
        assert desk.sources.coded_anew()
        with pytest.raises(StudyError, match="coded anew"):
            desk.sources.codings("long")
