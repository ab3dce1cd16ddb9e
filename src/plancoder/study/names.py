"""Names of the files and folders of a study. No other module spells one."""

from __future__ import annotations

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

SHEET_ENDING = ".xlsx"  # of a coder's sheet

# What plancoder keeps for itself.
RUN_LOCK = ".plancoder.lock"
TAKEN_SHEETS = ".decided-sheets"
STAGING_PREFIX = ".staging-"

_LONGEST_STEM = 200


def wide_name(appendix: str, frame: str) -> str:
    """The table of a frame with a column for each category."""
    return f"{_stem(appendix, frame)}.csv"


def long_name(appendix: str, frame: str) -> str:
    """The table of a frame with a row for each cell."""
    return f"{_stem(appendix, frame)}_long.csv"


def _stem(appendix: str, frame: str) -> str:
    """`appendix_a` where the frame names an appendix, else its own id."""
    return f"appendix_{appendix.lower()}" if appendix else f"frame_{frame}"


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
