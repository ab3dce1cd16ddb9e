"""One plan as OpenDocument text, RTF and PowerPoint: coded with quotes, and pages where
the format has them; the same words where no reader sees them tick nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from deck import BODY, TITLE, Deck, hide, made
from office_kit import open_text
from small_study import add_plan, make_study, plancoder, rows_of, values_of

NEED = "Each winter more people in Fennmarket become homeless."
SEEN = "We keep the lanes lit at night."
PRIORITIES = ("Put victims first", "Keep the lanes lit")


def odt(need: str, more: str = "") -> bytes:
    items = "".join(
        f"<text:list-item><text:p>{item}</text:p></text:list-item>"
        for item in PRIORITIES
    )
    return open_text(
        '<text:h text:outline-level="1">Police and Crime Plan 2021-2025</text:h>'
        '<text:h text:outline-level="2">People in our area</text:h>'
        f"{more}<text:p>{SEEN} {need}</text:p>"
        '<text:h text:outline-level="2">Our priorities</text:h>'
        f"<text:list>{items}</text:list>"
    )


def rtf(need: str) -> bytes:
    items = "".join(
        rf"\pard\ls1{{\listtext\'95\tab}}{item}\par " for item in PRIORITIES
    )
    return (
        r"{\rtf1\ansi{\stylesheet{\s1 heading 1;}{\s2 heading 2;}}"
        r"\pard\s1 Police and Crime Plan 2021-2025\par \pard\s2 People in our area\par"
        rf" \pard {SEEN} {need}\par \pard\s2 Our priorities\par {items}}}"
    ).encode("cp1252")


def pptx(need: str, *, hidden: str = "", notes: str = "") -> bytes:
    def fill(deck: Deck) -> None:
        deck.slide(TITLE, "Police and Crime Plan 2021-2025", "Fennmarket")
        slide = deck.slide(BODY, "People in our area", f"{SEEN}\n{need}")
        if hidden:
            hide(deck.slide(BODY, "Set aside", hidden))
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        deck.slide(BODY, "Our priorities", "\n".join(PRIORITIES))

    return made(fill)


HIDDEN_SECTION = (
    f'<text:section text:display="none"><text:p>{NEED}</text:p></text:section>'
)
DELETED = (
    '<text:tracked-changes><text:changed-region text:id="a"><text:deletion>'
    f"<text:p>{NEED}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
SHOWN = {"plan.odt": odt(NEED), "plan.rtf": rtf(NEED), "plan.pptx": pptx(NEED)}
UNSEEN = {
    "hidden.odt": odt("", HIDDEN_SECTION),
    "deleted.odt": odt("", DELETED),
    "hidden.rtf": rtf(rf"{{\v {NEED}}}"),
    "deleted.rtf": rtf(rf"{{\deleted {NEED}}}"),
    "picture.rtf": rtf(rf"{{\pict\bin{len(NEED)} {NEED}}}"),
    "hidden.pptx": pptx("", hidden=NEED),
    "notes.pptx": pptx("", notes=NEED),
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_study(tmp_path_factory.mktemp("formats") / "study")
    for name, data in {**SHOWN, **UNSEEN}.items():
        add_plan(root, name, name, data)
    done = plancoder("run", root, "--no-cache")
    assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("name", SHOWN)
def test_each_kind_of_file_is_coded_with_its_quote_and_page(
    study: Path, name: str
) -> None:
    assert values_of(study)[name, "housing"] == "1"
    assert values_of(study, "b")[name, "victims"] == "1"
    rows = [
        row for row in rows_of(study / "out" / "passages.csv") if row["plan_id"] == name
    ]
    (need,) = (row for row in rows if row["category"] == "housing")
    assert need["before"] + need["match"] + need["after"] == NEED
    assert need["section"].endswith("People in our area")
    pages = {row["page"] for row in rows}
    assert pages == ({"2", "3"} if name.endswith(".pptx") else {""})


@pytest.mark.parametrize("name", UNSEEN)
def test_words_that_no_reader_sees_tick_nothing(study: Path, name: str) -> None:
    assert values_of(study)[name, "housing"] == "0"
    assert values_of(study, "b")[name, "victims"] == "1"


def test_what_is_left_out_of_a_presentation_is_told(study: Path) -> None:
    told = {
        row["plan_id"]: row["detail"]
        for row in rows_of(study / "out" / "failures.csv")
        if row["reason"] == "hidden_text"
    }
    assert told == {
        "hidden.pptx": "slide 3 is hidden and not read",
        "notes.pptx": "speaker notes were not read, of slides: 2",
    }


def test_pages_cut_slides_out_and_proposals_take_all_kinds(tmp_path: Path) -> None:
    root = make_study(tmp_path / "study")
    (root / "raw" / "plans.csv").unlink()
    for name, data in SHOWN.items():
        (root / "raw" / name).write_bytes(data)
    done = plancoder("plans", "propose", root)
    assert done.returncode == 0, done.stderr
    proposed = rows_of(root / "raw" / "plans.csv")
    assert {row["file"] for row in proposed} >= set(SHOWN)
    (deck,) = (row for row in proposed if row["file"] == "plan.pptx")
    assert (deck["start_year"], deck["end_year"]) == ("2021", "2025")
    shown = plancoder("extract", root / "raw" / "plan.pptx", "--pages", "2")
    assert shown.stdout.startswith("<!-- plancoder extract")
    assert "<!-- page 2 -->" in shown.stdout
    assert "Put victims first" not in shown.stdout
