"""Build report.html: tables that can be read without its script, and the evidence of
each cell as data for the script.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib import resources
from typing import Any

from plancoder.export.appendix import SHOWN_TICKS
from plancoder.export.appendix_c import appendix_c_rows
from plancoder.export.statements_table import statement_rows
from plancoder.models import Cell, Matrix, Plan, Tick
from plancoder.page_labels import cell_label
from plancoder.report.change import ForceChange, change_words, changes
from plancoder.report.charts import agreement_words, charts_of
from plancoder.report.data import ReportData
from plancoder.report.evidence import TICK_WORDS, basis_words, quotes
from plancoder.report.fragility import FragileCell, band, fragile_cells
from plancoder.report.method import method_sections
from plancoder.report.notices import NOTICE_COLUMNS, NOTICE_TITLE, Notice, notices
from plancoder.report.outlines import Outlines
from plancoder.report.printed import LEGEND, PrintedPlan, appendix_title, by_nation
from plancoder.report.shared_wording import wording_changes
from plancoder.report.shares import (
    Generation,
    Share,
    base_note,
    chart_words,
    plans_of,
    share_words,
    shares,
)
from plancoder.report.tiles import Tile, tiles
from plancoder.report.wording import ForceWording, SharedWording

Json = dict[str, Any]
_MOST_WORDINGS = 12  # of each kind for a force; wording_change.csv has all
_MOST_SHARED = 40  # wordings on the page; shared_wording.csv has all


def build_page(data: ReportData) -> bytes:
    """The page: style, script and data in it, each named by digest in its policy, so
    that nothing else runs and nothing is loaded.
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["page"] = cell_label
    template = environment.from_string(_asset("page.html"))
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}';"
        f" style-src '{_digest(style)}'; img-src data:; base-uri 'none';"
        " form-action 'none'"
    )
    view = PageView(data)
    page = template.render(
        view=view,
        data=data,
        legend=LEGEND,
        notice_title=NOTICE_TITLE,
        notice_columns=NOTICE_COLUMNS,
        most_wordings=_MOST_WORDINGS,
        policy=policy,
        style=_Raw(style),
        script=_Raw(script),
        packed=_Raw(_packed(view.packed)),
    )
    return page.encode("utf-8", "replace")


class _Raw(str):
    """Text of our own that is put into the page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _asset(name: str) -> str:
    return (
        resources.files("plancoder.report.page")
        .joinpath("assets", name)
        .read_text(encoding="utf-8")
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _packed(values: Json) -> str:
    """JSON that no text of a plan can end: there is no "<" in it."""
    packed = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return packed.replace("<", "\\u003c")


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as the page shows it. `anchor` is its address: `vale-2021/housing`."""

    anchor: str
    mark: str
    tick: str
    words: str
    category: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a matrix with its cells."""

    printed: PrintedPlan
    cells: Sequence[CellView]


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart: where its picture is, what it shows in words, and what stands below."""

    picture: str
    words: str
    caption: str


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame: its matrix, by nation, with chart, map and changes."""

    id: str
    label: str
    title: str
    matrix: Matrix
    nations: Sequence[tuple[str, Sequence[RowView]]]
    shares: Sequence[Share]
    base: str
    charts: Sequence[ChartView]
    changes: Sequence[ForceChange]
    fragile: Sequence[FragileCell]


class PageView:
    """Everything that the template asks for."""

    def __init__(self, data: ReportData) -> None:
        self._data = data
        self._slugs = _plan_slugs(data.plans)
        self._first_frame: dict[str, str] = {}
        for matrix in data.matrices:
            for category in matrix.categories:
                self._first_frame.setdefault(category, matrix.frame)

    # ---------------------------------------------------------------- the matrices

    @cached_property
    def frames(self) -> tuple[FrameView, ...]:
        """The frames that fill a matrix of ticks, in the codebook's order."""
        return tuple(
            self._frame(matrix)
            for matrix in self._data.matrices
            if matrix.appendix != "C"
        )

    def _frame(self, matrix: Matrix) -> FrameView:
        changed = changes(self._data, matrix)
        label = self._data.codebook.frame(matrix.frame).label
        return FrameView(
            id=matrix.frame,
            label=label,
            title=appendix_title(matrix.appendix, label),
            matrix=matrix,
            nations=list(self._nations(matrix)),
            shares=shares(self._data, matrix),
            base=base_note(self._data, matrix),
            charts=list(self._charts(matrix, changed)),
            changes=changed,
            fragile=list(fragile_cells(self._data, matrix)),
        )

    def _charts(
        self, matrix: Matrix, changed: Sequence[ForceChange]
    ) -> Iterator[ChartView]:
        data = self._data
        drawn = charts_of(data, matrix, "svg")
        told = {
            "chart": (
                chart_words(shares(data, matrix)),
                f"Share of {data.base.unit}, current plan beside previous. Out of"
                f" {base_note(data, matrix)}.",
            ),
            "change": (
                change_words(matrix, changed),
                "Forces that gained and lost each category, of"
                f" {len(changed)} with both plans.",
            ),
            "agreement": (
                agreement_words(data, matrix),
                "How far the ticks agree with those of another table.",
            ),
        }
        for name, (words, caption) in told.items():
            if name in drawn:
                picture = base64.b64encode(drawn[name]).decode()
                yield ChartView(f"data:image/svg+xml;base64,{picture}", words, caption)

    def _nations(self, matrix: Matrix) -> Iterator[tuple[str, Sequence[RowView]]]:
        for nation, printed in by_nation(matrix):
            yield (
                nation,
                [
                    RowView(
                        row,
                        [
                            self._cell(matrix, row.plan, category)
                            for category in matrix.categories
                        ],
                    )
                    for row in printed
                ],
            )

    def _cell(self, matrix: Matrix, plan: Plan, category: str) -> CellView:
        cell = matrix.cells[plan.plan_id, category]
        return CellView(
            self.anchor(plan.plan_id, matrix.frame, category),
            SHOWN_TICKS[cell.tick],
            cell.tick.value,
            f"{TICK_WORDS[cell.tick]}: {basis_words(self._data, cell)}",
            category,
        )

    def anchor(self, plan_id: str, frame: str, category: str) -> str:
        """The address of a cell on the page: `vale-2021/housing`; where two frames have
        the category, the later one's is `vale-2021/priorities.housing`.
        """
        later = self._first_frame[category] != frame
        name = f"{frame}.{category}" if later else category
        return f"{self._slugs[plan_id]}/{name}"

    # ------------------------------------------------------------ the other parts

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Figures of the head of the page."""
        plans = self._data.matrices[0].plans if self._data.matrices else ()
        existing = [plan for plan in plans if plan.exists]
        read = self._data.result_of
        unread = sum(
            plan.plan_id in read and not read[plan.plan_id].readable
            for plan in existing
        )
        return {
            "forces": len({plan.force_key for plan in plans}),
            "plans": len(existing),
            "unread": unread,
            "without": len(plans) - len(existing),
            "ticks": sum(
                cell.tick is Tick.YES
                for frame in self.frames
                for cell in frame.matrix.cells.values()
            ),
        }

    @cached_property
    def nations(self) -> tuple[str, ...]:
        """Nations in the order of the tables."""
        found = dict.fromkeys(plan.nation for plan in self._data.plans if plan.nation)
        return tuple(found)

    @cached_property
    def appendix_c(self) -> Sequence[tuple[str, Plan, Mapping[str, str]]]:
        """Rows of Appendix C with the address of their plan; none where it is not
        known.
        """
        if self._data.published or not self._data.matrices:
            return ()
        rows = appendix_c_rows(
            self._data.matrices[0].plans,
            self._data.results,
            self._data.codebook,
            self._data.review,
            final=self._data.final,
            replies=self._data.replies,
        )
        plans = {plan.plan_id: plan for plan in self._data.plans}
        return [
            (self._slugs[row["plan_id"]], plans[row["plan_id"]], row) for row in rows
        ]

    @cached_property
    def statements(self) -> Sequence[tuple[Plan, Sequence[Mapping[str, Any]]]]:
        """The priorities of each plan that was coded, as the plan words them."""
        by_plan: dict[str, list[Mapping[str, Any]]] = {}
        for row in statement_rows(
            self._data.plans, self._data.results, self._data.review
        ):
            by_plan.setdefault(row["plan_id"], []).append(row)
        plans = {plan.plan_id: plan for plan in self._data.plans}
        return [(plans[plan_id], rows) for plan_id, rows in by_plan.items()]

    @cached_property
    def shared(self) -> Sequence[SharedWording]:
        """Wording that the plans of several forces share, of most forces first."""
        return (self._data.shared or ())[:_MOST_SHARED]

    @cached_property
    def wording(self) -> Sequence[ForceWording]:
        """What became of the passages of each force with both plans."""
        changed = self._data.wording
        return wording_changes(self._data) if changed is None else changed

    @cached_property
    def notices(self) -> Sequence[Notice]:
        """What a reader must know, what matters most first."""
        return notices(self._data)

    def percents(
        self, frame: FrameView, share: Share, generation: str
    ) -> tuple[str, str, str]:
        """The strict, the counted and the loose share of a category, as shown."""
        which = Generation(generation)
        found = band(self._data, frame.matrix, share.category, which)
        ends = found.percents
        strict, loose = (f"{end:.0f}%" for end in ends) if ends else ("n/a", "n/a")
        return strict, share_words(share.counts[which]), loose

    @cached_property
    def method(self) -> Sequence[tuple[str, Sequence[str]]]:
        """The method statement: titles with their paragraphs."""
        return method_sections(self._data)

    @property
    def outlines(self) -> Outlines | None:
        """Real boundaries, where they were given."""
        return self._data.outlines

    @cached_property
    def tiles(self) -> Sequence[Sequence[Tile | None]]:
        """Rows of the tile map; None where no force stands."""
        found = {(tile.row, tile.column): tile for tile in tiles(self._data)}
        if not found:
            return ()
        rows, columns = (max(place[at] for place in found) for at in (0, 1))
        first = min(column for _, column in found)
        return [
            [found.get((row, column)) for column in range(first, columns + 1)]
            for row in range(1, rows + 1)
        ]

    def label(self, frame: FrameView, category: str) -> str:
        """The heading of a category."""
        return frame.matrix.labels[category]

    def quote_of(self, frame: FrameView, plan: Plan, category: str) -> str:
        """The best passage of a cell on one line; blank where it has none."""
        cell = frame.matrix.cells[plan.plan_id, category]
        for quote in quotes(self._data, cell, 1):
            page = f" ({cell_label(quote.page)})" if quote.page is not None else ""
            return f"“{quote.before}{quote.match}{quote.after}”{page}"
        return ""

    # ------------------------------------------------------------------ the data

    @property
    def packed(self) -> Json:
        """What the script needs: the evidence of each cell, and the map's ticks."""
        return {"cells": dict(self._cells()), "map": self._map()}

    def _cells(self) -> Iterator[tuple[str, Json]]:
        for frame in self.frames:
            matrix = frame.matrix
            for plan in matrix.plans:
                for category in matrix.categories:
                    cell = matrix.cells[plan.plan_id, category]
                    anchor = self.anchor(plan.plan_id, matrix.frame, category)
                    yield anchor, self._evidence(frame, plan, category, cell)

    def _evidence(
        self, frame: FrameView, plan: Plan, category: str, cell: Cell
    ) -> Json:
        found = quotes(self._data, cell)
        return {
            "plan": _plan_name(plan),
            "file": plan.file if plan.exists else "",
            "frame": frame.label,
            "category": frame.matrix.labels[category],
            "tick": cell.tick.value,
            "basis": basis_words(self._data, cell),
            "quotes": [asdict(quote) for quote in found],
            "more": len(cell.coding_ids) - len(found) if found else 0,
        }

    def _map(self) -> Json:
        """For each frame, category and generation: each force's tick and the address of
        the cell that it rests on.
        """
        found: Json = {}
        for frame in self.frames:
            for generation in Generation:
                plans = plans_of(self._data, frame.matrix, generation)
                for share in frame.shares:
                    key = f"{frame.id}/{share.category}/{generation.value}"
                    found[key] = {
                        force: [
                            tick.value,
                            self._address(frame, plans, share, force, tick),
                        ]
                        for force, tick in share.ticks[generation].items()
                    }
        return found

    def _address(
        self,
        frame: FrameView,
        plans: Sequence[Plan],
        share: Share,
        force: str,
        tick: Tick,
    ) -> str:
        own = [plan for plan in plans if plan.force_key == force]
        cells = frame.matrix.cells
        plan = next(
            one for one in own if cells[one.plan_id, share.category].tick is tick
        )
        return self.anchor(plan.plan_id, frame.id, share.category)


def _plan_slugs(plans: Sequence[Plan]) -> Mapping[str, str]:
    """An address for each plan: its id in letters, figures and hyphens, each once."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for plan in plans:
        slug = re.sub(r"[^a-z0-9]+", "-", plan.plan_id.lower()).strip("-") or "plan"
        number = 2
        unique = slug
        while unique in taken:
            unique, number = f"{slug}-{number}", number + 1
        taken.add(unique)
        slugs[plan.plan_id] = unique
    return slugs


def _plan_name(plan: Plan) -> str:
    return f"{plan.shown_force} {plan.shown_dates}".strip()
