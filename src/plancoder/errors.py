"""What can go wrong, said once: every exception carries its exit code, its place and
its remedy.

Exit codes are a stable interface (README, "Exit codes"): 0 ok, 1 a bug, 2 usage, 3 bad
study and nothing ran, 4 some
plans failed and the rest is written, 5 unsettled reviews where a final table was asked
for, 6 cannot write,
130 interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

# One slip in each row of a table would fill the terminal and hide where they begin.
_MOST_SHOWN = 20


class PlancoderError(Exception):
    """Something the person in front of the program can mend; the message says what,
    where and what to do.
    """

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors travel from worker processes. Exception's own way calls the class with
        # the message alone and loses whatever else it was made of.
        return _restore_error, (type(self), self.args, dict(self.__dict__))


def _restore_error(
    kind: type[PlancoderError], args: tuple[Any, ...], fields: Mapping[str, Any]
) -> PlancoderError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


class StudyError(PlancoderError):
    """The study (plans.csv, codebook.yaml, a review sheet …) is not in order; nothing
    ran.

    `problems` holds one line a slip, each with its place (file, line, field), so that
    all are mended in one go. The message shows the first of them and how many there
    are.
    """

    exit_code = 3

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        shown = list(problems[:_MOST_SHOWN])
        if len(problems) > _MOST_SHOWN:
            more = len(problems) - _MOST_SHOWN
            shown.append(f"… and {more:,} more, {len(problems):,} in all.")
        super().__init__("\n".join(shown))


class ReviewPendingError(PlancoderError):
    """A final table was asked for while undecided codings would still change a cell."""

    exit_code = 5


class OutputError(PlancoderError):
    """A result could not be written: folder not writable, disk full, file open in a
    spreadsheet.
    """

    exit_code = 6


class PlanError(PlancoderError):
    """One plan could not be processed.

    The others go on; this one becomes a row of failures.csv.

    `reason` is one of the named reasons in failures.csv, `advice` says what to do; both
    are part of the interface.
    """

    exit_code = 4
    reason: ClassVar[str] = "unreadable"
    advice: ClassVar[str] = (
        "Open the file to see whether it is whole, and download it again if it is not."
    )

    def __init__(
        self,
        detail: str,
        *,
        advice: str | None = None,
        pages_read: int = 0,
        pages_in_all: int = 0,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = advice or self.advice
        self.pages_read = pages_read
        self.pages_in_all = pages_in_all


class UnreadablePlan(PlanError):
    """The file could not be read, for a reason no narrower class names."""


class EmptyFile(UnreadablePlan):
    """The file has no bytes."""

    reason = "empty_file"
    advice = "The file is empty: download it again."


class NotAPdf(UnreadablePlan):
    """The name says PDF, the content says otherwise."""

    reason = "not_a_pdf"
    advice = (
        "Download the plan again from its source, or give the file its true ending"
        " (.html, .docx, .odt, .rtf, .pptx, .txt)."
    )


# The kinds of file that are read, as messages name them.
FILE_KINDS = (
    "PDF, Word (.docx), OpenDocument (.odt), RTF, PowerPoint (.pptx), web page (.html),"
    " Markdown or plain text"
)


class UnknownFormat(UnreadablePlan):
    """No reader for this kind of file."""

    reason = "unknown_format"
    advice = f"Save the plan as {FILE_KINDS}."


class DamagedFile(UnreadablePlan):
    """The file begins as it should and then breaks off or contradicts itself."""

    reason = "damaged"
    advice = "The file is damaged, often by a broken download: download it again."


class Encrypted(UnreadablePlan):
    """The file needs a password."""

    reason = "encrypted"
    advice = (
        "Ask the publisher for a copy without a password, or print it to a new PDF."
    )


class NotARegularFile(UnreadablePlan):
    """A folder, pipe, device or link out of the study where a plan file should be."""

    reason = "not_a_regular_file"
    advice = "Put a copy of the plan file itself into the study."


class NotShared(UnreadablePlan):
    """A machine of the cluster has no such file, or another one."""

    reason = "not_shared"
    advice = (
        "Put the study into a folder that all machines of the cluster see under the"
        " same path, and run again."
    )


class NoPages(UnreadablePlan):
    """The file opens but holds no page."""

    reason = "no_pages"
    advice = "The file holds no page: download it again."


class BadPageRange(PlanError):
    """`pages` in plans.csv asks for pages the file does not have."""

    reason = "page_range"
    advice = "Correct the column 'pages' of this plan in plans.csv."


class NoText(PlanError):
    """The pages hold pictures and no text."""

    reason = "no_text"
    advice = (
        "The pages are scans. Install the 'ocr' extra (pip install 'plancoder[ocr]') or"
        " give a file with text."
    )


class PlanLimitError(PlanError):
    """A limit per plan was reached; `limit` names it, `allowed` and `used` give the
    figures.
    """

    def __init__(
        self,
        detail: str,
        *,
        limit: str,
        allowed: float,
        used: float,
        advice: str | None = None,
    ) -> None:
        super().__init__(detail, advice=advice)
        self.limit = limit
        self.allowed = allowed
        self.used = used


class TooManyPages(PlanLimitError):
    """More pages than the limit."""

    reason = "too_many_pages"
    advice = (
        "Name the pages of the plan in the column 'pages' of plans.csv, or raise"
        " --max-pages."
    )


class TooManyCharacters(PlanLimitError):
    """More text than the limit."""

    reason = "too_many_characters"
    advice = (
        "Name the pages of the plan in the column 'pages' of plans.csv, or raise"
        " --max-characters."
    )


class TimedOut(PlanLimitError):
    """More processor time than the limit."""

    reason = "timeout"
    advice = "Try the plan alone with a higher --cpu-seconds, or print it to a new PDF."


class MemoryLimit(PlanLimitError):
    """More memory than the limit."""

    reason = "memory_limit"
    advice = "Try the plan alone with a higher --memory, or print it to a new PDF."


class PlanBug(PlanError):
    """Reading or coding this plan showed a bug of plancoder; `detail` holds the last
    line of its traceback.
    """

    reason = "bug"
    advice = (
        "This is a bug in plancoder, not a fault of the plan: please report it with"
        " what was printed."
    )


class Crashed(PlanError):
    """The process that read the plan died."""

    reason = "crashed"
    advice = "The file makes the PDF library crash: print it to a new PDF and use that."
