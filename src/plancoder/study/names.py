"""Names of the files and folders of a study. No other module spells one."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What people write.
CODEBOOK = "codebook.yaml"
DECISIONS = "decisions.csv"
RAW = "raw"
PLANS = "plans.csv"
PROPOSED_PLANS = "plans-proposed.csv"
ROLES = "roles.csv"
REPLIES = "replies.csv"
TILES = "tiles.csv"  # where each force stands on the tile map
REPLY_FOLDER = "replies"  # what offices answered, one text file a force

# What plancoder makes.
OUT = "out"
MANIFEST = "run.json"
TIMINGS = "timings.json"
CODINGS = "codings.jsonl"
PASSAGES = "passages.csv"
STATEMENTS = "statements.csv"
WORKBOOK = "review.xlsx"
FAILURES = "failures.csv"
SUMMARY = "summary.csv"
ORPHANS = "orphans.csv"
ASSURANCE = "assurance.csv"  # a sheet with the passages of a sample of ticks
ASSURANCE_DRAW = "assurance.json"  # size and seed of that sample
APPENDIX_C = "appendix_c.csv"
OTHER_DOCUMENTS = "other_documents_long.csv"
EVALUATION = "evaluation"  # a folder of its own below out/
CODERS = "coders"  # likewise: two coders compared
AGREEMENT = "agreement.csv"
RELIABILITY = "reliability.csv"
DISAGREEMENTS = "disagreements.csv"
RULES = "rules.csv"
REPORT = "report"  # a folder of its own below out/
EXCHANGE = "exchange"  # likewise
EVALUATION_WORDS = "evaluation.md"
AGREEMENT_WORDS = "agreement.md"
PARQUET = "parquet"  # likewise: a folder for each long table

# The files of a report.
PAGE = "report.html"
APPENDICES_BOOK = "appendices.xlsx"
APPENDICES = "appendices.docx"
METHOD = "method.docx"
METHOD_WORDS = "method.md"
SHARES = "shares.csv"
FRAGILE = "fragile.csv"
SHARED_WORDING = "shared_wording.csv"
WORDING_CHANGE = "wording_change.csv"

# The files for other coding programs.
PROJECT = "study.qdpx"
PROJECT_CODEBOOK = "codebook.qdc"

SHEET_ENDING = ".xlsx"  # of a coder's sheet

# What plancoder keeps for itself.
RUN_LOCK = ".plancoder.lock"
TAKEN_SHEETS = ".decided-sheets"
PAGE_INDEX = ".review-page.sqlite"  # a copy of codings and decisions for the page
STAGING_PREFIX = ".staging-"

_LONGEST_STEM = 200
# Letters and digits of any language, and what no system minds in a name.
_KEPT_MARKS = frozenset(" &'(),-._+")


def wide_name(appendix: str, frame: str) -> str:
    """The table of a frame with a column for each category."""
    return f"{_stem(appendix, frame)}.csv"


def long_name(appendix: str, frame: str) -> str:
    """The table of a frame with a row for each cell."""
    return f"{_stem(appendix, frame)}_long.csv"


def _stem(appendix: str, frame: str) -> str:
    """`appendix_a` where the frame names an appendix, else its own id."""
    return f"appendix_{appendix.lower()}" if appendix else f"frame_{frame}"


def chart_name(kind: str, frame: str, ending: str) -> str:
    """The picture of a chart: `map_needs.svg`."""
    return f"{kind}_{frame}.{ending}"


def draft_name(name: str) -> str:
    """The name of a file that is no final one.

    >>> draft_name("report.html")
    'report-draft.html'
    """
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-draft{dot}{ending}"


def decisions_name(plan_id: str) -> str:
    """The sheet that an offline page saves: `decisions-fenn-2017.csv`."""
    name = re.sub(r"[^A-Za-z0-9]+", "-", plan_id).strip("-")
    return f"decisions-{name or 'plan'}.csv"


def parquet_names(table: str, forces: Iterable[str]) -> dict[str, str]:
    """The name of the Parquet file of each force, below out/; `table` is the CSV.

    >>> parquet_names("passages.csv", ["Avon and Somerset"])
    {'Avon and Somerset': 'parquet/passages/force=Avon and Somerset/part.parquet'}
    """
    folder = f"{PARQUET}/{table.removesuffix('.csv')}"
    names: dict[str, str] = {}
    taken: set[str] = set()
    for force in forces:
        value = _partition_value(force, taken)
        taken.add(value.casefold())
        names[force] = f"{folder}/force={value}/part.parquet"
    return names


def _partition_value(force: str, taken: set[str]) -> str:
    """A force as readers of partitions find it in the name of a folder: what a system
    may not like is written as %2F. Too long a name is cut, and numbered if need be.
    """
    marks = [each if _kept(each) else _percent(each) for each in force]
    if marks[-1] in " .":  # Windows drops these at the end of a name
        marks[-1] = _percent(marks[-1])
    if "".join(marks).casefold() in taken:
        # The same but for capitals: one folder on Windows and macOS.
        marks = [_percent(each) for each in force]
    number, end = 1, ""
    while True:
        kept = list(marks)
        while len("".join(kept).encode()) > _LONGEST_STEM:
            kept.pop()
        value = "".join(kept) + end
        if value.casefold() not in taken:
            return value
        number += 1
        end = f"-{number}"


def _kept(character: str) -> bool:
    return character.isalnum() or character in _KEPT_MARKS


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode(errors="replace"))


def free_name(wanted: str, ending: str, taken: Iterable[str], otherwise: str) -> str:
    """A file name made of `wanted` that every system accepts and that is none of
    `taken`; `otherwise` where nothing of it can be used.
    """
    kept = "".join(each if each.isalnum() or each in "-_" else "-" for each in wanted)
    # File systems count bytes, 255 at most; number and ending must still fit.
    short = kept.strip("-").encode()[:_LONGEST_STEM].decode(errors="ignore")
    used = {name.casefold() for name in taken}
    base = short or otherwise
    name, number = f"{base}{ending}", 1
    while name.casefold() in used:
        number += 1
        name = f"{base}-{number}{ending}"
    return name
