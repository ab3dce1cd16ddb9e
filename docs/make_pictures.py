"""Makes the pictures of README and docs from the sample study: its report as Chromium
and LibreOffice show it, a list of the review page, and a row of passages.csv beside the
page of its plan.

Usage: plancoder run --ocr off &&
plancoder report --title "Police and crime plans: the sample study" &&
python docs/make_pictures.py

Another study folder may be named. Needs Chromium, LibreOffice and poppler.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import reportlab
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "support"))

from page_server import open_browser, open_page, serve  # noqa: E402 - lies in tests/support

FONTS = Path(reportlab.__file__).parent / "fonts"
SHOWN_PLAN, SHOWN_CATEGORY = "harrowdene:2016", "housing"

INK, SOFT, RULE, PAPER = "#20262e", "#66707c", "#d5dae0", "#ffffff"
PALE, MARK = "#eef3f1", "#c2410c"
PICTURES = (
    "matrix.png", "evidence.png", "map.png", "chart.png", "passage.png",
    "appendices-xlsx.png", "appendices-docx.png", "list.png",
)  # fmt: skip
WIDEST = 1_400  # pixels

Rows = list[dict[str, str]]
Font = ImageFont.FreeTypeFont


def font(size: int, bold: bool = False) -> Font:
    """The free Vera face that reportlab ships."""
    return ImageFont.truetype(str(FONTS / ("VeraBd.ttf" if bold else "Vera.ttf")), size)


def read_rows(path: Path) -> Rows:
    """Rows of a CSV by column."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def best_passage(out: Path) -> dict[str, str]:
    """The passage that the shown cell rests on first of all."""
    cells = {
        (row["plan_id"], row["category"]): row
        for row in read_rows(out / "appendix_a_long.csv")
    }
    best = cells[SHOWN_PLAN, SHOWN_CATEGORY]["evidence"].split()[0]
    return next(
        row for row in read_rows(out / "passages.csv") if row["coding_id"] == best
    )


def draw_page(file: Path, passage: dict[str, str], high: int) -> Image.Image:
    """The page of the passage with a box around the words matched and a lighter one
    around the passage.
    """
    document = pypdfium2.PdfDocument(file)
    page = document[int(passage["page"]) - 1]
    scale = high / page.get_height()
    picture = page.render(scale=scale).to_pil().convert("RGB")
    draw = ImageDraw.Draw(picture)
    words = page.get_textpage()
    found = words.search(
        passage["before"][-24:].strip() + " " + passage["match"]
    ).get_next()
    if found is None:
        raise SystemExit(
            f"make_pictures: {passage['match']!r} is not on page"
            f" {passage['page']} of {file.name}"
        )
    start = found[0] + found[1] - len(passage["match"])
    for rect in range(words.count_rects(start, len(passage["match"]))):
        left, bottom, right, top = words.get_rect(rect)
        box = (
            left * scale - 5,
            high - top * scale - 5,
            right * scale + 5,
            high - bottom * scale + 5,
        )
        draw.rounded_rectangle(box, radius=5, outline=MARK, width=4)
    document.close()
    framed = Image.new("RGB", (picture.width + 4, picture.height + 4), RULE)
    framed.paste(picture, (2, 2))
    return framed


def wrap_words(
    parts: list[tuple[str, bool]], face: Font, bold: Font, width: int
) -> list[list[tuple[str, bool]]]:
    """Words of plain and marked parts in lines of at most `width`."""
    lines: list[list[tuple[str, bool]]] = [[]]
    used = 0.0
    for text, marked in parts:
        for word in text.split():
            long = (bold if marked else face).getlength(word + " ")
            if used + long > width:
                lines.append([])
                used = 0.0
            lines[-1].append((word, marked))
            used += long
    return lines


def draw_card(passage: dict[str, str], wide: int, high: int) -> Image.Image:
    """The row of passages.csv, one column a line."""
    card = Image.new("RGB", (wide, high), PAPER)
    draw = ImageDraw.Draw(card)
    draw.text((0, 0), "passages.csv", font=font(26, True), fill=INK)
    y = 62
    section = passage["section"].split(" > ")[-1]
    facts = (
        ("plan_id", passage["plan_id"]),
        ("force", passage["force"]),
        ("category", passage["category"]),
        ("page", passage["page"]),
        ("section", section),
        ("role", passage["role"]),
    )
    for name, value in facts:
        draw.text((0, y), name, font=font(19), fill=SOFT)
        draw.text((170, y), value, font=font(21, name == "category"), fill=INK)
        y += 44
        draw.line((0, y - 8, wide, y - 8), fill=RULE)
    y += 14
    draw.text((0, y), "before · match · after", font=font(19), fill=SOFT)
    y += 40
    face, bold = font(25), font(25, True)
    for line in wrap_words(
        [
            (passage["before"], False),
            (passage["match"], True),
            (passage["after"], False),
        ],
        face,
        bold,
        wide,
    ):
        x = 0.0
        for word, marked in line:
            use = bold if marked else face
            draw.text((x, y), word, font=use, fill=MARK if marked else INK)
            x += use.getlength(word) + face.getlength(" ")
        y += 40
    y += 22
    for name, value in (
        ("kind", passage["kind"]),
        ("term", passage["term"]),
        ("decision", ""),
        ("reviewer", ""),
        ("note", ""),
    ):
        draw.line((0, y - 8, wide, y - 8), fill=RULE)
        draw.text((0, y), name, font=font(19), fill=SOFT)
        if value:
            draw.text((170, y), value, font=font(21), fill=INK)
        else:
            draw.rectangle((170, y - 2, wide, y + 30), fill=PALE)
        y += 44
    return card


def draw_passage(study: Path) -> Image.Image:
    """Row and page side by side."""
    passage = best_passage(study / "out")
    plan = next(
        row
        for row in read_rows(study / "raw" / "plans.csv")
        if row["plan_id"] == SHOWN_PLAN
    )
    page = draw_page(study / "raw" / plan["file"], passage, 1080)
    card = draw_card(passage, 640, 1000)
    picture = Image.new(
        "RGB", (40 + card.width + 70 + page.width + 40, page.height + 80), PAPER
    )
    picture.paste(card, (40, 60))
    picture.paste(page, (40 + card.width + 70, 40))
    return picture


def shoot_report(report: Path) -> None:
    """Pictures of the page: Appendix B, the evidence of a tick, the map."""
    page_file = next(report.glob("report*.html"))
    with open_browser() as browser:
        page = open_page(browser, page_file.as_uri(), width=1100, height=760)
        page.locator("#frame-priorities .scroll").screenshot(path=HERE / "matrix.png")
        page.locator("#map").screenshot(path=HERE / "map.png")
        plan, category = SHOWN_PLAN.replace(":", "-"), SHOWN_CATEGORY
        page.click(f"[id='{plan}/{category}']")
        page.screenshot(path=HERE / "evidence.png")
        page.context.close()


def shoot_list(study: Path) -> None:
    """A picture of the review page: the cells of a plan as a list."""
    with serve(study) as server, open_browser() as browser:
        page = open_page(browser, server.address, width=1100, height=700)
        page.keyboard.press("l")
        page.wait_for_selector("#list-save")
        page.select_option("#list-group", f"plan/{SHOWN_PLAN}")
        page.wait_for_timeout(1_000)
        page.locator("#panel").screenshot(path=HERE / "list.png")
        page.context.close()


def draw_books(report: Path) -> None:
    """Pictures of the first pages of the Excel and the Word file, as LibreOffice shows
    them.
    """
    with TemporaryDirectory() as folder:
        for ending, number in (("xlsx", "3"), ("docx", "1")):
            book = next(report.glob(f"appendices*.{ending}"))
            office = ["soffice", "--headless", "--convert-to", "pdf", "--outdir"]
            subprocess.run(
                [*office, folder, str(book)], check=True, capture_output=True
            )
            printed = Path(folder) / f"{book.stem}.pdf"
            draw = ["pdftoppm", "-png", "-r", "80", "-singlefile", "-f", number]
            target = HERE / f"appendices-{ending}"
            subprocess.run([*draw, str(printed), str(target)], check=True)


def main(study: Path) -> None:
    """Write all pictures."""
    report = study / "out" / "report"
    shoot_report(report)
    shoot_list(study)
    draw_books(report)
    draw_passage(study).save(HERE / "passage.png")
    shutil.copyfile(next(report.glob("chart_priorities*.png")), HERE / "chart.png")
    for name in PICTURES:
        with Image.open(HERE / name) as picture:
            smaller = picture.convert("RGB")
        smaller.thumbnail((WIDEST, 2 * WIDEST))
        smaller.quantize(64).save(HERE / name, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
