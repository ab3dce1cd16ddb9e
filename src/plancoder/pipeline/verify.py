"""Whether the tables in out/ are what codings and decisions give: each is made again
without reading a plan, and compared cell by cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from plancoder.errors import StudyError
from plancoder.export.parquet import need_pyarrow, same_rows
from plancoder.export.summary import Base
from plancoder.models import Decision, DocType
from plancoder.pipeline.job import passed_over
from plancoder.pipeline.outputs import ExportOptions
from plancoder.pipeline.replies import study_reply_texts
from plancoder.pipeline.review import review_plans
from plancoder.pipeline.stored import extract_options, open_results
from plancoder.pipeline.tables import make_outputs
from plancoder.report.compare_tables import Difference, table_differences
from plancoder.review.log import parse_log
from plancoder.review.quotes import PlanText
from plancoder.review.told_text import told_texts
from plancoder.study.input_file import (
    MOST_LOG_BYTES,
    is_there,
    read_input,
    read_input_if_any,
)
from plancoder.study.manifest import digest_of_file
from plancoder.study.names import CODINGS, DECISIONS, FAILURES, MANIFEST, OUT, PASSAGES
from plancoder.study.open import Study, open_study
from plancoder.study.store import ResultStore
from plancoder.tables.read_table import read_table
from plancoder.tables.temporary_files import temporary_errors, temporary_folder
from plancoder.version import __version__

_MOST_DIFFERENCES = 20  # of one file


@dataclass(frozen=True, slots=True)
class Verified:
    """The tables that were made again, where they differ, and what else to know."""

    files: tuple[str, ...]
    differences: tuple[str, ...]
    notes: tuple[str, ...]


def verify_study(root: Path) -> Verified:
    """Make every table of out/ again from the stored codings and the decisions of then.

    Raises StudyError where nothing was coded, or codebook or plan list have changed
    since.
    """
    study = open_study(root, need_files=False)
    record = _read_record(study)
    with open_results(study) as store, temporary_folder() as folder:
        return _verify(study, record, store, Path(folder) / "tables")


def _verify(
    study: Study, record: Mapping[str, Any], store: ResultStore, folder: Path
) -> Verified:
    notes = []
    decisions = _decisions_of_then(study, record)
    if decisions is None:
        notes.append(
            f"{DECISIONS} is not the log that the tables were made with, not even with"
            " lines added: lines were changed or taken out. The tables are compared"
            " with the log as it is."
        )
        decisions = parse_log(study.decisions_bytes(), DECISIONS).decisions
    gone = [
        plan.plan_id
        for plan in study.plans
        if not all(is_there(path) for path in study.paths_of(plan))
    ]
    instead = _told_texts(study) if gone else {}
    reviews = review_plans(study, store, extract_options(study), decisions, instead)
    options = _options(record["settings"])
    if options.format == "parquet":
        try:
            need_pyarrow()
        except StudyError as error:
            options = replace(options, format="csv")
            notes.append(f"The Parquet files were not compared: {error}")
    replies = study_reply_texts(study, partial(reviews.of_some, store))
    with temporary_errors(str(folder.parent)):
        outputs = make_outputs(
            study.plans,
            study.codebook,
            store,
            reviews,
            options,
            folder,
            passed_over(study, store.summaries),
            replies=replies,
        )
    files = {
        name: path for name, path in outputs.files.items() if name in record["files"]
    }
    if gone:
        files.pop(FAILURES, None)
        notes.append(
            f"{len(gone):,} plan files are not in raw/, so {FAILURES}, which also lists"
            " what lies there, was not compared, and the places of passages that"
            f" reviewers added are taken from {PASSAGES}: {', '.join(gone[:5])}"
            + (" …" if len(gone) > 5 else "")
        )
    if record.get("plancoder") != __version__:
        notes.append(
            f"The tables were made by plancoder {record.get('plancoder')}; this is"
            f" {__version__}, and differences may come from that."
        )
    differences = [
        line
        for name, path in files.items()
        for line in _differences(study, name, path, str(record["files"][name]))
    ]
    return Verified(tuple(files), tuple(differences), tuple(notes))


def _read_record(study: Study) -> Mapping[str, Any]:
    shown = f"{OUT}/{MANIFEST}"
    try:
        record = json.loads(read_input(study.out / MANIFEST, shown))
        _options(record["settings"])
        record["files"].keys()
    except FileNotFoundError:
        raise StudyError(
            f"{shown}: is missing, so nothing says what was made. Run 'plancoder run'."
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StudyError(
            f"{shown}: cannot be understood ({error}). Was it edited? Run 'plancoder"
            " export' to make the tables again."
        ) from error
    return dict(record)


def _told_texts(study: Study) -> Mapping[str, PlanText]:
    shown = f"{OUT}/{PASSAGES}"
    data = read_input_if_any(study.out / PASSAGES, shown, most_bytes=MOST_LOG_BYTES)
    return told_texts(row.cells for row in read_table(data, shown, limited=False).rows)


def _options(settings: Mapping[str, Any]) -> ExportOptions:
    return ExportOptions(
        frozenset(DocType(kind) for kind in settings["count"]),
        Base(settings["base"]),
        bool(settings["carry_forward"]),
        bool(settings["final"]),
        "parquet" if settings.get("format") == "parquet" else "csv",
    )


def _decisions_of_then(
    study: Study, record: Mapping[str, Any]
) -> tuple[Decision, ...] | None:
    """The decisions that the tables were made with: the log only grows, so they are its
    first lines. None where no beginning of the log has the digest of then.
    """
    wanted = record["decisions"]["sha256"]
    if not wanted:
        return ()
    data = study.decisions_bytes()
    digest = hashlib.sha256()
    read = 0
    for line in data.splitlines(keepends=True):
        digest.update(line)
        read += len(line)
        if digest.hexdigest() == wanted:
            return parse_log(data[:read], DECISIONS).decisions
    return None


def _differences(study: Study, name: str, made: Path, digest: str) -> Iterator[str]:
    path = study.out / name
    shown = f"{OUT}/{name}"
    present = digest_of_file(path)
    if name == CODINGS:
        if present != digest:
            yield f"{shown}: is not what the coding wrote, so nothing rests on it."
        return
    if present == digest_of_file(made):
        return
    if not present:
        yield f"{shown}: is missing."
        return
    try:
        found = read_input(path, shown, most_bytes=MOST_LOG_BYTES)
        rebuilt = made.read_bytes()
        if name.endswith(".parquet"):
            if not same_rows(found, rebuilt):
                yield f"{shown}: holds other rows than plancoder makes."
            return
        differing = table_differences(shown, found, rebuilt)
        first: list[Difference] = list(islice(differing, _MOST_DIFFERENCES))
        yield from map(str, first)
        more = sum(1 for _ in differing)
        if more:
            yield f"{shown}: … and {more:,} more cells or rows"
    except StudyError as error:
        yield from error.problems
