"""Lines of Markdown or plain text, as other programs and people write them, to pieces
in reading order.

Nothing here knows pages of paper or files: lines come with their page from `marks`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import NamedTuple

from plancoder.extract.bold_and_quotes import is_title
from plancoder.extract.build_document import Piece, Run
from plancoder.extract.text import table_rows
from plancoder.extract.text.line_joining import (
    OPEN_WORDS,
    WIDEST_WRAP,
    collect_words,
    goes_on,
    goes_on_after_gap,
    join_lines,
    stands_alone,
    wrap_width,
)
from plancoder.extract.text.line_runs import (
    PAGED_LINE,
    breaks_off,
    counted_lines,
    follows_board,
    is_titled,
    labels_next,
    lines_below_lead,
    listed_lines,
    numbered_lines,
    page_first_lines,
    paged_lines,
    title_lines,
)
from plancoder.extract.text.list_markers import (
    find_number,
    number_width,
    split_inner_items,
    strip_glyphs,
)
from plancoder.extract.text.lone_marks import mark_items
from plancoder.extract.text.markdown_inline import is_all_bold, strip_inline
from plancoder.extract.text.page_marks import Line
from plancoder.models import BlockKind

_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:[ \t]+|(?=\*\*))(.*?)(?:[ \t]+#+)?[ \t]*")
_RULE = re.compile(
    r"\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,})"
)
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})[ \t]*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_NUMBERED_STATEMENT = re.compile(
    r"(?<=[.!?:;”\"])\s+"
    r"(?=(?:Priority|Objective|Theme|Aim|Outcome|Pledge|Pillar|Goal)"
    r"\s+(?:\d{1,2}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix)\s*[:.–—-]\s*\S)"
)
# A line longer than this has probably lost the breaks between its paragraphs.
_LOST_BREAKS = 1500


@dataclass(slots=True)
class _Draft:
    """A block while its lines are gathered; `lines` are (page, text as written, goes
    straight on).
    """

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    level: int = 0
    indent: int = 0
    mark: str = ""
    column: int = 0  # where the words of a numbered item begin
    bold: bool = False
    listed: bool = False  # a line of a list without marks
    table: table_rows.Table | None = None

    @property
    def last(self) -> str:
        return self.lines[-1].text if self.lines else ""


def read_lines(lines: Sequence[Line], *, markup: bool) -> list[Piece]:
    """Pieces of the lines.

    With `markup` headings, emphasis, links and tags of Markdown are understood.
    """
    lines = list(_join_broken_entries(mark_items(lines)))
    words = collect_words([line.text for line in lines])
    lines = list(_split_lost_breaks(lines))
    width = _width_of_text(lines, markup=markup)
    drafts = _gather(lines, width, markup=markup)
    if not markup:
        drafts = _part_glosses(drafts, wrapped=width <= WIDEST_WRAP)
    drafts = _join_over_gaps(drafts)
    _mend_indents(drafts)
    _settle_entries(drafts)
    _settle_quotes(drafts)
    _settle_bold_headings(drafts)
    _settle_depths(drafts)
    pieces: list[Piece] = []
    tables = 0
    for draft in drafts:
        if draft.table is not None:
            cells = list(table_rows.table_pieces(draft.table, tables, markup=markup))
            pieces.extend(cells)
            tables += bool(cells)
        elif piece := _to_piece(draft, words, markup):
            pieces.append(piece)
    return pieces


def _join_broken_entries(lines: Iterable[Line]) -> Iterator[Line]:
    """Put the second line of a contents entry before its page number, which stands at
    the end of the first: "Theme 3: Help after      12" above "crime".
    """
    entry: Line | None = None
    paged = False  # the line before the last is an entry
    for line in lines:
        found = _PAGED_ENTRY.fullmatch(entry.text) if entry else None
        words = line.text.strip()
        if entry is None:
            entry = line
        elif _begins_entry(entry.text, line.text, paged=paged):
            entry = Line(f"{entry.text.rstrip()} {words}", line.page)
        elif found and _is_rest_of_entry(words, found["entry"]):
            yield Line(f"{found['entry']} {words}{found['page']}", entry.page)
            entry = None
        else:
            yield entry
            paged = found is not None
            entry = line
    if entry is not None:
        yield entry


def _begins_entry(text: str, following: str, *, paged: bool) -> bool:
    """Whether a line is the first of an entry whose page stands on the next, and fills
    most of its width: "Theme 3: Streets and halls where everyone" above "is at ease
    ....... 11", below other entries.
    """
    rest = _PAGED_ENTRY.fullmatch(following) if paged else None
    long = len(text.rstrip()) >= _FULL_ENTRY * len(following.rstrip())
    return rest is not None and long and text.rstrip()[-1:].isalpha()


_FULL_ENTRY = 0.7  # of a line with its page number


_PAGED_ENTRY = re.compile(
    r"(?P<entry>\s*\S.*?[^\s.])(?P<page>(?:\s{3,}|\s?\.{4,}\s?)\d{1,3}\s*)"
)
_LONGEST_REST = 40  # characters of the second line of an entry


def _is_rest_of_entry(words: str, entry: str) -> bool:
    """Whether a line goes on with a contents entry: its words are few and hold no
    number, and the entry breaks off ("and", "Reducing") or they begin small.
    """
    if not words or len(words) > _LONGEST_REST or any(map(str.isdigit, words)):
        return False
    last = entry.rsplit(maxsplit=1)[-1].lower()
    open_end = last in OPEN_WORDS or last.endswith("ing") or entry.rstrip()[-1] in ",&-"
    return (words[0].islower() or open_end) and words[-1].isalnum()


def _split_lost_breaks(lines: Iterable[Line]) -> Iterator[Line]:
    """Give list items and numbered statements inside a line a line of their own."""
    for line in lines:
        joined = line.joined
        for part in _split_items(line.text):
            lost = len(line.text) > _LOST_BREAKS
            first, *others = _NUMBERED_STATEMENT.split(part) if lost else [part]
            yield Line(first, line.page, joined)
            for other in others:
                yield Line("", line.page)
                yield Line(other, line.page)
            joined = False


def _split_items(text: str) -> list[str]:
    """The list items inside a line that is no row; `- ➤ Act` is one with two marks."""
    if "\t" in text or "|" in text:
        return [text]
    parts = split_inner_items(text)
    if len(parts) > 1 and not any(map(str.isalnum, parts[0].replace("o ", ""))):
        parts[:2] = [" ".join(parts[:2])]
    return parts


# ------------------------------------------------------------------------------------
# lines to drafts


def _gather(lines: Sequence[Line], width: int, *, markup: bool) -> list[_Draft]:
    """Lines become drafts of blocks: "Calm the", "lanes." and "- Homes" make a
    paragraph of two lines and an item; `width` is that of a full line.
    """
    own = _own_lines(lines, markup=markup)
    drafts: list[_Draft] = []
    piped = markup or table_rows.has_piped_rows([line.text for line in lines])
    gap = True
    for at, line in enumerate(lines):
        current = drafts[-1] if drafts and not gap else None
        if at in own.begun or _is_apart(lines, at, width):
            current = None
        underlines = _is_underline(line.text, current)
        gap = not underlines and _is_gap(line, markup)
        if gap:
            continue
        if line.joined and drafts:
            drafts[-1].lines.append(line)
        elif underlines and current:
            current.kind = BlockKind.HEADING
            current.level = 1 if "=" in line.text else 2
        else:
            _take(line, current, drafts, markup=markup, piped=piped, width=width)
            drafts[-1].listed = at in own.listed
    return drafts


class _OwnLines(NamedTuple):
    """Lines that begin a block each, and those of them that are of a list without
    marks.
    """

    begun: frozenset[int]
    listed: frozenset[int]


def _own_lines(lines: Sequence[Line], *, markup: bool) -> _OwnLines:
    entries = paged_lines(lines) | title_lines(lines) | page_first_lines(lines)
    listed = lines_below_lead(lines)
    listed |= frozenset() if markup else listed_lines(lines)
    counted = counted_lines(lines) | numbered_lines(lines)
    return _OwnLines(frozenset(at + 1 for at in entries) | counted | listed, listed)


def _is_apart(lines: Sequence[Line], at: int, width: int) -> bool:
    """Whether a line begins a block of its own though no blank line is above it."""
    if at > 1 and is_titled(lines[at - 2].text, lines[at - 1].text, lines[at].text):
        return True
    if follows_board(lines, at):
        return True
    return labels_next(lines, at) or _alone(lines, at, width)


def _alone(lines: Sequence[Line], at: int, width: int) -> bool:
    following = [line.text for line in lines[at + 1 : at + 2]]
    return stands_alone(lines[at - 1].text, lines[at].text, following, width)


def _width_of_text(lines: Sequence[Line], *, markup: bool) -> int:
    """Signs in a full line, by the lines that another follows at once; where the text
    stands in lines that nobody wrapped, the length of those. In Markdown a break means
    nothing, so that most lines must tell.
    """
    every = [len(line.text.rstrip()) for line in lines]
    whole = [length for length in every if length > _WIDEST_LINE]
    unwrapped = bool(whole) and _wraps(lines) <= _FEW_WRAPS * len(whole)
    if (unwrapped and not markup) or 2 * sum(whole) > sum(every):
        return WIDEST_WRAP + 1
    followed = (
        line.text.rstrip()
        for line, following in pairwise(lines)
        if following.text.strip() and "\t" not in line.text.strip()
    )
    return wrap_width([len(text) for text in followed if text])


def _wraps(lines: Sequence[Line]) -> int:
    """How many lines were broken for sure: amid a sentence, and not short."""
    return sum(
        len(line.text.rstrip()) >= _SHORTEST_WRAP
        and line.text.rstrip()[-1] not in ".!?:;"
        and following.text.lstrip()[:1].islower()
        for line, following in pairwise(lines)
    )


_FEW_WRAPS = 0.25  # broken lines for each that nobody broke
_SHORTEST_WRAP = 40  # signs; shorter ones may be items of a list
_WIDEST_LINE = 150  # signs of a line that no page is wide enough for


def _is_gap(line: Line, markup: bool) -> bool:
    """Whether the line only parts blocks: blank, the fence of a code block, a rule."""
    if not line.text.strip() or (markup and _FENCE.match(line.text)):
        return True
    return not line.joined and bool(_RULE.fullmatch(line.text))


def _is_underline(text: str, current: _Draft | None) -> bool:
    return (
        current is not None
        and current.kind is BlockKind.PARAGRAPH
        and len(current.lines) == 1
        and bool(_UNDERLINE.fullmatch(text))
    )


def _take(
    line: Line,
    current: _Draft | None,
    drafts: list[_Draft],
    *,
    markup: bool,
    piped: bool,
    width: int,
) -> None:
    """Give one line its place: in the block before or in a new one."""
    table = current.table if current else None
    inside = table is not None and not table.is_foot
    if row := table_rows.find_row(line.text, piped=piped, in_table=inside):
        if table and table.piped == row.piped:
            table.add(row, line.page)
        else:
            begun = table_rows.Table.begin(row, line.page)
            drafts.append(_Draft(BlockKind.TABLE_CELL, table=begun))
        return
    started = _start_block(line, markup)
    if current and _continues(current, started, width):
        current.lines.append(line)
    else:
        drafts.append(started)


def _may_join(before: _Draft, draft: _Draft) -> bool:
    """Whether a paragraph may be more of the block before; bold lines stand alone."""
    return (
        before.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)
        and draft.kind is BlockKind.PARAGRAPH
        and not before.bold
        and not draft.bold
    )


def _continues(current: _Draft, started: _Draft, width: int) -> bool:
    """Whether a line goes on with the block above: by wording, or as indented below
    the mark of a list item.
    """
    if not _may_join(current, started):
        return False
    below_mark = current.kind is BlockKind.BULLET and started.indent > current.indent
    if _EMPHASIS_OPENS.fullmatch(current.last) and _EMPHASIS_CLOSES.fullmatch(
        started.last
    ):
        return True  # "*Calm lanes that are" above "quiet at night*"
    return below_mark or goes_on(current.last, started.last, width)


_EMPHASIS_OPENS = re.compile(r"\s*\*(?![\s*])[^*]+")
_EMPHASIS_CLOSES = re.compile(r"\s*[^*]+[^\s*]\*\s*")


def _start_block(line: Line, markup: bool) -> _Draft:
    """From "## Aims" a heading, from "• Homes" and "2. Homes" an item, from "Homes" a
    paragraph.
    """
    text = line.text
    if markup and (heading := _HEADING.fullmatch(text)) and heading[2].strip():
        return _Draft(
            BlockKind.HEADING, [Line(heading[2], line.page)], level=len(heading[1])
        )
    stripped = text.lstrip()
    indent = _indent(text)
    mark, rest = strip_glyphs(stripped)
    if mark:
        return _Draft(
            BlockKind.BULLET, [Line(rest, line.page)], indent=indent, mark=mark
        )
    if number := find_number(stripped):
        lines = [Line(stripped, line.page)]
        return _Draft(
            BlockKind.BULLET,
            lines,
            indent=indent,
            mark=number,
            column=indent + number_width(stripped),
        )
    bold = markup and is_all_bold(text)
    return _Draft(
        BlockKind.PARAGRAPH, [Line(text, line.page)], indent=indent, bold=bold
    )


# ------------------------------------------------------------------------------------
# drafts settled


def _part_glosses(drafts: Sequence[_Draft], *, wrapped: bool) -> list[_Draft]:
    """Give the words that hang below a title a block of their own: "A. Calm lanes"
    above "   with all that this means for those who live beside them and who ride".

    A line that was broken at the edge of the paper is about as long as the next; the
    titles of three items or more all end well before that edge, or each has a sentence
    of its own below it. Where the lines of a text are not `wrapped`, titles may be of
    any length.
    """
    parted: list[_Draft] = []
    run: list[_Draft] = []
    for draft in drafts:
        if run and not _is_fellow(run[-1], draft):
            parted += _parted_run(run, wrapped=wrapped)
            run = []
        run.append(draft)
    return [*parted, *_parted_run(run, wrapped=wrapped)]


def _is_fellow(before: _Draft, draft: _Draft) -> bool:
    same = before.mark == draft.mark and before.indent == draft.indent
    return draft.kind is before.kind and same and _hangs(before) and _hangs(draft)


def _hangs(draft: _Draft) -> bool:
    """Whether all lines below the first are indented more than that."""
    if draft.kind not in (BlockKind.BULLET, BlockKind.PARAGRAPH):
        return False
    first, *others = [_indent(line.text) for line in draft.lines]
    return bool(others) and first < min(others)


def _indent(text: str) -> int:
    written = text.expandtabs(4)
    return len(written) - len(written.lstrip())


def _parted_run(run: Sequence[_Draft], *, wrapped: bool) -> Sequence[_Draft]:
    """A run of items, each parted from its gloss."""
    if len(run) < _FEWEST_GLOSSED:
        return run
    edge = max(len(line.text.rstrip()) for item in run for line in item.lines)
    titles = [item.lines[0].text.rstrip() for item in run]
    short = max(map(len, titles)) <= _TITLE_REACH * edge and all(map(_is_whole, titles))
    if not (short or _are_explained(run, titles, wrapped=wrapped)):
        return run
    glosses = [
        _Draft(BlockKind.PARAGRAPH, item.lines[1:], indent=item.indent) for item in run
    ]
    for item in run:
        del item.lines[1:]
    return [one for pair in zip(run, glosses, strict=True) for one in pair]


def _are_explained(
    run: Sequence[_Draft], titles: Sequence[str], *, wrapped: bool
) -> bool:
    """Whether a sentence hangs below each title; where lines are wrapped, most titles
    must be whole.
    """
    few_open = sum(map(breaks_off, titles)) <= len(run) // _ONE_OPEN_OF
    most = _EXPLAINED_MOST if wrapped else _LONGEST_TITLE
    return (few_open or not wrapped) and all(_explains(item, most) for item in run)


def _explains(item: _Draft, most: int) -> bool:
    """Whether a sentence of its own hangs below a title of so many words at `most`:
    "Calm lanes" above "   It was asked for by many.".
    """
    title, gloss = item.lines[0].text.strip(), item.lines[1].text.strip()
    whole = item.lines[-1].text.rstrip().endswith(".")
    few = len(title.split()) <= most
    return few and title[-1] not in ".,;:" and gloss[:1].isupper() and whole


_ONE_OPEN_OF = 3  # titles of which one may seem to break off
_EXPLAINED_MOST = 16  # words of a title with a sentence below it
_LONGEST_TITLE = 40  # words of one in a text whose lines nobody wrapped


def _is_whole(title: str) -> bool:
    """Whether a line is as short as a title and does not break off."""
    return len(title.split()) <= _TITLE_MOST and not breaks_off(title)


_FEWEST_GLOSSED = 3  # items; two short first lines may be chance
_TITLE_MOST = 9  # words
_TITLE_REACH = 0.6  # of the longest line of the list


def _join_over_gaps(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Put a paragraph or list item together that a page break or stray blank line has
    cut.
    """
    joined: list[_Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if (
            before
            and _may_join(before, draft)
            and not draft.listed
            and goes_on_after_gap(before.last, draft.lines[0].text)
        ):
            before.lines.extend(draft.lines)
        else:
            joined.append(draft)
    return joined


def _settle_quotes(drafts: Sequence[_Draft]) -> None:
    """`>` is a list glyph among list items, else a quotation; one that repeats the body
    is a pull quote.
    """
    body = " ".join(
        strip_inline(line.text)
        for draft in drafts
        if draft.mark != ">"
        for line in draft.lines
    )
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.mark != ">" or _is_list_item(before, after):
            continue
        words = strip_inline(" ".join(line.text for line in draft.lines))
        words = words.strip("“”\"' ")
        draft.kind = BlockKind.QUOTE if words and words in body else BlockKind.PARAGRAPH


def _is_list_item(before: _Draft | None, after: _Draft | None) -> bool:
    """Whether a block stands below `We will:` or beside another list item."""
    if before and before.last.rstrip(" *_").endswith((":", "to")):
        return True
    return any(beside and beside.kind is BlockKind.BULLET for beside in (before, after))


def _settle_bold_headings(drafts: Sequence[_Draft]) -> None:
    """A line wholly in bold and without a full stop is a heading below the last one
    marked as such.

    Not where a heading marked as such follows at once: then the line ends its section,
    as a signature does.
    """
    level = 0
    for draft, following in zip_longest(drafts, drafts[1:]):
        if draft.kind is BlockKind.HEADING:
            level = draft.level
        elif (
            draft.bold
            and draft.kind is BlockKind.PARAGRAPH
            and is_title(strip_inline(draft.last))
        ):
            closes = (
                following is not None
                and following.kind is BlockKind.HEADING
                and following.level <= level
            )
            if not closes:
                draft.kind, draft.level = BlockKind.HEADING, min(6, level + 1)


def _mark_rank(mark: str) -> int:
    """Rank of a mark among others at one indentation: number, letter, glyph, hollow
    `o`.
    """
    if mark in ("1", "a"):
        return "1a".index(mark)
    return 3 if "o" in mark else 2


def _mend_indents(drafts: Sequence[_Draft]) -> None:
    """Indent the first item of an inner list that stands further left than its fellows,
    as some converters do it.
    """
    for before, first, second in zip(drafts, drafts[1:], drafts[2:], strict=False):
        fellows = (
            first.kind is second.kind is BlockKind.BULLET and first.mark == second.mark
        )
        inner = (
            before.kind is BlockKind.BULLET
            and before.mark != first.mark
            and before.indent == first.indent
        )
        if fellows and inner and first.indent < second.indent:
            first.indent = second.indent


def _settle_entries(drafts: Sequence[_Draft]) -> None:
    """Take the indented entries of a contents page for items below the entry before:
    "Priorities  20" above "    Calm lanes  25" and "    Warm halls  41".
    """
    run: list[_Draft] = []
    for draft in drafts:
        entry = len(draft.lines) == 1 and PAGED_LINE.fullmatch(draft.last)
        if draft.kind is BlockKind.PARAGRAPH and entry:
            run.append(draft)
            continue
        _settle_run(run)
        run = []
    _settle_run(run)


def _settle_run(run: Sequence[_Draft]) -> None:
    """Entries stand at few depths, several at each; centred ones stand anywhere."""
    depths = Counter(draft.indent for draft in run)
    if len(depths) not in (2, 3) or min(depths.values()) < _FEWEST_AT_DEPTH:
        return
    outermost = min(depths)
    for draft in run:
        if draft.indent > outermost:
            draft.kind, draft.mark = BlockKind.BULLET, "•"


_FEWEST_AT_DEPTH = 2


def _set_numbers_right(drafts: Sequence[_Draft]) -> None:
    """Give numbered items whose words stand below one another the same indentation:
    "  i.  Calm lanes" above " ii.  Warm halls", whose numbers end at one place.
    """
    for before, draft in pairwise(drafts):
        numbered = before.column and draft.column and before.mark == draft.mark
        apart = abs(before.indent - draft.indent)
        if numbered and before.column == draft.column and 0 < apart <= _RIGHT_REACH:
            draft.indent = before.indent


_RIGHT_REACH = 3  # characters by which "viii." is longer than "i."


def _settle_depths(drafts: Sequence[_Draft]) -> None:
    """Depth of list items from their indentation and the rank of their marks, anew for
    each list; words further to the right, such as a page's foot, end none.
    """
    _set_numbers_right(drafts)
    open_items: list[tuple[int, int]] = []
    for draft in drafts:
        if draft.kind is not BlockKind.BULLET:
            if not open_items or draft.indent <= open_items[-1][0]:
                open_items = []
            continue
        rank = _mark_rank(draft.mark)
        while open_items and (draft.indent, rank) < open_items[-1]:
            open_items.pop()
        if not open_items or (draft.indent, rank) > open_items[-1]:
            open_items.append((draft.indent, rank))
        draft.level = min(6, len(open_items))


def _to_piece(draft: _Draft, words: frozenset[str], markup: bool) -> Piece | None:
    """Join the lines of a draft, each page a run, and take the markup off."""
    runs: list[Run] = []
    for page, raw, glued in _join_by_page(draft.lines, words):
        text = strip_inline(raw) if markup else " ".join(raw.split())
        if not text:
            continue
        if runs:
            before = runs[-1].text
            whole = before + text if glued else join_lines(before, text, words)
            runs[-1] = Run(runs[-1].page, whole[: len(whole) - len(text)])
        runs.append(Run(page, text))
    level = draft.level if draft.kind in (BlockKind.HEADING, BlockKind.BULLET) else 0
    return Piece(draft.kind, tuple(runs), level, listed=draft.listed) if runs else None


def _join_by_page(
    lines: Sequence[Line], words: frozenset[str]
) -> list[tuple[int | None, str, bool]]:
    """Lines of one page joined as written, and whether they go straight on from the
    page before, in mid-word.
    """
    joined: list[tuple[int | None, str, bool]] = []
    for line in lines:
        before = joined[-1] if joined else None
        glued = (
            line.joined
            and before is not None
            and not (before[1][-1:].isspace() or line.text[:1].isspace())
        )
        if before is None or before[0] != line.page:
            joined.append((line.page, line.text, glued))
        else:
            text = (
                before[1] + line.text
                if glued
                else join_lines(before[1], line.text, words)
            )
            joined[-1] = (line.page, text, before[2])
    return joined
