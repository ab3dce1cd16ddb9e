"""Old output, new output, or the word "publishing"; a person's edits stay; refusals are
one line.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from small_study import changed_files

from plancoder.errors import OutputError
from plancoder.study.manifest import read_manifest
from plancoder.study.publish import ensure_writable, publish
from plancoder.study.transaction import staging_folder

FIRST = {
    "appendix_a.csv": b"first a",
    "passages.csv": b"first passages",
    "report/report.html": b"first report",
}
SECOND = {"appendix_a.csv": b"second a", "passages.csv": b"second passages"}


def content(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def test_files_and_manifest_stand_in_out(tmp_path: Path) -> None:
    out = tmp_path / "out"
    published = publish(out, FIRST, {"plancoder": "0.1.0"})
    assert content(out) == FIRST
    assert published.written == tuple(FIRST)
    assert published.messages == ()
    run = json.loads((out / "run.json").read_bytes())
    assert run["state"] == "complete"
    assert run["plancoder"] == "0.1.0"
    assert run["files"]["passages.csv"] == hashlib.sha256(b"first passages").hexdigest()
    assert changed_files(out) == []


def test_the_same_results_give_the_same_bytes_and_touch_nothing_else(
    tmp_path: Path,
) -> None:
    publish(tmp_path, FIRST, {"n": 1})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.csv")}
    run = (tmp_path / "run.json").read_bytes()
    time.sleep(0.02)
    publish(tmp_path, FIRST, {"n": 1})
    assert (tmp_path / "run.json").read_bytes() == run
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.csv")} == before


def test_what_the_last_run_made_and_this_one_does_not_is_taken_away(
    tmp_path: Path,
) -> None:
    publish(tmp_path, FIRST, {})
    (tmp_path / "notes.txt").write_bytes(b"mine")
    published = publish(tmp_path, SECOND, {})
    assert published.removed == ("report/report.html",)
    assert content(tmp_path) == {**SECOND, "notes.txt": b"mine"}
    assert not (tmp_path / "report").exists()


def test_an_edited_sheet_is_left_and_the_new_one_gets_another_name(
    tmp_path: Path,
) -> None:
    publish(tmp_path, FIRST, {})
    (tmp_path / "passages.csv").write_bytes(b"with verdicts")
    published = publish(tmp_path, SECOND, {})
    assert published.renamed == {"passages.csv": "passages-2.csv"}
    assert "is left as it is" in published.messages[0]
    assert (tmp_path / "passages.csv").read_bytes() == b"with verdicts"
    assert (tmp_path / "passages-2.csv").read_bytes() == b"second passages"
    # The second sheet is edited too; then the first one is taken away.
    (tmp_path / "passages-2.csv").write_bytes(b"with more verdicts")
    assert publish(tmp_path, SECOND, {}).renamed == {"passages.csv": "passages-3.csv"}
    (tmp_path / "passages.csv").unlink()
    published = publish(tmp_path, SECOND, {})
    assert published.renamed == {}
    assert published.removed == ("passages-3.csv",)
    assert content(tmp_path) == {**SECOND, "passages-2.csv": b"with more verdicts"}


def test_an_edited_sheet_of_an_earlier_run_is_left_and_named(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, {})
    (tmp_path / "report/report.html").write_bytes(b"with my words")
    published = publish(tmp_path, SECOND, {})
    assert published.left == ("report/report.html",)
    assert "of an earlier run" in published.messages[0]
    assert (tmp_path / "report/report.html").read_bytes() == b"with my words"


def test_a_sheet_whose_edits_are_safe_may_be_overwritten(tmp_path: Path) -> None:
    publish(tmp_path, FIRST, {})
    (tmp_path / "passages.csv").write_bytes(b"decided")
    published = publish(
        tmp_path, SECOND, {}, taken={hashlib.sha256(b"decided").hexdigest()}
    )
    assert published.renamed == {}
    assert content(tmp_path) == SECOND


@pytest.mark.parametrize(
    "manifest", [None, b"", b"[]", b'{"state": 1}', b'{"files": {"passages.csv": 5}}']
)
def test_without_a_manifest_everything_there_is_a_persons(
    tmp_path: Path, manifest: bytes | None
) -> None:
    (tmp_path / "passages.csv").write_bytes(b"whose?")
    if manifest is not None:
        (tmp_path / "run.json").write_bytes(manifest)
    publish(tmp_path, SECOND, {})
    assert (tmp_path / "passages.csv").read_bytes() == b"whose?"
    assert (tmp_path / "passages-2.csv").read_bytes() == b"second passages"


def test_a_folder_in_the_place_of_a_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "passages.csv").mkdir()
    assert publish(tmp_path, SECOND, {}).renamed == {"passages.csv": "passages-2.csv"}


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "open in a spreadsheet"),
        (errno.EROFS, "can only be read"),
        (errno.EIO, "cannot be written"),
    ],
)
@pytest.mark.parametrize("step", ["write", "move"])
def test_a_refusal_at_any_step_leaves_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, says: str
) -> None:
    publish(tmp_path, FIRST, {"n": 1})
    old = {**content(tmp_path), "run.json": (tmp_path / "run.json").read_bytes()}
    moves = 2 if step == "move" else 1
    with monkeypatch.context() as patch:
        _refuse(patch, step, moves, OSError(number, os.strerror(number)))
        with pytest.raises(OutputError, match=says) as refused:
            publish(tmp_path, SECOND, {"n": 2})
    assert "\n" not in str(refused.value)
    assert ".staging" not in str(refused.value)
    assert refused.value.exit_code == 6
    assert {
        **content(tmp_path),
        "run.json": (tmp_path / "run.json").read_bytes(),
    } == old
    publish(tmp_path, SECOND, {"n": 2})
    assert content(tmp_path) == SECOND


def _refuse(patch: pytest.MonkeyPatch, step: str, nth: int, error: OSError) -> None:
    """Let the nth write to disk, or the nth move into out/, fail once, after a
    spreadsheet opened a file, say.
    """
    calls = iter(range(1, 1000))
    name, owner = ("fsync", os) if step == "write" else ("replace", Path)
    real = getattr(owner, name)

    def unwilling(*args: Any) -> Any:
        if next(calls) == nth:
            raise error
        return real(*args)

    patch.setattr(owner, name, unwilling)


def test_ctrl_c_in_the_middle_leaves_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, FIRST, {})
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        _refuse(patch, "move", 3, KeyboardInterrupt())  # type: ignore[arg-type]
        publish(tmp_path, SECOND, {})
    assert content(tmp_path) == FIRST
    assert read_manifest(tmp_path).state == "complete"


@pytest.mark.skipif(
    os.name != "posix", reason="folders without write permission exist on POSIX"
)
def test_a_file_in_place_of_the_folder_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(
        OutputError, match=r"out: something else of that name is in the way"
    ):
        ensure_writable(tmp_path / "out")
    with pytest.raises(OutputError, match="in the way"):
        ensure_writable(tmp_path / "out" / "deeper")
    ensure_writable(tmp_path / "new" / "out")
    assert list((tmp_path / "new" / "out").iterdir()) == []


PUBLISH_FOR_EVER = """
import sys
from pathlib import Path
from plancoder.study.publish import publish
out = Path(sys.argv[1])
turn = 0
while True:
    turn += 1
    letter = b"ab"[turn % 2 : turn % 2 + 1]
    files = {f"file{n}.csv": letter * 5000 for n in range(4)} | {letter.decode() + "/only.csv": letter}
    publish(out, files, {"letter": letter.decode()})
    if turn == 1:
        print("ready", flush=True)
"""


def test_killed_at_any_moment_a_reader_is_never_misled(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    states = []
    for _ in range(60):
        command = [sys.executable, "-c", PUBLISH_FOR_EVER, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.06))
            run.kill()
        states.append(_state(tmp_path))
    # The kills did land inside: otherwise this test proves nothing.
    assert "publishing" in states
    assert states.count("mix") == 0
    publish(tmp_path, SECOND, {})
    assert content(tmp_path) == SECOND
    assert not list(tmp_path.glob(".staging-*"))


def _state(out: Path) -> str:
    """What a reader finds: nothing yet, a whole output, the word that it is incomplete,
    or (never) a silent mix.
    """
    if not (out / "run.json").exists():
        return "mix" if list(out.glob("*.csv")) else "nothing"
    run = json.loads((out / "run.json").read_bytes())
    if run["state"] != "complete":
        return str(run["state"])
    whole = {
        path.read_bytes()[:1].decode()
        for path in out.glob("*/only.csv")
        if not path.parts[-2].startswith(".")
    }
    whole |= {path.read_bytes()[:1].decode() for path in out.glob("*.csv")}
    return "whole" if whole == {run["letter"]} and changed_files(out) == [] else "mix"


def test_files_that_lie_in_the_staging_folder_are_moved_in(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, FIRST, {})
    (out / "passages.csv").write_bytes(b"with verdicts")
    with staging_folder(out) as staging:
        made: dict[str, bytes | Path] = {}
        for name, data in (*SECOND.items(), ("deep/er.csv", b"deeper")):
            made[name] = staging / name
            (staging / name).parent.mkdir(exist_ok=True)
            (staging / name).write_bytes(data)
        made["notes.csv"] = b"given as bytes"
        published = publish(out, made, {}, staging=staging)
    assert published.renamed == {"passages.csv": "passages-2.csv"}
    assert content(out) == {
        "appendix_a.csv": b"second a",
        "deep/er.csv": b"deeper",
        "notes.csv": b"given as bytes",
        "passages.csv": b"with verdicts",
        "passages-2.csv": b"second passages",
    }
    digests = json.loads((out / "run.json").read_bytes())["files"]
    assert digests["deep/er.csv"] == hashlib.sha256(b"deeper").hexdigest()
    assert not list(out.glob(".staging-*"))
