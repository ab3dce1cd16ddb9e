"""The Python API: studies, runs and their tables as pandas DataFrames.

`import plancoder as pc` costs nothing; the first use of a name below loads what it
needs. Faults are raised as `plancoder.errors.PlancoderError`, with what, where and what
to do.

In every table the ids are the index. Text columns have the dtype `string`, and a blank
cell is the empty text; numbers are `Int64` or `Float64`, ticks are `boolean`, and
there a blank cell is `<NA>`. Each access gives a new DataFrame, so you may change it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import pandas as pd

from plancoder.codebook.shape import Codebook
from plancoder.coding.code import code_document
from plancoder.errors import StudyError
from plancoder.export.passages_table import passage_rows
from plancoder.extract.options import ExtractOptions
from plancoder.extract.text.markdown import read_markdown
from plancoder.models import Document, Plan
from plancoder.page_ranges import parse_pages
from plancoder.pipeline.extract_one import ExtractJob, extract_alone
from plancoder.pipeline.job import JobOptions, run_job
from plancoder.pipeline.outputs import ExportOptions
from plancoder.pipeline.run import CodeOptions
from plancoder.review.settle import settle_review
from plancoder.study import open as study_folder
from plancoder.study.manifest import COMPLETE, read_manifest
from plancoder.study.names import (
    FAILURES,
    OUT,
    PASSAGES,
    STATEMENTS,
    SUMMARY,
    long_name,
)
from plancoder.study.plans_file import COLUMNS, plan_cells
from plancoder.tables.data_frames import (
    DECIMAL,
    INTEGER,
    LONG_KINDS,
    PASSAGE_KINDS,
    PLAN_KINDS,
    STATEMENT_KINDS,
    Kinds,
    typed_frame,
)
from plancoder.tables.read_table import read_table
from plancoder.workers.bugs import bugs_kept

Progress = Callable[[str, str], None]
Ocr = Literal["auto", "off"]
_SUMMARY: Kinds = {
    "current_plans_with": INTEGER,
    "current_base": INTEGER,
    "current_percent": DECIMAL,
    "current_not_known": INTEGER,
    "previous_plans_with": INTEGER,
    "previous_base": INTEGER,
    "previous_percent": DECIMAL,
    "previous_not_known": INTEGER,
    "change_points": DECIMAL,
    "change_base": INTEGER,
}
_FAILURES: Kinds = {
    **dict.fromkeys(("pages_read", "pages_in_all", "bytes"), INTEGER),
    **dict.fromkeys(("asked", "used"), DECIMAL),
}
# The columns of passages.csv that one text without a study has.
_OF_A_TEXT = [
    "coding_id",
    "frame",
    "category",
    "page",
    "section",
    "role",
    "before",
    "match",
    "after",
    "kind",
    "score",
    "term",
    "blocked_by",
    "start",
    "end",
]


@dataclass(frozen=True)
class OpenedStudy:
    """A study folder whose plan list and codebook are in order."""

    folder: Path
    codebook_file: Path | None = None

    @property
    def codebook(self) -> Codebook:
        """The codebook, as its file is now."""
        return self._open().codebook

    @property
    def plans(self) -> pd.DataFrame:
        """The rows of plans.csv, by plan_id, with your own columns as the last ones.

        >>> pc.open_study("my-study").plans["status"].to_dict()
        {'fenn:2021': 'current', 'fenn:2017': 'previous'}
        """
        rows = [
            {**dict(zip(COLUMNS, plan_cells(plan), strict=True)), **plan.variables}
            for plan in self._open().plans
        ]
        names = dict.fromkeys([*COLUMNS, *(name for row in rows for name in row)])
        return _typed(rows, names, PLAN_KINDS, ["plan_id"])

    def run(
        self,
        *,
        final: bool = False,
        ocr: Ocr = "auto",
        workers: int = 0,
        cache: bool = True,
        parquet: bool = False,
        progress: Progress | None = None,
    ) -> Results:
        """Read and code the plans, write all tables into out/, and load them.

        The same as `plancoder run`. `progress` is called with the plan_id of each plan
        that is done, and what to know of it. Raises StudyError where the study is not
        in order; a plan that cannot be read is a row of `failures`.

        In a script of your own, call this below `if __name__ == "__main__":`, since
        plans are read by processes of their own.

        >>> results = pc.open_study("my-study").run()
        >>> results.matrix("A")["housing"].to_dict()
        {'fenn:2021': True, 'fenn:2017': False}
        """
        code = CodeOptions(
            extract=ExtractOptions(ocr=ocr), workers=workers, use_cache=cache
        )
        export = ExportOptions(final=final, format="parquet" if parquet else "csv")
        options = JobOptions(code, export)

        def tell(plan_id: str, note: str, waiting: str) -> None:
            if progress is not None:
                progress(plan_id, note)

        with bugs_kept() as bugs:
            run_job(
                self.folder,
                self.codebook_file,
                options,
                lambda total, verb: nullcontext(tell),
            )
        for bug in bugs:
            warnings.warn(str(bug), stacklevel=2)
        return load(self)

    def _open(self) -> study_folder.Study:
        return study_folder.open_study(self.folder, self.codebook_file)


@dataclass(frozen=True)
class Results:
    """The tables of a run, as they were in out/ when they were loaded."""

    study: OpenedStudy
    codebook: Codebook
    files: Mapping[str, bytes]

    @property
    def passages(self) -> pd.DataFrame:
        """Every coded passage, by coding_id: passages.csv.

        >>> passages = pc.load("my-study").passages
        >>> passages.loc[passages["category"] == "housing", ["page", "match"]].values
        array([[<NA>, 'homeless']], dtype=object)
        """
        return self._table(PASSAGES, PASSAGE_KINDS, ["coding_id"])

    def matrix(self, frame: str) -> pd.DataFrame:
        """The ticks of a frame: plans down, categories across.

        `frame` is the letter of its appendix or its id in the codebook. True is a tick
        and False a blank; `<NA>` means that nothing can be said: there is no plan, it
        could not be read, or reviewers disagree.

        >>> pc.load("my-study").matrix("B")
        category   victims
        plan_id
        fenn:2021     True
        fenn:2017     True
        """
        long = self.long(frame)
        plans, categories = (long.index.unique(level) for level in long.index.names)
        return long["value"].unstack().reindex(index=plans, columns=categories)

    def long(self, frame: str) -> pd.DataFrame:
        """One row for each cell of a frame, by plan_id and category.

        With `value`, what it rests on (`basis`), the coding_ids of its evidence, and
        the variables of the plan.

        >>> pc.load("my-study").long("A").loc[("fenn:2021", "housing"), "basis"]
        'one_passage'
        """
        wanted = frame.casefold()
        found = [
            one
            for one in self.codebook.frames
            if wanted and wanted in (one.id.casefold(), one.appendix.casefold())
        ]
        if not found:
            known = ", ".join(one.appendix or one.id for one in self.codebook.frames)
            raise StudyError(f"the codebook has no frame {frame!r}. It has: {known}.")
        name = long_name(found[0].appendix, found[0].id)
        return self._table(name, LONG_KINDS, ["plan_id", "category"])

    @property
    def statements(self) -> pd.DataFrame:
        """The priorities as each plan words them, by plan_id and number."""
        return self._table(STATEMENTS, STATEMENT_KINDS, ["plan_id", "number"])

    @property
    def summary(self) -> pd.DataFrame:
        """How many plans tick each category, by frame and category: summary.csv.

        >>> summary = pc.load("my-study").summary
        >>> int(summary.loc[("needs", "housing"), "current_plans_with"])
        1
        """
        return self._table(SUMMARY, _SUMMARY, ["frame", "category"])

    @property
    def failures(self) -> pd.DataFrame:
        """What went wrong with plans, or is to be known, by plan_id: failures.csv.

        A plan may have several rows; a file that plans.csv does not name has a blank
        plan_id.

        >>> pc.load("my-study").failures.empty
        True
        """
        return self._table(FAILURES, _FAILURES, ["plan_id"])

    def _table(self, name: str, kinds: Kinds, index: list[str]) -> pd.DataFrame:
        if name not in self.files:
            raise StudyError(
                f"{self.study.folder / OUT / name}: not written by the last run. Run"
                " the study again."
            )
        table = read_table(self.files[name], name, limited=False)
        rows = [row.cells for row in table.rows]
        return _typed(rows, dict.fromkeys(table.columns), kinds, index)


def open_study(folder: str | Path, codebook: str | Path | None = None) -> OpenedStudy:
    """Open a study folder, the one that holds raw/ and codebook.yaml.

    Raises StudyError with every slip in plan list and codebook.

    >>> study = pc.open_study("my-study")
    >>> study.codebook.title
    'Small'
    """
    study = OpenedStudy(Path(folder), None if codebook is None else Path(codebook))
    study._open()
    return study


def load(study: OpenedStudy | str | Path) -> Results:
    """The tables of the last run, without running again.

    Raises StudyError where nothing has been run, or a run was broken off.

    >>> pc.load("my-study").passages.index.name
    'coding_id'
    """
    opened = study if isinstance(study, OpenedStudy) else open_study(study)
    out = opened.folder / OUT
    manifest = read_manifest(out)
    if manifest.state != COMPLETE:
        raise StudyError(
            f"{out}: holds no complete results. Run the study first: study.run(), or"
            " 'plancoder run'."
        )
    files = {
        _usual_name(name): (out / name).read_bytes()
        for name in sorted(manifest.digests)
        if name.endswith(".csv") and (out / name).is_file()
    }
    return Results(opened, opened.codebook, files)


def extract(path: str | Path, pages: str = "", *, ocr: Ocr = "auto") -> Document:
    """The text of a plan file, as plancoder reads it: PDF, DOCX, ODT, RTF, PPTX,
    HTML, Markdown, text.

    `pages` cuts a plan out of a longer file: "19-59" or "1,3-7". Raises PlanError where
    the file cannot be read.

    >>> document = pc.extract("my-study/raw/fenn-2021.md")
    >>> document.blocks[0].kind.value, document.text.splitlines()[0]
    ('heading', 'Police and Crime Plan 2021-2025')
    """
    job = ExtractJob(Path(path), parse_pages(pages), ExtractOptions(ocr=ocr))
    return extract_alone(job, cpu_seconds=600)


def code(text: str | Document, codebook: str | Path | Codebook) -> pd.DataFrame:
    """Code one text, without a study: a row for each coding, by coding_id.

    `text` is Markdown, plain text or what `extract` gave; `codebook` is a file, or the
    codebook of an opened study. A row with `blocked_by` does not count, and says why.

    >>> found = pc.code("Some of them are homeless.", "my-study/codebook.yaml")
    >>> found[["category", "match"]].values
    array([['housing', 'homeless']], dtype=object)
    """
    document = read_markdown(text) if isinstance(text, str) else text
    instrument = (
        codebook
        if isinstance(codebook, Codebook)
        else study_folder.read_codebook(Path(codebook))
    )
    coded = code_document(document, instrument, plan_id="text")
    rows = passage_rows([Plan("text")], settle_review(coded.codings, ()))
    return _typed(rows, _OF_A_TEXT, PASSAGE_KINDS, ["coding_id"])


def _usual_name(name: str) -> str:
    """The name of a table where a person's edit has taken its usual one.

    `passages-2.csv` gives `passages.csv`: plancoder's own names end in no number.
    """
    path = PurePosixPath(name)
    stem, dash, number = path.stem.rpartition("-")
    return f"{stem}{path.suffix}" if dash and number.isdigit() else name


def _names_part(row: Mapping[str, Any]) -> bool:
    """Whether a row is of a plan in several files: `part 2, page 7` is no number."""
    return str(row.get("page", "")).startswith("part")


def _typed(
    rows: Iterable[Mapping[str, Any]],
    columns: Iterable[str],
    kinds: Kinds,
    index: Sequence[str],
) -> pd.DataFrame:
    """A DataFrame whose columns have the dtypes of `kinds`, and else are text."""
    table = list(rows)
    numbers: Kinds = {
        name: kind
        for name, kind in kinds.items()
        if not (name == "page" and any(map(_names_part, table)))
    }
    return typed_frame(table, columns, numbers).set_index(list(index))
