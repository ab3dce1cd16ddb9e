"""The years a plan covers, as printed and as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH = r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+)?"
_RANGE = re.compile(
    rf"(?<![\d£.,/-])({_MONTH})(20\d\d)(?:/\d\d)?\s*(?:[-–—/]|to|until)\s*({_MONTH})(20\d\d|\d\d)(?:/\d\d)?(?![\d%])"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PLAN = re.compile(r"\bplan\b", re.IGNORECASE)
_LONGEST = 10  # years
_NEAR = 60  # characters between 'plan' and its years


@dataclass(frozen=True, slots=True)
class DatesFound:
    """Years with the reason for them; blank where none were found."""

    dates: str = ""
    start_year: int | None = None
    end_year: int | None = None
    reason: str = "no years are in the file name, the title or beside the word 'plan'"


def find_dates(file: str, titles: Sequence[str], text: str) -> DatesFound:
    """Find the years: the range that title, file name and text name most, else a single
    year of title or file name.
    """
    votes: dict[tuple[int, int], tuple[float, str, str]] = {}
    # `vale-2013-17` and `vale_2013_2017`: what stands between years joins them, other
    # hyphens part words.
    stem = re.sub(r"(?<!\d)[-_]", " ", re.sub(r"\.\w+$", "", file)).replace("_", "-")
    for weight, source, where in (
        *((10.0, title, f"the title says {{}}: “{title[:80]}”") for title in titles),
        (6.0, stem, "the file name says {}"),
    ):
        for found in _RANGE.finditer(source):
            _vote(votes, found, weight + 5 * bool(_PLAN.search(source)), where)
    for found in _RANGE.finditer(text[:200_000]):
        around = text[max(0, found.start() - _NEAR) : found.end() + _NEAR // 2]
        _vote(
            votes,
            found,
            1.0 if _PLAN.search(around) else 0.1,
            "the text says {} beside the word 'plan'",
        )
    if votes:
        (start, end), (_, printed, reason) = max(
            votes.items(), key=lambda item: item[1][0]
        )
        if votes[start, end][0] >= 1:
            return DatesFound(printed, start, end, reason.format(printed))
    for source, where in ((" ".join(titles), "title"), (stem, "file name")):
        years = [
            int(year) for year in _YEAR.findall(source) if _is_plausible(int(year))
        ]
        if years:
            return DatesFound(
                str(years[0]),
                years[0],
                None,
                f"the {where} names the year {years[0]} only",
            )
    return DatesFound()


def _is_plausible(year: int) -> bool:
    return 2000 <= year <= 2060


def _vote(
    votes: dict[tuple[int, int], tuple[float, str, str]],
    found: re.Match[str],
    weight: float,
    where: str,
) -> None:
    start = int(found[2])
    end = int(found[4]) if len(found[4]) == 4 else start // 100 * 100 + int(found[4])
    if not (_is_plausible(start) and start < end <= start + _LONGEST):
        return
    if (
        len(found[4]) == 2
        and "/" in found[0]
        and not re.search(r"[-–—]|to|until", found[0])
    ):
        return  # 2015/16 is one financial year
    before, printed, reason = votes.get(
        (start, end), (0.0, " ".join(found[0].split()), where)
    )
    votes[start, end] = (before + weight, printed, reason)
