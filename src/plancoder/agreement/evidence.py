"""What a study says of its own cells: out/appendix_*_long.csv and out/passages.csv,
read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plancoder.agreement.rules import TermHit
from plancoder.agreement.table import CellKey, CodedRow, CodedTable
from plancoder.errors import StudyError
from plancoder.models import Verdict
from plancoder.page_labels import cell_label
from plancoder.tables.audit import NAME_SEPARATOR
from plancoder.tables.read_table import Table, read_table

_LONG = ("plan_id", "category", "value", "basis", "evidence")
_PASSAGES = (
    "coding_id",
    "plan_id",
    "frame",
    "category",
    "page",
    "match",
    "term",
    "blocked_by",
)
_ANSWERS = {"1": True, "0": False, "": None}


@dataclass(frozen=True, slots=True)
class StudyTable:
    """A frame of a study: its ticks, what each rests on, and the ids of its evidence,
    best first.
    """

    table: CodedTable
    labels: Mapping[str, str]
    basis: Mapping[CellKey, str]
    evidence: Mapping[CellKey, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of passages.csv, as far as it explains a cell.

    `quote` is the whole passage.
    """

    coding_id: str
    plan_id: str
    frame: str
    category: str
    page: str
    quote: str
    terms: tuple[str, ...]
    blocked_by: str = ""
    rejected: bool = False

    @property
    def counts(self) -> bool:
        """True where neither a rule nor a reviewer keeps the coding from ticking."""
        return not self.blocked_by and not self.rejected

    @property
    def shown(self) -> str:
        """The quote with its page and what keeps it from counting."""
        page = f" ({cell_label(self.page)})" if self.page else ""
        why = (
            f" [blocked: {self.blocked_by}]"
            if self.blocked_by
            else " [rejected by a reviewer]" * self.rejected
        )
        return f"“{' '.join(self.quote.split())}”{page}{why}"


def read_study_table(data: bytes, name: str) -> StudyTable:
    """A long appendix table that a run wrote; raises StudyError where it is none."""
    found = read_table(data, name, limited=False)
    _need_columns(found, _LONG, name)
    rows: dict[str, CodedRow] = {}
    labels: dict[str, str] = {}
    ticks: dict[CellKey, bool | None] = {}
    basis: dict[CellKey, str] = {}
    evidence: dict[CellKey, tuple[str, ...]] = {}
    for row in found.rows:
        cells = row.cells
        key = (cells["plan_id"], cells["category"])
        value = cells["value"].strip()
        if value not in _ANSWERS or key in ticks:
            what = (
                f"the value {value!r} is not 1, 0 or blank"
                if key not in ticks
                else f"a second row for {key}"
            )
            raise StudyError(
                f"{name}, line {row.line}: {what}. Make it again with 'plancoder"
                " export'."
            )
        rows.setdefault(key[0], _coded_row(cells))
        labels.setdefault(key[1], cells.get("label") or key[1])
        ticks[key], basis[key], evidence[key] = (
            _ANSWERS[value],
            cells["basis"],
            tuple(cells["evidence"].split()),
        )
    table = CodedTable("this study", tuple(labels), tuple(rows.values()), ticks)
    return StudyTable(table, labels, basis, evidence)


def read_evidence(data: bytes, name: str) -> Mapping[str, Evidence]:
    """The audit table by coding id; raises StudyError where columns are gone."""
    found = read_table(data, name, limited=False)
    _need_columns(found, _PASSAGES, name)
    return {row.cells["coding_id"]: _evidence(row.cells) for row in found.rows}


def term_hits(evidence: Iterable[Evidence], frame: str) -> tuple[TermHit, ...]:
    """The terms behind every coding of a frame that counts."""
    return tuple(
        TermHit(one.plan_id, one.category, term, one.coding_id)
        for one in evidence
        if one.frame == frame and one.counts
        for term in one.terms
    )


_MOST_SHOWN = 3


def explain_cell(
    study: StudyTable, key: CellKey, evidence: Mapping[str, Evidence]
) -> tuple[str, Sequence[Evidence]]:
    """What a cell rests on, in words, and its best evidence."""
    ids = study.evidence.get(key, ())
    return study.basis.get(key, "").replace("_", " "), [
        evidence[one] for one in ids[:_MOST_SHOWN] if one in evidence
    ]


def _coded_row(cells: Mapping[str, str]) -> CodedRow:
    about = {
        column: cells.get(column, "")
        for column in ("plan_id", "force_id", "force", "status", "dates")
    }
    return CodedRow(**about)


def _evidence(cells: Mapping[str, str]) -> Evidence:
    return Evidence(
        coding_id=cells["coding_id"],
        plan_id=cells["plan_id"],
        frame=cells["frame"],
        category=cells["category"],
        page=cells["page"],
        quote=cells.get("before", "") + cells["match"] + cells.get("after", ""),
        terms=tuple(term for term in cells["term"].split(NAME_SEPARATOR) if term),
        blocked_by=cells["blocked_by"],
        rejected=cells.get("decision", "").strip().casefold() == Verdict.REJECT.value,
    )


def _need_columns(table: Table, needed: Sequence[str], name: str) -> None:
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise StudyError(
            f"{name}: the column {', '.join(map(repr, missing))} is missing. Make it"
            " again with 'plancoder export'."
        )
