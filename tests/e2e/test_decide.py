"""Review as two people with a spreadsheet do it: decide, run again, settle, publish;
nothing of theirs is lost.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from small_study import CODEBOOK, PLAN, plancoder, rows_of, values_of

NEW = "fenn:2021"
SAMPLE = Path(__file__).resolve().parents[2]


def fill(
    sheet: Path,
    decide: Callable[[dict[str, str]], str],
    extra: tuple[dict[str, str], ...] = (),
) -> Path:
    """Write a decision into each row, as a person does in a spreadsheet, and add rows
    below.
    """
    rows = [row | {"decision": decide(row)} for row in rows_of(sheet)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows([*rows, *extra])
    sheet.write_text(text.getvalue(), encoding="utf-8-sig")
    return sheet


def decide(coded_study: Path, sheet: Path, who: str = "Ann") -> str:
    done = plancoder("decide", sheet, "--reviewer", who, coded_study)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_rejected_coding_takes_its_tick_away_and_twice_is_once(
    coded_study: Path,
) -> None:
    sheet = fill(
        coded_study / "out" / "passages.csv",
        lambda row: "reject" if row["category"] == "housing" else "",
    )
    # Markdown without page marks has no pages, so none is named.
    assert "row 2: reject by Ann: housing\n1 decision taken" in decide(
        coded_study, sheet
    ).replace("  row", "row")
    log = (coded_study / "decisions.csv").read_bytes()
    assert "0 decisions taken into decisions.csv, 1 known before" in decide(
        coded_study, sheet
    )
    assert (coded_study / "decisions.csv").read_bytes() == log
    assert plancoder("export", coded_study).returncode == 0
    assert values_of(coded_study)[NEW, "housing"] == "0"
    rows = {row["category"]: row for row in rows_of(sheet)}
    assert (rows["housing"]["decision"], rows["housing"]["reviewer"]) == (
        "reject",
        "Ann",
    )


def test_a_sheet_with_decisions_that_nobody_took_is_never_overwritten(
    coded_study: Path,
) -> None:
    sheet = fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    edited = sheet.read_bytes()
    done = plancoder("export", coded_study)
    assert sheet.read_bytes() == edited
    assert "passages.csv was changed since plancoder wrote it" in done.stderr
    decide(coded_study, sheet)
    assert plancoder("export", coded_study).returncode == 0
    assert {row["decision"] for row in rows_of(sheet)} == {"accept"}
    assert {row["reviewer"] for row in rows_of(sheet)} == {"Ann"}


def test_a_workbook_is_decided_like_a_table(coded_study: Path) -> None:
    path = coded_study / "out" / "review.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["passages"]
    header = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, header.index("decision") + 1).value = "accept"
    book.save(path)
    assert "3 decisions taken" in decide(coded_study, path)
    assert "0 decisions taken" in decide(coded_study, path)


def test_what_is_refused_is_named_and_the_rest_taken(coded_study: Path) -> None:
    extra = (
        {
            "plan_id": NEW,
            "category": "housing",
            "page": "1",
            "match": "build four hundred cheap flats by the river",
        },
        {
            "plan_id": NEW,
            "category": "victims",
            "page": "1",
            "match": "Keep the lanes lit",
            "decision": "add",
        },
    )
    sheet = fill(
        coded_study / "out" / "passages.csv",
        lambda row: "\ufffd" if row["category"] == "housing" else "accept",
        extra,
    )
    done = plancoder("decide", sheet, "--reviewer", "Ann", coded_study)
    assert done.returncode == 4
    assert "column R (decision): '\ufffd' was a ✓ or ✗" in done.stderr
    assert "column L (match): not in the published plan" in done.stderr
    assert "added by Ann: victims, found" in done.stderr
    assert (
        "3 decisions taken into decisions.csv, 0 known before, 2 rows refused"
        in done.stderr
    )
    assert len(rows_of(coded_study / "decisions.csv")) == 3


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda text: text.replace("decision", "verdikt"),
            "the column 'decision' is missing",
        ),
        (
            lambda text: text.replace("coding_id", "id"),
            "the column 'coding_id' is missing",
        ),
        (lambda text: "", "the file is empty"),
    ],
)
def test_a_sheet_that_cannot_be_trusted_is_refused_whole(
    coded_study: Path, spoil: Callable[[str], str], told: str
) -> None:
    sheet = fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    sheet.write_text(spoil(sheet.read_text("utf-8")), encoding="utf-8")
    done = plancoder("decide", sheet, "--reviewer", "Ann", coded_study)
    assert done.returncode == 3
    assert told in done.stderr
    assert not (coded_study / "decisions.csv").exists()


def test_the_logs_of_two_machines_merge(coded_study: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(coded_study, tmp_path / "other"))
    decide(
        coded_study, fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    )
    decide(other, fill(other / "out" / "passages.csv", lambda row: "reject"), "Ben")
    assert "3 read, 3 of them new" in decide(coded_study, other / "decisions.csv")
    assert "3 read, 0 of them new" in decide(coded_study, other / "decisions.csv")
    assert plancoder("export", coded_study).returncode == 0
    assert {
        row["decision"] for row in rows_of(coded_study / "out" / "passages.csv")
    } == {"disputed"}


def test_only_checking_writes_nothing(coded_study: Path) -> None:
    sheet = fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    done = plancoder("decide", sheet, "-r", "Ann", coded_study, "--check")
    assert "3 decisions would be taken" in done.stderr
    assert not (coded_study / "decisions.csv").exists()


def test_a_sheet_that_is_not_there(coded_study: Path) -> None:
    done = plancoder("decide", coded_study / "out" / "pasages.csv", coded_study)
    assert (done.returncode, "there is no such file" in done.stderr) == (3, True)


def test_a_final_table_waits_for_every_open_cell(coded_study: Path) -> None:
    before = {
        path.name: path.read_bytes()
        for path in (coded_study / "out").iterdir()
        if path.is_file()
    }
    refused = plancoder("export", coded_study, "--final")
    assert refused.returncode == 5
    assert "3 cells are not settled" in refused.stderr
    assert f"{NEW}, needs: housing (1 pending)" in refused.stderr
    assert {
        name: (coded_study / "out" / name).read_bytes() for name in before
    } == before
    sheet = fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    decide(coded_study, sheet)
    decide(
        coded_study,
        fill(sheet, lambda row: "reject" if row["category"] == "housing" else ""),
        "Ben",
    )
    disputed = plancoder("export", coded_study, "--final")
    assert disputed.returncode == 5
    assert (
        f"1 cell is not settled, so no final table was made:\nplancoder:   {NEW}, needs: housing (1 disputed)"
        in (disputed.stderr)
    )
    decide(
        coded_study,
        fill(sheet, lambda row: "accept" if row["category"] == "housing" else ""),
        "Ben",
    )
    assert plancoder("export", coded_study, "--final").returncode == 0
    assert values_of(coded_study)[NEW, "housing"] == "1"
    bases = {
        row["basis"]
        for row in rows_of(coded_study / "out" / "appendix_a_long.csv")
        if row["value"] == "1"
    }
    assert bases == {"reviewed"}


def test_accepted_words_outlive_an_edit_of_the_codebook_which_is_shown_first(
    coded_study: Path,
) -> None:
    decide(
        coded_study, fill(coded_study / "out" / "passages.csv", lambda row: "accept")
    )
    old = coded_study / "codebook-old.yaml"
    old.write_text(CODEBOOK, encoding="utf-8")
    edited = CODEBOOK.replace(
        "[homeless*, rough sleep*]", "[rough sleep*, sleep rough]"
    )
    (coded_study / "codebook.yaml").write_text(edited, encoding="utf-8")
    diff = plancoder("codebook", "diff", old, coded_study)
    assert diff.returncode == 0, diff.stderr
    assert "Accepted codings lost: 1" in diff.stdout
    assert f"{NEW}, needs, housing" in diff.stdout
    assert plancoder("run", coded_study).returncode == 0
    housing = [
        row
        for row in rows_of(coded_study / "out" / "passages.csv")
        if row["category"] == "housing"
    ]
    assert [(row["kind"], row["decision"], row["term"]) for row in housing] == [
        ("added", "accept", "(kept by decision)")
    ]
    assert values_of(coded_study)[NEW, "housing"] == "1"


def test_a_rejection_that_an_edit_brings_back_is_told(coded_study: Path) -> None:
    decide(
        coded_study,
        fill(
            coded_study / "out" / "passages.csv",
            lambda row: "reject" if row["category"] == "housing" else "",
        ),
    )
    old = coded_study / "codebook-old.yaml"
    old.write_text(
        CODEBOOK.replace("[homeless*, rough sleep*]", "[rough sleep*, sleep rough]"),
        encoding="utf-8",
    )
    diff = plancoder("codebook", "diff", old, coded_study)
    assert "Rejected codings brought back: 1" in diff.stdout


def test_the_next_edition_keeps_what_still_stands_and_lists_what_does_not(
    coded_study: Path,
) -> None:
    decide(
        coded_study, fill(coded_study / "out" / "passages.csv", lambda row: "reject")
    )
    edition = PLAN.replace(
        "Each winter more people", "Every winter more people"
    ).replace("- Put victims first\n", "")
    (coded_study / "raw" / "fenn-2021.md").write_text(edition, encoding="utf-8")
    assert plancoder("run", coded_study).returncode == 0
    rows = [
        row
        for row in rows_of(coded_study / "out" / "passages.csv")
        if row["plan_id"] == NEW
    ]
    assert [(row["category"], row["decision"]) for row in rows] == [
        ("housing", "reject")
    ]
    orphans = rows_of(coded_study / "out" / "orphans.csv")
    assert [(row["plan_id"], row["category"], row["quote"]) for row in orphans] == [
        (NEW, "victims", "victims")
    ]
    assert orphans[0]["why"]


def test_every_decision_stands_when_the_other_engine_reads_the_plan(
    tmp_path: Path,
) -> None:
    """On a PDF of the sample study, whose words the two engines cut and order in their
    own ways.
    """
    coded_study = tmp_path / "study"
    (coded_study / "raw" / "plans").mkdir(parents=True)
    shutil.copy(SAMPLE / "codebook.yaml", coded_study)
    plan = next(
        row
        for row in rows_of(SAMPLE / "raw" / "plans.csv")
        if row["file"].endswith("2017.pdf")
    )
    shutil.copy(SAMPLE / "raw" / plan["file"], coded_study / "raw" / "plans")
    (coded_study / "raw" / "plans.csv").write_text(
        f"plan_id,file,pages\n{NEW},{plan['file']},\n", encoding="utf-8"
    )
    assert plancoder("run", coded_study).returncode == 0
    sheet = coded_study / "out" / "passages.csv"
    said = {
        row["coding_id"]: "accept" if at % 2 else "reject"
        for at, row in enumerate(rows_of(sheet))
    }
    assert len(said) > 10
    decide(coded_study, fill(sheet, lambda row: said[row["coding_id"]]))
    assert (
        plancoder("run", coded_study, "--engine", "pdfplumber", "--no-cache").returncode
        == 0
    )
    kept = [row["decision"] for row in rows_of(sheet) if row["decision"]]
    orphans = (
        rows_of(coded_study / "out" / "orphans.csv")
        if (coded_study / "out" / "orphans.csv").exists()
        else []
    )
    assert len(kept) + len(orphans) == len(said)
    assert len(orphans) <= len(said) // 50


def test_both_sheets_are_looked_at_before_the_codings(study: Path) -> None:
    sheet = study / "Ann.csv"
    sheet.write_text("coding_id,decision\n,\n", encoding="utf-8")
    gone = plancoder("merge", sheet, study / "Ben.csv", study)
    assert "Ben.csv: there is no such file" in gone.stderr
    uncoded = plancoder("merge", sheet, sheet, study)
    assert "nothing has been coded yet" in uncoded.stderr


def test_two_coders_in_blind_sheets(coded_study: Path) -> None:
    done = plancoder("assign", "--coders", "Ann,Ben Kay", coded_study)
    assert done.returncode == 0, done.stderr
    sheets = [coded_study / "sheets" / name for name in ("Ann.xlsx", "Ben-Kay.xlsx")]
    untouched = plancoder("merge", *sheets, coded_study)
    assert untouched.returncode == 3
    assert "Ann.xlsx: its column 'decision' is blank in every row" in untouched.stderr
    assert not (coded_study / "out" / "coders").exists()
    for sheet, refused in zip(sheets, ("housing", "victims"), strict=True):
        book = openpyxl.load_workbook(sheet)
        rows = book["passages"]
        header = [cell.value for cell in rows[1]]
        assert "kind" not in header
        assert "term" not in header
        for row in range(2, rows.max_row + 1):
            category = rows.cell(row, header.index("category") + 1).value
            rows.cell(row, header.index("decision") + 1).value = (
                "n" if category == refused else "y"
            )
        book.save(sheet)
    merged = plancoder("merge", *sheets, coded_study)
    assert merged.returncode == 0, merged.stderr
    assert "Ann and Ben Kay:" in merged.stdout
    assert "They differ on 3 cells and 3 codings: " in merged.stderr
    figures = rows_of(coded_study / "out" / "coders" / "reliability.csv")
    housing = next(
        row
        for row in figures
        if row["category"] == "housing" and row["unit"] == "plan x category"
    )
    assert (housing["n"], housing["only_second"], housing["percent_agreement"]) == (
        "1",
        "1",
        "0.0",
    )
    differing = rows_of(coded_study / "out" / "coders" / "disagreements.csv")
    assert list(differing[0]) == [
        *("unit", "plan_id", "force", "frame", "category", "page", "section"),
        *("before", "match", "after", "first", "second"),
        *("first_note", "second_note", "coding_id"),
    ]
    assert list(figures[0])[:3] == ["unit", "frame", "first"]
    assert list(figures[0])[-3:] == ["warning", "no_answer_first", "no_answer_second"]
    assert [
        (row["unit"], row["category"], row["first"], row["second"]) for row in differing
    ] == [
        ("plan x category", "housing", "reject", "accept"),
        ("plan x category", "victims", "accept", "reject"),
        ("plan x category", "victims", "accept", "reject"),
        ("coding", "housing", "reject", "accept"),
        ("coding", "victims", "accept", "reject"),
        ("coding", "victims", "accept", "reject"),
    ]
    assert not (coded_study / "decisions.csv").exists()
    for sheet in sheets:
        done = plancoder("decide", sheet, coded_study)
        assert done.returncode == 0, done.stderr
    plancoder("export", coded_study)
    assert {
        row["decision"] for row in rows_of(coded_study / "out" / "passages.csv")
    } == {"disputed"}


def test_a_sample_is_dealt_and_its_size_said(coded_study: Path) -> None:
    done = plancoder("assign", "--coders", "Ann,Ben", "--sample", "2", coded_study)
    assert done.returncode == 0, done.stderr
    for name in ("Ann", "Ben"):
        assert f"{name}.xlsx: 2 of 3 codings" in done.stderr


def test_replies_are_shown_and_claims_answered_without_touching_a_tick(
    coded_study: Path,
) -> None:
    before = values_of(coded_study)
    (coded_study / "raw" / "replies.csv").write_text(
        "force_id,date,reply,category,quote\n"
        "fenn,2026-03-01,We run a night shelter,,\n"
        "fenn,2026-03-01,You missed this,housing,sleep in the old corn exchange\n"
        "fenn,2026-03-01,And this,victims,a new refuge in every town\n",
        encoding="utf-8",
    )
    done = plancoder("reply-pack", coded_study)
    assert done.returncode == 0, done.stderr
    assert "stands in the text of 2021-2025, and is coded there" in done.stdout
    assert "“a new refuge in every town”: not in the published plan" in done.stdout
    page = (coded_study / "out" / "reply_pack" / "fenn.html").read_text("utf-8")
    assert "Put victims first" in page
    assert "<strong>homeless</strong>" in page
    assert (
        (coded_study / "out" / "reply_pack" / "fenn.docx")
        .read_bytes()
        .startswith(b"PK")
    )
    assert plancoder("export", coded_study).returncode == 0
    replies = {
        row["plan_id"]: row["Reply"]
        for row in rows_of(coded_study / "out" / "appendix_c.csv")
    }
    assert "We run a night shelter" in replies[NEW]
    assert "not in the published plan" in replies[NEW]
    assert replies["fenn:2017"] == ""
    assert values_of(coded_study) == before


def test_slips_in_peoples_files_are_told_before_a_plan_is_read(
    coded_study: Path,
) -> None:
    (coded_study / "raw" / "replies.csv").write_text(
        "force_id,reply\nfen,Hello\n", encoding="utf-8"
    )
    done = plancoder("run", coded_study)
    assert (done.returncode, "raw/replies.csv, line 2" in done.stderr) == (3, True)
    (coded_study / "raw" / "replies.csv").unlink()
    (coded_study / "decisions.csv").write_text(
        "coding_id,plan_id,category,verdict,quote,reviewer,decided_at\nc1,p,c,maybe,q,A,\n"
    )
    done = plancoder("run", coded_study)
    assert (
        done.returncode,
        "decisions.csv, line 2, column 'verdict': 'maybe'" in done.stderr,
    ) == (3, True)


def test_a_reply_of_an_unknown_force_is_named(coded_study: Path) -> None:
    (coded_study / "raw" / "replies.csv").write_text(
        "force_id,reply\nfen,Hello\n", encoding="utf-8"
    )
    done = plancoder("reply-pack", coded_study)
    assert done.returncode == 3
    assert (
        "line 2, column 'force_id': 'fen' is not in plans.csv; did you mean 'fenn'?"
        in done.stderr
    )
