"""How many actions a final table costs: by passage, by cell and by list.

Usage: python benchmarks/review_effort.py STUDY…

A reviewer is simulated on the study as coded, with no decision yet: it rejects a share
of the passages at random and accepts the rest. An action is a key, a click or a save:

- by passage: one for each undecided passage
- by cell: one for each passage that comes up in the queue until all cells are settled
- by list: one to save each list of a plan, and one for each passage that is changed
  from accept to reject

Passages are read all the same: `read` counts those that come up in the lists.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plancoder.models import Verdict
from plancoder.pipeline.effort import Effort, review_effort

SHARES = (0.0, 0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class Cost:
    """Actions of one simulated review."""

    read: int
    by_list: int


def simulate(efforts: Sequence[Effort], share: float, seed: int) -> Cost:
    """Review lists plan by plan until all cells are settled, `share` of the passages
    being rejected.
    """
    chance = random.Random(seed)
    read = by_list = 0
    for effort in efforts:
        left = list(effort.waiting)
        while left:
            verdicts = [
                Verdict.REJECT if chance.random() < share else Verdict.ACCEPT
                for _ in left
            ]
            read += len(left)
            by_list += 1 + verdicts.count(Verdict.REJECT)
            left = [
                count - 1
                for count, verdict in zip(left, verdicts, strict=True)
                if verdict is Verdict.REJECT and count > 1
            ]
    return Cost(read, by_list)


def main() -> int:
    """Print a table for each study."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("studies", nargs="+", type=Path)
    for root in parser.parse_args().studies:
        efforts = review_effort(root)
        passages = sum(effort.passages for effort in efforts)
        cells = sum(effort.cells for effort in efforts)
        print(f"{root}: {len(efforts)} plans, {passages} passages, {cells} cells")
        print("rejected  by passage  by cell (read)  by list  share of passages")
        for share in SHARES:
            cost = simulate(efforts, share, seed=1)
            print(
                f"{share:8.0%}  {passages:10}  {cost.read:14}  {cost.by_list:7}"
                f"  {cost.by_list / passages:17.1%}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
