"""Makes the sample study in raw/: invented forces, invented prose, brochure pages,
always the same text.

Usage: `python tests/support/make_sample_study.py [FOLDER]` (default: raw/ of this
    repository).
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pikepdf
from sample_kit import PlanCanvas, SoftText, register_fonts
from sample_looks import LOOKS, SLIPS
from sample_pages import Brochure
from sample_prose import Leaf, read_prose
from sample_scan import Slips, scan_with_text, scan_without_text
from sample_word import make_word

HERE = Path(__file__).resolve().parent
RAW = HERE.parents[1] / "raw"


def prose_of(name: str) -> str:
    """The source of one plan."""
    return (HERE / "prose" / f"{name}.txt").read_text("utf-8")


def typeset(
    name: str, change: Callable[[str], str] | None = None, hidden: bool = False
) -> bytes:
    """The PDF of one plan; a leaf marked with a look of its own (`=== one council`) is
    set in that look.
    """
    source = prose_of(name)
    _, leaves = read_prose(source)

    def look_of(leaf: Leaf) -> str:
        return leaf.template.partition(" ")[2] or name

    parts: list[bytes] = []
    for look_name, group in groupby(leaves, key=look_of):
        look = LOOKS[look_name]
        alter = change or (SoftText(source) if look.soft else None)
        canvas = type(
            "Drawn",
            (PlanCanvas,),
            {"change": staticmethod(alter) if alter else None, "hidden": hidden},
        )
        look.first_page = (
            1 + sum(part.count(b"/Type /Page\n") for part in parts)
            if look_name == "council"
            else 1
        )
        parts.append(Brochure(look, list(group)).build(canvas))
    return parts[0] if len(parts) == 1 else join(parts, LOOKS[name].title)


def join(parts: list[bytes], title: str) -> bytes:
    """One PDF of several, as a clerk makes a meeting pack."""
    out = io.BytesIO()
    with pikepdf.new() as pack:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as source:
                pack.pages.extend(source.pages)
        pack.docinfo["/Title"] = title
        pack.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def make_plans() -> dict[str, bytes]:
    """Every plan file of the study by its path below raw/."""
    register_fonts()
    slips = SLIPS["dyffryn-eirlas-2013"]
    spared = "|".join([*slips, *" ".join(slips.values()).split()])
    layer = typeset("dyffryn-eirlas-2013", Slips(slips, 0.016, spared), hidden=True)
    archive = scan_with_text(
        typeset("dyffryn-eirlas-2013"), layer, 120, "Police and Crime Plan 2013-2017"
    )
    word = make_word(
        read_prose(prose_of("merrowland-2016"))[1],
        "Merrowland Police and Crime Plan 2016-2021",
    )
    return {
        "plans/saltmarch-2017.pdf": typeset("saltmarch-2017"),
        "plans/saltmarch-2013.pdf": typeset("saltmarch-2013"),
        "plans/harrowdene-2016.pdf": typeset("harrowdene-2016"),
        "plans/harrowdene-panel-pack-march-2013.pdf": typeset("harrowdene-2013"),
        "plans/dyffryn-eirlas-2017.pdf": typeset("dyffryn-eirlas-2017"),
        "plans/dyffryn-eirlas-2013-2017.pdf": archive,
        "plans/merrowland-2016.docx": word,
        "plans/merrowland-2013.md": (
            HERE / "prose" / "merrowland-2013.md"
        ).read_bytes(),
        "plans/quillshire-2013.pdf": scan_without_text(
            typeset("quillshire-2013"), 150, "Scan"
        ),
    }


HEAD = "plan_id,force_id,force,nation,dates,start_year,end_year,status,file,pages,doc_type,source_url"
SITE = "https://www.{}.example/police-and-crime-plan"
ROWS = [
    (
        "saltmarch:2017",
        "Saltmarch Constabulary",
        "England",
        "2017–2021",
        "current",
        "plans/saltmarch-2017.pdf",
        "",
    ),
    (
        "saltmarch:2013",
        "Saltmarch Constabulary",
        "England",
        "2013–2017",
        "previous",
        "plans/saltmarch-2013.pdf",
        "",
    ),
    (
        "harrowdene:2016",
        "Harrowdene Police",
        "England",
        "2016–2020",
        "current",
        "plans/harrowdene-2016.pdf",
        "",
    ),
    (
        "harrowdene:2013",
        "Harrowdene Police",
        "England",
        "2013–2017",
        "previous",
        "plans/harrowdene-panel-pack-march-2013.pdf",
        "5-12",
    ),
    (
        "merrowland:2016",
        "Merrowland Police",
        "England",
        "2016–2021",
        "current",
        "plans/merrowland-2016.docx",
        "",
    ),
    (
        "merrowland:2013",
        "Merrowland Police",
        "England",
        "2013–2016",
        "previous",
        "plans/merrowland-2013.md",
        "",
    ),
    (
        "quillshire:2017",
        "Quillshire Police",
        "England",
        "no new plan",
        "current",
        "",
        "",
    ),
    (
        "quillshire:2013",
        "Quillshire Police",
        "England",
        "2013–2018",
        "previous",
        "plans/quillshire-2013.pdf",
        "",
    ),
    (
        "dyffryn-eirlas:2017",
        "Dyffryn Eirlas Police",
        "Wales",
        "2017–2021",
        "current",
        "plans/dyffryn-eirlas-2017.pdf",
        "",
    ),
    (
        "dyffryn-eirlas:2013",
        "Dyffryn Eirlas Police",
        "Wales",
        "2013–2017",
        "previous",
        "plans/dyffryn-eirlas-2013-2017.pdf",
        "",
    ),
]


def plan_list() -> str:
    """plans.csv: with a byte order mark, since Excel takes a CSV without one for cp1252
    and breaks the dashes.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD.split(","))
    for plan_id, force, nation, dates, status, file, pages in ROWS:
        force_id = plan_id.split(":")[0]
        years = dates.split("–") if "–" in dates else ["", ""]
        source = SITE.format(force_id) if file else ""
        writer.writerow(
            [
                plan_id,
                force_id,
                force,
                nation,
                dates,
                *years,
                status,
                file,
                pages,
                "plan" if file else "",
                source,
            ]
        )
    return "\ufeff" + out.getvalue()


def main(folder: Path) -> None:
    """Write every file of the study below `folder`."""
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    for path, content in make_plans().items():
        (folder / path).write_bytes(content)
    (folder / "plans.csv").write_bytes(plan_list().encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW)
