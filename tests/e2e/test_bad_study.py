"""Bad input, as it comes: a clear message with its place and what to do, the right exit
code, nothing lost.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from small_study import (
    CODEBOOK,
    PLANS,
    add_plan,
    make_study,
    plancoder,
    rows_of,
    values_of,
)

Damage = Callable[[Path], object]


def plans(old: str, new: str) -> Damage:
    assert old in PLANS
    return lambda root: (root / "raw" / "plans.csv").write_text(
        PLANS.replace(old, new), encoding="utf-8"
    )


def book(old: str, new: str) -> Damage:
    assert old in CODEBOOK
    return lambda root: (root / "codebook.yaml").write_text(
        CODEBOOK.replace(old, new), encoding="utf-8"
    )


def no_raw(root: Path) -> None:
    (root / "raw").rename(root / "elsewhere")


def empty_raw(root: Path) -> None:
    no_raw(root)
    (root / "raw").mkdir()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (no_raw, ["there is no folder raw/ here", "plancoder init"]),
        (empty_raw, ["no plans.csv and no plan file"]),
        (
            lambda root: (root / "codebook.yaml").unlink(),
            ["codebook.yaml", "no such codebook"],
        ),
        (plans("plan_id,", "id,"), ["line 1", "'plan_id' is missing"]),
        (plans(",file,", ",flie,"), ["unknown column 'flie'; did you mean 'file'?"]),
        (
            plans("fenn-2021.md", "fenn-2012.md"),
            ["'fenn-2012.md' is not in raw/; did you mean 'fenn-2021.md'?"],
        ),
        (
            plans("fenn:2017,", "fenn:2021,"),
            ["line 3, plan_id: 'fenn:2021' is on line 2 already"],
        ),
        (plans("fenn-2021.md,,", "fenn-2021.md,9-3,"), ["line 2, pages", "3-9"]),
        (plans("fenn-2021.md,,", "fenn-2021.md,three,"), ["line 2, pages", "'three'"]),
        (
            book("definition: Hom", "defnition: Hom"),
            ["line 10", "'defnition'", "did you mean 'definition'"],
        ),
        (
            book('version: "1"\n', 'version: "1"\nversion: "2"\n'),
            ["line 3", "'version' is already on line"],
        ),
        (book("frame: needs", "frame: neds"), ["line 8", "'neds'"]),
        (book("rough sleep*", '""'), ["line 11", "blank"]),
        (
            book("terms: [homeless*, rough sleep*]", "terms: &x [homeless*]"),
            ["line 11", "anchor"],
        ),
        (book("title: Small", "title: [Small"), ["codebook.yaml, line"]),
    ],
)
def test_a_study_in_disorder_stops_before_anything_runs(
    tmp_path: Path, damage: Damage, told: list[str]
) -> None:
    root = make_study(tmp_path / "study")
    damage(root)
    done = plancoder("run", root)
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    for words in told:
        assert words in done.stderr
    assert not (root / "out" / "run.json").exists()


def encrypted_pdf() -> bytes:
    import pikepdf

    buffer = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="o", user="secret", R=6))
    return buffer.getvalue()


def scan_pdf() -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("L", (400, 600), 200).save(buffer, "PDF")
    return buffer.getvalue()


def text_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 720, "Each winter people in Orlford become homeless.")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "pages", "reason"),
    [
        (lambda: b"", "", "empty_file"),
        (lambda: text_pdf()[:300], "", "damaged"),
        (
            lambda: b"<!DOCTYPE html><html><body><h1>Not found</h1></body></html>",
            "",
            "not_a_pdf",
        ),
        (encrypted_pdf, "", "encrypted"),
        (scan_pdf, "", "no_text"),
        (text_pdf, "2-3", "page_range"),
    ],
)
def test_a_plan_that_cannot_be_read_is_a_named_failure(
    tmp_path: Path, data: Callable[[], bytes], pages: str, reason: str
) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "orl:2020", "orl.pdf", data(), pages=pages)
    done = plancoder("run", root, "--ocr", "off")
    assert done.returncode == 4, done.stderr
    (failure,) = rows_of(root / "out" / "failures.csv")
    assert (failure["plan_id"], failure["severity"], failure["reason"]) == (
        "orl:2020",
        "error",
        reason,
    )
    assert failure["what_to_do"]
    assert values_of(root)["orl:2020", "housing"] == ""
    assert values_of(root)["fenn:2021", "housing"] == "1"


def test_the_same_file_whole_is_read(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    add_plan(root, "orl:2020", "orl.pdf", text_pdf(), pages="1")
    assert plancoder("run", root).returncode == 0
    assert values_of(root)["orl:2020", "housing"] == "1"


def test_out_that_cannot_be_written_stops_the_run_before_any_work(
    tmp_path: Path,
) -> None:
    root = make_study(tmp_path / "study")
    (root / "out").write_text("a file where the folder should be", encoding="utf-8")
    done = plancoder("run", root)
    assert done.returncode == 6
    assert "out" in done.stderr
    assert "Traceback" not in done.stderr
    assert (root / "out").read_text(
        encoding="utf-8"
    ) == "a file where the folder should be"


LONG = "n" * 300  # more letters than a name may have


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run", LONG], 3, "there is no such folder"),
        (["verify", LONG], 3, "there is no such folder"),
        (["plans", "propose", LONG], 3, "there is no such folder"),
        (["init", LONG], 6, "the study cannot be written here"),
        (["extract", LONG], 2, "there is no such file"),
        (["debug-page", LONG, "1"], 2, "there is no such file"),
        (["replicate", LONG, "--published", "2017"], 3, "cannot be read"),
    ],
)
def test_a_name_that_is_too_long_is_one_of_nothing(
    arguments: list[str], code: int, told: str, tmp_path: Path
) -> None:
    done = plancoder(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert f"{LONG}: " in done.stderr
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [["bogus"], ["run", "--engine", "crayon"], ["extract"], ["run", "--workers", "x"]],
)
def test_wrong_use_exits_with_2(arguments: list[str]) -> None:
    done = plancoder(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Usage: plancoder" in done.stderr
