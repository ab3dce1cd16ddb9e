"""The nouns of plancoder, in order of life: Plan, Document, Passage, Match, Coding,
Decision, Review, Matrix.

All are frozen: each room of the house returns the next noun and never edits the last.
Offsets count characters of
`Document.text`; for every piece of evidence `document.text[start:end]` is the quote.
Pages are counted from 1 in the
plan file as it lies in the study, whatever number is printed on the page; where a plan
is in several files, a page also holds its part (`page_labels`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from plancoder.page_labels import split_page


class PlanStatus(StrEnum):
    """Whether a plan was the force's newer or older one."""

    CURRENT = "current"
    PREVIOUS = "previous"
    UNKNOWN = ""


class DocType(StrEnum):
    """What kind of publication a row of plans.csv is; only plans tick the appendices
    unless asked otherwise.

    Nobody writes `copy`: it is found (`study.copies`), and never counts.
    """

    PLAN = "plan"
    DRAFT = "draft"
    REPORT = "report"
    OTHER = "other"
    COPY = "copy"  # of the file of another row of the same force


@dataclass(frozen=True, slots=True)
class Plan:
    """One row of plans.csv.

    `file` is relative to `raw/`, with forward slashes; blank where there is no new
    plan. Of a plan in several files, `file` is as people write it, and `parts` holds
    them one by one.
    """

    plan_id: str
    file: str = ""
    force_id: str = ""
    force: str = ""
    nation: str = ""
    dates: str = ""
    start_year: int | None = None
    end_year: int | None = None
    status: PlanStatus = PlanStatus.UNKNOWN
    pages: tuple[int, ...] = ()  # ascending page numbers; empty: all
    doc_type: DocType = DocType.PLAN
    source_url: str = ""
    variables: Mapping[str, str] = field(
        default_factory=dict
    )  # unknown columns, carried to the outputs
    parts: tuple[str, ...] = ()  # empty: the plan is one file

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the plan in their order, each relative to `raw/`."""
        return self.parts or ((self.file,) if self.file else ())

    def pages_of(self, part: int) -> tuple[int, ...]:
        """The pages of a part, counted in its file; part 0: the plan is one file."""
        split = map(split_page, self.pages)
        return tuple(page for its_part, page in split if its_part == part)

    @property
    def exists(self) -> bool:
        """False for the row of a force that published no new plan."""
        return bool(self.file)

    @property
    def force_key(self) -> str:
        """What the plans of one force have in common; a plan that names no force stands
        for itself.
        """
        return self.force_id or self.force or self.plan_id

    @property
    def shown_force(self) -> str:
        """The force as tables print it."""
        return self.force or self.force_key

    @property
    def shown_dates(self) -> str:
        """The dates as printed on the plan, else its years; blank where neither is
        known.
        """
        return self.dates or "-".join(
            str(year) for year in (self.start_year, self.end_year) if year
        )


# --------------------------------------------------------------------------------------
# the extracted text


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points (1/72 inch), measured from the page's top left
    corner as it is shown.
    """

    x0: float
    top: float
    x1: float
    bottom: float


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    TABLE_CELL = "table_cell"
    CAPTION = "caption"
    # a pull quote: repeats a sentence of the body, so it is never evidence twice
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Region:
    """The part of a block that stands on one page: from `start` to the next region or
    the block's end.
    """

    start: int
    page: int | None  # None where the format has no pages
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, bullet, table cell, caption or pull quote:
    `document.text[start:end]`.

    `level` is 1 to 6 for headings, the depth from 1 for bullets, else 0. Cells carry
    table, row and column, from 0.
    """

    kind: BlockKind
    start: int
    end: int
    regions: tuple[Region, ...]
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None

    @property
    def page(self) -> int | None:
        """The page on which the block begins."""
        return self.regions[0].page

    def page_at(self, offset: int) -> int | None:
        """The page on which the block's character at `offset` stands."""
        page = self.page
        for region in self.regions[1:]:
            if region.start > offset:
                break
            page = region.page
        return page


class PageStatus(StrEnum):
    """How a page of the plan was read."""

    READ = "read"
    OCR = "ocr"
    NO_TEXT = "no_text"  # a picture without text
    DAMAGED = "damaged"  # the page could not be loaded
    UNMAPPED = (  # many glyphs without Unicode: what was read is not to be trusted
        "unmapped"
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the plan and what became of it.

    `width` and `height` in points; 0 where the format has no size.
    """

    number: int
    status: PageStatus = PageStatus.READ
    characters: int = 0
    width: float = 0.0
    height: float = 0.0
    note: str = ""
    printed: str = ""  # the number that the page itself bears, where it is known

    @property
    def unread(self) -> bool:
        """True where text of the page may be missing."""
        return self.status in (
            PageStatus.NO_TEXT,
            PageStatus.DAMAGED,
            PageStatus.UNMAPPED,
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader should know of a plan that was read all the same; becomes a
    warning row of failures.csv.
    """

    reason: str
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """The extracted text of a plan.

    Blocks stand in reading order, one newline apart, and never overlap.
    """

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    format: str = ""  # pdf, docx, odt, rtf, pptx, html, markdown, text
    engine: str = ""
    notices: tuple[Notice, ...] = ()

    def block_index(self, offset: int) -> int:
        """Index of the block that holds `offset`; the one before it where the offset
        lies between two.
        """
        return max(
            0, bisect_right(self.blocks, offset, key=lambda block: block.start) - 1
        )

    def page_at(self, offset: int) -> int | None:
        """The page on which the character at `offset` stands; None where the format has
        no pages.
        """
        if not self.blocks:
            return None
        return self.blocks[self.block_index(offset)].page_at(offset)


# --------------------------------------------------------------------------------------
# coding


class SectionRole(StrEnum):
    """What a part of a plan does."""

    CONTENTS = "contents"
    FOREWORD = "foreword"
    NEEDS_ASSESSMENT = "needs_assessment"
    NEEDS = "needs"
    PRIORITY_STATEMENT = "priority_statement"
    DELIVERY = "delivery"
    PERFORMANCE = "performance"
    FINANCE = "finance"
    GLOSSARY = "glossary"
    BOILERPLATE = "boilerplate"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of coding: one sentence or bullet with its page, the headings above it
    and its role.
    """

    start: int
    end: int
    page: int | None
    section: tuple[str, ...]
    role: SectionRole
    block: int  # index into Document.blocks
    statement: int | None = (
        None  # index into CodedPlan.statements if the passage is a place of one
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a priority statement stands.

    `found_as`: heading, list, contents, table, sentence.
    """

    start: int
    end: int
    page: int | None
    found_as: str


@dataclass(frozen=True, slots=True)
class PriorityStatement:
    """One of the plan's own stated priorities, once, as worded at its best place; all
    its places, best first.
    """

    text: str
    label: str  # "Priority 3", "Objective 2", or blank
    places: tuple[Place, ...]
    confidence: str = "stated"  # stated, likely, guessed


class NameReason(StrEnum):
    """Why a match is only part of a name, or of what others say, in the words that
    tables show.
    """

    NONE = ""
    NAME = "in a name"
    PARTNERS = "in a list of partners"
    THANKS = "in an acknowledgement"
    ADDRESS = "in a web or e-mail address"
    OTHERS = "in what others have chosen"
    ANSWERS = "in answers to a survey"
    BEFORE = "in what was done before the plan"
    FIGURES = "in bare figures"
    TERMS = "in a list of terms"
    MEASURES = "in a list of measures"


class MatchKind(StrEnum):
    """How a term met the text."""

    EXACT = "exact"
    FUZZY = "fuzzy"
    ADDED = "added"  # a person pointed at the words


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of a term.

    `score` is 100 for exact matches, else rapidfuzz's similarity of the worst word (0
    to 100).
    """

    term: str
    start: int
    end: int
    written: str
    kind: MatchKind = MatchKind.EXACT
    score: float = 100.0


@dataclass(frozen=True, slots=True)
class Coding:
    """One category on one passage with all its matches.

    `before + match + after` is the passage as written.

    `blocked_by` names the rule that keeps the coding from counting; blank where it
    counts. A blocked coding is kept
    so that "why is this blank?" has an answer.
    """

    coding_id: str
    plan_id: str
    frame: str
    category: str
    passage: Passage
    matches: tuple[Match, ...]
    before: str
    match: str
    after: str
    start: int  # of `match`
    end: int
    page: int | None  # of `match`
    blocked_by: str = ""
    places: tuple[Place, ...] = ()  # for priorities: all places of the statement

    @property
    def counts(self) -> bool:
        """True where no rule blocks the coding."""
        return not self.blocked_by

    @property
    def kind(self) -> MatchKind:
        """Exact if any match is; else fuzzy or added."""
        kinds = {match.kind for match in self.matches}
        return next(
            (kind for kind in (MatchKind.ADDED, MatchKind.EXACT) if kind in kinds),
            MatchKind.FUZZY,
        )

    @property
    def score(self) -> float:
        """The best match's score, 0 to 100."""
        return max((match.score for match in self.matches), default=0.0)


@dataclass(frozen=True, slots=True)
class CodedPlan:
    """What coding makes of one document."""

    plan_id: str
    passages: tuple[Passage, ...]
    statements: tuple[PriorityStatement, ...]
    codings: tuple[Coding, ...]
    notices: tuple[
        Notice, ...
    ] = ()  # what to know of the coding; becomes warning rows, and is kept there only


@dataclass(frozen=True, slots=True)
class Failure:
    """One row of failures.csv: a plan that was not coded (`severity` error) or coded
    with a warning.
    """

    plan_id: str
    file: str
    stage: str  # find, extract, code
    reason: str
    detail: str
    advice: str
    severity: str = "error"  # error: nothing was coded; warning: coded, but read this
    sha256: str = ""  # of each of the plan's files, parted as `file` is
    bytes: int = 0
    type_found: str = ""
    pages_read: int = 0
    pages_in_all: int = 0
    engine: str = ""
    limit: str = ""
    allowed: float | None = None
    used: float | None = None


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What one plan came to: coded (with or without warnings) or failed.

    Exactly one for each plan of the study.
    """

    plan: Plan
    coded: CodedPlan | None
    failures: tuple[Failure, ...] = ()  # one error, or any number of warnings
    sha256: str = ""  # of each of the plan's files, parted as `file` is
    bytes: int = 0
    type_found: str = ""
    engine: str = ""
    pages_read: int = 0
    pages_in_all: int = 0
    characters: int = 0
    # Pages of the file that bear another number than their place, with that number.
    printed_pages: Mapping[str, str] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(
        default_factory=dict
    )  # per stage; kept apart from reproducible outputs

    @property
    def readable(self) -> bool:
        """False where the plan must never look like a plan without needs."""
        return self.coded is not None


# --------------------------------------------------------------------------------------
# review


class Verdict(StrEnum):
    """What a reviewer said of a coding."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"
    # looked at and left to somebody else: the coding stays undecided
    UNSURE = "unsure"
    # takes back the reviewer's earlier verdict: the log only grows, so undo is a line
    # of its own
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of decisions.csv: what a reviewer said, of which words, when (UTC, ISO
    8601).
    """

    coding_id: str
    plan_id: str
    category: str
    verdict: Verdict
    quote: str
    page: int | None
    before: str
    after: str
    reviewer: str
    decided_at: str
    note: str = ""
    frame: str = ""  # the same category id may stand in two frames

    @property
    def upholds(self) -> bool:
        """Whether the reviewer says that the words speak for the category."""
        return self.verdict in (Verdict.ACCEPT, Verdict.ADD)

    @property
    def rejects(self) -> bool:
        """Whether the reviewer says that they do not."""
        return self.verdict is Verdict.REJECT

    @property
    def settles(self) -> bool:
        """Whether the reviewer says either."""
        return self.upholds or self.rejects


class Pile(StrEnum):
    """The one pile of a review in which a coding lies."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class ReviewedCoding:
    """A coding with the decisions that hold for it, the newest of each reviewer."""

    coding: Coding
    pile: Pile
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Orphan:
    """A decision whose words have no place any more, with the nearest present
    passage.
    """

    decision: Decision
    nearest: str = ""
    nearest_page: int | None = None
    similarity: float = 0.0


@dataclass(frozen=True, slots=True)
class Review:
    """Every coding in exactly one pile, plus the decisions that have lost their
    place.
    """

    codings: tuple[ReviewedCoding, ...]
    orphans: tuple[Orphan, ...] = ()


# --------------------------------------------------------------------------------------
# the tables


class Tick(StrEnum):
    """A cell of an appendix. Absence, doubt and failure look different."""

    YES = "yes"
    NO = "no"
    UNSETTLED = "unsettled"
    UNREADABLE = "unreadable"
    NO_PLAN = "no_plan"


class Basis(StrEnum):
    """What a cell rests on."""

    EXACT = "exact"
    FUZZY_ONLY = "fuzzy_only"
    ONE_PASSAGE = "one_passage"
    REVIEWED = "reviewed"
    ADDED = "added"
    REJECTED = "rejected"  # no tick: all codings were rejected
    BLOCKED = "blocked"  # no tick: every coding was blocked by a rule
    IN_NAME = "in_name"  # no tick: the words stand only in names of bodies and the like
    TOO_LITTLE = (  # no tick: codings, but fewer than the category's tick_when asks for
        "too_little"
    )
    NOTHING_FOUND = "nothing_found"
    PARTLY_READ = (  # no tick could be found, but pages are unread: nothing can be said
        "partly_read"
    )
    UNSETTLED = "unsettled"
    UNREADABLE = "unreadable"
    NO_PLAN = "no_plan"


@dataclass(frozen=True, slots=True)
class Cell:
    """One plan × category: the tick, what it rests on, and the ids of its evidence,
    best first.
    """

    tick: Tick
    basis: Basis
    coding_ids: tuple[str, ...] = ()
    page: int | None = None

    @property
    def value(self) -> str:
        """`1`, `0`, or blank where nothing can be said."""
        return {Tick.YES: "1", Tick.NO: "0"}.get(self.tick, "")


@dataclass(frozen=True, slots=True)
class Matrix:
    """An appendix table: `cells[plan_id, category]` for every plan and category, in
    printed order.
    """

    frame: str
    appendix: str
    plans: tuple[Plan, ...]
    categories: tuple[str, ...]
    labels: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]
