"""Cost of the report of a study that was coded: CPU seconds of each step, seconds by
the clock and the most memory held.

    python benchmarks/make_large_study.py large && plancoder run large
    python benchmarks/report.py large

No file is written. A step's seconds are of this process alone, so they
do not depend on what else the machine does; the clock does.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from plancoder.pipeline.report import ReportOptions, report_files, study_report
from plancoder.study.open import open_study


class Steps:
    """CPU seconds by step, in order."""

    def __init__(self) -> None:
        self.spent: list[tuple[str, float]] = []
        self._what, self._since = "", 0.0

    def begin(self, what: str) -> None:
        """End the step before, and begin the next."""
        now = time.process_time()
        if self._what:
            self.spent.append((self._what, now - self._since))
        self._what, self._since = what, now


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", type=Path)
    study = parser.parse_args().study
    steps, began = Steps(), time.perf_counter()
    steps.begin("Gathering the study")
    data = study_report(open_study(study), ReportOptions())
    files = report_files(data, steps.begin)
    steps.begin("")
    for what, seconds in steps.spent:
        print(f"{seconds:6.2f}  {what}")
    print(f"{time.process_time():6.2f}  in all, with the start of Python")
    clock = time.perf_counter() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = held / (1_000_000 if sys.platform == "darwin" else 1_000)
    size = sum(map(len, files.values())) / 1_000_000
    print(
        f"{clock:.1f} s by the clock, {megabytes:.0f} MB held,"
        f" {len(files)} files of {size:.1f} MB"
    )


if __name__ == "__main__":
    main()
