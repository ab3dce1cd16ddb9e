"""Writes the sample brochures in three drawing orders, each with its true text, to
measure extraction on.

Usage: python benchmarks/make_layouts.py FOLDER

FOLDER/<plan>-<order>.pdf and FOLDER/<plan>.json (blocks in true reading order: kind,
level, text, rows). The orders:
`set` (frame by frame, as typeset), `rows` (line by line across the columns) and
`shuffled` (frames in any order).
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))

from make_sample_study import prose_of  # noqa: E402 - lies in tests/support
from sample_blocks import true_blocks  # noqa: E402
from sample_kit import PlanCanvas, SoftText, register_fonts  # noqa: E402
from sample_looks import LOOKS  # noqa: E402
from sample_orders import by_rows, reorder, shuffled  # noqa: E402
from sample_pages import Brochure  # noqa: E402
from sample_prose import read_prose  # noqa: E402

BROCHURES = (
    "saltmarch-2017",
    "saltmarch-2013",
    "harrowdene-2016",
    "harrowdene-2013",
    "dyffryn-eirlas-2017",
)


def make_layouts(name: str) -> tuple[dict[str, bytes], str]:
    """The PDFs of a brochure without its cover by drawing order, and the JSON of its
    true blocks.
    """
    register_fonts()
    prose = prose_of(name)
    leaves = [
        leaf
        for leaf in read_prose(prose)[1]
        if leaf.template.split()[-1] not in ("cover", "council")
    ]
    change = staticmethod(SoftText(prose)) if LOOKS[name].soft else None
    plan = Brochure(LOOKS[name], leaves).build(
        type("Drawn", (PlanCanvas,), {"change": change})
    )
    orders = {
        "set": plan,
        "rows": reorder(plan, by_rows),
        "shuffled": reorder(plan, shuffled),
    }
    blocks = [asdict(block) for block in true_blocks(leaves)]
    return orders, json.dumps(
        {"meta": {"plan": name}, "blocks": blocks}, ensure_ascii=False, indent=1
    )


def main(folder: Path) -> None:
    """Write all files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in BROCHURES:
        orders, truth = make_layouts(name)
        (folder / f"{name}.json").write_text(truth, "utf-8")
        for order, plan in orders.items():
            (folder / f"{name}-{order}.pdf").write_bytes(plan)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
