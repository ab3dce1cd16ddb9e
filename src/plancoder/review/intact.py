"""Whether each row still says what plancoder wrote: one column sorted alone gives words to other ids."""

from __future__ import annotations

from collections.abc import Mapping

from plancoder.errors import StudyError
from plancoder.models import Coding
from plancoder.review.sheet_file import SheetRow, SheetTable
from plancoder.tables.audit import letters_of, row_check

# Letters that a spreadsheet lost to an old code page leave a quote this alike, in percent.
_SAME_QUOTE = 80.0

_WORDS = ("before", "match", "after")


def refuse_partial_sort(table: SheetTable, codings: Mapping[str, Coding]) -> None:
    """Raise StudyError if the cells of two rows or more have changed places with those of others."""
    checks = {row_check(each.coding_id, each.category, _passage(each)) for each in codings.values()}
    passages = {letters_of(_passage(each)) for each in codings.values()}
    strayed = [
        row.number
        for row in table.rows
        if (coding := codings.get(row.cells["coding_id"].strip())) is not None
        and row_damage(row, coding)
        and (row.cells.get("row_check", "").strip() in checks or letters_of(_shown(row)) in passages)
    ]
    if len(strayed) > 1:
        shown = ", ".join(map(str, strayed[:5])) + (" …" if len(strayed) > 5 else "")
        raise StudyError(
            f"{table.name}: in {len(strayed):,} rows ({shown}) id and quote no longer belong together. It looks as if "
            "some columns were sorted without the others. Undo that sort, or copy your decisions into a fresh sheet "
            "from out/, and sort whole rows only. Nothing was taken."
        )


def row_damage(row: SheetRow, coding: Coding) -> str:
    """What is wrong with a row whose words are not those of its coding; blank where it is in order."""
    category = row.cells.get("category", coding.category).strip()
    stated = row.cells.get("row_check", "").strip()
    if stated and stated == row_check(row.cells["coding_id"], category, _shown(row)):
        return ""
    expected = row_check(coding.coding_id, coding.category, _passage(coding))
    if stated not in ("", expected):
        return "the row's digest (row_check) is that of another row. Put id, quote and digest together again."
    if category != coding.category:
        return (
            f"the category was changed from {coding.category!r} to {category!r}, which is not taken from a sheet. "
            "Reject this row, and add the words under the other category in a row with a blank coding_id."
        )
    if not _same_words(row, coding):
        return (
            "the words in 'before', 'match' and 'after' are not those of this coding, and are not taken from a sheet. "
            "Put them back, or add other words in a row with a blank coding_id."
        )
    return ""


def _passage(coding: Coding) -> str:
    return coding.before + coding.match + coding.after


def _shown(row: SheetRow) -> str:
    return "".join(row.cells.get(column, "") for column in _WORDS)


def _same_words(row: SheetRow, coding: Coding) -> bool:
    """Whether the columns that are left still show the coding's words, give or take a few lost letters."""
    from rapidfuzz import fuzz

    words = {"before": coding.before, "match": coding.match, "after": coding.after}
    present = [column for column in _WORDS if column in row.cells]
    shown = letters_of("".join(row.cells[column] for column in present))
    written = letters_of("".join(words[column] for column in present))
    return shown == written or fuzz.ratio(shown, written) >= _SAME_QUOTE
