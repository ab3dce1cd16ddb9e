"""One run at a time, told at once, never for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plancoder.errors import OutputError
from plancoder.study.lock import StudyBusy, study_lock

HOLD = """
import sys, time
from pathlib import Path
from plancoder.study.lock import study_lock
with study_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(3600)
"""


def test_the_second_run_is_told_while_the_first_is_at_work_and_a_dead_one_blocks_nobody(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(StudyBusy, match="another plancoder run is at work") as busy,
            study_lock(tmp_path),
        ):
            pass
        assert first.poll() is None  # it did not wait for its end
        assert busy.value.exit_code == 3
        first.kill()
        first.wait()
    with study_lock(tmp_path):
        pass


def test_it_can_be_held_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), study_lock(tmp_path):
        raise ZeroDivisionError
    with study_lock(tmp_path):
        pass


def test_a_file_in_place_of_out_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"), study_lock(tmp_path):
        pass
