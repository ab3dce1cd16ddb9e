"""The codebook as a document for people: an outline, written as Markdown or as a Word
file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from plancoder.codebook.shape import Category, Codebook, Frame, Term, TickRule, Unless
from plancoder.tables.word_file import stable_docx

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_TERM_COLUMNS = 3  # of the table of terms in a Word file
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|])")
_LINE_MARK = re.compile(r"^(\d*)([#+.)-])(?=[#\s]|$)")
# What a Word file may not hold: XML has no way to write these.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline: a heading of `level`, a bullet, a `term` (a bullet too,
    or one of many in a small table), or a paragraph with a bold `label`.
    """

    text: str
    label: str = ""
    level: int = 0
    bullet: bool = False
    term: bool = False
    code: bool = False  # words of the codebook's own language, shown letter by letter


def codebook_markdown(codebook: Codebook) -> str:
    """The codebook as Markdown."""
    blocks: list[str] = []
    in_list = False
    for line in codebook_outline(codebook):
        text = f"`{line.text}`" if line.code else _escape(line.text)
        if line.level:
            block = f"{'#' * line.level} {text}"
        elif line.bullet:
            block = f"- {text}"
        else:
            block = (
                f"**{_escape(line.label)}:** {text}".rstrip() if line.label else text
            )
        if line.bullet and in_list:
            blocks[-1] += f"\n{block}"
        else:
            blocks.append(block)
        in_list = line.bullet
    return "\n\n".join(blocks) + "\n"


def codebook_docx(codebook: Codebook) -> bytes:
    """The codebook as a Word file; the same codebook gives the same bytes."""
    import docx

    word = docx.Document()
    outline = list(codebook_outline(codebook))
    for at, line in enumerate(outline):
        if line.level:
            word.add_heading(_clean(line.text), level=line.level)
            continue
        if line.term:
            if not outline[at - 1].term:
                _add_terms(word, outline[at:])
            continue
        paragraph = word.add_paragraph(style="List Bullet" if line.bullet else None)
        if line.label:
            paragraph.add_run(_clean(line.label) + ": ").bold = True
        run = paragraph.add_run(_clean(line.text))
        if line.code:
            run.font.name = "Consolas"
    return stable_docx(word, codebook.title)


def _add_terms(word: WordDocument, lines: Sequence[Line]) -> None:
    """The terms at the head of the lines as a small table, read column by column."""
    from docx.shared import Pt

    terms = list(takewhile(lambda line: line.term, lines))
    rows = -(-len(terms) // _TERM_COLUMNS)
    table = word.add_table(rows, _TERM_COLUMNS)
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]
    for at, line in enumerate(terms):
        column, row = divmod(at, rows)
        paragraph = cells[row][column].paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(_clean(line.text))
        run.font.size = Pt(9)
        if line.code:
            run.font.name = "Consolas"
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def codebook_outline(codebook: Codebook) -> Iterator[Line]:
    """The codebook in the order in which people read it: frames with their categories,
    then what is shared.
    """
    yield Line(codebook.title, level=1)
    yield Line(codebook.version, "Version")
    yield (
        Line(codebook.digest, "SHA-256 of codebook.yaml")
        if codebook.digest
        else Line("")
    )
    yield Line(
        "A term ending in * means any word that begins so. Capitals, hyphens,"
        " quotation marks and line breaks make no difference; small slips of typing or"
        " scanning are forgiven unless a category or term says otherwise."
    )
    for frame in codebook.frames:
        yield from _frame_lines(codebook, frame)
    if codebook.not_counted:
        yield Line("Recorded, never ticked", level=2)
        for entry in codebook.not_counted:
            yield Line(entry.label, level=3)
            yield from _term_lines(entry.terms)
    if codebook.roles:
        yield Line("How parts of a plan are recognised", level=2)
        for rule in codebook.roles:
            yield Line(_spoken(rule.role.value), level=3)
            if rule.headings:
                yield Line("", "Headings with the words")
                yield from _term_lines(rule.headings)
            if rule.numbered:
                yield Line(
                    ", ".join(rule.numbered), "Numbered headings that begin with"
                )


_OWN_ACCOUNT = (
    "what other bodies have chosen, answers to a survey, and what the last plan did"
)


def _frame_lines(codebook: Codebook, frame: Frame) -> Iterator[Line]:
    appendix = f" (Appendix {frame.appendix})" if frame.appendix else ""
    yield Line(f"{frame.label}{appendix}", level=2)
    where = (
        ", ".join(_spoken(role.value) for role in frame.code_in)
        or "every part of the plan"
    )
    yield Line(where, "Coded in")
    if frame.own_account:
        yield Line(_OWN_ACCOUNT, "Not counted")
    for category in codebook.categories_of(frame.id):
        yield from category_lines(category)


def category_lines(category: Category) -> Iterator[Line]:
    """One category: what it means, its examples, what it looks for, what blocks it, and
    when it ticks.
    """
    yield Line(category.label, level=3)
    yield Line(category.id, "Id", code=True)
    for label, text in (
        ("Definition", category.definition),
        ("Include when", category.include_when),
        ("Exclude when", category.exclude_when),
    ):
        if text:
            yield Line(text, label)
    for label, examples in (
        ("Examples", category.examples),
        ("Counterexamples", category.counterexamples),
    ):
        if examples:
            yield Line("", label)
            yield from (Line(f"“{example}”", bullet=True) for example in examples)
    yield Line("", "Looks for")
    yield from _term_lines(category.terms)
    if category.unless:
        yield Line("", "Unless")
        for rule in category.unless:
            yield Line(_unless_in_words(rule), bullet=True)
    yield Line(_fuzzy_in_words(category.fuzzy), "Slips")
    yield Line(_tick_in_words(category.tick_when), "Ticked when")


def _term_lines(terms: tuple[Term, ...]) -> Iterator[Line]:
    for term in terms:
        plain = not term.together and not term.case and term.fuzzy is None
        yield (
            Line(term.phrase, bullet=True, term=True, code=True)
            if plain
            else Line(term_in_words(term), bullet=True, term=True)
        )


def term_in_words(term: Term) -> str:
    """A term with what is special about it, such as "DA (capitals as written)"."""
    if term.together:
        text = " and ".join(f"“{phrase}”" for phrase in term.together)
        notes = [f"in any order, at most {term.within} other words between"]
    else:
        text, notes = f"“{term.phrase}”", []
    if term.case:
        notes.append("capitals as written, whole word")
    elif term.fuzzy is not None:
        notes.append(_fuzzy_in_words(term.fuzzy))
    return f"{text} ({'; '.join(notes)})" if notes else text


def _unless_in_words(rule: Unless) -> str:
    text = term_in_words(rule.term)
    if not rule.near:
        return f"the words are part of {text}"
    return (
        f"{text} is within {'1 word' if rule.within == 1 else f'{rule.within} words'}"
        if rule.within
        else f"{text} is in the same passage"
    )


def _fuzzy_in_words(fuzzy: bool | int) -> str:
    if fuzzy is True:
        return "small slips of typing or scanning are forgiven"
    return (
        "none are forgiven"
        if fuzzy is False
        else f"a likeness of at least {fuzzy} of 100 is enough"
    )


def _tick_in_words(rule: TickRule) -> str:
    text = (
        "one passage says so"
        if rule.passages == 1
        else f"at least {rule.passages} passages say so"
    )
    if rule.roles:
        text += f", in: {', '.join(_spoken(role.value) for role in rule.roles)}"
    return f"{text}; garbled words alone are not enough" if rule.exact else text


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _escape(text: str) -> str:
    flat = " ".join(text.split())
    return _LINE_MARK.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", flat))


def _clean(text: str) -> str:
    return _NO_XML.sub(" ", text)
