"""Results and review to the files of out/: an explicit list, each made by a pure
function of `export`, plan by plan.

One plan is in memory at a time. The rows it gives to each table wait on disk, since
tables stand in another order than plans.csv; of the cells only ticks stay in memory.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from plancoder.codebook.shape import Codebook, Frame
from plancoder.export.appendix import (
    LONG_COLUMNS,
    long_rows,
    variable_columns,
    wide_table,
)
from plancoder.export.appendix_c import APPENDIX_C_COLUMNS, appendix_c_rows
from plancoder.export.failures import failures_table
from plancoder.export.light_cells import LightCells
from plancoder.export.matrix import sort_plans
from plancoder.export.orphans_table import ORPHAN_COLUMNS, orphan_rows
from plancoder.export.parquet import parquet_by_force
from plancoder.export.passages_table import passage_rows
from plancoder.export.statements_table import STATEMENT_COLUMNS, statement_rows
from plancoder.export.summary import summary_table
from plancoder.models import DocType, Failure, Matrix, Orphan, Plan, PlanResult, Review
from plancoder.pipeline.outputs import ExportOptions, force_order, make_matrices
from plancoder.pipeline.review import PlanReviews
from plancoder.pipeline.workbook import WorkbookMaker
from plancoder.review.final import OpenCell, OpenCount, is_open, open_cells
from plancoder.study.names import (
    APPENDIX_C,
    CODINGS,
    FAILURES,
    ORPHANS,
    OTHER_DOCUMENTS,
    PASSAGES,
    STATEMENTS,
    SUMMARY,
    WORKBOOK,
    long_name,
    parquet_names,
    wide_name,
)
from plancoder.study.store import ResultStore
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import (
    Cells,
    csv_header,
    csv_rows,
    row_cells,
)
from plancoder.tables.data_frames import (
    LONG_KINDS,
    PASSAGE_KINDS,
    STATEMENT_KINDS,
    Kinds,
)
from plancoder.tables.kept_on_disk import Pieces
from plancoder.tables.row_stream import Row

MANY_PASSAGES = 3_000  # from here on the workbook is worth a process of its own


@dataclass(frozen=True, slots=True)
class Outputs:
    """The matrices without their evidence, for the summary on screen; the files by
    their name in out/, with where each lies; and what is undecided.

    `open_cells` are listed for a final table only.
    """

    matrices: tuple[Matrix, ...]
    files: Mapping[str, Path]
    undecided: OpenCount
    open_cells: tuple[OpenCell, ...]


def make_outputs(
    plans: Sequence[Plan],
    codebook: Codebook,
    store: ResultStore,
    reviews: PlanReviews,
    options: ExportOptions,
    folder: Path,
    extra_failures: Iterable[Failure] = (),
    replies: Mapping[str, str] | None = None,
    kept_workbook: Path | None = None,
) -> Outputs:
    """Every file that a run writes, below `folder`, which is made for them; the same
    input gives the same bytes.

    `replies` by plan_id; `kept_workbook` is where the cache keeps the last workbook of
    the study, None to make it anew. Raises OSError where a file cannot be written.
    """
    failures = [
        *(failure for one in store.summaries for failure in one.failures),
        *extra_failures,
    ]
    many = sum(one.codings for one in store.summaries) > MANY_PASSAGES
    with ExitStack() as stack:
        folder.mkdir()
        pieces = stack.enter_context(Pieces(folder / "pieces"))
        made = _PlanTables(plans, codebook, options, pieces, replies or {})
        # The workbook takes as long as all other files together.
        workbook = WorkbookMaker(
            folder,
            stack,
            kept_workbook,
            expect_same=not any("code" in one.seconds for one in store.summaries),
            many=many,
        )
        for plan in made.plans_with_rows(reviews.decided):
            result = store.result_of(plan.plan_id)
            review = reviews.of(plan.plan_id, result)
            workbook.add(made.add(plan, result, review))
        workbook.end()
        files = made.write_files(folder, failures)
        files[CODINGS] = _write(folder / CODINGS, store.lines())
        if options.format == "parquet":
            files |= made.write_parquet(folder)
        workbook.wait()
        files[WORKBOOK] = workbook.path
    return Outputs(
        made.matrices, files, made.undecided, tuple(made.open_cells_in_order())
    )


def _write(path: Path, data: Iterable[bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.writelines(data)
    return path


@dataclass(slots=True)
class _Rows:
    """The rows of a table: those of each plan are a piece on disk, as lines of CSV and,
    where `typed`, once more as cells with their types.
    """

    columns: Sequence[str]
    order: Sequence[str]  # plan_ids as the table has them
    pieces: Pieces
    typed: bool
    _lines: dict[str, int] = field(default_factory=dict)
    _cells: dict[str, int] = field(default_factory=dict)

    def add(self, plan_id: str, rows: Iterable[Cells]) -> None:
        """Take the rows of a plan."""
        some = list(rows)
        if some:
            lines = csv_rows(some, len(self.columns))
            self._lines[plan_id] = self.pieces.add(lines)
            if self.typed:
                packed = pickle.dumps(some, pickle.HIGHEST_PROTOCOL)
                self._cells[plan_id] = self.pieces.add(packed)

    def lines(self) -> Iterator[bytes]:
        """The lines of CSV in the order of the table."""
        for plan_id in self.order:
            if plan_id in self._lines:
                yield self.pieces.read(self._lines[plan_id])

    def plan_ids(self) -> Iterator[str]:
        """The plans that have rows, in the order of the table."""
        return (plan_id for plan_id in self.order if plan_id in self._lines)

    def typed_rows(self, plan_id: str) -> Iterator[dict[str, object]]:
        """The rows of a plan by column."""
        if plan_id in self._cells:
            for cells in pickle.loads(self.pieces.read(self._cells[plan_id])):
                yield dict(zip(self.columns, cells, strict=True))


class _FrameTables:
    """The tables of one frame, for some kinds of documents."""

    def __init__(
        self, codebook: Codebook, frame: Frame, shown: Sequence[Plan], rows: _Rows
    ) -> None:
        categories = codebook.categories_of(frame.id)
        names = tuple(category.id for category in categories)
        self.cells = LightCells(names)
        self.rows = rows
        self.extra = variable_columns(shown)
        self.matrix = Matrix(
            frame=frame.id,
            appendix=frame.appendix,
            plans=tuple(shown),
            categories=names,
            labels={category.id: category.label for category in categories},
            cells=self.cells,
        )

    def add(self, matrix: Matrix) -> None:
        """Take the matrix of one plan; it is empty for a document of another kind."""
        for plan in matrix.plans:
            self.cells.add(plan.plan_id, matrix.cells)
            self.rows.add(plan.plan_id, long_rows(matrix, self.extra))


class _PlanTables:
    """Takes plan after plan, and then writes the tables."""

    def __init__(
        self,
        plans: Sequence[Plan],
        codebook: Codebook,
        options: ExportOptions,
        pieces: Pieces,
        replies: Mapping[str, str],
    ) -> None:
        self._plans = plans
        self._codebook = codebook
        self._options = options
        self._apart = replace(
            options, doc_types=frozenset(DocType) - options.doc_types, format="csv"
        )
        self._pieces = pieces
        self._replies = replies
        self._frames = self._frame_tables(options)
        # Drafts, reports and the like are coded and shown apart: they tick no appendix.
        self._others = self._frame_tables(self._apart)
        listed = [plan.plan_id for plan in plans]
        self._listed = frozenset(listed)
        printed = [plan.plan_id for plan in _shown(plans, options)]
        self._passages = self._rows(PASSAGE_COLUMNS, listed)
        self._statements = self._rows(STATEMENT_COLUMNS, listed)
        self._appendix_c = self._rows(APPENDIX_C_COLUMNS, printed)
        self._orphans: list[Orphan] = []
        self._open_cells: list[OpenCell] = []
        self.undecided = OpenCount()

    def _rows(self, columns: Sequence[str], order: Sequence[str]) -> _Rows:
        typed = self._options.format == "parquet"
        return _Rows(columns, order, self._pieces, typed)

    def _frame_tables(self, options: ExportOptions) -> list[_FrameTables]:
        shown = _shown(self._plans, options)
        columns = [*LONG_COLUMNS, *variable_columns(shown)]
        order = [plan.plan_id for plan in shown]
        return [
            _FrameTables(self._codebook, frame, shown, self._rows(columns, order))
            for frame in self._codebook.frames
        ]

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """One for each frame, without evidence."""
        return tuple(tables.matrix for tables in self._frames)

    def plans_with_rows(self, decided: Iterable[str]) -> Iterator[Plan]:
        """All plans of the study, and then those that only decisions name."""
        gone = sorted(set(decided) - self._listed)
        self._passages.order = [*self._passages.order, *gone]
        yield from self._plans
        yield from map(Plan, gone)

    def add(
        self, plan: Plan, result: PlanResult | None, review: Review
    ) -> Sequence[Row]:
        """Take a plan; gives its rows of the audit table."""
        self._orphans += review.orphans
        frames = [frame.id for frame in self._codebook.frames]
        passages = list(passage_rows([plan], review, frame_order=frames))
        self._passages.add(plan.plan_id, row_cells(passages, PASSAGE_COLUMNS))
        if plan.plan_id in self._listed:
            self._add_to_tables(plan, () if result is None else (result,), review)
        return passages

    def _add_to_tables(
        self, plan: Plan, results: Sequence[PlanResult], review: Review
    ) -> None:
        statements = statement_rows([plan], results, review)
        self._statements.add(plan.plan_id, row_cells(statements, STATEMENT_COLUMNS))

        def matrices(decided: Review, options: ExportOptions) -> Sequence[Matrix]:
            return make_matrices([plan], self._codebook, results, decided, options)

        for options, tables in (
            (self._options, self._frames),
            (self._apart, self._others),
        ):
            if plan.doc_type in options.doc_types:
                for one, matrix in zip(tables, matrices(review, options), strict=True):
                    one.add(matrix)
        if plan.doc_type not in self._options.doc_types:
            return
        self._appendix_c.add(
            plan.plan_id,
            row_cells(
                appendix_c_rows(
                    [plan],
                    results,
                    self._codebook,
                    review,
                    final=self._options.final,
                    replies=self._replies,
                ),
                APPENDIX_C_COLUMNS,
            ),
        )
        if any(map(is_open, review.codings)):
            found = open_cells(review, lambda one: matrices(one, self._options))
            self.undecided = self.undecided.and_of(found)
            if self._options.final:
                self._open_cells += found

    def open_cells_in_order(self) -> Sequence[OpenCell]:
        """The open cells, frame by frame, as the tables have them."""
        frames = {one.matrix.frame: at for at, one in enumerate(self._frames)}
        plans = {plan_id: at for at, plan_id in enumerate(self._appendix_c.order)}
        return sorted(
            self._open_cells,
            key=lambda cell: (frames[cell.frame], plans[cell.plan_id]),
        )

    def write_files(self, folder: Path, failures: Sequence[Failure]) -> dict[str, Path]:
        """Write the tables for spreadsheets; gives where each lies, by its name in
        out/.
        """
        files: dict[str, Iterable[bytes]] = {}
        for one in self._frames:
            frame = (one.matrix.appendix, one.matrix.frame)
            if one.matrix.appendix != "C":
                files[wide_name(*frame)] = _csv(*wide_table(one.matrix))
            files[long_name(*frame)] = _csv_of(one.rows)
        files[APPENDIX_C] = _csv_of(self._appendix_c)
        files[PASSAGES] = _csv_of(self._passages)
        files[STATEMENTS] = _csv_of(self._statements)
        if self._orphans:
            orphans = orphan_rows(Review((), tuple(self._orphans)))
            files[ORPHANS] = _csv(ORPHAN_COLUMNS, row_cells(orphans, ORPHAN_COLUMNS))
        summary = summary_table(
            self.matrices,
            base=self._options.base,
            carry_forward=self._options.carry_forward,
        )
        files[SUMMARY] = _csv(*summary)
        files[FAILURES] = _csv(*failures_table(failures))
        if others := self._other_rows():
            files[OTHER_DOCUMENTS] = _csv_of(*others)
        return {name: _write(folder / name, data) for name, data in files.items()}

    def write_parquet(self, folder: Path) -> dict[str, Path]:
        """Write the long tables as Parquet; gives where each file lies."""
        tables: dict[str, tuple[list[_Rows], Kinds]] = {
            PASSAGES: ([self._passages], PASSAGE_KINDS),
            STATEMENTS: ([self._statements], STATEMENT_KINDS),
        }
        for one in self._frames:
            name = long_name(one.matrix.appendix, one.matrix.frame)
            tables[name] = ([one.rows], LONG_KINDS)
        if others := self._other_rows():
            tables[OTHER_DOCUMENTS] = (others, LONG_KINDS)
        files: dict[str, Path] = {}
        for name, (tables_of, kinds) in tables.items():
            files |= self._parquet_files(folder, name, tables_of, kinds)
        return files

    def _parquet_files(
        self, folder: Path, table: str, parts: Sequence[_Rows], kinds: Kinds
    ) -> dict[str, Path]:
        """A file for each force, made from the rows of its plans alone."""
        forces = {plan.plan_id: plan.shown_force for plan in self._plans}
        pieces_of: dict[str, list[tuple[_Rows, str]]] = {}
        for rows in parts:
            for plan_id in rows.plan_ids():
                force = forces.get(plan_id, plan_id)
                pieces_of.setdefault(force, []).append((rows, plan_id))
        names = parquet_names(table, pieces_of)
        files: dict[str, Path] = {}
        for force, some in pieces_of.items():
            typed = (row for rows, plan_id in some for row in rows.typed_rows(plan_id))
            made = parquet_by_force(parts[0].columns, typed, kinds, forces)
            name = names[force]
            files[name] = _write(folder / name, made.values())
        return files

    def _other_rows(self) -> list[_Rows]:
        """The rows of documents that are shown apart; empty where there are none."""
        some = any(plan.doc_type in self._apart.doc_types for plan in self._plans)
        return [one.rows for one in self._others] if some else []


def _csv(header: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
    """A CSV, row by row: as a whole it would be in memory several times."""
    yield csv_header(header)
    for row in rows:
        yield csv_rows([row], len(header))


def _csv_of(*tables: _Rows) -> Iterator[bytes]:
    """A CSV of the rows of one table, or of several with the same columns."""
    yield csv_header(tables[0].columns)
    for rows in tables:
        yield from rows.lines()


def _shown(plans: Iterable[Plan], options: ExportOptions) -> tuple[Plan, ...]:
    """The plans of a table in printed order."""
    kept = (plan for plan in plans if plan.doc_type in options.doc_types)
    return sort_plans(kept, force_order())
