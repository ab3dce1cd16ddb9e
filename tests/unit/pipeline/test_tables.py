"""Tables made plan by plan are those of the whole study in one go, whatever order the
plans stand in.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from small_study import CODEBOOK, OLD_PLAN, PLAN, add_plan, make_study, plancoder

from plancoder.export.appendix import long_table, wide_table
from plancoder.export.appendix_c import APPENDIX_C_COLUMNS, appendix_c_rows
from plancoder.export.orphans_table import ORPHAN_COLUMNS, orphan_rows
from plancoder.export.passages_table import passage_rows
from plancoder.export.review_workbook import review_workbook
from plancoder.export.statements_table import STATEMENT_COLUMNS, statement_rows
from plancoder.models import DocType, Verdict
from plancoder.pipeline.outputs import ExportOptions, make_matrices
from plancoder.pipeline.review import review_study
from plancoder.pipeline.stored import codings_of, stored_results
from plancoder.review.sheets.attribution import decision_on
from plancoder.study.decision_log import append_new
from plancoder.study.open import open_study
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.tables.csv_writer import write_csv, write_table

ROWS = """\
plan_id,force_id,force,dates,start_year,status,file,doc_type,region
zeal,zeal,Zeal Police,2021,2021,current,zeal.md,plan,east
fenn:2017,fenn,Fennmarket Police,2017-2021,2017,previous,fenn-2017.md,plan,west
draft,fenn,Fennmarket Police,2022,2022,current,draft.md,draft,
fenn:2021,fenn,Fennmarket Police,2021-2025,2021,current,fenn-2021.md,plan,west
empty,empty,Empty Police,2021,2021,current,empty.md,plan,
gone,avon-and-somerset,Avon and Somerset,no new plan,,current,,plan,
"""


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with plans of every kind, decisions that hold, one whose words no term
    finds any more, one without a place, and one of a plan that is gone.
    """
    root = make_study(tmp_path_factory.mktemp("decided") / "study")
    for name, text in (
        ("zeal.md", PLAN.replace("Fennmarket", "Zeal") * 2),
        ("draft.md", OLD_PLAN),
        ("empty.md", ""),
    ):
        add_plan(root, name, name, text.encode())
    (root / "raw" / "plans.csv").write_text(ROWS, encoding="utf-8")
    assert plancoder("run", root, "-q").returncode == 4
    codings = codings_of(stored_results(open_study(root)))
    accept, reject, *rest = (
        decision_on(coding, Verdict.ACCEPT, "Ann", f"2026-01-01T00:00:{at:02}.000Z")
        for at, coding in enumerate(codings)
    )
    append_new(
        root / "decisions.csv",
        [
            accept,
            replace(reject, verdict=Verdict.REJECT),
            *rest,
            replace(rest[0], reviewer="Ben", verdict=Verdict.REJECT),
            replace(accept, plan_id="nowhere", coding_id="c0000000000"),
            replace(rest[-1], quote="never said", before="", after="", coding_id="c1"),
        ],
    )
    (root / "codebook.yaml").write_text(
        CODEBOOK.replace("homeless*, rough sleep*", "corn exchange").replace(
            "examples: [We help people who sleep rough or are homeless.]",
            "examples: [They sleep in the corn exchange.]",
        ),
        encoding="utf-8",
    )
    return root


@pytest.mark.parametrize("count", [["plan"], ["plan", "draft"]])
def test_plan_by_plan_is_the_same_as_all_at_once(
    decided: Path, count: list[str]
) -> None:
    counted = [word for kind in count for word in ("--count", kind)]
    assert plancoder("run", decided, "-q", *counted).returncode == 4
    study = open_study(decided)
    results = stored_results(study)
    review = review_study(study, results)
    assert review.orphans
    options = ExportOptions(frozenset(map(DocType, count)))
    frames = [frame.id for frame in study.codebook.frames]
    matrices = make_matrices(study.plans, study.codebook, results, review, options)
    passages = list(passage_rows(study.plans, review, frame_order=frames))
    statements = statement_rows(study.plans, results, review)
    assessments = appendix_c_rows(matrices[0].plans, results, study.codebook, review)
    expected = {
        "passages.csv": write_csv(passages, PASSAGE_COLUMNS),
        "review.xlsx": review_workbook(passages),
        "statements.csv": write_csv(statements, STATEMENT_COLUMNS),
        "appendix_c.csv": write_csv(assessments, APPENDIX_C_COLUMNS),
        "orphans.csv": write_csv(orphan_rows(review), ORPHAN_COLUMNS),
    }
    for matrix in matrices:
        name = f"appendix_{matrix.appendix.lower()}"
        expected[f"{name}.csv"] = write_table(*wide_table(matrix))
        expected[f"{name}_long.csv"] = write_table(*long_table(matrix))
    for name, data in expected.items():
        assert (decided / "out" / name).read_bytes() == data, name
    apart = (decided / "out" / "other_documents_long.csv").exists()
    assert apart == ("draft" not in count)
