"""Passages and statements kept between runs: the same codings with them as without, and
none that an edit has made wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_study import CODEBOOK, PLAN, PLANS, make_study

from plancoder.coding import code as code_module
from plancoder.extract.options import ExtractOptions
from plancoder.extract.propose import document_type
from plancoder.models import PlanResult
from plancoder.pipeline.prepare import _start_worker, plan_job
from plancoder.pipeline.process_plan import process_plan
from plancoder.study.open import open_study
from plancoder.study.store import read_result

ROLES = """\
roles:
  finance:
    headings: [people in our area]
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / "cache"))
    return make_study(tmp_path / "study")


def code(root: Path, *, use_cache: bool = True) -> PlanResult:
    """The first plan, coded as a worker does it."""
    study = open_study(root)
    _start_worker(study.codebook, ExtractOptions())
    kept = process_plan(plan_job(study, study.plans[0], use_cache=use_cache))
    return read_result(kept.line, "codings.jsonl")


@pytest.mark.parametrize("folder", ["y" * 5_000, "y/" * 3_000, "\U0001d11e" * 200])
def test_a_cache_with_too_long_a_name_keeps_nothing(
    root: Path, tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = code(root, use_cache=False)
    monkeypatch.setenv("PLANCODER_CACHE", str(tmp_path / folder))
    assert code(root) == first


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise AssertionError("the parts of the document were looked for again")

    monkeypatch.setattr(code_module, "read_document_parts", refuse)


def test_an_edit_of_terms_looks_for_terms_only(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = code(root)
    assert code(root, use_cache=False) == first
    forbid_reading(monkeypatch)
    assert code(root) == first
    edited = CODEBOOK.replace("[homeless*,", "[corn exchange, homeless*,")
    (root / "codebook.yaml").write_text(edited, encoding="utf-8")
    again = code(root)
    assert again.coded is not None
    assert "corn exchange" in {
        match.term for one in again.coded.codings for match in one.matches
    }
    monkeypatch.undo()
    assert code(root, use_cache=False) == again


def edit_roles(root: Path) -> None:
    (root / "codebook.yaml").write_text(CODEBOOK + ROLES, encoding="utf-8")


def edit_plan(root: Path) -> None:
    (root / "raw" / "fenn-2021.md").write_text(
        PLAN.replace("Put victims first", "Hear victims first"), encoding="utf-8"
    )


def correct(root: Path) -> None:
    (root / "raw" / "roles.csv").write_text(
        "plan_id,quote,is\nfenn:2021,Keep the lanes lit,not a statement\n",
        encoding="utf-8",
    )


@pytest.mark.parametrize("edit", [edit_roles, edit_plan, correct])
def test_what_the_parts_depend_on_makes_them_anew(
    root: Path, edit: Callable[[Path], None]
) -> None:
    first = code(root)
    edit(root)
    again = code(root)
    assert again == code(root, use_cache=False)
    assert again.coded != first.coded


@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_a_damaged_entry_costs_time_only(root: Path, damage: bytes | None) -> None:
    first = code(root)
    (entry,) = (root.parent / "cache").glob("*/*.parts.doc.z")
    data = entry.read_bytes()
    entry.write_bytes(data[: len(data) // 2] if damage is None else damage)
    assert code(root) == first
    assert entry.read_bytes() == data


def test_without_the_cache_nothing_is_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code(root, use_cache=False)
    monkeypatch.setenv("PLANCODER_CACHE", "off")
    code(root)
    assert not (root.parent / "cache").exists()


MINUTES = """\
# Minutes of the panel

Members heard that people become homeless each winter. It was resolved to wait.

## Our priorities

- Put victims first
- Keep the lanes lit
"""


def warned(result: PlanResult) -> list[str]:
    return [one.reason for one in result.failures if one.stage == "extract"]


@pytest.mark.parametrize(
    ("text", "reasons"), [(MINUTES, ["maybe_not_a_plan"]), (PLAN, [])]
)
def test_what_a_text_reads_like_is_found_once(
    root: Path, text: str, reasons: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "raw" / "fenn-2021.md").write_text(text, encoding="utf-8")
    first = code(root)
    assert warned(first) == reasons

    def refuse(*given: object) -> None:
        raise AssertionError("the kind of the document was looked for again")

    monkeypatch.setattr(document_type, "find_document_type", refuse)
    assert code(root) == first
    with pytest.raises(AssertionError, match="looked for again"):
        code(root, use_cache=False)


def test_a_kept_warning_is_not_for_what_the_list_calls_a_report(root: Path) -> None:
    (root / "raw" / "fenn-2021.md").write_text(MINUTES, encoding="utf-8")
    assert warned(code(root)) == ["maybe_not_a_plan"]
    plans = PLANS.replace("fenn-2021.md,,plan", "fenn-2021.md,,other")
    (root / "raw" / "plans.csv").write_text(plans, encoding="utf-8")
    assert warned(code(root)) == []
