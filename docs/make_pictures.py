"""Draws the README's pictures, docs/matrix.png and docs/passage.png, from a finished
run of the sample study.

Usage: plancoder run --ocr off && python docs/make_pictures.py [STUDY]

Without STUDY it takes this repository.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pypdfium2
import reportlab
from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONTS = Path(reportlab.__file__).parent / "fonts"
SHOWN_PLAN, SHOWN_CATEGORY = "harrowdene:2016", "housing"

INK, SOFT, RULE, PAPER = "#20262e", "#66707c", "#d5dae0", "#ffffff"
GREEN, PALE, MARK = "#1f6f54", "#eef3f1", "#c2410c"

Rows = list[dict[str, str]]
Font = ImageFont.FreeTypeFont


def font(size: int, bold: bool = False) -> Font:
    """The free Vera face that reportlab ships."""
    return ImageFont.truetype(str(FONTS / ("VeraBd.ttf" if bold else "Vera.ttf")), size)


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        header, *rows = csv.reader(handle)
    return header, rows


def read_rows(path: Path) -> Rows:
    """Rows of a CSV by column."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def draw_tick(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    """A tick whose middle is at x, y."""
    draw.line(
        [(x - 9, y), (x - 3, y + 7), (x + 10, y - 9)],
        fill=GREEN,
        width=5,
        joint="curve",
    )


def slanted(text: str, face: Font) -> Image.Image:
    """A column head that reads upwards."""
    wide = int(face.getlength(text)) + 8
    label = Image.new("RGB", (wide, 34), PAPER)
    ImageDraw.Draw(label).text((2, 4), text, font=face, fill=INK)
    return label.rotate(90, expand=True)


def draw_matrix(header: list[str], rows: list[list[str]]) -> Image.Image:
    """The appendix as in a report: nation, force and dates at the left, categories
    across.
    """
    left, step, high, top = 560, 62, 46, 390
    names = header[3:]
    bands = sum(
        row[0] != before
        for row, before in zip(rows, ["", *(row[0] for row in rows)], strict=False)
    )
    picture = Image.new(
        "RGB",
        (left + step * len(names) + 40, top + high * len(rows) + 40 * bands + 40),
        PAPER,
    )
    draw = ImageDraw.Draw(picture)
    for place, name in enumerate(names):
        label = slanted(name, font(21))
        picture.paste(label, (left + place * step + 14, top - 14 - label.height))
    draw.text((40, top - 46), header[1], font=font(21, True), fill=INK)
    draw.text(
        (400, top - 46),
        header[2].replace(" of Plan", ""),
        font=font(21, True),
        fill=INK,
    )
    y, nation, force = top, "", ""
    for row in rows:
        if row[0] != nation:
            nation = row[0]
            draw.rectangle((40, y, picture.width - 40, y + 39), fill=INK)
            draw.text((52, y + 9), nation.upper(), font=font(18, True), fill=PAPER)
            y += 40
        draw_line(draw, row, (y, high, left, step, picture.width), row[1] != force)
        force = row[1]
        y += high
    draw.line((40, y, picture.width - 40, y), fill=INK, width=2)
    return picture


def draw_line(
    draw: ImageDraw.ImageDraw,
    row: list[str],
    place: tuple[int, int, int, int, int],
    first: bool,
) -> None:
    """One plan of the matrix; the force is named once."""
    y, high, left, step, wide = place
    draw.line(
        (40, y, wide - 40, y), fill=INK if first else RULE, width=2 if first else 1
    )
    if first:
        draw.text((40, y + 10), row[1], font=font(21), fill=INK)
    draw.text((400, y + 10), row[2], font=font(21), fill=SOFT)
    for column, cell in enumerate(row[3:]):
        x = left + column * step
        if column % 2 == 0:
            draw.rectangle((x, y + 2, x + step - 1, y + high - 1), fill=PALE)
        if cell == "✓":
            draw_tick(draw, x + step / 2, y + high / 2)
        elif cell:
            draw.text(
                (x + step / 2, y + high / 2),
                cell,
                font=font(17),
                fill=SOFT,
                anchor="mm",
            )


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


def main(study: Path) -> None:
    """Write both pictures."""
    header, rows = read_table(study / "out" / "appendix_b.csv")
    for name, picture in (
        ("matrix", draw_matrix(header, rows)),
        ("passage", draw_passage(study)),
    ):
        picture.quantize(64).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent)
