"""From pieces of text, in reading order, to a Document: the last step of every reader
of text formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plancoder.errors import BadPageRange, NoText, TooManyCharacters, TooManyPages
from plancoder.extract.options import ExtractOptions
from plancoder.models import Block, BlockKind, Document, Notice, Page, Region
from plancoder.page_ranges import format_pages


@dataclass(frozen=True, slots=True)
class Run:
    """The part of a piece that stands on one page.

    Runs are put together as they are, spaces included.
    """

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it has its place in the document's text."""

    kind: BlockKind
    runs: tuple[Run, ...]
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    # a cell that has no text and yet is there: it keeps the width of its table
    blank: bool = False
    # a line of a list without marks, which is no heading though text follows
    listed: bool = False

    @property
    def text(self) -> str:
        """The text of all runs."""
        return "".join(run.text for run in self.runs)


def build_document(
    pieces: Iterable[Piece],
    *,
    format: str,  # noqa: A002 - the name of the field it fills
    pages: Sequence[Page] = (),
    notices: tuple[Notice, ...] = (),
    engine: str = "",
) -> Document:
    """Lay the pieces one newline apart.

    `pages` gives number and status; their characters are counted here.
    """
    texts: list[str] = []
    blocks: list[Block] = []
    characters: dict[int, int] = {}
    offset = 0
    for piece in pieces:
        runs = [run for run in piece.runs if run.text or piece.blank]
        if not runs:
            continue
        regions: list[Region] = []
        start = offset
        for run in runs:
            if not regions or regions[-1].page != run.page:
                regions.append(Region(offset, run.page))
            if run.page is not None:
                characters[run.page] = characters.get(run.page, 0) + len(run.text)
            texts.append(run.text)
            offset += len(run.text)
        blocks.append(
            Block(
                piece.kind,
                start,
                offset,
                tuple(regions),
                piece.level,
                piece.table,
                piece.row,
                piece.column,
            )
        )
        texts.append("\n")
        offset += 1
    counted = tuple(
        replace(page, characters=characters.get(page.number, 0)) for page in pages
    )
    return Document(
        "".join(texts)[:-1], tuple(blocks), counted, format, engine, notices
    )


def cut_pages(
    pieces: Sequence[Piece], known: Sequence[Page], wanted: tuple[int, ...]
) -> list[Piece]:
    """Keep what stands on the wanted pages; all where none are named."""
    if not wanted:
        return list(pieces)
    if not known:
        raise BadPageRange(
            f"pages {format_pages(wanted)} were asked for, but this file has no page"
            " marks to find them by",
            advice=(
                "Leave 'pages' blank for this plan in plans.csv, or put a line such as"
                " <!-- page 19 --> where each page begins."
            ),
        )
    numbers = {page.number for page in known}
    missing = tuple(page for page in wanted if page not in numbers)
    if missing:
        raise BadPageRange(
            f"pages {format_pages(missing)} were asked for, but the page marks of this"
            f" file run over pages {format_pages(tuple(sorted(numbers)))}"
        )
    keep = set(wanted)
    cut = (
        replace(piece, runs=tuple(run for run in piece.runs if run.page in keep))
        for piece in pieces
    )
    return [_trim(piece) for piece in cut if piece.text.strip()]


def _trim(piece: Piece) -> Piece:
    """Take the space off the ends that a cut has left."""
    runs = list(piece.runs)
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return replace(piece, runs=tuple(runs))


def make_document(
    pieces: Sequence[Piece],
    known: Sequence[Page],
    *,
    pages: tuple[int, ...],
    options: ExtractOptions,
    format: str,  # noqa: A002 - the name of the field it fills
    notices: tuple[Notice, ...] = (),
) -> Document:
    """Cut the wanted pages, keep the limits and build the document; NoText where
    nothing is left.
    """
    kept = cut_pages(pieces, known, pages)
    chosen = [page for page in known if not pages or page.number in pages]
    check_limits(len(chosen), sum(len(piece.text) for piece in kept), options)
    document = build_document(kept, format=format, pages=chosen, notices=notices)
    if not document.text.strip():
        where = (
            f"pages {format_pages(pages)} of the file hold"
            if pages
            else "the file holds"
        )
        raise NoText(
            f"{where} no text", advice="Open the file to see whether it is the plan."
        )
    return document


# A file's markup may be this many times the text it may hold; lines and tags of Word
# hold some that no piece keeps, at most as much again.
_TIMES_MARKUP = 12
_TIMES_LINES = 2


def check_markup(text: str, kind: str, options: ExtractOptions) -> None:
    """Refuse a file that is too large to look at."""
    allowed = _TIMES_MARKUP * options.max_characters
    if len(text) > allowed:
        told = f"{len(text):,} characters of {kind}"
        raise _too_many_characters(told, len(text), allowed)


class CharacterCount:
    """Counts characters while a plan is read, and stops it at the limit."""

    def __init__(self, options: ExtractOptions, *, lines: bool = False) -> None:
        self._most = options.max_characters
        self._stop = self._most * (_TIMES_LINES if lines else 1)
        self._used = 0

    def add(self, characters: int) -> None:
        """Count more; TooManyCharacters where that is too much."""
        self._used += characters
        if self._used > self._stop:
            told = f"{self._used:,} characters or more"
            raise _too_many_characters(told, self._used, self._most)


def check_limits(pages: int, characters: int, options: ExtractOptions) -> None:
    """Refuse what is over the limits of one plan."""
    if pages > options.max_pages:
        raise TooManyPages(
            f"{pages} pages; the limit is {options.max_pages}",
            limit="pages",
            allowed=options.max_pages,
            used=pages,
        )
    if characters > options.max_characters:
        told = f"{characters:,} characters"
        raise _too_many_characters(told, characters, options.max_characters)


def _too_many_characters(told: str, used: int, allowed: int) -> TooManyCharacters:
    return TooManyCharacters(
        f"{told}; the limit is {allowed:,}",
        limit="characters",
        allowed=allowed,
        used=used,
    )
