"""The report of a coded study: its data gathered from the study folder, its files made
and published into out/report/.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zipfile import ZipFile

from plancoder.errors import StudyError
from plancoder.models import PlanResult, Review
from plancoder.pipeline.job import passed_over
from plancoder.pipeline.measured import study_measures
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.replies import study_reply_texts
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import stored_results
from plancoder.report.appendices_docx import appendices_docx, method_docx
from plancoder.report.appendices_xlsx import appendices_xlsx
from plancoder.report.charts import draw_charts
from plancoder.report.data import ReportData
from plancoder.report.fragility import fragile_table, share_table
from plancoder.report.method import method_markdown
from plancoder.report.outlines import Areas, Outlines, outline_forces, read_areas
from plancoder.report.page.build import build_page
from plancoder.report.published import YEAR, published_report
from plancoder.report.replicate import (
    Replication,
    bundled_figures,
    read_figures,
    replicate,
)
from plancoder.report.shared_wording import (
    shared_wording,
    shared_wording_table,
    wording_change_table,
    wording_changes,
)
from plancoder.report.tiles import parse_tiles
from plancoder.review.final import OpenCell, open_cells, refuse_open_cells
from plancoder.study.disk import output_errors
from plancoder.study.input_file import is_folder, read_input, read_input_if_any
from plancoder.study.lock import study_lock
from plancoder.study.names import (
    APPENDICES,
    APPENDICES_BOOK,
    FRAGILE,
    METHOD,
    METHOD_WORDS,
    PAGE,
    RAW,
    REPORT,
    SHARED_WORDING,
    SHARES,
    TILES,
    WORDING_CHANGE,
    chart_name,
    draft_name,
)
from plancoder.study.open import Study, open_study
from plancoder.study.publish import Published, ensure_writable, publish
from plancoder.tables.archives import UNPACKING_FAULTS, excess_of
from plancoder.version import __version__

# What python-docx raises for a file that is damaged inside; SyntaxError is of its XML.
_TEMPLATE_FAULTS = (
    *UNPACKING_FAULTS,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
)

Makers = dict[str, Callable[[ReportData], Mapping[str, bytes]]]
# Each gives some of the report's files, by name.
_MAKERS: Makers = {
    "the page": lambda data: {PAGE: build_page(data)},
    "the Excel file": lambda data: {APPENDICES_BOOK: appendices_xlsx(data)},
    "the Word file": lambda data: {
        APPENDICES: appendices_docx(data),
        METHOD: method_docx(data),
    },
    "shares": lambda data: {SHARES: share_table(data)},
    "the method": lambda data: {
        METHOD_WORDS: method_markdown(data).encode("utf-8", "replace")
    },
}
# What rests on passages, which published ticks have none of.
_PASSAGE_MAKERS: Makers = {
    "fragile ticks": lambda data: {FRAGILE: fragile_table(data)},
    "shared wording": lambda data: {
        SHARED_WORDING: shared_wording_table(data),
        WORDING_CHANGE: wording_change_table(data),
    },
}

Step = Callable[[str], None]
"""Called with what is made next."""


def _silent(what: str) -> None:
    """A step that nobody is told of."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a report counts and how it looks."""

    export: ExportOptions = field(default_factory=ExportOptions)
    title: str = ""  # blank: the name of the study's folder
    template: Path | None = None  # a Word document with the styles to take
    boundaries: Path | None = None  # GeoJSON with the forces' areas


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """The files of a report, the line that says draft or final, and what its author
    should know.
    """

    published: Published
    state: str
    notes: tuple[str, ...] = ()


def report_job(
    root: Path,
    codebook: Path | None,
    options: ReportOptions,
    step: Step = _silent,
) -> WrittenReport:
    """Make the report of a study from its last coding and the decisions of today.

    Raises StudyError where nothing was coded or the coding is out of date,
    ReviewPendingError where `final` is asked for and cells are open, and OutputError
    where the files cannot be written.
    """
    given = _read_given(options)
    study = open_study(root, codebook)
    ensure_writable(study.out)
    with study_lock(study.root):
        data = study_report(study, options)
        return _write(study.out / REPORT, data, given, step)


def published_job(
    year: str, folder: Path, options: ReportOptions, step: Step = _silent
) -> WrittenReport:
    """The same report made of the published review of `year`."""
    given = _read_given(options)
    data = replace(
        _published(year, options.title),
        base=options.export.base,
        carry_forward=options.export.carry_forward,
    )
    return _write(folder, data, given, step)


def replicate_job(
    root: Path, figures: Path | None, published: str
) -> tuple[Replication, ...]:
    """Which base gives each figure of a file (those of 2017 where it is None), in the
    tables of a study or in published ones.

    Raises StudyError for a file that is no list of figures.
    """
    if figures is not None and is_folder(figures):
        raise StudyError(
            f"{figures}: is a folder. Name the file of figures first, then the folder"
            " of the study."
        )
    if figures is None:
        wanted, name = bundled_figures(), "the figures of 2017"
    else:
        name = str(figures)
        wanted = read_figures(_read_named(figures, name), name)
    if published:
        data = _published(published, "")
    else:
        data = study_report(open_study(root), ReportOptions())
    return replicate(data, wanted, name)


def _published(year: str, title: str) -> ReportData:
    if year != YEAR:
        raise StudyError(f"--published {year}: only the review of {YEAR} is bundled.")
    return published_report(title)


def study_report(study: Study, options: ReportOptions) -> ReportData:
    """What the report of a study is made of."""
    results = stored_results(study)
    review = review_study(study, results)
    cells = _open_cells(study, results, review, options.export)
    if options.export.final:
        refuse_open_cells(cells)
    failures = [failure for result in results for failure in result.failures]
    return ReportData(
        title=options.title or study.root.resolve().name,
        codebook=study.codebook,
        plans=study.plans,
        matrices=tuple(
            matrix
            for matrix in make_matrices(
                study.plans, study.codebook, results, review, options.export
            )
            if matrix.appendix
        ),
        results=results,
        review=review,
        failures=(
            *failures,
            *passed_over(study, results),
        ),
        replies=study_reply_texts(study, lambda _: review),
        open_cells=cells,
        base=options.export.base,
        carry_forward=options.export.carry_forward,
        final=options.export.final,
        measured=study_measures(study, results, review),
        places=_read_tiles(study),
    )


def _read_tiles(study: Study) -> Mapping[str, tuple[int, int]]:
    shown = f"{RAW}/{TILES}"
    data = read_input_if_any(study.raw / TILES, shown)
    return parse_tiles(data, shown, study.plans) if data else {}


def _open_cells(
    study: Study,
    results: Sequence[PlanResult],
    review: Review,
    options: ExportOptions,
) -> tuple[OpenCell, ...]:
    return open_cells(
        review,
        lambda decided: make_matrices(
            study.plans, study.codebook, results, decided, options
        ),
    )


def report_files(data: ReportData, step: Step = _silent) -> Mapping[str, bytes]:
    """Every file of a report by name; the same data gives the same bytes.

    A draft says so in each name.
    """
    step("Comparing wordings")
    data = replace(data, shared=shared_wording(data), wording=wording_changes(data))
    step("Drawing charts and maps")
    data = replace(data, charts=draw_charts(data))
    made = {chart_name(*key): content for key, content in data.charts.items()}
    makers = _MAKERS if data.published else _MAKERS | _PASSAGE_MAKERS
    for what, maker in makers.items():
        step(f"Making {what}")
        made.update(maker(data))
    if not data.draft:
        return made
    return {draft_name(name): content for name, content in made.items()}


@dataclass(frozen=True, slots=True)
class _Given:
    """Files that a person names for the look of a report, read before any long work:
    the bytes of a template and the areas of a map.
    """

    template: bytes
    areas: Areas | None


def _read_given(options: ReportOptions) -> _Given:
    return _Given(
        _read_template(options.template), _read_boundaries(options.boundaries)
    )


def _write(folder: Path, data: ReportData, given: _Given, step: Step) -> WrittenReport:
    outlines = None
    if given.areas is not None:
        plans = data.matrices[0].plans if data.matrices else data.plans
        outlines = outline_forces(given.areas, plans)
    data = replace(data, template=given.template, outlines=outlines)
    with output_errors(folder):
        files = report_files(data, step)
    written = publish_report(folder, files, data)
    if given.areas is None or outlines is None:
        return written
    return replace(written, notes=_unmatched(given.areas.name, outlines))


def _unmatched(file: str, outlines: Outlines) -> tuple[str, ...]:
    """What the boundaries and the study do not share."""
    told = (
        ("no area for", outlines.missing),
        ("no force of the study is", outlines.unused),
    )
    return tuple(
        f"{file}: {words} {', '.join(names)}." for words, names in told if names
    )


def _read_named(path: Path, shown: str, missing: str = "") -> bytes:
    """A file that the person names; StudyError, with its option in front where that is
    `missing`, where there is none.
    """
    try:
        return read_input(path, shown)
    except FileNotFoundError:
        raise StudyError(f"{missing or shown}: there is no such file.") from None


def _read_boundaries(file: Path | None) -> Areas | None:
    if file is None:
        return None
    return read_areas(_read_named(file, str(file)), str(file))


def publish_report(
    folder: Path, files: Mapping[str, bytes], data: ReportData
) -> WrittenReport:
    """Move the files into their folder; what a person changed there is left."""
    with output_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    record = {
        "plancoder": __version__,
        "title": data.title,
        "draft_or_final": data.state,
    }
    return WrittenReport(publish(folder, files, record), data.state)


def _read_template(path: Path | None) -> bytes:
    """A Word document with styles; raises StudyError where it is none."""
    if path is None:
        return b""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    data = _read_named(path, str(path), f"--template {path}")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            excess = excess_of(archive)
        if excess:
            raise StudyError(
                f"--template {path}: {excess}. Delete what is in it: only its styles"
                " are taken."
            )
        docx.Document(io.BytesIO(data))
    except (*_TEMPLATE_FAULTS, PackageNotFoundError) as error:
        raise StudyError(
            f"--template {path}: not a Word document (.docx) that can be read. Save it"
            " in Word as .docx and try again."
        ) from error
    return data
