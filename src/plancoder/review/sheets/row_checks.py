"""Whether each row still says what plancoder wrote: one column sorted alone gives words
to other ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from plancoder.errors import StudyError
from plancoder.models import Coding
from plancoder.review.sheets.sheet_file import SheetRow, SheetTable
from plancoder.tables.audit import letters_of, row_check

# Letters that a spreadsheet lost to an old code page leave a quote this alike, in
# percent.
_SAME_QUOTE = 80.0

_WORDS = ("before", "match", "after")


@dataclass(frozen=True, slots=True)
class Checks:
    """What rows may say, over all codings: a row that says what another coding would
    say has strayed.
    """

    digests: Set[str]
    passages: Set[str]

    @classmethod
    def of(cls, codings: Iterable[Coding]) -> Checks:
        """The digests and passages of these codings."""
        listed = list(codings)
        return cls(
            frozenset(map(_digest, listed)),
            frozenset(letters_of(_passage(coding)) for coding in listed),
        )


def refuse_partial_sort(
    table: SheetTable, codings: Mapping[str, Coding], checks: Checks
) -> None:
    """Raise StudyError if the cells of two rows or more have changed places with those
    of others.
    """
    strayed = [
        row.number
        for row in table.rows
        if (coding := codings.get(row.cells["coding_id"].strip())) is not None
        and _has_strayed(row, coding, checks)
    ]
    if len(strayed) > 1:
        shown = ", ".join(map(str, strayed[:5])) + (" …" if len(strayed) > 5 else "")
        raise StudyError(
            f"{table.name}: in {len(strayed):,} rows ({shown}) id and quote no longer"
            " belong together. It looks as if some columns were sorted without the"
            " others. Undo that sort, or copy your decisions into a fresh sheet from"
            " out/, and sort whole rows only. Nothing was taken."
        )


def row_damage(row: SheetRow, coding: Coding, checks: Checks) -> str:
    """What is wrong with a row whose words are not those of its coding; blank where it
    is in order.
    """
    if _is_untouched(row, coding):
        return ""
    if row.beyond:
        return (
            f"the row has a cell too many ({row.beyond[-1].strip()[:40]!r} at its end),"
            " so its cells are under the wrong columns. A comma inside a cell must"
            " stand between double quotes; better use review.xlsx."
        )
    category = row.cells.get("category", coding.category).strip()
    if _has_strayed(row, coding, checks) or row.cells.get(
        "row_check", ""
    ).strip() not in ("", _digest(coding)):
        return (
            "id, quote and row_check are those of different rows. Put them together"
            " again, or delete this row."
        )
    if category != coding.category:
        return (
            f"the category was changed from {coding.category!r} to {category!r}, which"
            " is not taken from a sheet. Reject this row, and add the words under the"
            " other category in a row with a blank coding_id."
        )
    if not _same_words(row, coding):
        return (
            "the words in 'before', 'match' and 'after' are not those of this coding,"
            " and are not taken from a sheet. Put them back, or add other words in a"
            " row with a blank coding_id."
        )
    return ""


def _is_untouched(row: SheetRow, coding: Coding) -> bool:
    """Whether the row fits its own digest: then it is as some run wrote it, even if the
    plan was read anew since.
    """
    category = row.cells.get("category", coding.category).strip()
    stated = row.cells.get("row_check", "").strip()
    return bool(stated) and stated == row_check(
        row.cells["coding_id"], category, _shown(row)
    )


def _has_strayed(row: SheetRow, coding: Coding, checks: Checks) -> bool:
    """Whether digest or words of the row are those of another coding."""
    if _is_untouched(row, coding):
        return False
    stated = row.cells.get("row_check", "").strip()
    if stated != _digest(coding) and stated in checks.digests:
        return True
    shown = letters_of(_shown(row))
    return shown != letters_of(_passage(coding)) and shown in checks.passages


def _digest(coding: Coding) -> str:
    return row_check(coding.coding_id, coding.category, _passage(coding))


def _passage(coding: Coding) -> str:
    return coding.before + coding.match + coding.after


def _shown(row: SheetRow) -> str:
    return "".join(row.cells.get(column, "") for column in _WORDS)


def _same_words(row: SheetRow, coding: Coding) -> bool:
    """Whether the columns that are left still show the coding's words.

    Give or take the letters that an old code page lost; and a spreadsheet makes dates
    and numbers of short cells, so
    that it is enough if the match is the same.
    """
    from rapidfuzz import fuzz

    words = {"before": coding.before, "match": coding.match, "after": coding.after}
    present = [column for column in _WORDS if column in row.cells]
    shown = letters_of("".join(row.cells[column] for column in present))
    written = letters_of("".join(words[column] for column in present))
    match = letters_of(row.cells.get("match", "")), letters_of(coding.match)
    return (
        shown == written
        or match[0] == match[1]
        or fuzz.ratio(shown, written) >= _SAME_QUOTE
    )
