"""The years a plan covers, as printed and as numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# "1 April 2017 – 31 March 2021", "2017/21", "2016/17-2020/21", "between 2017 and 2021".
_DAY = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTHS}\s+)?"
_RANGE = re.compile(
    r"(?<![\d£.,/-])(20\d\d)(?:/\d\d(?!\d))?"
    r"(?:\s*[-–—/]\s*|\s+(?:to|until|till)\s+|(?<=between 20\d\d)\s+and\s+)"
    rf"(?:the end of\s+)?{_DAY}(20\d\d|\d\d)(?:/\d\d)?(?![\d%]|[-/.]\d)",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(rf"\b{_DAY}$", re.IGNORECASE)
_LONGEST_DAY = 20  # characters of "30th September 2017" before the year
# "April – June 2020": a report's own quarter.
_QUARTER = re.compile(
    rf"\b({_MONTHS}\s*(?:[-–—]|to)\s*{_MONTHS}\s+(20\d\d))(?!\d)", re.IGNORECASE
)
# A year that is no part of a date or an end: "March 2018", "until 2029".
_YEAR = re.compile(
    rf"(?<!\d)(?P<other>(?:{_MONTHS},?|by|until|since|before|after)\s+)?"
    r"(?P<year>20\d\d)(?!\d|-\d\d-)",
    re.IGNORECASE,
)
_FINANCIAL = re.compile(r"20\d\d(?:[/-]\d\d|/20\d\d)")
_YEAR_OF_PLAN = re.compile(r"\bplan for (20\d\d)(?!\s*(?:to|[-–—/\d]))", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:plan|strategy|priorities|aims|objectives|cynllun)\b", re.IGNORECASE
)
_REPORT = re.compile(
    r"\b(?:report|review|quarter|period|annual)\b|\byear\b", re.IGNORECASE
)
# What stands beside the years of another plan than this one.
_OTHER_PLAN = re.compile(
    r"\b(?:previous|last|former|earlier|old|archived|replace[sd]?|superseded)\b",
    re.IGNORECASE,
)
_WAS = re.compile(r"[\s,)]*(?:had|was|were|named|ended|ran)\b", re.IGNORECASE)
_LONGEST = 10  # years
_NEAR = 60  # characters between 'plan' and its years
_FIRST_PAGE = 3_000  # characters
_LONG_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class DatesFound:
    """Years with the reason for them; blank where none were found."""

    dates: str = ""
    start_year: int | None = None
    end_year: int | None = None
    reason: str = "no years are in the file name, the title or beside the word 'plan'"


@dataclass(frozen=True, slots=True)
class _Years:
    """A range as printed, its first and last year, and where it ends in its source."""

    printed: str
    start: int
    end: int
    at: int
    stop: int
    of_other_plan: bool = False

    @property
    def is_of_report(self) -> bool:
        """True for one financial year or a quarter: "2015/16", "April – June 2020"."""
        return bool(_QUARTER.match(self.printed)) or (
            self.end == self.start + 1 and bool(_FINANCIAL.fullmatch(self.printed))
        )


def find_dates(
    file: str, titles: Sequence[str], text: str, *, of_report: bool = False
) -> DatesFound:
    """Find the years: the range that title, file name and text name most, else a single
    year of title or file name. A report's own years stand beside other words.
    """
    word = _REPORT if of_report else _PLAN
    # `vale-2013-17` and `vale_2013_2017`: what stands between years joins them, other
    # hyphens part words.
    stem = re.sub(r"(?<!\d)[-_]", " ", re.sub(r"\.\w+$", "", file)).replace("_", "-")
    votes: dict[tuple[int, int], tuple[float, str, str]] = {}
    for weight, years, where in _named_in(titles, stem, text[:_LONG_TEXT], word):
        if not years.of_other_plan and (of_report or not years.is_of_report):
            key = years.start, years.end
            before, printed, reason = votes.get(key, (0.0, years.printed, where))
            votes[key] = (before + weight, printed, reason)
    if not votes:
        return _single_year(titles, stem)
    key = max(votes, key=lambda key: votes[key][0])
    _, printed, reason = votes[key]
    return DatesFound(printed, *key, reason.replace("{}", printed, 1))


def _named_in(
    titles: Sequence[str], stem: str, text: str, word: re.Pattern[str]
) -> Iterator[tuple[float, _Years, str]]:
    """Each range with its weight and where it stands: 15 points in a title that says
    "plan", one beside that word in the text.
    """
    for title in titles:
        for years in _ranges(title):
            weight = 15.0 if word.search(title) else 10.0
            yield weight, years, f"the title says {{}}: “{title[:80]}”"
    for years in _ranges(stem):
        yield 11.0 if word.search(stem) else 6.0, years, "the file name says {}"
    for years in _ranges(text):
        around = text[max(0, years.at - _NEAR) : years.stop + _NEAR // 2]
        if word.search(around):
            yield 1.0, years, "the text says {} beside the word 'plan'"
        elif years.stop < _FIRST_PAGE and text[years.stop : years.stop + 1] in ".;":
            yield 1.0, years, "a sentence of the first page ends in {}"


def _ranges(source: str) -> Iterator[_Years]:
    """Of "Plan 2016-20": 2016 to 2020. Of "founded 1829-2017": none, no plan is as
    long.
    """
    for found in _RANGE.finditer(source):
        start = int(found[1])
        century = start // 100 * 100 if len(found[2]) == 2 else 0
        end = century + int(found[2])
        before = source[max(0, found.start() - _NEAR) : found.start()]
        other = _OTHER_PLAN.search(before) or _WAS.match(source, found.end())
        if _is_plausible(start) and start < end <= start + _LONGEST:
            day = _DAY_BEFORE.search(
                source, max(0, found.start() - _LONGEST_DAY), found.start()
            )
            printed = " ".join(((day[0] if day else "") + found[0]).split())
            yield _Years(printed, start, end, *found.span(), bool(other))
    for pattern in (_QUARTER, _YEAR_OF_PLAN):
        for found in pattern.finditer(source):
            year = int(found[pattern.groups])
            yield _Years(found[1], year, year, *found.span())


def _single_year(titles: Sequence[str], stem: str) -> DatesFound:
    """Of "Police and Crime Plan 2017": 2017, where no range names the years."""
    for source, where in (("\n".join(titles), "title"), (stem, "file name")):
        taken = [one for one in _ranges(source) if not one.is_of_report]
        for found in _YEAR.finditer(source):
            year = int(found["year"])
            in_range = any(one.at <= found.start() < one.stop for one in taken)
            if not found["other"] and not in_range and _is_plausible(year):
                reason = f"the {where} names the year {year} only"
                return DatesFound(str(year), year, None, reason)
    return DatesFound()


def _is_plausible(year: int) -> bool:
    return 2000 <= year <= 2060
