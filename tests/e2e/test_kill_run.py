"""Stopped at any moment, from within or from without: what was in out/ stays or is
called incomplete.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from small_study import (
    CODEBOOK,
    HANGS_AFTER,
    PLAN,
    add_plan,
    changed_files,
    make_study,
    plancoder,
    plancoder_anew,
)

from plancoder.study.lock import study_lock
from plancoder.study.manifest import read_manifest

posix_only = pytest.mark.skipif(
    os.name != "posix", reason="signals and limits of this kind exist on POSIX only"
)
APART = ("timings.json", ".plancoder.lock")


def files_in(root: Path) -> dict[str, bytes]:
    """The reproducible files of out/."""
    files = (
        path
        for path in (root / "out").rglob("*")
        if path.is_file() and path.name not in APART
    )
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def start(root: Path, *arguments: str) -> subprocess.Popen[str]:
    """A run in a session of its own, as a terminal starts it."""
    command = [
        sys.executable,
        "-m",
        "plancoder",
        "run",
        str(root),
        "--no-cache",
        *arguments,
    ]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def left_over(session: int) -> list[int]:
    """Processes of a session that are still there."""

    def members() -> Iterator[int]:
        for process in psutil.process_iter(["pid", "status"]):
            try:
                if (
                    os.getsid(process.pid) == session
                    and process.info["status"] != psutil.STATUS_ZOMBIE
                ):
                    yield process.pid
            except OSError:
                continue

    end = time.monotonic() + 60  # on a machine with other work
    while left := list(members()):
        if time.monotonic() > end:
            break
        time.sleep(0.05)
    return left


@posix_only
def test_killed_at_any_moment_and_run_again(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    book = root / "codebook.yaml"
    begun = time.monotonic()
    with start(root) as run:
        run.communicate(timeout=HANGS_AFTER)
    length = time.monotonic() - begun
    assert run.returncode == 0
    first = files_in(root)
    book.write_text(CODEBOOK.replace("homeless*", "corn exchange"), encoding="utf-8")
    assert plancoder("run", root, "--no-cache").returncode == 0
    second = files_in(root)
    assert first != second
    chance = random.Random(4)
    for turn in range(6):
        old, new = (second, first) if turn % 2 == 0 else (first, second)
        book.write_text(
            CODEBOOK
            if turn % 2 == 0
            else CODEBOOK.replace("homeless*", "corn exchange"),
            encoding="utf-8",
        )
        with start(root) as run:
            time.sleep(chance.uniform(0.2, 1.1) * length)
            run.kill()
            run.communicate()
        assert left_over(run.pid) == []
        if read_manifest(root / "out").state == "complete":
            assert changed_files(root / "out") == []
            found = {
                name: data
                for name, data in files_in(root).items()
                if ".staging-" not in name
            }
            assert found in (old, new)
        else:
            assert read_manifest(root / "out").state == "publishing"
        assert plancoder("run", root, "--no-cache").returncode == 0
        assert files_in(root) == new


@posix_only
def test_ctrl_c_ends_all_and_keeps_the_old_output(coded_study: Path) -> None:
    root = coded_study
    before = files_in(root)
    for number in range(30):
        add_plan(root, f"p{number}", f"p{number}.md", (PLAN * 60).encode())
    with start(root, "-v", "--workers", "2") as run:
        assert run.stderr is not None
        assert "[1/32]" in run.stderr.readline()
        os.killpg(run.pid, signal.SIGINT)
        _, said = run.communicate(timeout=HANGS_AFTER)
    assert run.returncode == 130
    assert "[32/32]" not in said  # it did not finish its work first
    assert "Traceback" not in said
    assert (
        said.splitlines()[-1]
        == "plancoder: interrupted; what was in out/ before is still there"
    )
    assert files_in(root) == before
    assert left_over(run.pid) == []


@posix_only
def test_ctrl_c_in_a_terminal_is_one_line_and_never_a_traceback(tmp_path: Path) -> None:
    import pty

    root = make_study(tmp_path / "study")
    for number in range(20):
        add_plan(root, f"p{number}", f"p{number}.md", (PLAN * 60).encode())
    for wait in (0, 0.1, 0.2, 0.4, 0.8):  # workers start, set up, and work
        pid, terminal = pty.fork()
        if pid == 0:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            arguments = ["-m", "plancoder", "run", str(root), "--no-cache"]
            os.execv(sys.executable, [sys.executable, *arguments])
        # Before the first sign of life Python may not know Ctrl-C yet.
        begun = os.read(terminal, 4096).decode(errors="replace")
        time.sleep(wait)
        os.write(terminal, b"\x03")
        said = begun + read_terminal(terminal)
        _, status = os.waitpid(pid, 0)
        assert os.waitstatus_to_exitcode(status) == 130
        assert "Traceback" not in said
        assert said.count("plancoder: interrupted") == 1
        assert left_over(pid) == []


@posix_only
def test_ctrl_c_within_code_that_python_makes_of_text_ends_with_130(
    tmp_path: Path,
) -> None:
    # As while a dataclass is made: `python -m` then ends by the signal.
    code = """\
import plancoder.cli.console
plancoder.cli.console.complain("begun")
plancoder.cli._run_command = lambda: exec("raise KeyboardInterrupt")
plancoder.cli.main()
"""
    done = run_module(tmp_path, code)
    assert (done.returncode, done.stderr.count("\n")) == (130, 2), done.stderr


def run_module(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code as `python -m` runs a module."""
    (folder / "made.py").write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "made"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=HANGS_AFTER,
    )


LATE = """\
import atexit, os, signal, sys
import plancoder.cli
plancoder.cli._run_command = lambda: 4
leave = sys.exit
def stop():
    os.kill(os.getpid(), signal.SIGINT)
"""


@posix_only
@pytest.mark.parametrize(
    "when",
    [
        "sys.exit = lambda code: (stop(), leave(code))",
        "atexit.register(stop)",
    ],
)
def test_ctrl_c_when_all_is_done_does_not_hide_how_it_went(
    when: str, tmp_path: Path
) -> None:
    done = run_module(tmp_path, f"{LATE}{when}\nplancoder.cli.main()\n")
    assert (done.returncode, done.stderr) == (4, "")


def read_terminal(terminal: int) -> str:
    """All that comes until nobody holds the other end."""
    said = b""
    try:
        while data := os.read(terminal, 4096):
            said += data
    except OSError:  # Linux says EIO at the end
        pass
    os.close(terminal)
    return said.decode(errors="replace")


@posix_only
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_what_ends_a_session_cleans_up_too(name: str, tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    for number in range(30):
        add_plan(root, f"p{number}", f"p{number}.md", (PLAN * 60).encode())
    with start(root, "-v", "--workers", "2") as run:
        assert run.stderr is not None
        assert "[1/32]" in run.stderr.readline()
        run.send_signal(getattr(signal, name))
        _, said = run.communicate(timeout=HANGS_AFTER)
    assert run.returncode == 130
    assert said.splitlines()[-1].startswith("plancoder: interrupted")
    assert left_over(run.pid) == []
    assert not list((root / "out").glob(".staging-*"))


@posix_only
def test_a_run_goes_on_where_nobody_reads_what_it_says(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    command = [sys.executable, "-m", "plancoder", "run", "-v", str(root)]
    reader, writer = os.pipe()
    os.close(reader)
    run = subprocess.run(
        command, stdout=writer, stderr=writer, check=False, timeout=HANGS_AFTER
    )
    os.close(writer)
    assert run.returncode == 0
    assert read_manifest(root / "out").state == "complete"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["statements"], ["--version"], ["run", "--help"]])
def test_a_full_disk_behind_stdout_is_one_line(
    command: list[str], unbuffered: str, coded_study: Path
) -> None:
    words = [*command, str(coded_study)] if command == ["statements"] else command
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "plancoder", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
            check=False,
            timeout=HANGS_AFTER,
        )
    assert run.returncode == 6
    assert run.stderr.count(b"\n") == 1
    assert run.stderr.startswith(b"plancoder: standard output: cannot be written")


@posix_only
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["run -v", "statements", "--help"])
def test_a_closed_stream_stops_nothing(
    command: str, closed: str, coded_study: Path
) -> None:
    line = f'exec "$0" -m plancoder {command} "$1" {closed}'
    run = subprocess.run(
        ["/bin/sh", "-c", line, sys.executable, coded_study],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
        timeout=HANGS_AFTER,
    )
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    assert read_manifest(coded_study / "out").state == "complete"


def test_parts_of_files_that_a_killed_run_left_are_swept(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "out").mkdir()
    dead, alive = (
        root / "out" / f".{pid}-0123456789ab.part" for pid in (400_000_000, os.getpid())
    )
    dead.write_bytes(b"half")
    alive.write_bytes(b"of a run that still writes")
    assert plancoder("run", root).returncode == 0
    assert not dead.exists()
    assert alive.exists()


def test_the_second_run_is_told_and_changes_nothing(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    with study_lock(root):
        done = plancoder("run", root)
    assert done.returncode == 3
    assert "another plancoder run is at work on this study" in done.stderr
    assert not (root / "out" / "run.json").exists()
    assert plancoder("run", root).returncode == 0


@posix_only
@pytest.mark.parametrize("kilobytes", [6, 40])
def test_a_full_disk_is_one_line_and_keeps_the_old_output(
    coded_study: Path, kilobytes: int
) -> None:
    import resource

    root = coded_study
    before = files_in(root)
    # More plans, so that the new tables are larger than what the disk takes.
    for number in range(60):
        add_plan(root, f"p{number}", f"p{number}.md", PLAN.encode())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes << 10, kilobytes << 10))

    command = [sys.executable, "-m", "plancoder", "run", str(root), "--no-cache", "-q"]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=limit,
        check=False,
        timeout=HANGS_AFTER,
    )
    assert done.returncode == 6, done.stderr
    assert "the disk is full" in done.stderr or "Make room" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert files_in(root) == before
    assert plancoder("run", root, "--no-cache").returncode == 0


def test_the_order_of_rows_and_the_number_of_workers_change_nothing(
    tmp_path: Path,
) -> None:
    root = make_study(tmp_path / "study")
    for number in range(5):
        add_plan(root, f"p{number}", f"p{number}.md", (PLAN * (5 - number)).encode())
    options = ("run", root, "--no-cache", "--workers")
    assert plancoder(*options, "1").returncode == 0
    before = files_in(root)
    for workers in ("1", "2", "3"):
        assert plancoder_anew(*options, workers).returncode == 0
        assert files_in(root) == before, workers
    listed = root / "raw" / "plans.csv"
    header, *rows = listed.read_text(encoding="utf-8").splitlines()
    listed.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    for workers in ("1", "2", "3"):
        assert plancoder(*options, workers).returncode == 0
        for name, data in files_in(root).items():
            # Rows may stand in another order; what they say is the same.
            if name.endswith(".csv"):
                said = sorted(data.splitlines())
                assert said == sorted(before[name].splitlines()), (name, workers)


@posix_only
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN * 2000, encoding="utf-8")
    command = [sys.executable, "-m", "plancoder", "extract", str(plan)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline() != ""
        run.stdout.close()
        said = run.stderr.read()
    assert said == ""
    assert run.returncode == 0


def test_an_edited_sheet_is_never_overwritten(coded_study: Path) -> None:
    root = coded_study
    sheet = root / "out" / "passages.csv"
    edited = sheet.read_bytes().replace(b"\r\n", b"\r\n", 1) + b"a note of mine\r\n"
    sheet.write_bytes(edited)
    done = plancoder("run", root)
    assert done.returncode == 0
    assert sheet.read_bytes() == edited
    assert (root / "out" / "passages-2.csv").read_bytes() != edited
    assert "out/passages.csv was changed since plancoder wrote it" in done.stderr
    assert json.loads((root / "out" / "run.json").read_bytes())["state"] == "complete"
